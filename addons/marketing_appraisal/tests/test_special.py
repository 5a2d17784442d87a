from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MarketingAppraisalCase


class SpecialCase(MarketingAppraisalCase):
    """A special appraisal of the seller and the clerk, from the middle of one month to the middle of the next."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env.ref("marketing_appraisal.outcome_kind_promotion")
        cls.own_policy = cls.policy.copy(
            {
                "name": "Before an advancement",
                "is_special": True,
                "work_weight": 70,
                "behaviour_weight": 30,
                "company_weight": 0,
                "missing_rule": "spread",
            }
        )
        cls.rule = cls.env["marketing.appraisal.outcome.rule"].create(
            {
                "name": "Ready to advance",
                "reason": "An A in a special appraisal",
                "applies_to": "special",
                "condition": "grade",
                "grade": "a",
                "kind_ids": [Command.set(cls.kind.ids)],
            }
        )

    @classmethod
    def hold(cls, people, **vals):
        return cls.env["marketing.appraisal.period"].create(
            {
                "name": "Supervisors to be",
                "kind": "special",
                "date_from": date(2025, 3, 10),
                "date_to": date(2025, 4, 9),
                "purpose": "A supervisor is wanted.",
                "company_id": cls.company.id,
                "policy_id": cls.own_policy.id,
                "employee_ids": [Command.set(people.ids)],
                "rule_ids": [Command.set(cls.rule.ids)],
                **vals,
            }
        )

    def publish(self, period):
        self.score(period)
        self.run_steps(period)
        period.with_user(self.officer).action_grade()
        period.with_user(self.general_manager).action_sign()
        period.with_user(self.officer).action_publish()


class TestSpecial(SpecialCase):
    """Chosen people, at any time, by a policy of its own, with an effect of its own."""

    def test_only_the_chosen_are_appraised_and_by_its_own_policy(self):
        self.add_task(self.clerk, "2025-03-20")
        period = self.hold(self.clerk | self.seller)
        period.with_user(self.officer).action_open()
        self.assertEqual(period.appraisal_ids.employee_id, self.clerk | self.seller)
        self.assertEqual(period.appraisal_ids.policy_id, self.own_policy)
        self.assertFalse(period.omission_ids)
        self.assertEqual(self.appraisal_of(period, self.clerk).purpose, "A supervisor is wanted.")

    def test_a_policy_for_special_appraisals_holds_for_no_month(self):
        self.own_policy.sequence = 1
        month = self.open_month()
        self.assertEqual(month.appraisal_ids.policy_id, self.policy)

    def test_without_chosen_people_it_is_of_its_departments(self):
        period = self.hold(self.env["hr.employee"], department_ids=[Command.set(self.west.ids)])
        period.with_user(self.officer).action_open()
        self.assertLessEqual({self.other_seller}, set(period.appraisal_ids.employee_id))
        self.assertNotIn(self.seller, period.appraisal_ids.employee_id)

    def test_r30_chosen_people_without_a_position_are_named(self):
        self.seller.version_id.departure_date = date(2025, 3, 1)
        period = self.hold(self.clerk | self.seller)
        period.with_user(self.officer).action_open()
        self.assertEqual(period.omission_ids.mapped(lambda one: (one.employee_id, one.reason)),
                         [(self.seller, "not_employed")])  # fmt: skip

    def test_r32_its_days_are_counted_from_its_last_day(self):
        """Wednesday 9 April 2025: grade by Monday 14 (5 days), publish by Wednesday 16 (7 days)."""
        period = self.hold(self.clerk)
        self.assertEqual((period.grading_deadline, period.publication_deadline), (date(2025, 4, 14), date(2025, 4, 16)))
        self.assertEqual(period.step_deadlines["plan"], "2025-04-09")
        self.assertEqual(period.step_deadlines["self_assessment"], "2025-04-11")
        days = [day for step, day in period.step_deadlines.items() if step != "follow_up"]
        self.assertEqual(days, sorted(days))

    def test_it_counts_for_no_month_point_or_pay(self):
        self.add_task(self.clerk, "2025-03-20")
        period = self.hold(self.clerk)
        period.with_user(self.officer).action_open()
        self.publish(period)
        result = period.appraisal_ids.result_ids
        self.assertEqual((result.kind, result.points, result.is_published), ("special", 0, True))
        months = self.env["marketing.appraisal.grader"]._get_months(
            self.env["marketing.appraisal.period"].new({"kind": "annual", "date_from": "2025-01-01",
                                                        "date_to": "2025-12-31", "company_id": self.company.id}),
            self.clerk,
        )  # fmt: skip
        self.assertFalse(months)

    def test_r55_what_follows_is_what_it_names(self):
        self.add_task(self.clerk, "2025-03-20")
        period = self.hold(self.clerk)
        period.with_user(self.officer).action_open()
        with self.assertRaisesRegex(UserError, "no published year or special appraisal"):
            period.with_user(self.officer).action_propose_outcomes()
        self.publish(period)
        self.assertEqual(period.appraisal_ids.result_ids.grade, "a")
        period.with_user(self.officer).action_propose_outcomes()
        outcome = self.env["marketing.appraisal.outcome"].search([("period_id", "=", period.id)])
        self.assertEqual((outcome.employee_id, outcome.kind_ids), (self.clerk, self.kind))
        self.assertIn("Total 100.00, grade A - Excellent.", outcome.with_context(lang="en_US").evidence)
        outcome.with_user(self.general_manager)._decide(self.kind, "The best of three")
        self.assertEqual(outcome.state, "decided")

    def test_r55_a_what_if_of_a_special_rule_asks_special_appraisals(self):
        self.add_task(self.clerk, "2025-03-20")
        period = self.hold(self.clerk)
        period.with_user(self.officer).action_open()
        run = self.as_user("marketing.appraisal.what.if", self.hr_manager)
        with self.assertRaisesRegex(UserError, "Choose a year that is published"):
            run.create({"rule_id": self.rule.id, "period_id": period.id}).action_show()
        self.publish(period)
        found = run.create({"rule_id": self.rule.id})
        self.assertEqual((found.period_id, found.named_ids), (period, self.clerk))

    def test_r55_rules_of_years_and_of_special_appraisals_are_kept_apart(self):
        rules = self.env["marketing.appraisal.outcome.rule"]
        special = self.hold(self.clerk)
        year = self.env["marketing.appraisal.period"].new({"kind": "annual", "company_id": self.company.id})
        self.assertEqual(rules._get_rules(special), self.rule)
        self.assertNotIn(self.rule, rules._get_rules(year))
        self.rule.active = False
        self.assertFalse(rules._get_rules(special))
        with self.assertRaisesRegex(ValidationError, "no months or ranks"):
            self.rule.write({"condition": "months", "in_all": 3})

    def test_a_month_chooses_neither_people_nor_policy(self):
        for vals in ({"employee_ids": [Command.set(self.clerk.ids)]}, {"policy_id": self.own_policy.id},
                     {"rule_ids": [Command.set(self.rule.ids)]}):  # fmt: skip
            refused = self.assertRaisesRegex(ValidationError, "only a special appraisal")
            with self.subTest(vals), refused, self.env.cr.savepoint():
                self.env["marketing.appraisal.period"].create(
                    {"kind": "monthly", "date_from": "2025-03-01", "company_id": self.company.id, **vals}
                )

    def test_it_says_why_it_is_held_and_people_are_fixed_once_open(self):
        for nothing in (False, " \n"):
            refused = self.assertRaisesRegex(ValidationError, "say why")
            with self.subTest(nothing), refused, self.env.cr.savepoint():
                self.hold(self.clerk, purpose=nothing)
        period = self.hold(self.clerk)
        period.with_user(self.officer).action_open()
        for vals in ({"employee_ids": [Command.clear()]}, {"policy_id": False}, {"purpose": "Another"}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "is open already"):
                period.write(vals)

    def test_people_policy_and_rules_are_of_its_company(self):
        other = self.env["res.company"].create({"name": "Another"})
        stranger = self.env["hr.employee"].create({"name": "Stranger", "company_id": other.id})
        with self.assertRaisesRegex(ValidationError, "people, policy and rules are those of"), self.cr.savepoint():
            self.hold(stranger)
        with self.assertRaisesRegex(ValidationError, "people, policy and rules are those of"):
            self.hold(self.clerk, policy_id=self.own_policy.copy({"company_id": other.id}).id)


class TestProposalByHand(SpecialCase):
    """R55: a proposal without a rule: by whom, on what, and decided like any other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_task(cls.seller, "2025-03-20")
        cls.period = cls.hold(cls.seller, rule_ids=False)
        cls.period.with_user(cls.officer).action_open()
        cls.case = cls.period.appraisal_ids
        cls.dismissal = cls.env.ref("marketing_appraisal.outcome_kind_dismissal")

    def result(self, user):
        return self.case.result_ids.with_user(user)

    def ask(self, user, kind, reason="Has led the team for a month."):
        dialog = self.as_user("marketing.appraisal.outcome.proposal", user).create(
            {"result_id": self.case.result_ids.id, "kind_id": kind.id, "reason": reason}
        )
        return self.env["marketing.appraisal.outcome"].browse(dialog.action_propose()["res_id"])

    def test_r55_manager_hr_and_general_manager_propose(self):
        self.publish(self.period)
        for user, name in ((self.chief.user_id, "raise"), (self.officer, "bonus"), (self.general_manager, "promotion")):
            kind = self.env.ref(f"marketing_appraisal.outcome_kind_{name}")
            with self.subTest(user.login):
                outcome = self.ask(user, kind)
                self.assertEqual(
                    (outcome.title, outcome.proposed_by_id, outcome.direction, outcome.kind_ids, outcome.state),
                    (kind.name, user, "favourable", kind, "proposed"),
                )
                self.assertIn("Has led the team", outcome.reason)

    def test_r55_nobody_for_themselves_and_no_colleague(self):
        self.publish(self.period)
        propose = self.env["marketing.appraisal.outcome"]._propose_by_hand
        with self.assertRaisesRegex(AccessError, "nobody for themselves"):
            propose(self.result(self.seller.user_id), self.kind, "Me")
        for user in (self.other_seller.user_id, self.other_chief.user_id):
            with self.subTest(user.login), self.assertRaises(AccessError):
                propose(self.result(user), self.kind, "A friend")
        self.assertFalse(self.result(self.seller.user_id).may_propose)
        self.assertTrue(self.result(self.chief.user_id).may_propose)

    def test_r55_only_what_is_published_and_with_a_reason_and_once(self):
        with self.assertRaisesRegex(UserError, "no published result"):
            self.ask(self.officer, self.kind)
        self.publish(self.period)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.ask(self.officer, self.kind, reason="  ")
        self.ask(self.officer, self.kind)
        with self.assertRaisesRegex(UserError, "is proposed already"):
            self.ask(self.chief.user_id, self.kind)

    def test_r55_a_dismissal_by_hand_takes_the_same_steps_before_it(self):
        self.publish(self.period)
        outcome = self.ask(self.officer, self.dismissal)
        step = self.env.ref("marketing_appraisal.outcome_kind_improvement")
        self.assertIn(step, outcome._get_allowed_kinds())
        with self.assertRaisesRegex(UserError, "no ground for a dismissal"):
            outcome.with_user(self.general_manager)._decide(self.dismissal, "Enough")
        with self.assertRaisesRegex(UserError, "does not follow from this proposal"):
            outcome.with_user(self.general_manager)._decide(self.kind, "Up instead")
        outcome.with_user(self.general_manager)._decide(step, "A plan first")
        self.assertEqual((outcome.state, outcome.kind_id), ("decided", step))

    def test_r55_asking_the_rules_again_leaves_it(self):
        self.publish(self.period)
        outcome = self.ask(self.officer, self.kind)
        self.period.with_user(self.officer).action_propose_outcomes()
        self.assertEqual(outcome.state, "proposed")

    def test_r55_nobody_writes_it_past_the_dialog(self):
        self.publish(self.period)
        outcome = self.ask(self.chief.user_id, self.kind)
        with self.assertRaises(AccessError):
            outcome.with_user(self.officer).write({"hand_reason": "Otherwise"})
        with self.assertRaises(AccessError):
            self.as_user("marketing.appraisal.outcome", self.officer).create(
                {"result_id": self.case.result_ids.id, "hand_kind_id": self.kind.id}
            )
