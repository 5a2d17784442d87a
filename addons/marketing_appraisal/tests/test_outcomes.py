from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError

from .outcome_common import OutcomeCase


class TestOutcomeProposals(OutcomeCase):
    """R55, R57: what the rules propose, and from which facts."""

    def test_r55_the_months_stand_beside_the_proposal(self):
        months, grades = self.grades(self.seller)
        self.assertEqual(grades, "aab")
        self.rule(in_all=2)
        mine = self.propose().filtered(lambda one: one.employee_id == self.seller)
        self.assertEqual(mine.month_ids, months.filtered(lambda month: month.grade == "a"))
        self.assertIn("2 months: 2025-01 and 2025-02.", mine.with_context(lang="en_US").evidence)
        self.assertEqual((mine.state, mine.direction), ("proposed", "favourable"))

    def test_r55_everybody_is_named_whom_an_independent_count_names(self):
        for asked in (1, 2, 3, 4):
            rule = self.rule(in_all=asked, name=f"{asked} times A")
            named = self.propose().filtered(lambda one, rule=rule: one.rule_id == rule and one.state == "proposed")
            self.env.cr.execute(
                """
                SELECT employee_id FROM marketing_appraisal_result
                 WHERE kind = 'monthly' AND is_published AND grade = 'a' AND company_id = %s
                 GROUP BY employee_id HAVING COUNT(*) >= %s""",
                [self.company.id, asked],
            )
            self.assertEqual(set(named.employee_id.ids), {row[0] for row in self.env.cr.fetchall()})

    def test_r55_asked_again_nothing_is_doubled_and_what_is_gone_is_dropped(self):
        rule = self.rule(in_all=2)
        first = self.propose()
        self.assertEqual(self.propose(), first)
        rule.in_all = 4
        self.propose()
        self.assertEqual(set(first.mapped("state")), {"dropped"})
        rule.in_all = 2
        self.propose()
        self.assertEqual(set(first.mapped("state")), {"proposed"})

    def test_r55_nothing_is_proposed_about_whoever_has_left(self):
        self.rule(in_all=1)
        mine = self.propose().filtered(lambda one: one.employee_id == self.seller)
        self.assertEqual(mine.state, "proposed")
        self.seller.version_id.departure_date = date(2025, 12, 31)
        self.propose()
        self.assertEqual(mine.state, "dropped")
        self.assertIn("proposed", self.propose().mapped("state"))

    def test_r55_what_is_there_already_is_not_written_again(self):
        self.rule(in_all=2)
        named = self.propose()
        self.env.flush_all()
        named.invalidate_recordset()
        before = named.mapped("write_date")
        with patch.object(type(named), "write", autospec=True, side_effect=AssertionError("written")):
            self.propose()
        self.assertEqual(named.mapped("write_date"), before)

    def test_r55_g_the_other_staff_begin_at_the_level_of_the_policy(self):
        """[choice]: managers and below; who has no level is among them."""
        ranks = self.env["marketing.appraisal.rank"]
        result = self.year.appraisal_ids.result_ids.filtered("level")[:1]
        result.appraisal_id.role_id.sudo().level = "manager"
        self.assertIn("others", dict(ranks._get_groups(result)))
        self.env.cr.execute(
            "UPDATE marketing_appraisal_policy SET others_from_level = 'supervisor' WHERE id = %s",
            [result.appraisal_id.policy_id.id],
        )
        self.env.invalidate_all()
        self.assertNotIn("others", dict(ranks._get_groups(result)))
        for level, ranking in (("supervisor", "others"), ("staff", "others"), ("director", "heads")):
            result.appraisal_id.role_id.sudo().level = level
            with self.subTest(level):
                self.assertIn(ranking, dict(ranks._get_groups(result)))

    def test_r55_a_decision_stays_whatever_the_rule_becomes(self):
        rule = self.rule(in_all=2)
        mine = self.propose().filtered(lambda one: one.employee_id == self.seller)
        mine.with_user(self.general_manager)._decide(self.kinds["raise"], "Earned")
        rule.in_all = 4
        self.propose()
        self.assertEqual((mine.state, mine.kind_id), ("decided", self.kinds["raise"]))

    def test_r55_ranks_are_proposed_with_place_and_ties(self):
        self.rule("demotion", condition="rank", ranking="others", end="bottom", first=1, last=1, minimum=3,
                  direction="unfavourable")  # fmt: skip
        named = self.propose()
        scores = {case.employee_id: case.result_ids.annual_score for case in self.year.appraisal_ids}
        lowest = min(scores.values())
        self.assertEqual(set(named.employee_id), {one for one, score in scores.items() if score == lowest})
        self.assertEqual(named[0].place, 1)
        self.assertEqual(named[0].tied, len(named) - 1)
        self.assertIn("Place 1 from the bottom of", named[0].with_context(lang="en_US").evidence)

    def test_r55_a_population_that_is_too_small_names_nobody(self):
        self.rule("demotion", condition="rank", ranking="others", end="bottom", minimum=50, direction="unfavourable")
        self.assertFalse(self.propose())

    def test_r57_favourable_and_unfavourable_stand_together(self):
        self.rule(in_all=2)
        self.rule("demotion", in_all=1, grade="b", direction="unfavourable")
        mine = self.propose().filtered(lambda one: one.employee_id == self.seller)
        self.assertEqual(len(mine), 2)
        for one in mine:
            self.assertEqual((one.other_ids, one.has_opposite), (mine - one, True))

    def test_r55_a_what_if_names_whom_the_active_rule_would_name(self):
        rule = self.rule(in_all=2, active=False)
        self.assertFalse(self.propose())
        run = self.as_user("marketing.appraisal.what.if", self.hr_manager).create(
            {"rule_id": rule.id, "period_id": self.year.id}
        )
        run.action_show()
        rule.active = True
        self.assertEqual(run.line_ids.filtered("is_met").employee_id, self.propose().employee_id)
        self.assertEqual(run.named_ids, self.propose().employee_id)

    def test_r55_only_a_published_year_is_asked(self):
        month = self.env["marketing.appraisal.period"].search(
            [("kind", "=", "monthly"), ("company_id", "=", self.company.id)], limit=1
        )
        with self.assertRaisesRegex(UserError, "is no published year"):
            month.with_user(self.officer).action_propose_outcomes()
        with self.assertRaises(UserError):
            self.year.with_user(self.seller.user_id).action_propose_outcomes()

    def test_r55_the_shipped_rules_are_those_of_the_regulation(self):
        expected = {
            "a": ("months", "a", 9, 10, True), "b": ("months", "c", 6, 9, True), "c": ("grade", "c", 0, 0, True),
            "d": ("rank", False, 0, 0, True), "e": ("score", False, 0, 0, True), "f": ("rank", False, 0, 0, False),
            "f_two": ("rank", False, 0, 0, False), "g": ("rank", False, 0, 0, False),
        }  # fmt: skip
        self.env["marketing.appraisal.outcome.rule"].flush_model()
        for code, values in expected.items():
            rule = self.env.ref(f"marketing_appraisal.outcome_rule_{code}")
            with self.subTest(code):
                self.assertEqual((rule.condition, rule.grade, rule.in_a_row, rule.in_all), values[:4])
                self.assertTrue(rule.may_begin_before)
        populations = {
            code: self.env.ref(f"marketing_appraisal.outcome_rule_{code}").minimum for code in ("d", "f", "g")
        }
        self.assertEqual(populations, {"d": 3, "f": 3, "g": 20})
        self.assertEqual(self.env.ref("marketing_appraisal.outcome_rule_e").below, 50)
        for code in ("b", "c", "e", "f", "f_two", "g"):
            rule = self.env.ref(f"marketing_appraisal.outcome_rule_{code}")
            self.assertTrue(rule.kind_ids.filtered("is_step"), "every dismissal first offers another way")

    def test_a_rule_without_its_numbers_is_refused(self):
        for vals in ({"in_all": 0}, {"condition": "score"}, {"condition": "rank"}, {"grade": False}, {"kind_ids": []}):
            with self.subTest(str(vals)), self.assertRaises(ValidationError), self.cr.savepoint():
                self.rule(**vals)

    def test_finding_takes_as_many_queries_for_many(self):
        finder, rules = self.env["marketing.appraisal.outcome.finder"], self.rule(in_all=2) | self.rule(in_all=3)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            finder._find(self.year, rules)
