from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common_reports import WorkReportCase


@freeze_time("2025-06-18 04:00:00")  # a Wednesday, noon in Shanghai
class TestWorkReportMaking(WorkReportCase):
    def test_r24_installing_asks_nothing_of_anybody(self):
        self.assertEqual(self.company.work_report_scope, "nobody")
        self.Report._make_reports(self.company)
        self.assertFalse(self.made())

    def test_r24_switching_on_asks_from_today_on_and_never_about_the_past(self):
        self.company.work_report_scope = "everybody"
        self.assertEqual(self.company.work_report_since, date(2025, 6, 18))
        self.run_maker()
        self.assertEqual(set(self.made()), {("daily", "2025-06-18")})
        with freeze_time("2025-06-23 04:00:00"):
            self.run_maker()
        self.assertIn(("weekly", "2025-06-23"), self.made(self.clerk))
        self.assertNotIn(("weekly", "2025-06-16"), self.made())

    def test_switching_off_and_on_again_asks_nothing_about_the_time_between(self):
        self.ask()
        self.company.work_report_scope = "nobody"
        self.assertFalse(self.company.work_report_since)
        self.company.work_report_scope = "departments"
        self.assertEqual(self.company.work_report_since, date(2025, 6, 18))

    def test_an_earlier_day_is_a_choice_and_asks_for_what_lies_between(self):
        self.company.work_report_scope = "everybody"
        self.run_maker()
        self.company.work_report_since = "2025-06-16"
        self.run_maker()
        self.assertEqual(
            self.made(self.seller),
            [("daily", "2025-06-16"), ("daily", "2025-06-17"), ("daily", "2025-06-18"), ("weekly", "2025-06-16")],
        )

    def test_a_new_company_that_asks_begins_today(self):
        company = self.env["res.company"].create({"name": "New", "work_report_scope": "everybody"})
        self.assertEqual(company.work_report_since, date(2025, 6, 18))

    def test_r24_daily_from_field_staff_weekly_and_monthly_from_all_department_from_managers(self):
        self.east.manager_id = self.chief
        self.ask("2025-06-01")
        self.run_maker()
        days = [*range(2, 7), *range(9, 14), *range(16, 19)]
        self.assertEqual(self.made(self.seller, kind="daily"), [("daily", f"2025-06-{day:02}") for day in days])
        self.assertFalse(self.made(self.clerk, kind="daily"))
        self.assertEqual(
            self.made(self.clerk),
            [("monthly", "2025-06-01"), *(("weekly", f"2025-06-{day:02}") for day in (2, 9, 16))],
        )
        report = self.Report.search([("kind", "=", "department")])
        self.assertRecordValues(
            report,
            [
                {
                    "employee_id": self.chief.id,
                    "department_id": self.east.id,
                    "appraiser_id": self.boss.id,
                    "date_from": date(2025, 6, 1),
                    "date_to": date(2025, 6, 30),
                    "date_due": date(2025, 7, 3),
                    "state": "due",
                    "is_owed": True,
                    "is_missing": False,
                }
            ],
        )

    def test_r24_only_ticked_departments_and_what_lies_below_them(self):
        self.east.owes_work_reports = True
        self.assertTrue(self.east_sales.is_reporting)
        self.ask("2025-06-16", "departments")
        self.run_maker()
        self.assertTrue(self.made(self.seller))
        self.assertFalse(self.made(self.other_seller) + self.made(self.clerk))
        self.east_sales.parent_id = self.west
        self.assertFalse(self.east_sales.is_reporting)

    def test_r24_kinds_that_are_not_asked_for_are_not_made(self):
        self.ask("2025-06-16", daily=False, monthly=False, department=False)
        self.run_maker()
        self.assertEqual(set(self.made()), {("weekly", "2025-06-16")})

    def test_r5_r32_the_weekly_report_is_due_on_sunday_or_the_working_day_after(self):
        self.ask("2025-06-16", daily=False)
        self.run_maker()
        self.assertEqual(set(self.Report.search([("kind", "=", "weekly")]).mapped("date_due")), {date(2025, 6, 23)})
        self.company.work_report_moves = False
        self.run_maker()
        self.assertEqual(set(self.Report.search([("kind", "=", "weekly")]).mapped("date_due")), {date(2025, 6, 22)})

    def test_a_due_day_beyond_the_28th_is_refused(self):
        for day in (0, 29):
            with self.assertRaisesRegex(ValidationError, "from 1 to 28"), self.cr.savepoint():
                self.company.work_report_month_day = day

    def test_r24_after_ten_days_off_each_report_is_made_once(self):
        self.ask("2025-06-16")
        self.run_maker()
        with freeze_time("2025-06-28 04:00:00"):
            self.run_maker()
            once = self.made()
            self.run_maker()
            self.assertEqual(self.made(), once)
            days = [16, 17, 18, 19, 20, 23, 24, 25, 26, 27]
            self.assertEqual(self.made(self.seller, kind="daily"), [("daily", f"2025-06-{day}") for day in days])
            self.assertEqual(
                self.made(self.seller, kind="daily", is_missing=True), self.made(self.seller, kind="daily")
            )

    def test_the_day_begins_at_midnight_of_the_company(self):
        self.ask("2025-06-16")
        with freeze_time("2025-06-18 15:59:00"):
            self.run_maker()
            self.assertNotIn(("daily", "2025-06-19"), self.made(self.seller))
        with freeze_time("2025-06-18 16:00:00"):
            self.run_maker()
            self.assertIn(("daily", "2025-06-19"), self.made(self.seller))

    def test_r24_nothing_is_owed_on_days_away(self):
        self.take_leave(self.seller, "2025-06-17", "2025-06-17")
        self.take_leave(self.clerk, "2025-06-16", "2025-06-20")
        self.ask("2025-06-16")
        self.run_maker()
        self.assertEqual(self.made(self.seller, kind="daily"), [("daily", "2025-06-16"), ("daily", "2025-06-18")])
        self.assertFalse(self.made(self.clerk, kind="weekly"))

    def test_r24_leave_entered_later_takes_back_what_nobody_wrote_in(self):
        self.ask("2025-06-16", weekly=False)
        self.run_maker()
        begun = self.Report.search([("employee_id", "=", self.seller.id), ("date_from", "=", "2025-06-17")])
        begun.done = "Half of it"
        self.take_leave(self.seller, "2025-06-16", "2025-06-18")
        self.run_maker()
        self.assertEqual(self.made(self.seller), [("daily", "2025-06-17")])
        self.assertFalse(begun.is_owed or begun.is_missing)
        self.assertNotIn(self.seller.id, self.Report._get_due_by_employee(self.company, date(2025, 6, 30)))

    def test_a_message_or_a_file_counts_as_written(self):
        self.ask("2025-06-16", weekly=False)
        self.run_maker()
        _first, second, third = self.Report.search([("employee_id", "=", self.seller.id)], order="date_from")
        second.message_post(body="Why?", message_type="comment")
        self.env["ir.attachment"].create({"name": "x", "res_model": third._name, "res_id": third.id})
        self.take_leave(self.seller, "2025-06-16", "2025-06-18")
        self.run_maker()
        self.assertEqual(self.made(self.seller), [("daily", "2025-06-17"), ("daily", "2025-06-18")])

    def test_r24_who_has_left_owes_nothing_more_and_keeps_what_was_missed(self):
        self.ask("2025-06-16")
        self.run_maker()
        self.seller.version_id.departure_date = date(2025, 6, 17)
        self.run_maker()
        self.assertEqual(self.made(self.seller), [("daily", "2025-06-16"), ("daily", "2025-06-17")])
        self.seller.active = False
        with freeze_time("2025-06-30 04:00:00"):
            self.run_maker()
        self.assertEqual(self.made(self.seller), [("daily", "2025-06-16"), ("daily", "2025-06-17")])

    def test_who_is_archived_without_a_day_is_asked_no_more(self):
        self.ask("2025-06-16")
        self.run_maker()
        self.other_seller.active = False
        with freeze_time("2025-06-30 04:00:00"):
            self.run_maker()
        self.assertEqual(self.made(self.other_seller)[-2:], [("daily", "2025-06-18"), ("weekly", "2025-06-16")])

    def test_a_change_of_settings_leaves_what_is_past_alone(self):
        self.ask("2025-06-16")
        self.run_maker()
        self.seller_job.is_field_staff = False
        self.run_maker()
        self.assertEqual(self.made(self.seller, kind="daily"), [("daily", "2025-06-16"), ("daily", "2025-06-17")])
        self.seller_job.is_field_staff = True
        self.clerk_job.is_field_staff = True
        self.run_maker()
        self.assertEqual(self.made(self.clerk, kind="daily"), [("daily", "2025-06-18")])
        self.company.work_report_scope = "nobody"
        self.run_maker()
        self.assertEqual(set(self.made()), {("daily", "2025-06-16"), ("daily", "2025-06-17")})

    def test_r10a_appraiser_and_department_are_those_of_the_last_day(self):
        self.ask("2025-06-16")
        self.run_maker()
        self.seller.create_version({"date_version": date(2025, 6, 19)}).write(
            {"appraiser_id": self.other_chief.id, "department_id": self.west.id}
        )
        handed_in = self.Report.search([("employee_id", "=", self.clerk.id), ("kind", "=", "weekly")])
        handed_in.write({"done": "x", "state": "submitted", "submitted_date": "2025-06-18 04:00:00"})
        self.clerk.version_id.appraiser_id = self.chief
        self.run_maker()
        reports = self.Report.search([("employee_id", "=", self.seller.id)]).sorted(lambda r: (r.kind, r.date_from))
        self.assertEqual(reports.mapped("appraiser_id.name"), ["chief", "other_chief"])
        self.assertEqual([report.appraiser_id for report in reports], [self.chief] * 3 + [self.other_chief])
        self.assertEqual(reports[-1].department_id, self.west)
        self.assertEqual(handed_in.appraiser_id, self.chief, "a corrected history decides who reads it")

    def test_what_was_written_before_it_was_owed_counts_once_it_is(self):
        own = self.as_user(self.Report, self.clerk).create({"kind": "weekly", "date_from": "2025-06-17"})
        self.assertFalse(own.is_owed)
        self.ask("2025-06-16")
        self.run_maker()
        own.invalidate_recordset()
        self.assertTrue(own.is_owed)
        self.assertEqual(self.made(self.clerk), [("weekly", "2025-06-16")])

    def test_two_runs_at_once_make_one_report(self):
        self.ask("2025-06-16")
        self.run_maker()
        once = self.made()
        self.patch(type(self.Report), "_get_present", lambda *args: {})
        self.run_maker()
        self.assertEqual(self.made(), once)

    def test_the_cron_does_every_company(self):
        self.ask("2025-06-18")
        with self.enter_registry_test_mode():
            self.env.ref("marketing_roles.ir_cron_work_reports").method_direct_trigger()
        self.assertIn(("daily", "2025-06-18"), self.made(self.seller))


