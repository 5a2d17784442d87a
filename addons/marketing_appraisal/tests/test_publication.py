from .common import MarketingAppraisalCase


class TestPublication(MarketingAppraisalCase):
    """R60: whoever may appeal is told of the day from which they may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.month = cls.open_month()
        cls.score(cls.month)
        cls.run_steps(cls.month)
        cls.month.action_grade()
        cls.month.with_user(cls.general_manager).action_sign()

    def publish(self, **context):
        """Publish it and return what was told."""
        last = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.month.with_user(self.officer).with_context(**{"tracking_disable": False, **context}).action_publish()
        return self.env["mail.message"].search([("id", ">", last), ("message_type", "=", "user_notification")])

    def test_r60_everybody_is_told_in_their_language_and_nothing_of_the_result(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.seller.user_id.lang = "zh_CN"
        messages = self.publish()
        self.assertEqual(messages.notified_partner_ids, self.month.appraisal_ids.user_id.partner_id)
        partner = self.seller.user_id.partner_id
        mine = messages.filtered(lambda message: partner in message.notified_partner_ids)
        self.assertEqual(mine.notified_partner_ids, partner)
        others = messages - mine
        self.assertEqual(others.subject, f"Your result of {self.month.name} is published")
        self.assertIn("appeal until", others.body)
        for result in self.month.appraisal_ids.result_ids:
            self.assertNotIn(f"{result.total:.2f}", others.body)

    def test_a_load_of_documents_tells_nobody(self):
        self.assertFalse(self.publish(tracking_disable=True))
