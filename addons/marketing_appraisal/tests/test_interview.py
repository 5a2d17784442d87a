import base64
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestInterview(MarketingAppraisalCase):
    """The interview is held by the superior and answered by the person (R23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.clerk)
        cls.case.action_complete_step()
        cls.case.action_complete_step()

    def held(self):
        case = self.case.with_user(self.boss.user_id)
        case.interview_summary = "Two dealers lost; samples come earlier from now on."
        case.action_hold_interview()
        return self.case

    def test_r23_held_waits_for_the_person_and_goes_on_by_their_answer(self):
        self.assertEqual((self.case.step, self.case.waiting_for), ("interview", "appraiser"))
        self.held()
        self.assertEqual((self.case.interview_state, self.case.waiting_for), ("held", "employee"))
        self.assertEqual(self.case.waiting_user_id, self.clerk.user_id)
        with self.assertRaisesRegex(UserError, "has not answered"):
            self.case.with_user(self.boss.user_id).action_complete_step()
        with self.assertRaisesRegex(AccessError, "Only the person answers"):
            self.case.with_user(self.officer).action_acknowledge_interview()
        self.case.with_user(self.clerk.user_id).action_acknowledge_interview()
        self.assertEqual((self.case.interview_state, self.case.step), ("acknowledged", "scoring"))
        self.assertEqual(
            [(log.step, log.operation, log.user_id) for log in self.case.step_ids[-2:]],
            [("interview", "held", self.boss.user_id), ("interview", "done", self.clerk.user_id)],
        )

    def test_r23_what_is_answered_is_what_was_read(self):
        """The superior may change the record until it is answered; then it is held again, and read again."""
        case = self.held()
        read = case.interview_summary
        boss, clerk = case.with_user(self.boss.user_id), case.with_user(self.clerk.user_id)
        boss.interview_summary = "No bonus was agreed."
        self.assertEqual((case.interview_state, case.waiting_for), (False, "appraiser"))
        with self.assertRaisesRegex(UserError, "has no interview to answer"):
            clerk.action_acknowledge_interview()
        boss.action_hold_interview()
        for answer in ("acknowledged", "objected"):
            with self.subTest(answer), self.assertRaisesRegex(UserError, "has changed since you opened it"):
                clerk.with_context(interview_read=read)._answer_interview(answer, "I see it differently")
        clerk.with_context(interview_read=case.interview_summary).action_acknowledge_interview()
        self.assertEqual(case.interview_state, "acknowledged")

    def test_r23_saving_the_same_words_again_changes_nothing(self):
        case = self.held()
        case.with_user(self.boss.user_id).interview_summary = case.interview_summary
        self.assertEqual(case.interview_state, "held")

    def test_r23_an_objection_is_kept_and_stops_nothing(self):
        self.held()
        mine = self.case.with_user(self.clerk.user_id)
        wizard = self.env["marketing.appraisal.reason"].with_user(self.clerk.user_id)
        with self.assertRaisesRegex(UserError, "Say what you see differently"):
            mine._answer_interview("objected", "  ")
        wizard.create(
            {"appraisal_ids": mine.ids, "operation": "object", "reason": "One dealer closed."}
        ).action_confirm()
        self.assertEqual((self.case.interview_state, self.case.step), ("objected", "scoring"))
        self.assertEqual(self.case.with_user(self.general_manager).interview_objection, "One dealer closed.")
        with self.assertRaisesRegex(UserError, "no interview to answer"):
            mine.action_acknowledge_interview()

    def test_r23_nothing_is_held_without_words_or_before_its_day(self):
        boss = self.case.with_user(self.boss.user_id)
        with self.assertRaisesRegex(UserError, "Write down what was said"):
            boss.action_hold_interview()
        boss.interview_summary = "To come"
        boss.interview_date = fields.Date.context_today(self.case) + timedelta(days=2)
        with self.assertRaisesRegex(UserError, "not taken place yet"):
            boss.action_hold_interview()
        self.assertFalse(self.case.interview_state)

    def test_who_records_and_answers_is_checked_on_writing(self):
        for user in (self.clerk.user_id, self.general_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.case.with_user(user).interview_summary = "I was excellent."
        for name, value in {"interview_state": "acknowledged", "interview_objection": "No"}.items():
            with self.subTest(field=name), self.assertRaises(AccessError):
                self.case.with_user(self.clerk.user_id).write({name: value})
        self.held()
        self.case.with_user(self.clerk.user_id).action_acknowledge_interview()
        with self.assertRaisesRegex(UserError, "is answered"):
            self.case.with_user(self.boss.user_id).interview_summary = "Something else"

    def test_r23_hr_goes_on_without_an_answer_only_with_a_reason_that_is_logged(self):
        case = self.case.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "has not answered"):
            case.action_complete_step()
        case.action_complete_step("Refused to come twice")
        self.assertEqual(self.case.step, "scoring")
        self.assertEqual(self.case.step_ids[-1].reason, "Refused to come twice")

    def test_staff_without_a_login_sign_on_paper(self):
        self.clerk.user_id = False
        case = self.case.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "has not answered"):
            case.action_complete_step()
        with self.assertRaises(AccessError):
            self.case.with_user(self.boss.user_id).form_scan = base64.b64encode(b"scan")
        case.form_scan = base64.b64encode(b"scan")
        case.action_complete_step()
        self.assertEqual(self.case.step, "scoring")

    def test_r23_sent_back_it_is_held_again(self):
        self.held()
        self.case.with_user(self.clerk.user_id).action_acknowledge_interview()
        self.case.with_user(self.officer)._send_back("interview", "About another month")
        self.assertFalse(self.case.interview_state)
        self.held()
        self.assertEqual(self.case.interview_state, "held")