@tagged("post_install", "-at_install")
@freeze_time("2025-06-18 04:00:00")
class TestWorkReportQueries(WorkReportCase):
    """Two hundred people take as many queries as ten."""

    def people(self, count):
        employees = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": self.company.id,
                    "department_id": self.east_sales.id,
                    "job_id": self.seller_job.id,
                    "parent_id": self.chief.id,
                    "date_version": "2025-01-01",
                    "contract_date_start": "2025-01-01",
                }
                for number in range(count)
            ]
        )
        return employees

    def count(self, function, *arguments):
        """Return (queries, result) of a call that finds nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        result = function(*arguments)
        self.env.flush_all()
        return self.cr.sql_log_count - before, result

    def measure(self):
        """Return the queries of making, of refreshing and taking back, and of making nothing."""
        queries = []
        self.ask("2025-06-16")
        queries.append(self.count(self.Report._make_reports, self.company)[0])
        self.assertGreater(len(self.made()), 10)
        self.seller_job.is_field_staff = False
        versions = self.env["hr.version"].search([("department_id", "=", self.east_sales.id)])
        versions.appraiser_id = self.boss
        queries.append(self.count(self.Report._make_reports, self.company)[0])
        queries.append(self.count(self.Report._make_reports, self.company)[0])
        self.Report.search([("company_id", "=", self.company.id)]).unlink()
        self.seller_job.is_field_staff = True
        versions.appraiser_id = self.chief
        self.company.work_report_scope = "nobody"
        return queries

    def test_making_for_200_people_takes_the_queries_of_10(self):
        self.people(10)
        self.measure()  # what Odoo loads once per process
        ten = self.measure()
        self.people(190)
        two_hundred = self.measure()
        self.assertEqual(two_hundred, ten)
        self.assertLess(max(ten), 60)

    def test_rates_of_everybody_are_one_query(self):
        self.people(200)
        self.ask("2025-06-16")
        self.run_maker()
        arguments = ("daily", date(2025, 6, 1), date(2025, 6, 30), self.company)
        self.env.flush_all()
        with self.assertQueryCount(1):
            rates = self.Report._get_report_rates(*arguments)
        self.assertEqual(len(rates), 202)
        with self.assertQueryCount(3):
            due = self.Report._get_due_by_employee(self.company, date(2025, 6, 18))
        self.assertEqual(len(due), 202)
