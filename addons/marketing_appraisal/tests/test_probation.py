from contextlib import contextmanager
from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .common import MarketingAppraisalCase


class ProbationCase(MarketingAppraisalCase):
    """The seller is on probation from 1 January 2025; the chief is the direct manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.china = cls.env.ref("base.cn")

    def plan_probation(self, person=None, user=None, **vals):
        vals = {"employee_id": (person or self.seller).id, "months": 3, **vals}
        return self.env["marketing.probation"].with_user(user or self.officer).create(vals)

    def running(self, person=None, **vals):
        probation = self.plan_probation(person, **vals)
        if probation.needs_approval:
            probation.with_user(self.general_manager).action_approve()
        probation.action_begin()
        return probation

    def voices(self, probation, manager=80, hr=80):
        """Let both sides speak and return the appraisal."""
        for user, score in ((self.chief.user_id, manager), (self.officer, hr)):
            probation.with_user(user).action_appraise()
            probation._get_newest_appraisal().with_user(user)._give_voice(score, "As I saw it")
        return probation._get_newest_appraisal()

    def decide(self, appraisal, decision, first=None, second=None, **vals):
        """Let one side propose and the other sign."""
        vals = {"reason": "As we saw it", **vals, "decision": decision}
        appraisal.with_user(first or self.chief.user_id)._propose(vals)
        appraisal.with_user(second or self.officer).action_agree()

    def decided(self, decision="confirm", manager=80, hr=80, tell=True, **vals):
        """Run a probation up to its decision."""
        probation = self.running()
        appraisal = self.voices(probation, manager, hr)
        self.decide(appraisal, decision, **vals)
        if tell:
            appraisal.with_user(self.officer).action_publish()
        return probation, appraisal

    @contextmanager
    def refuses(self, exception, sentence=""):
        """Expect a refusal, and take back what was written until then."""
        with self.assertRaisesRegex(exception, sentence), self.cr.savepoint():
            yield

    def hire(self, login):
        """Return somebody else whose direct manager is the chief."""
        return self.new_employee(login, self.east_sales, self.seller_job, self.chief)

    def trial_end(self, person=None):
        return str((person or self.seller).version_id.trial_date_end or "")


class TestProbation(ProbationCase):
    """Length, beginning and limits (R40)."""

    def test_r40_days_come_from_the_contract_and_the_agreed_months(self):
        probation = self.plan_probation()
        self.assertEqual(str(probation.date_start), "2025-01-01")
        self.assertEqual(probation.contract_kind, "open")
        for months, end in ((1, "2025-01-31"), (3, "2025-03-31"), (6, "2025-06-30")):
            probation.months = months
            self.assertEqual(str(probation.date_end), end)
        self.seller.version_id.write({"contract_date_start": "2025-02-10", "contract_date_end": "2026-02-09"})
        other = self.env["marketing.probation"].new({"employee_id": self.seller.id})
        self.assertEqual(
            (str(other.date_start), other.contract_kind, other.contract_months), ("2025-02-10", "fixed", 12)
        )

    def test_r40_at_least_1_at_most_6_months(self):
        for months in (0, 7, -1):
            with self.subTest(months), self.refuses(ValidationError, "1 to 6 months"):
                self.plan_probation(months=months)

    def test_r40_more_than_3_months_take_the_general_managers_approval(self):
        probation = self.plan_probation(months=4)
        self.assertIn("approval", probation.limit_note)
        with self.assertRaisesRegex(UserError, "general manager's approval"):
            probation.action_begin()
        for user in (self.officer, self.hr_manager, self.chief.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                probation.with_user(user).action_approve()
        probation.with_user(self.general_manager).action_approve()
        self.assertNotIn("approval", probation.limit_note)
        self.assertIn("has passed", probation.limit_note, "it was planned for days of last year")
        probation.months = 5
        with self.assertRaisesRegex(UserError, "approval"):
            probation.action_begin()
        probation.with_user(self.general_manager).action_approve()
        probation.action_begin()
        self.assertEqual((probation.state, self.trial_end()), ("running", "2025-05-31"))

    def test_r40_china_by_the_length_of_the_contract(self):
        self.company.country_id = self.china
        cases = (
            ("2025-03-30", 1, "no probation"), ("2025-03-31", 1, None), ("2025-03-31", 2, "at most 1"),
            ("2025-12-30", 2, "at most 1"), ("2025-12-31", 2, None), ("2025-12-31", 3, "at most 2"),
            ("2027-12-30", 3, "at most 2"), ("2027-12-31", 3, None), (False, 3, None),
        )  # fmt: skip
        for end, months, refusal in cases:
            self.seller.version_id.contract_date_end = end
            probation = self.plan_probation(months=months)
            with self.subTest(end=end, months=months):
                if refusal:
                    self.assertIn(refusal, probation.limit_note)
                    with self.assertRaisesRegex(UserError, refusal):
                        probation.action_begin()
                else:
                    probation.action_begin()
                    probation.action_plan_again()
            probation.unlink()

    def test_r40_china_none_for_a_task_and_never_more_than_6(self):
        self.company.country_id = self.china
        probation = self.plan_probation(contract_kind="task", months=1)
        with self.assertRaisesRegex(UserError, "no probation"):
            probation.action_begin()
        probation.contract_kind = "open"
        probation.months = 6
        probation.with_user(self.general_manager).action_approve()
        probation.action_begin()

    def test_r40_the_proposed_length_is_within_the_limit(self):
        self.company.country_id = self.china
        self.seller.version_id.contract_date_end = "2026-06-30"
        probation = self.env["marketing.probation"].with_user(self.officer).create({"employee_id": self.seller.id})
        self.assertEqual(probation.months, 2)

    def test_r40_a_table_may_only_be_stricter_and_is_kept_by_the_hr_manager(self):
        Limit = self.env["marketing.probation.limit"]
        vals = {"country_id": self.env.ref("base.fr").id, "contract_kind": "open", "most_months": 4}
        with self.refuses(IntegrityError), mute_logger("odoo.sql_db"):
            Limit.create(dict(vals, most_months=7))
        with self.assertRaises(AccessError):
            Limit.with_user(self.officer).create(vals)
        Limit.with_user(self.hr_manager).create(vals)
        with self.refuses(ValidationError, "same contracts"):
            Limit.create(vals)
        fixed = dict(vals, contract_kind="fixed", month_from=0, month_to=12)
        Limit.create(fixed)
        Limit.create(dict(fixed, month_from=12, month_to=0))
        with self.refuses(ValidationError, "same contracts"):
            Limit.create(dict(fixed, month_from=11, month_to=12))
        self.company.country_id = vals["country_id"]
        probation = self.plan_probation(months=5)
        with self.assertRaisesRegex(UserError, "at most 4"):
            probation.with_user(self.general_manager).action_approve()

    def test_r40_one_for_each_employer_and_person(self):
        self.running()
        with self.refuses(IntegrityError), mute_logger("odoo.sql_db"):
            self.plan_probation()
        again = self.env["hr.employee"].create({"name": "Seller, back", "company_id": self.company.id})
        again.work_contact_id = self.seller.work_contact_id
        self.seller.active = False
        with self.refuses(ValidationError, "had a probation"):
            self.plan_probation(again)

    def test_r40_what_has_begun_stays_as_agreed(self):
        probation = self.running()
        for vals in ({"months": 2}, {"date_start": "2025-02-01"}, {"contract_kind": "task"}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "stays as agreed"):
                probation.write(vals)
        with self.assertRaises(UserError):
            probation.unlink()
        for vals in ({"state": "confirmed"}, {"extension_days": 5}, {"closing_date": "2025-02-01"},
                     {"date_end": "2025-02-01"}, {"approved_by_id": self.officer.id}):  # fmt: skip
            with self.subTest(vals), self.assertRaisesRegex(AccessError, "use the buttons"):
                probation.write(vals)
        with self.refuses(AccessError):
            self.plan_probation(self.clerk, state="confirmed")

    def test_r51_the_end_stands_on_every_version_of_the_contract(self):
        later = self.seller.create_version({"date_version": date(2025, 2, 1)})
        probation = self.running()
        ends = {str(version.trial_date_end) for version in self.seller.version_ids | later}
        self.assertEqual(ends, {"2025-03-31"})
        probation.action_plan_again()
        self.assertFalse(any(self.seller.version_ids.mapped("trial_date_end")))

    def test_r41_probationers_take_part_in_the_monthly_appraisals(self):
        self.running()
        self.assertIn(self.seller, self.open_month(2).appraisal_ids.employee_id)

    @freeze_time("2025-12-01 04:00:00")
    def test_r51_the_decision_says_who_is_on_trial_at_the_end_of_the_year(self):
        year = self.env["marketing.appraisal.period"].new(
            {"kind": "annual", "date_from": "2025-01-01", "date_to": "2025-12-31", "company_id": self.company.id}
        )
        probation = self.running(date_start="2025-10-15", months=3)
        self.assertEqual(self.trial_end(), "2026-01-14")
        self.assertEqual(str(year.date_to), "2025-12-31")
        self.assertEqual(list(year._get_on_trial(self.seller)), [self.seller])
        appraisal = self.voices(probation, 95, 95)
        self.decide(appraisal, "confirm_early", decision_day=date(2025, 12, 31))
        self.assertFalse(year._get_on_trial(self.seller), "confirmed from the last day of the year on")

    def test_r40_kept_by_hr_and_never_by_oneself(self):
        for user in (self.seller.user_id, self.chief.user_id, self.general_manager):
            with self.subTest(user=user.login), self.refuses(AccessError):
                self.plan_probation(user=user)
        self.chief.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        with self.refuses(AccessError, "their own"):
            self.plan_probation(self.chief, user=self.chief.user_id)
        probation = self.plan_probation(self.chief)
        for attempt in ("action_begin", "unlink", "action_plan_again"):
            with self.subTest(attempt), self.assertRaises(AccessError):
                getattr(probation.with_user(self.chief.user_id), attempt)()

    def test_r40_the_general_manager_does_not_approve_their_own(self):
        self.boss.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        probation = self.plan_probation(self.boss, months=5)
        with self.assertRaisesRegex(AccessError, "their own"):
            probation.with_user(self.boss.user_id).action_approve()

    # ------------------------------------------------------------------ who reads, who is reminded

    def test_rights_each_reads_what_is_theirs(self):
        probation = self.plan_probation()
        Probation = self.env["marketing.probation"]
        self.assertFalse(Probation.with_user(self.seller.user_id).search([]), "a plan is not for its person yet")
        probation.action_begin()
        for user in (self.seller.user_id, self.chief.user_id, self.officer, self.general_manager):
            self.assertEqual(Probation.with_user(user).search([]), probation, user.login)
        for user in (self.other_seller.user_id, self.other_chief.user_id, self.clerk.user_id):
            self.assertFalse(Probation.with_user(user).search([]), user.login)
            with self.assertRaises(AccessError):
                probation.with_user(user).read(["date_end"])
        for user in (self.seller.user_id, self.chief.user_id, self.general_manager):
            with self.assertRaises(AccessError):
                probation.with_user(user).write({"months": 2})

    def test_rights_a_second_company_sees_nothing(self):
        _probation, _appraisal = self.decided()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,marketing_roles.group_hr_manager", other)
        for model in ("marketing.probation", "marketing.probation.appraisal", "marketing.probation.voice",
                      "marketing.referral"):  # fmt: skip
            self.assertFalse(self.as_user(model, stranger).search([]), model)

    def reminders(self, probation):
        kind = self.env.ref("marketing_appraisal.mail_activity_type_probation")
        return probation.sudo().activity_ids.filtered(lambda one: one.activity_type_id == kind)

    def test_r41_the_manager_and_hr_are_reminded_once_before_the_end(self):
        probation = self.running()
        for day, expected in (("2025-03-16", False), ("2025-03-17", True), ("2025-03-31", True), ("2025-05-01", True)):
            with self.subTest(day), freeze_time(f"{day} 12:00:00"):
                self.env["marketing.probation"]._cron_remind()
                self.env["marketing.probation"]._cron_remind()
                users = self.reminders(probation).mapped("user_id.login")
                self.assertEqual("chief" in users and "officer" in users, expected)
                self.assertEqual(len(users), len(set(users)))
                self.assertNotIn("seller", users)
        self.assertEqual(str(self.reminders(probation)[0].date_deadline), "2025-03-31")
        appraisal = self.voices(probation)
        self.decide(appraisal, "confirm")
        self.assertFalse(self.reminders(probation))
        with freeze_time("2025-05-02 12:00:00"):
            self.env["marketing.probation"]._cron_remind()
        self.assertFalse(self.reminders(probation))

    def test_r41_the_days_of_the_reminder_are_a_choice(self):
        probation = self.running()
        self.policy.probation_remind_days = 30
        with freeze_time("2025-03-01 12:00:00"):
            self.env["marketing.probation"]._cron_remind()
        self.assertTrue(self.reminders(probation))

    def test_r41_without_a_policy_they_are_reminded_on_the_last_day(self):
        probation = self.running()
        self.env["marketing.appraisal.policy"].search([("active", "=", True)]).active = False
        for day, expected in (("2025-03-30", False), ("2025-03-31", True)):
            with self.subTest(day), freeze_time(f"{day} 12:00:00"):
                self.env["marketing.probation"]._cron_remind()
                self.assertEqual(bool(self.reminders(probation)), expected)
        self.seller.active = False
        self.env["marketing.probation"]._cron_remind()
        self.assertFalse(self.reminders(probation), "whoever has left is nobody's task")

    def test_the_list_takes_as_many_queries_for_many(self):
        fields = [
            "employee_id",
            "department_id",
            "date_end",
            "is_late",
            "days_left",
            "state",
            "appraisal_state",
            "grade",
        ]
        counts = []
        for size in (2, 2, 8):
            people = [self.hire(f"hired{len(counts)}{number}") for number in range(size)]
            probations = self.env["marketing.probation"].concat(*map(self.running, people))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            probations.with_user(self.officer).read(fields)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_r41_overdue_ones_are_found(self):
        probation = self.running()
        with freeze_time("2025-03-31 12:00:00"):
            self.assertFalse(probation.is_late)
        probation.invalidate_recordset()
        with freeze_time("2025-04-01 12:00:00"):
            self.assertTrue(probation.is_late)

    def test_r40_whoever_has_a_trial_on_the_contract_is_proposed_once(self):
        self.seller.version_id.trial_date_end = "2025-02-28"
        self.clerk.version_id.trial_date_end = "2025-03-20"
        self.other_seller.version_id.trial_date_end = "2025-02-01"
        with freeze_time("2025-02-10 12:00:00"):
            planned = self.env["marketing.probation"]._propose_from_trials(self.company)
            self.assertEqual(planned.employee_id, self.seller + self.clerk)
            self.assertEqual({one.employee_id.name: one.months for one in planned}, {"seller": 2, "clerk": 3})
            self.assertEqual(set(planned.mapped("state")), {"draft"})
            self.assertFalse(self.env["marketing.probation"]._propose_from_trials(self.company))
        with self.assertRaises(AccessError):
            self.env["marketing.probation"].with_user(self.chief.user_id).action_propose()

    def test_the_employee_shows_the_way(self):
        action = self.seller.with_user(self.officer).action_open_marketing_probation()
        self.assertEqual(action["context"], {"default_employee_id": self.seller.id})
        probation = self.running()
        self.assertEqual(self.seller.with_user(self.officer).action_open_marketing_probation()["res_id"], probation.id)
        self.assertEqual(self.seller.with_user(self.officer).marketing_probation_state, "Running")
