from odoo import Command

from .common import MarketingAppraisalCase

BLOCK, SPREAD, ZERO = "block", "spread", "zero"


class TestMissing(MarketingAppraisalCase):
    """R19: each way a value can be missing, under each rule of the policy; a zero is no missing value.

    The clerk of head office: work by two tasks 40, behaviour 30, company result 28 (1,400 of 2,000) of 40, so 98 in
    all. What is expected is worked out by hand from the rules.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tasks = [cls.add_task(cls.clerk, "2025-03-10", "One"), cls.add_task(cls.clerk, "2025-03-20", "Two")]

    def month(self, employee=None, plans=True):
        """Open March with everything scored; return the appraisal."""
        if plans:
            self.sell()
        period = self.open_month()
        self.score(period)
        return self.appraisal_of(period, employee or self.clerk)

    def unscore(self, ratings):
        ratings.write({"score": 0, "is_scored": False})

    def check(self, case, expected, status):
        """Grade under each rule.

        :param dict expected: {rule: total, None where there is none}
        :param str status: of at least one line of the result, which says why
        """
        result = case.result_ids
        for rule, total in expected.items():
            self.policy.missing_rule = rule
            case.period_id.action_grade()
            with self.subTest(rule=rule):
                self.assertEqual(result.status, "blocked" if total is None else "graded")
                if total is None:
                    self.assertFalse(result.grade)
                    sentence = "blocks the total" if rule == BLOCK else "Nothing is there to grade"
                    self.assertIn(sentence, result.with_context(lang="en_US").explanation)
                else:
                    self.assertAlmostEqual(result.total, total, 2)
                self.assertIn(status, result.line_ids.mapped("status"))

    def test_r19_nothing_is_missing(self):
        self.check(self.month(), dict.fromkeys((BLOCK, SPREAD, ZERO), 98), "value")

    def test_r19_a_zero_is_a_value(self):
        case = self.month()
        case.rating_ids.filtered("task_id")[0].score = 0
        self.check(case, dict.fromkeys((BLOCK, SPREAD, ZERO), 78), "value")

    def test_r19_no_task_in_the_month(self):
        for task in self.tasks:
            task.unlink()
        # 30 + 28 of 70, spread over 110.
        self.check(self.month(), {BLOCK: None, SPREAD: 91.14, ZERO: 58}, "no_task")

    def test_r19_one_task_of_two_is_not_scored(self):
        case = self.month()
        self.unscore(case.rating_ids.filtered("task_id")[0])
        self.check(case, {BLOCK: None, SPREAD: 98, ZERO: 78}, "not_scored")

    def test_r19_no_task_is_scored(self):
        case = self.month()
        self.unscore(case.rating_ids.filtered("task_id"))
        self.check(case, {BLOCK: None, SPREAD: 91.14, ZERO: 58}, "not_scored")

    def test_r19_one_behaviour_score_of_six_is_missing(self):
        case = self.month()
        self.unscore(case.rating_ids.filtered("behaviour_id")[0])
        self.check(case, {BLOCK: None, SPREAD: 98, ZERO: 93}, "not_scored")

    def test_r19_all_behaviour_scores_are_missing(self):
        case = self.month()
        self.unscore(case.rating_ids.filtered("behaviour_id"))
        # 40 + 28 of 80, spread over 110.
        self.check(case, {BLOCK: None, SPREAD: 93.5, ZERO: 68}, "not_scored")

    def test_r19_nobody_has_a_plan(self):
        case = self.month(plans=False)
        self.check(case, {BLOCK: None, SPREAD: 110, ZERO: 70}, "no_plan")

    def test_r19_a_planned_zero_gives_no_rate(self):
        self.plan([(self.seller, "2025-03-01", 0)])
        case = self.month(plans=False)
        self.check(case, {BLOCK: None, SPREAD: 110, ZERO: 70}, "zero_plan")

    def test_r19_everything_is_missing(self):
        case = self.month(plans=False)
        self.unscore(case.rating_ids)
        self.check(case, dict.fromkeys((BLOCK, SPREAD, ZERO)), "not_scored")

    def test_r19_a_seller_without_a_plan_of_their_own(self):
        """Neither the card nor the branch has a rate: behaviour alone is left."""
        self.plan([(self.other_seller, "2025-03-01", 1000)])
        case = self.month(self.seller, plans=False)
        self.check(case, {BLOCK: None, SPREAD: 110, ZERO: 30}, "no_plan")

    def card(self):
        """A card of two criteria by rating, 60 and 40, for the clerk."""
        scales = self.env["sales.kpi.scale"].create(
            [{"name": f"Up to {marks}", "kind": "rating", "nominal_points": marks} for marks in (60, 40)]
        )
        return self.env["marketing.scorecard"].create(
            {
                "name": "Two ratings",
                "company_id": self.company.id,
                "criterion_ids": [
                    Command.create({"name": scale.name, "source": "rating", "scale_id": scale.id}) for scale in scales
                ],
            }
        )

    def test_r19_one_criterion_of_two_is_not_scored(self):
        case = self.month()
        case.scorecard_id = self.card()
        case._sync_ratings()
        first = case.rating_ids.filtered(lambda one: one.criterion_id.name == "Up to 60")
        first.score = 60
        # Spread: 60 of 60, so full marks; zero: 60 of 100.
        self.check(case, {BLOCK: None, SPREAD: 98, ZERO: 82}, "not_scored")

    def test_r33_a_second_score_is_missing(self):
        self.policy.write({"second_assessor": "scores", "second_weight": 0.5})
        case = self.month()
        self.env["marketing.appraisal.designation"].create(
            {"period_id": case.period_id.id, "employee_id": self.other_seller.id}
        )
        case.rating_ids.filtered("task_id")[0].second_score = 100
        self.check(case, {BLOCK: None, SPREAD: 98, ZERO: 78}, "not_scored")

    def test_r34_a_section_without_weight_is_not_missing(self):
        self.policy.write({"company_weight": 0})
        case = self.month(plans=False)
        self.check(case, dict.fromkeys((BLOCK, SPREAD, ZERO), 70), "value")
