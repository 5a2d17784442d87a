from datetime import date

from odoo.tests import freeze_time

from .common import MarketingAppraisalCase


class TestWaiting(MarketingAppraisalCase):
    """R23: each step has an owner and a last day; who is late stands in a list, and is reminded once a day."""

    def remind(self):
        with self.enter_registry_test_mode():
            self.env.ref("marketing_appraisal.ir_cron_remind").method_direct_trigger()
        self.env.invalidate_all()
        kind = self.env.ref("marketing_appraisal.mail_activity_type_steps")
        return self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])

    def test_r23_each_step_has_an_owner_and_a_last_day(self):
        case = self.appraisal_of(self.open_month(), self.seller)
        expected = [
            ("plan", "appraiser", self.chief.user_id, date(2025, 3, 5)),
            ("self_assessment", "employee", self.seller.user_id, date(2025, 4, 2)),
            ("interview", "appraiser", self.chief.user_id, date(2025, 4, 3)),
            ("scoring", "appraiser", self.chief.user_id, date(2025, 4, 4)),
            ("behaviour", "hr", self.env["res.users"], date(2025, 4, 4)),
            ("oral_report", "appraiser", self.chief.user_id, date(2025, 4, 7)),
            ("signature", "general_manager", self.env["res.users"], date(2025, 4, 8)),
            ("publication", "hr", self.env["res.users"], date(2025, 4, 8)),
            ("follow_up", "hr", self.env["res.users"], date(2025, 4, 21)),
        ]
        for step, owner, user, day in expected:
            case.step = step
            with self.subTest(step):
                self.assertEqual((case.waiting_for, case.waiting_user_id, case.step_deadline), (owner, user, day))
        case.step = "done"
        self.assertFalse(case.waiting_for or case.step_deadline or case.is_late)

    def test_r23_what_waits_for_a_group_waits_for_its_members(self):
        period = self.open_month()
        seller, clerk = (self.appraisal_of(period, person) for person in (self.seller, self.clerk))
        seller.step, clerk.step = "behaviour", "signature"
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        waits = [("waits_for_me", "=", True), ("period_id", "=", period.id)]

        def waiting(user):
            return self.as_user("marketing.appraisal", user).search(waits)

        self.assertIn(seller, waiting(self.officer))
        self.assertNotIn(clerk, waiting(self.officer))
        self.assertIn(clerk, waiting(self.general_manager))
        self.assertNotIn(clerk, waiting(self.clerk.user_id), "nobody signs their own")
        self.assertTrue(clerk.with_user(self.general_manager).waits_for_me)
        self.assertFalse(clerk.with_user(self.officer).waits_for_me)

    def test_deadlines_follow_holidays_that_are_entered_later(self):
        case = self.appraisal_of(self.open_month(), self.seller)
        self.env["marketing.workday.override"].create(
            {"name": "Rest", "kind": "holiday", "date_from": "2025-03-05", "date_to": "2025-03-07",
             "company_id": self.company.id}
        )  # fmt: skip
        self.assertEqual(case.step_deadline, date(2025, 3, 10))

    def test_overdue_from_the_day_after_on(self):
        case = self.appraisal_of(self.open_month(), self.seller)
        late = [("is_late", "=", True), ("id", "=", case.id)]
        for day, found in (("2025-03-05 12:00:00", False), ("2025-03-06 12:00:00", True)):
            with self.subTest(day), freeze_time(day):
                self.env.invalidate_all()
                self.assertEqual(case.is_late, found)
                self.assertEqual(bool(self.env["marketing.appraisal"].search(late)), found)

    def test_one_reminder_a_person_that_is_renewed_and_goes(self):
        period = self.open_month()
        with freeze_time("2025-03-03 12:00:00"):
            self.assertFalse(self.remind())
        with freeze_time("2025-03-04 12:00:00"):
            reminders = self.remind()
            self.assertIn(self.chief.user_id, reminders.user_id)
            mine = reminders.filtered(lambda one: one.user_id == self.boss.user_id)
            self.assertEqual((mine.summary, mine.date_deadline), ("Appraisals that wait for you: 3", date(2025, 3, 5)))
            self.assertEqual((mine.res_model, mine.res_id), (period._name, period.id))
        with freeze_time("2025-03-06 12:00:00"):
            again = self.remind()
            self.assertEqual(len(again), len(again.user_id))
            self.assertEqual(mine.summary, "Appraisals that wait for you: 3, overdue: 3")
            period.appraisal_ids._complete_step()
            self.assertFalse(self.remind())
        with freeze_time("2025-04-02 12:00:00"):
            self.assertEqual(self.remind().user_id, period.appraisal_ids.user_id)

    def test_nobody_is_reminded_of_a_step_on_their_own_appraisal(self):
        period = self.open_month()
        period.appraisal_ids.write({"step": "behaviour"})
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        with freeze_time("2025-04-10 12:00:00"):
            reminders = self.remind()
        count = len(period.appraisal_ids)
        said = {one.user_id: one.summary for one in reminders}
        self.assertEqual(said[self.officer], f"Appraisals that wait for you: {count}, overdue: {count}")
        self.assertEqual(said[self.seller.user_id], f"Appraisals that wait for you: {count - 1}, overdue: {count - 1}")

    def test_the_reader_is_told_in_their_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.boss.user_id.lang = "zh_CN"
        self.open_month()
        with freeze_time("2025-03-04 12:00:00"):
            said = {one.user_id: one.summary for one in self.remind()}
        self.assertNotIn("wait for you", said[self.boss.user_id])
