from datetime import date

from lxml import etree

from odoo.exceptions import UserError, ValidationError

from .common import MarketingAppraisalCase


class TestPolicy(MarketingAppraisalCase):
    def test_r34_the_policy_says_what_a_sum_of_110_means(self):
        policy = self.env.ref("marketing_appraisal.policy_default")
        self.assertEqual(policy.weight_total, 110)
        self.assertEqual(policy.weight_note, "The sections come to 110, not 100: an A takes 81.8 % of the maximum.")
        self.policy.total_mode = "scaled"
        self.assertIn("90.0 %", self.policy.weight_note)
        self.policy.write({"work_weight": 30})
        self.assertFalse(self.policy.weight_note)

    def test_shipped_defaults_are_those_of_the_regulation(self):
        self.assertRecordValues(
            self.env.ref("marketing_appraisal.policy_default"),
            [
                {
                    "work_weight": 40,
                    "behaviour_weight": 30,
                    "company_weight": 40,
                    "cap_work": True,
                    "cap_company": False,
                    "head_office_scope": "company",
                    "missing_rule": "block",
                    "total_mode": "as_written",
                    "grade_a_from": 90,
                    "grade_b_from": 70,
                    "grading_day": 5,
                    "publication_day": 7,
                    "publication_distance": 1,
                    "annual_day": 15,
                    "minimum_presence": 0.5,
                    "points_a": 2,
                    "points_b": 1,
                    "points_c": 0,
                    "annual_a_from": 18,
                    "annual_b_from": 12,
                    "short_year": "pro_rata",
                    "minimum_months": 3,
                }
            ],
        )

    def test_the_most_particular_policy_holds(self):
        own = self.policy.copy({"name": "East", "department_id": self.east_sales.id})
        period = self.open_month()
        self.assertEqual(self.appraisal_of(period, self.seller).policy_id, own)
        self.assertEqual(self.appraisal_of(period, self.clerk).policy_id, self.policy)

    def test_policies_follow_each_other_by_date_and_never_hold_together(self):
        copied = self.policy.copy()
        self.assertEqual((copied.name, copied.active), (f"{self.policy.name} (copy)", False))
        with self.assertRaisesRegex(ValidationError, "would hold for the same people"), self.cr.savepoint():
            copied.active = True
        self.policy.date_to = "2025-03-30"
        later = self.policy.copy({"name": "Later", "date_from": "2025-03-31", "date_to": False})
        self.assertEqual(self.appraisal_of(self.open_month(3), self.clerk).policy_id, later)
        self.assertEqual(self.appraisal_of(self.open_month(2), self.clerk).policy_id, self.policy)

    def test_rules_under_signed_results_are_fixed(self):
        self.published_month()
        with self.assertRaisesRegex(UserError, "Signed appraisals rest on this policy"):
            self.policy.grade_a_from = 80
        self.policy.name = "A new name is no new rule"
        version = self.env[self.policy._name].browse(
            self.policy.with_user(self.hr_manager).action_new_version()["res_id"]
        )
        version.with_user(self.hr_manager).grade_a_from = 80
        self.assertEqual((self.policy.date_to, version.date_from), (date(2025, 3, 31), date(2025, 4, 1)))
        self.assertEqual((version.version, version.previous_id), (2, self.policy))
        self.assertEqual(self.open_month(4).appraisal_ids.policy_id, version)

    def test_a_period_keeps_the_policy_that_it_began_with(self):
        period = self.open_month()
        self.assertTrue(self.policy.has_begun)
        with self.assertRaisesRegex(UserError, "has begun with this policy"):
            self.policy.with_user(self.hr_manager).total_mode = "capped"
        version = self.env[self.policy._name].browse(
            self.policy.with_user(self.hr_manager).action_new_version()["res_id"]
        )
        version.with_user(self.hr_manager).total_mode = "capped"
        self.assertFalse(version.has_begun)
        period.action_open()
        self.assertEqual(period.appraisal_ids.policy_id, self.policy)
        with self.assertRaisesRegex(UserError, "ends already"):
            self.policy.action_new_version()
        with self.assertRaisesRegex(UserError, "has not begun yet"):
            version.action_new_version()

    def test_what_is_fixed_is_not_offered(self):
        """Every rule is read-only on the form of a policy that a period has begun with, and nothing else is."""
        arch = etree.fromstring(self.policy.get_view(view_type="form")["arch"])
        nodes = {node.get("name"): node for node in arch.iter("field")}
        rules = set(self.policy._get_rule_fields())
        self.assertLessEqual(rules, set(nodes))
        for name, node in nodes.items():
            with self.subTest(name):
                self.assertEqual(node.get("readonly") == "has_begun", name in rules)

    def test_a_scorecard_per_role(self):
        scorecard = self.env.ref("marketing_appraisal.scorecard_salesperson")
        with self.assertRaisesRegex(ValidationError, "are both for the role"), self.cr.savepoint():
            scorecard.copy({"name": "Again"}).active = True
        own = scorecard.copy({"name": "Own", "company_id": self.company.id})
        self.assertEqual(self.appraisal_of(self.open_month(), self.seller).scorecard_id, own)

    def test_a_rated_criterion_counts_beside_a_measured_one(self):
        self.sell()
        scorecard = self.env.ref("marketing_appraisal.scorecard_salesperson").copy(
            {"name": "Own", "company_id": self.company.id}
        )
        self.env["marketing.scorecard.criterion"].create(
            {
                "scorecard_id": scorecard.id,
                "name": "Attitude",
                "source": "rating",
                "scale_id": self.env.ref("sales_kpi.scale_attitude").id,
            }
        )
        self.assertEqual(scorecard.nominal_points, 45)
        period = self.open_month()
        rating = self.appraisal_of(period, self.seller).rating_ids.filtered("criterion_id")
        self.assertEqual(rating.highest, 5)
        with self.assertRaisesRegex(ValidationError, "from 0 to 5, not 6"), self.cr.savepoint():
            rating.score = 6
        self.score(period, task=4)
        period.action_grade()
        self.assertEqual(self.appraisal_of(period, self.seller).result_ids.work_points, round(40 * 40 / 45, 4))

    def test_a_criterion_without_kpi_or_with_a_wrong_scale_is_refused(self):
        scorecard = self.env.ref("marketing_appraisal.scorecard_salesperson")
        vals = {
            "scorecard_id": scorecard.id,
            "name": "x",
            "scale_id": self.env.ref("sales_kpi.scale_plan_completion").id,
        }
        for source in ("measure", "rating"):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.env["marketing.scorecard.criterion"].create(dict(vals, source=source))
