from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import MarketingRolesCase


@freeze_time("2025-06-15")
class TestTask(MarketingRolesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.task = cls.env["marketing.task"].create(
            {"name": "Visit dealers", "employee_id": cls.clerk.id, "date_deadline": "2025-06-20", "date_from": False}
        )

    def test_the_holder_reports_their_own_task_as_done(self):
        self.task.with_user(self.clerk.user_id).action_done()
        self.assertEqual((self.task.state, str(self.task.date_done)), ("done", "2025-06-15"))
        self.task.with_user(self.clerk.user_id).action_reopen()
        self.assertFalse(self.task.date_done)

    def test_nobody_else_does(self):
        with self.assertRaises(AccessError):
            self.task.with_user(self.seller.user_id).action_done()
        with self.assertRaises(AccessError):
            self.task.with_user(self.chief.user_id).action_done()
        self.task.with_user(self.boss.user_id).action_done()

    def test_late_is_past_the_deadline_and_not_before(self):
        self.assertFalse(self.task.is_late)
        self.task.date_deadline = "2025-06-14"
        self.assertTrue(self.task.is_late)
