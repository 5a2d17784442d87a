from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestBack(MarketingAppraisalCase):
    """R23: going back needs rights and a reason and leaves a trace; no step is skipped afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.period = cls.open_month()
        cls.score(cls.period)
        cls.case = cls.appraisal_of(cls.period, cls.seller)
        while cls.case.step != "scoring":
            cls.case._complete_step()

    def back(self, user, step="self_assessment", reason="It is about February."):
        wizard = self.env["marketing.appraisal.back"].with_user(user).create(
            {"appraisal_ids": self.case.ids, "step": step, "reason": reason}
        )  # fmt: skip
        wizard.action_send_back()

    def test_r23_goes_back_with_a_trace_and_forward_again_step_by_step(self):
        self.back(self.chief.user_id)
        self.assertEqual(self.case.step, "self_assessment")
        log = self.case.step_ids[-1]
        self.assertEqual(
            (log.operation, log.step, log.to_step, log.user_id, log.reason),
            ("back", "scoring", "self_assessment", self.chief.user_id, "It is about February."),
        )
        self.assertIn("It is about February.", self.case.message_ids[0].body)
        self.case.with_user(self.seller.user_id).self_assessment = "About March"
        self.case.with_user(self.seller.user_id).action_complete_step()
        self.assertEqual(self.case.step, "interview")

    def test_r23_who_sends_back(self):
        for user in (self.seller.user_id, self.other_chief.user_id, self.other_seller.user_id):
            with self.assertRaises(AccessError):
                self.back(user)
        for user in (self.officer, self.general_manager):
            with self.cr.savepoint() as savepoint:
                self.back(user)
                savepoint.rollback()
            self.env.invalidate_all()
        self.case._complete_step()
        with self.assertRaisesRegex(AccessError, "is sent back by HR"):
            self.back(self.chief.user_id)
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        with self.assertRaisesRegex(AccessError, "never on one's own"):
            self.back(self.seller.user_id)

    def test_r23_reason_order_and_signature(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.back(self.officer, reason=" ")
        with self.assertRaisesRegex(UserError, "has not passed"):
            self.back(self.officer, step="oral_report")
        self.add_task(self.clerk)
        self.period.appraisal_ids._sync_ratings()
        self.score(self.period)
        self.run_steps(self.period)
        self.period.action_grade()
        self.period.with_user(self.general_manager).action_sign()
        with self.assertRaisesRegex(AccessError, "not after the signature"):
            self.back(self.officer)
