from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .duties import DutiesCase


@tagged("post_install", "-at_install")
class TestMonthPlan(DutiesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.east.manager_id = cls.chief
        cls.plan = (
            cls.env["marketing.month.plan"]
            .with_user(cls.chief.user_id)
            .create(
                {
                    "department_id": cls.east.id,
                    "company_id": cls.company.id,
                    "month": "2026-03-17",
                    "line_ids": [
                        (0, 0, {"name": "Fair", "standard": "30 leads", "employee_ids": [(6, 0, cls.seller.ids)]}),
                        (0, 0, {"name": "Leaflet", "date_deadline": "2026-03-10"}),
                    ],
                }
            )
        )

    def test_r20_the_plan_is_broken_down_to_people(self):
        self.assertEqual(str(self.plan.month), "2026-03-01")
        self.plan.action_hand_out()
        self.assertRecordValues(
            self.plan.line_ids.task_ids,
            [{"name": "Fair", "employee_id": self.seller.id, "origin": "plan", "standard": "30 leads"}],
        )
        self.assertEqual(str(self.plan.line_ids.task_ids.date_deadline), "2026-03-31")

    def test_handing_out_again_only_adds(self):
        self.plan.action_hand_out()
        self.plan.line_ids[1].employee_ids = [(6, 0, (self.seller | self.chief).ids)]
        self.plan.with_user(self.officer).action_hand_out()
        self.assertEqual(len(self.plan.line_ids.task_ids), 3)
        self.plan.with_user(self.officer).action_hand_out()
        self.assertEqual(len(self.plan.line_ids.task_ids), 3)
        self.plan.line_ids.task_ids[0].action_done()
        self.assertEqual((self.plan.task_count, self.plan.open_count), (3, 2))

    def test_refused_without_people_and_outside_the_month(self):
        self.plan.line_ids.employee_ids = False
        with self.assertRaises(UserError):
            self.plan.action_hand_out()
        with self.assertRaises(ValidationError):
            self.plan.line_ids[0].date_deadline = "2026-04-01"

    def test_only_the_manager_of_the_department_and_hr_plan(self):
        for user in (self.seller.user_id, self.other_chief.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.plan.with_user(user).read(["goal"])
        self.plan.with_user(self.officer).goal = "More leads"
