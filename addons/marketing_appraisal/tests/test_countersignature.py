from decimal import Decimal

from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestCountersignature(MarketingAppraisalCase):
    """The designated employee countersigns, or scores with a weight (R33)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.clerk)

    def designate(self, employee=None, **vals):
        return self.env["marketing.appraisal.designation"].with_user(self.officer).create(
            {"period_id": self.period.id, "employee_id": (employee or self.other_seller).id, **vals}
        )  # fmt: skip

    def at(self, step):
        while self.case.step != step:
            self.case.action_complete_step()

    def test_r33_only_the_designated_employee_countersigns(self):
        self.designate()
        self.score(self.period)
        self.at("countersignature")
        self.assertEqual(self.case.waiting_user_id, self.other_seller.user_id)
        for user in (self.boss.user_id, self.officer, self.general_manager, self.clerk.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.case.with_user(user).action_complete_step()
        self.case.with_user(self.other_seller.user_id).action_complete_step()
        self.assertEqual(self.case.step, "behaviour")
        self.assertEqual(self.case.step_ids[-1].user_id, self.other_seller.user_id)

    def test_r33_nobody_countersigns_their_own_nor_what_they_scored(self):
        self.designate()
        own = self.appraisal_of(self.period, self.other_seller)
        self.assertFalse(own.countersigner_id)
        self.designate(self.boss, department_id=self.case.department_id.id)
        # The boss appraises the clerk, so the one designated for the company steps in.
        self.assertEqual(self.case.countersigner_id, self.other_seller)

    def test_r33_the_nearest_department_decides(self):
        parent = self.env["hr.department"].create({"name": "Above", "company_id": self.company.id})
        self.case.department_id.parent_id = parent
        self.designate(self.chief)
        self.designate(self.other_seller, department_id=parent.id)
        self.assertEqual(self.case.countersigner_id, self.other_seller)

    def test_without_a_designated_employee_the_step_is_passed_over(self):
        self.score(self.period)
        self.at("behaviour")
        self.assertNotIn("countersignature", self.case.step_ids.mapped("step"))

    def test_nobody_designates_themselves(self):
        own = self.env["hr.employee"].create(
            {"name": "Officer", "company_id": self.company.id, "user_id": self.officer.id}
        )
        with self.assertRaisesRegex(UserError, "Nobody designates themselves"):
            self.designate(own)

    def test_r33_second_scores_count_by_their_weight(self):
        self.policy.write({"second_assessor": "scores", "second_weight": 0.25})
        self.designate()
        rating = self.case.rating_ids.filtered("task_id")
        second = rating.with_user(self.other_seller.user_id)
        with self.assertRaisesRegex(AccessError, "Second scores are given by the countersigner"):
            rating.with_user(self.boss.user_id).second_score = 50
        with self.assertRaises(AccessError):
            second.score = 50
        self.score(self.period, task=90)
        self.assertIsNone(rating._get_score())
        self.at("countersignature")
        with self.assertRaisesRegex(UserError, "has no score yet"):
            self.case.with_user(self.other_seller.user_id).action_complete_step()
        second.second_score = 50
        self.case.with_user(self.other_seller.user_id).action_complete_step()
        # 90 x 0.75 + 50 x 0.25
        self.assertEqual(rating._get_score(), Decimal(80))
        self.period.action_grade()
        self.assertAlmostEqual(self.case.result_ids.work_points, 32.0, 4)
        with self.assertRaisesRegex(UserError, "is countersigned"):
            second.second_score = 60

    def test_r33_behaviour_has_no_second_score(self):
        self.policy.second_assessor = "scores"
        self.designate()
        behaviour = self.case.rating_ids.filtered("behaviour_id")[0]
        with self.assertRaises(AccessError):
            behaviour.with_user(self.other_seller.user_id).second_score = 3

    def test_the_countersigner_sends_back_with_a_reason(self):
        self.designate()
        self.score(self.period)
        self.at("countersignature")
        self.case.with_user(self.other_seller.user_id)._send_back("scoring", "The task was another one's")
        self.assertEqual(self.case.step, "scoring")
