from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import MarketingAppraisalCase


class TestScorecard(MarketingAppraisalCase):
    """S1 to S4: trees of blocks, and cards that begin with full marks."""

    def rating(self, name, points, **vals):
        scale = self.env["sales.kpi.scale"].create({"name": name, "kind": "rating", "nominal_points": points})
        return {"name": name, "source": "rating", "scale_id": scale.id, **vals}

    def card(self, *criteria, roles=("marketing_roles.role_salesperson",), **vals):
        return self.env["marketing.scorecard"].create(
            {
                "name": "Card",
                "company_id": self.company.id,
                "role_ids": [Command.set([self.env.ref(role).id for role in roles])],
                "criterion_ids": [Command.create(criterion) for criterion in criteria],
                **vals,
            }
        )

    def two_levels(self):
        """S1: 70 % work (60 + 40 marks) and 30 % quality (50 marks)."""
        card = self.card(self.rating("Outside", 1))
        for name, weight, marks in (("Work", 70, (60, 40)), ("Quality", 30, (50,))):
            block = self.env["marketing.scorecard.criterion"].create(
                {"scorecard_id": card.id, "name": name, "source": "block", "weight": weight}
            )
            for number, points in enumerate(marks):
                self.env["marketing.scorecard.criterion"].create(
                    self.rating(f"{name} {number}", points, scorecard_id=card.id, parent_id=block.id)
                )
        card.criterion_ids.filtered(lambda one: one.name == "Outside").unlink()
        return card

    def balance(self, *criteria, **vals):
        return self.card(*criteria, kind="balance", **vals)

    def graded(self, scores):
        """Open and grade March with scores by the name of a criterion; return the seller's result."""
        self.sell()
        period = self.open_month()
        appraisal = self.appraisal_of(period, self.seller)
        for rating in appraisal.rating_ids:
            value = 5 if rating.kind == "behaviour" else scores.get(rating.name)
            if value is not None:
                rating.score = value
        period.action_grade()
        return appraisal.result_ids

    def test_s1_two_levels_with_their_points(self):
        card = self.two_levels()
        self.assertEqual(card.nominal_points, 100)
        self.assertIn("“Quality” come to 50", card.weight_note)
        result = self.graded({"Work 0": 60, "Work 1": 20, "Quality 0": 25})
        # 80 of 100 of 70, and 25 of 50 of 30: 71 of 100, scaled to 40.
        self.assertEqual(result.work_points, 28.4)
        lines = result.line_ids.filtered(lambda line: line.section == "work")
        self.assertEqual(
            [(line.name, line.points, line.maximum) for line in lines],
            [("Work", 56, 70), ("Work 0", 60, 60), ("Work 1", 20, 40), ("Quality", 15, 30), ("Quality 0", 25, 50)],
        )

    def test_s1_a_missing_score_blocks_its_block_and_says_so(self):
        self.two_levels()
        result = self.graded({"Work 0": 60, "Quality 0": 25})
        self.assertEqual((result.status, result.work_status), ("blocked", "missing"))
        self.assertEqual(
            {line.name: line.status for line in result.line_ids if line.section == "work"},
            {"Work": "incomplete", "Work 0": "value", "Work 1": "not_scored", "Quality": "value", "Quality 0": "value"},
        )

    def test_s3_begins_with_full_marks_and_each_takes(self):
        self.balance(
            {
                "name": "Plan",
                "kpi_id": self.plan_kpi.id,
                "scale_id": self.env.ref("sales_kpi.scale_collection").id,
            },
            self.rating("Research", 5, takes=True),
        )
        result = self.graded({"Research": 3})
        # 90 % of the plan takes 10 points, research 3: 87 of 100, scaled to 40.
        self.assertEqual(result.work_points, 34.8)
        self.assertEqual(
            {line.name: (line.points, line.explanation) for line in result.line_ids if line.criterion_id},
            {
                "Plan": (-10, "$\xa0900.00 / $\xa01,000.00 = 90.00 %, -10.00 points"),
                "Research": (-3, "-3.00 points"),
            },
        )

    def test_s3_what_is_missing_to_a_plan_takes_points_each(self):
        scale = self.env["sales.kpi.scale"].create(
            {"name": "Each 100", "kind": "deduction", "points_per_unit": 7, "unit": 100, "value_is": "number"}
        )
        self.balance({"name": "Gap", "kpi_id": self.plan_kpi.id, "value": "shortfall", "scale_id": scale.id})
        result = self.graded({})
        self.assertEqual(result.work_points, 37.2)
        line = result.line_ids.filtered("criterion_id")
        self.assertEqual((line.points, line.status), (-7, "value"))
        self.assertIn("100.00 missing: -7.00 points", line.explanation)

    def test_s3_bounds(self):
        scale = self.env["sales.kpi.scale"].create(
            {"name": "Steep", "kind": "difference", "points_per_unit": 20, "unit": 0.01, "reference_value": 0.88}
        )
        criterion = {"name": "Plan", "kpi_id": self.plan_kpi.id, "scale_id": scale.id}
        card = self.balance(criterion, has_ceiling=True, ceiling_points=110)
        result = self.graded({})
        # 40 points above: the ceiling holds 110, and the section its weight.
        self.assertEqual(result.work_points, 40)
        card.write({"has_ceiling": False, "has_floor": True, "floor_points": 20})
        scale.reference_value = 0.95
        result.appraisal_id.period_id.action_grade()
        self.assertEqual(result.work_points, 8)

    def test_what_does_not_fit_is_refused(self):
        takes = {"name": "x", "kpi_id": self.plan_kpi.id, "scale_id": self.env.ref("sales_kpi.scale_collection").id}
        refused = (
            (takes, {}, "begins with full marks"),
            (self.rating("x", 5, takes=True), {}, "begins with full marks"),
            ({"name": "x", "source": "block", "weight": 5}, {}, "no criterion"),
            ({"name": "x", "source": "rating"}, {}, "Choose the scale"),
        )
        for criterion, vals, sentence in refused:
            with self.subTest(sentence), self.assertRaisesRegex(Exception, sentence), self.cr.savepoint():
                self.card(criterion, **vals)
        for bounds in ({"start_points": 0}, {"floor_points": 101}, {"has_ceiling": True, "ceiling_points": 99}):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
                self.balance(takes, **bounds)
        card = self.two_levels()
        work = card.criterion_ids.filtered(lambda one: one.name == "Work")
        with self.assertRaisesRegex(ValidationError, "has no blocks"), self.cr.savepoint():
            card.kind = "balance"
        with self.assertRaisesRegex(ValidationError, "what the block “Work” weighs"), self.cr.savepoint():
            work.weight = 0
        with self.assertRaisesRegex(ValidationError, "part of itself"), self.cr.savepoint():
            work.parent_id = work
        with self.assertRaisesRegex(ValidationError, "block of its own card"), self.cr.savepoint():
            work.child_ids[0].parent_id = work.child_ids[1]

    def test_a_copy_has_the_blocks_of_its_own(self):
        card = self.two_levels()
        copied = card.copy()
        self.assertFalse(copied.active)
        self.assertEqual(
            [(one.name, one.parent_id.name) for one in copied.criterion_ids],
            [(one.name, one.parent_id.name) for one in card.criterion_ids],
        )
        self.assertEqual(copied.criterion_ids.parent_id.scorecard_id, copied)

    def test_a_trial_shows_points_total_and_grade(self):
        card = self.two_levels().with_user(self.hr_manager)
        trial = self.env["marketing.scorecard.trial"].with_user(self.hr_manager).browse(card.action_try()["res_id"])
        self.assertEqual((trial.card_points, trial.work_points, trial.grade), (100, 40, "a"))
        with Form(trial) as form:
            form.behaviour_average = 4.5
            form.company_percentage = 95
            with form.line_ids.edit(0) as line:
                line.value = 54
            self.assertEqual((form.card_points, form.work_points, form.total), (95.8, 38.32, 103.32))
        with Form(trial) as form:
            with form.line_ids.edit(2) as line:
                line.is_missing = True
            self.assertIn("Without Quality 0 there is no total", form.missing_note)
            self.assertFalse(form.grade)
        trial.policy_id.missing_rule = "spread"
        trial.invalidate_recordset()
        self.assertEqual(trial.card_points, 94)
        trial.action_reset()
        self.assertEqual(trial.card_points, 100)

    def test_only_who_keeps_cards_tries_them(self):
        card = self.two_levels()
        with self.assertRaises(AccessError):
            card.with_user(self.seller.user_id).action_try()
