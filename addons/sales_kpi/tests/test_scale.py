from decimal import Decimal

from odoo.exceptions import ValidationError
from odoo.tests import Form

from .common import SalesKpiCase


class TestScale(SalesKpiCase):
    def points(self, xmlid, value):
        return self.env.ref(f"sales_kpi.{xmlid}")._to_engine().points(Decimal(value))

    def test_s2_shipped_scales_give_the_points_of_the_regulation(self):
        for rate, expected in (("0.5999", 0), ("0.6", 24), ("0.85", 34), ("1", 40), ("1.25", 50), ("2", 60)):
            self.assertEqual(self.points("scale_plan_completion", rate), expected)
        for rate, expected in (("0.9", 20), ("0.8", 18), ("0.7", 15), ("0.6", 10), ("0.5", 0)):
            self.assertEqual(self.points("scale_team_attainment", rate), expected)
        for rate, expected in (("0.7", 20), ("0.9", 18), ("1", 16), ("1.1", 8), ("1.3", 0)):
            self.assertEqual(self.points("scale_expense_use", rate), expected)

    def test_s3_shipped_contract_loss_is_pro_rata_and_can_be_per_started_unit(self):
        scale = self.env.ref("sales_kpi.scale_contract_loss")
        self.assertEqual(scale._to_engine().points(Decimal(15000)), Decimal("-7.5"))
        scale.unit_counting = "started"
        self.assertEqual(scale._to_engine().points(Decimal(15000)), -10)

    def test_a_value_can_be_tried_on_the_form(self):
        with Form(self.env.ref("sales_kpi.scale_plan_completion")) as form:
            form.trial_value = 1.25
            self.assertEqual(form.trial_points, 50)

    def test_tiers_without_a_step_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "needs at least one step"):
            self.env["sales.kpi.scale"].create({"name": "Empty", "kind": "tiers"})
