from decimal import Decimal

from odoo import Command
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

    def test_s3_shipped_collection_adds_and_takes_a_point_per_whole_percentage_point(self):
        for rate, expected in (("0.96", -4), ("0.9699", -3), ("1", 0), ("1.0399", 3)):
            self.assertEqual(self.points("scale_collection", rate), expected)
        scale = self.env.ref("sales_kpi.scale_collection")
        self.assertIn("200 %", scale.curve)
        with Form(scale) as form:
            form.trial_value = 0.5
            self.assertEqual(form.trial_points, -50)
            form.has_cap, form.cap_points = True, 30
            self.assertEqual(form.trial_points, -30)

    def test_s3_every_shipped_line_of_the_regulation(self):
        """Each measured deduction by its unit; none gives points for nothing happening."""
        lines = {
            "scale_new_customers_missing": (3, -6),
            "scale_credit_check": (15000, -3),
            "scale_contract_loss": (15000, Decimal("-7.5")),
            "scale_customer_lost": (2, -10),
            "scale_customer_lost_by_contract": (2, -20),
            "scale_order_followed_up_poorly": (3, -6),
            "scale_days_late": (45, -30),
            "scale_items_missed": (4, -8),
        }
        for xmlid, (value, points) in lines.items():
            with self.subTest(scale=xmlid):
                self.assertEqual(self.points(xmlid, value), points)
                self.assertEqual(self.points(xmlid, 0), 0)

    def test_a_value_can_be_tried_on_the_form(self):
        with Form(self.env.ref("sales_kpi.scale_plan_completion")) as form:
            form.trial_value = 1.25
            self.assertEqual(form.trial_points, 50)

    def test_a_curve_over_days_is_not_labelled_in_per_cent(self):
        lines = [Command.create({"from_value": value, "points": points}) for value, points in ((0, 20), (30, 0))]
        days = self.env["sales.kpi.scale"].create(
            {"name": "Days", "kind": "piecewise", "value_is": "number", "line_ids": lines}
        )
        self.assertIn(">36<", days.curve)
        self.assertNotIn("%<", days.curve)
        self.assertIn("200 %<", self.env.ref("sales_kpi.scale_expense_use").curve)

    def test_a_completion_written_as_80_is_refused(self):
        vals = {"name": "Steps", "kind": "tiers", "line_ids": [Command.create({"from_value": 80, "points": 20})]}
        with self.assertRaisesRegex(ValidationError, "a step at 8000 %"), self.cr.savepoint():
            self.env["sales.kpi.scale"].create(vals)
        self.assertEqual(self.env["sales.kpi.scale"].create(dict(vals, value_is="number")).line_ids.from_value, 80)

    def test_tiers_without_a_step_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "needs at least one step"):
            self.env["sales.kpi.scale"].create({"name": "Empty", "kind": "tiers"})
