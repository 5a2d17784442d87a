from odoo.tests import HttpCase, tagged

from .common import LeadsCase

PHONE = "390x844"


@tagged("post_install", "-at_install")
class TestTour(HttpCase, LeadsCase):
    """From the lead that reception recorded to the feedback that sales wrote."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.leader | cls.ann).lang = "en_US"
        cls.new_region("South", cls.ann, state_ids=cls.guangdong.ids)
        cls.lead = cls.new_lead("Call the fair", state_id=cls.guangdong.id, handover_kind="develop")

    def test_r8_pass_and_report(self):
        self.start_tour("/odoo/leads-handed-to-sales", "marketing_roles_crm_pass", login="chief")
        self.assertEqual((self.lead.passed_to_id, self.lead.passed_date), (self.ann, self.company._get_company_today()))
        self.start_tour("/odoo/my-lead-follow-ups", "marketing_roles_crm_report", login="seller")
        self.assertEqual(self.lead.feedback_ids.text, "They want ten pieces")


@tagged("post_install", "-at_install")
class TestTourOnAPhone(TestTour):
    """What a salesperson does, on 390 pixels."""

    browser_size = PHONE
    touch_enabled = True

    def test_r8_pass_and_report(self):
        self.lead.with_user(self.leader)._pass_to_sales()
        self.start_tour("/odoo/my-lead-follow-ups", "marketing_roles_crm_report", login="seller")
        self.assertEqual(self.lead.feedback_ids.text, "They want ten pieces")
