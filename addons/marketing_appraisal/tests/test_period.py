from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time
from odoo.tools import mute_logger

from .common import MarketingAppraisalCase


class TestPeriod(MarketingAppraisalCase):
    def test_r30_everybody_in_scope_is_appraised_or_named_with_the_reason(self):
        late = self.new_employee("late", self.west, self.seller_job, self.other_chief, day="2025-03-20")
        period = self.open_month()
        self.assertEqual(
            set(period.appraisal_ids.employee_id.mapped("name")),
            {"chief", "seller", "other_chief", "other_seller", "clerk"},
        )
        left_out = {(each.employee_id, each.reason) for each in period.omission_ids}
        self.assertEqual(left_out, {(self.boss, "no_appraiser"), (late, "short_presence")})
        worked = period.omission_ids.filtered(lambda each: each.employee_id == late)
        self.assertEqual((worked.worked_days, worked.possible_days), (8, 21))

    def test_r30_opening_again_adds_who_is_new_and_doubles_nobody(self):
        period = self.open_month()
        before = period.appraisal_ids
        new = self.new_employee("new", self.west, self.seller_job, self.other_chief, day="2025-03-03")
        period.action_open()
        self.assertEqual(period.appraisal_ids - before, self.appraisal_of(period, new))
        self.assertEqual(len(period.appraisal_ids.result_ids), len(period.appraisal_ids))

    def test_r29c_half_of_the_working_days_is_enough_and_less_is_not(self):
        enough = self.new_employee("enough", self.west, self.seller_job, self.other_chief, day="2025-03-17")
        short = self.new_employee("short", self.west, self.seller_job, self.other_chief, day="2025-03-18")
        employees = self.open_month().appraisal_ids.employee_id
        self.assertIn(enough, employees)
        self.assertNotIn(short, employees)

    def test_r29c_whoever_left_in_the_month_is_judged_by_the_days_before(self):
        self.seller.version_id.departure_date = date(2025, 3, 31)
        self.other_seller.version_id.departure_date = date(2025, 3, 10)
        self.clerk.version_id.departure_date = date(2025, 2, 28)
        period = self.open_month()
        self.assertTrue(self.appraisal_of(period, self.seller))
        self.assertIn(self.other_seller, period.omission_ids.employee_id)
        self.assertNotIn(self.clerk, period.omission_ids.employee_id | period.appraisal_ids.employee_id)

    def test_a_transfer_in_the_month_goes_to_the_later_appraiser(self):
        moved = self.seller.create_version({"date_version": date(2025, 3, 15)})
        moved.write({"department_id": self.west.id, "appraiser_id": self.other_chief.id})
        march, february = self.open_month(3), self.open_month(2)
        self.assertEqual(self.appraisal_of(march, self.seller).appraiser_id, self.other_chief)
        self.assertEqual(self.appraisal_of(march, self.seller).branch_id, self.west)
        self.assertEqual(self.appraisal_of(february, self.seller).appraiser_id, self.chief)

    def test_r29c_what_nobody_has_scored_follows_transfers_and_leavers(self):
        period = self.open_month()
        named = self.appraisal_of(period, self.other_seller)
        named.with_user(self.officer).appraiser_id = self.boss
        for person in (self.seller, self.other_seller):
            person.create_version({"date_version": date(2025, 3, 15)}).write(
                {"department_id": self.west.id, "appraiser_id": self.clerk.id}
            )
        self.clerk.version_id.departure_date = date(2025, 3, 5)
        period.action_open()
        moved = self.appraisal_of(period, self.seller)
        self.assertEqual((moved.appraiser_id, moved.branch_id), (self.clerk, self.west))
        self.assertEqual(named.appraiser_id, self.boss)
        self.assertIn(self.clerk, period.omission_ids.employee_id)
        self.assertNotIn(self.clerk, period.appraisal_ids.employee_id)

    def test_r29c_what_has_been_scored_stays_where_it_was_scored(self):
        period = self.open_month()
        case = self.appraisal_of(period, self.seller)
        case.rating_ids[0].score = 4
        self.seller.create_version({"date_version": date(2025, 3, 15)}).appraiser_id = self.other_chief
        period.action_open()
        self.assertEqual(case.appraiser_id, self.chief)

    def test_r30_the_running_month_opens_by_itself_where_the_company_wants_it(self):
        Period = self.env["marketing.appraisal.period"]
        mine = [("company_id", "=", self.company.id)]

        def cron():
            with self.enter_registry_test_mode():
                self.env.ref("marketing_appraisal.ir_cron_open").method_direct_trigger()
            self.env.invalidate_all()

        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with freeze_time("2025-03-31 15:59:00"):
            cron()
            self.assertFalse(Period.search(mine))
            self.company.appraisal_opens_itself = True
            cron()
            self.assertEqual(Period.search(mine).name, "2025-03")
        with freeze_time("2025-03-31 16:01:00"):
            cron()
            cron()
        april = Period.search([*mine, ("name", "=", "2025-04")])
        self.assertEqual((len(april), april.state), (1, "open"))
        self.assertIn(self.seller, april.appraisal_ids.employee_id)

    def test_a_period_for_some_departments_takes_theirs_only(self):
        period = self.env["marketing.appraisal.period"].create(
            {
                "date_from": date(2025, 3, 1),
                "company_id": self.company.id,
                "department_ids": [(6, 0, self.east.ids)],
            }
        )
        period.action_open()
        self.assertEqual(period.appraisal_ids.employee_id, self.chief | self.seller)

    def test_r31_a_month_is_a_calendar_month_and_proposed_on_the_form(self):
        with freeze_time("2025-04-10"), Form(self.env["marketing.appraisal.period"]) as form:
            self.assertEqual(str(form.date_from), "2025-03-01")
            self.assertEqual((form.name, str(form.date_to)), ("2025-03", "2025-03-31"))
            form.kind = "annual"
            self.assertEqual(str(form.date_to), "2025-12-31")
            form.date_from = "2025-01-01"
        with self.assertRaisesRegex(ValidationError, "runs from"), self.cr.savepoint():
            self.env["marketing.appraisal.period"].create({"date_from": date(2025, 3, 2)})

    def test_r31_a_month_is_opened_once_per_company(self):
        self.open_month()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.open_month()

    def test_r32_deadlines_move_with_the_companys_holidays(self):
        self.env["marketing.workday.override"].create(
            [
                {
                    "name": "Holiday",
                    "date_from": "2026-10-01",
                    "date_to": "2026-10-07",
                    "company_id": self.company.id,
                },
                {
                    "name": "Worked",
                    "kind": "working",
                    "date_from": "2026-10-10",
                    "company_id": self.company.id,
                },
            ]
        )
        september = self.open_month(9, 2026)
        self.assertEqual(str(september.grading_deadline), "2026-10-08")
        self.assertEqual(str(september.publication_deadline), "2026-10-09")
        january = self.open_month(1, 2026)
        self.assertEqual(str(january.grading_deadline), "2026-02-05")
        self.assertEqual(str(january.publication_deadline), "2026-02-09")

    @freeze_time("2025-04-09")
    def test_a_period_not_published_in_time_is_overdue(self):
        period = self.open_month()
        self.assertEqual(str(period.publication_deadline), "2025-04-08")
        self.assertTrue(period.is_overdue)
        period.state = "published"
        self.assertFalse(period.is_overdue)

    def test_a_month_without_an_approved_plan_says_so_before_it_is_graded(self):
        period = self.env["marketing.appraisal.period"].create(
            {"date_from": date(2025, 3, 1), "company_id": self.company.id}
        )
        self.assertFalse(period.has_no_plan, "a draft has time")
        period.action_open()
        self.assertTrue(period.has_no_plan)
        self.sell()
        plan = self.env["sales.quota"].search([("company_id", "=", self.company.id)])
        period.invalidate_recordset(["has_no_plan"])
        self.assertFalse(period.has_no_plan)
        self.policy.company_weight = 0
        plan._reset_to_draft("A slip")
        period.invalidate_recordset(["has_no_plan"])
        self.assertFalse(period.has_no_plan, "no section asks for it")
        self.policy.company_weight = 40
        period.invalidate_recordset(["has_no_plan"])
        self.assertTrue(period.has_no_plan)

    def test_grading_before_opening_is_refused(self):
        period = self.env["marketing.appraisal.period"].create(
            {"date_from": date(2025, 3, 1), "company_id": self.company.id}
        )
        with self.assertRaisesRegex(UserError, "Open 2025-03 before grading"):
            period.action_grade()

    def test_signed_results_keep_their_period_from_being_deleted(self):
        period = self.published_month()
        with self.assertRaisesRegex(UserError, "holds signed results"):
            period.unlink()
        with self.assertRaisesRegex(UserError, "is signed and cannot"):
            period.appraisal_ids[0].unlink()
