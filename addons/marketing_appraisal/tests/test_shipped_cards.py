from odoo.addons.marketing_appraisal.engine.totals import Part
from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from .common import MarketingAppraisalCase


class TestShippedCards(MarketingAppraisalCase):
    """S1 to S4 as they come with the addon: marks, worked examples, and what a missing part does."""

    def card(self, name):
        return self.env.ref(f"marketing_appraisal.scorecard_{name}_supervisor")

    def try_card(self, name, values=None, missing=()):
        """Return the trial of a card with values by the external id of the criterion."""
        card = self.card(name)
        trial = self.env["marketing.scorecard.trial"].browse(card.action_try()["res_id"])
        for key, value in (values or {}).items():
            self.line(trial, key).value = value
        for key in missing:
            self.line(trial, key).is_missing = True
        return trial

    def line(self, trial, key):
        criterion = self.env.ref(f"marketing_appraisal.criterion_{key}")
        return trial.line_ids.filtered(lambda line: line.criterion_id == criterion)

    def test_marks_come_to_a_hundred(self):
        for name in ("marketing", "sales", "customer", "information"):
            with self.subTest(name):
                card = self.card(name)
                self.assertEqual(card.nominal_points, 100)
                self.assertFalse(card.weight_note)
                self.assertEqual(self.try_card(name).card_points, 100 if name != "sales" else 96)

    def test_s1_work_seventy_and_quality_thirty(self):
        trial = self.try_card("marketing", {"s1_department": 15, "s1_execution": 20})
        self.assertEqual(trial.card_points, 100 - 0.7 * 15 - 0.3 * 20)

    def test_s2_worked_examples(self):
        for key, cases in {
            "s2_plan": {59.99: 0, 60: 24, 85: 34, 100: 40, 125: 50, 150: 60, 200: 60},
            "s2_attainment": {90: 20, 80: 18, 70: 15, 60: 10, 50: 0},
            "s2_expense": {70: 20, 90: 18, 100: 16, 110: 8, 130: 0},
            "s2_reports": {100: 3.75, 50: 1.88, 0: 0, 140: 3.75},
        }.items():
            for percent, points in cases.items():
                with self.subTest(key, percent=percent):
                    self.assertEqual(self.line(self.try_card("sales", {key: percent}), key).points, points)
        best = self.try_card("sales", {"s2_plan": 200, "s2_expense": 70})
        self.assertEqual((best.card_points, best.work_points), (120, 40))

    def test_s2_a_part_of_the_information_system_that_a_team_cannot_have_leaves_its_weight(self):
        trial = self.try_card("sales", {"s2_market": 50}, missing=("s2_files", "s2_reports"))
        self.assertEqual(trial.card_points, 40 + 20 + 16 + 15 * 0.75 + 5)
        nothing = self.try_card("sales", missing=("s2_files", "s2_reports", "s2_market", "s2_service"))
        self.assertIn("there is no total", nothing.missing_note)
        outside = self.try_card("sales", missing=("s2_expense",))
        self.assertIn("there is no total", outside.missing_note)

    def test_s3_worked_example(self):
        values = {
            "s3_collection": 96,
            "s3_new_customers": 1,
            "s3_contract_text_loss": 15000,
            "s3_days_late": 4,
            "s3_items_missed": 1,
        }
        self.assertEqual(self.try_card("customer", values).card_points, 80.5)
        scale = self.env.ref("sales_kpi.scale_contract_loss")
        scale.unit_counting = "started"
        self.assertEqual(self.try_card("customer", values).card_points, 78)

    def test_s3_floor_and_no_ceiling(self):
        self.assertEqual(self.try_card("customer", {"s3_customers_lost": 40}).card_points, 0)
        self.assertEqual(self.try_card("customer", {"s3_collection": 130}).card_points, 130)
        self.assertEqual(self.try_card("customer", {"s3_days_late": 500}).card_points, 70)

    def test_s4_adds_up(self):
        trial = self.try_card("information", {"s4_accuracy": 20, "s4_cooperation": 0})
        self.assertEqual(trial.card_points, 80)

    def test_s3_is_measured_by_the_unit(self):
        """Whoever looks after all customers of the company is judged by all its money, not by sales of their own."""
        self.env["hr.job"].search([]).role_id = False
        self.seller.job_id.role_id = self.env.ref("marketing_roles.role_customer_supervisor")
        collection = self.env.ref("sales_kpi.kpi_collection")
        branch = self.seller.department_id.branch_id
        self.units(({"level": "branch", "department_id": branch.id}, {3: 500}), kpi_id=collection.id)
        appraisal = self.appraisal_of(self.open_month(), self.seller)
        self.assertEqual(appraisal.scorecard_id, self.card("customer"))
        appraisal.period_id.action_grade()
        line = appraisal.result_ids.line_ids.filtered(
            lambda line: line.kpi_id == self.env.ref("sales_kpi.kpi_unit_collection")
        )
        self.assertEqual((line.numerator, line.denominator, line.points), (0, 500, -100))

    def test_what_was_never_due_is_said_otherwise_than_a_missing_quota(self):
        self.chief_card.active = False
        self.env["hr.job"].search([]).role_id = False
        self.seller.job_id.role_id = self.env.ref("marketing_roles.role_sales_supervisor")
        appraisal = self.appraisal_of(self.open_month(), self.seller)
        appraisal.period_id.action_grade()
        said = {line.criterion_id: line.explanation for line in appraisal.result_ids.line_ids}
        self.assertIn("Nothing of it was due", said[self.env.ref("marketing_appraisal.criterion_s2_reports")])
        self.assertIn("No approved quota", said[self.env.ref("marketing_appraisal.criterion_s2_expense")])

    def test_a_block_may_count_what_is_missing_as_nothing(self):
        block = self.env.ref("marketing_appraisal.block_s2_information")
        card = self.card("sales")
        parts = {
            one: Part(one.id, marks, None if one.parent_id == block and "file" in one.name else marks)
            for one in card.criterion_ids
            for marks in [as_decimal(one.maximum)]
            if one != block
        }
        self.assertEqual(card._score(parts, "block").blocks[block.id].points, 15)
        block.missing_rule = "zero"
        self.assertEqual(card._score(parts, "block").blocks[block.id].points, 11.25)
        block.missing_rule = False
        self.assertIsNone(card._score(parts, "block").card.points)
        self.assertEqual(card._score(parts, "spread").card.points, 100)
