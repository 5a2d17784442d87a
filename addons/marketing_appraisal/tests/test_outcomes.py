from datetime import date, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from .test_year import YearCase


class OutcomeCase(YearCase):
    """A published year of three months, and rules made to fit it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["marketing.appraisal.outcome.rule"].search([]).active = False
        cls.kinds = {
            name: cls.env.ref(f"marketing_appraisal.outcome_kind_{name}")
            for name in ("raise", "demotion", "improvement", "dismissal", "code_penalty", "promotion")
        }
        cls.year = cls.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2025, 1, 1), "company_id": cls.company.id}
        )
        cls.year.action_grade_year()
        cls.run_steps(cls.year)
        cls.year.with_user(cls.general_manager).action_sign()
        cls.year.with_user(cls.officer).action_publish()

    def rule(self, *kinds, **vals):
        return self.env["marketing.appraisal.outcome.rule"].create(
            {
                "name": "A rule",
                "reason": "Because of it",
                "company_id": self.company.id,
                "kind_ids": [(6, 0, [self.kinds[kind].id for kind in kinds or ("raise",)])],
                "condition": "months",
                "grade": "a",
                "in_all": 2,
                **vals,
            }
        )

    def propose(self):
        self.year.with_user(self.officer).action_propose_outcomes()
        return self.env["marketing.appraisal.outcome"].search([("period_id", "=", self.year.id)])

    def grades(self, person):
        months = self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", person.id), ("kind", "=", "monthly"), ("is_published", "=", True)], order="date_from"
        )
        return months, "".join(months.mapped("grade"))


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


class TestOutcomeDecisions(OutcomeCase):
    """R55: who decides what, with which reasons, and what a dismissal takes first."""

    def setUp(self):
        super().setUp()
        self.unfavourable = self.rule(
            "demotion", "dismissal", "code_penalty", in_all=1, grade="c", direction="unfavourable"
        )
        self.one = self.propose().filtered(lambda one: one.employee_id == self.other_seller)
        self.assertEqual(len(self.one), 1)

    def decide(self, kind, user=None, reason="Looked at", **more):
        self.one.with_user(user or self.general_manager)._decide(
            self.kinds[kind] if kind else self.one.kind_id, reason, **more
        )

    def test_r55_nobody_but_the_general_manager_decides(self):
        for user in (self.officer, self.hr_manager, self.chief.user_id, self.other_seller.user_id, self.seller.user_id):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.decide("demotion", user)
            with self.subTest(f"{user.login} writes"), self.assertRaises(AccessError):
                self.one.with_user(user).write({"state": "decided"})
        self.other_seller.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        with self.assertRaises(AccessError):
            self.decide("demotion", self.other_seller.user_id)

    def test_r55_a_decision_has_a_reason_and_is_made_once(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.decide("demotion", reason="  ")
        with self.assertRaisesRegex(UserError, "does not follow from this proposal"):
            self.decide("raise")
        with self.assertRaisesRegex(UserError, "Name the paragraph"):
            self.decide("code_penalty")
        self.decide("code_penalty", code="12.3")
        self.assertEqual((self.one.state, self.one.code_reference, self.one.decided_by_id),
                         ("decided", "12.3", self.general_manager))  # fmt: skip
        with self.assertRaisesRegex(UserError, "is decided already"):
            self.decide("demotion")

    def test_r55_what_rests_on_an_earlier_result_is_not_decided(self):
        """The result was issued again: asked again, it is proposed from the new one, or not at all."""
        case = self.one.result_id.appraisal_id
        by_hand = self.env["marketing.appraisal.outcome"].with_user(self.officer)._propose_by_hand(
            self.one.result_id, self.kinds["promotion"], "Ready for it"
        )  # fmt: skip
        case.with_user(self.general_manager)._reissue("A month was wrong")
        for one in (self.one, by_hand):
            with self.assertRaisesRegex(UserError, "was issued again since"):
                one.with_user(self.general_manager)._decide(one.kind_ids[:1], "Earned")
            self.assertTrue(one.is_outdated)
        case.with_user(self.officer).action_complete_step()
        self.year.action_grade()
        self.year.with_user(self.general_manager).action_sign()
        self.year.with_user(self.officer).action_publish()
        self.year.with_user(self.officer).action_propose_outcomes()
        for one in (self.one, by_hand):
            self.assertEqual((one.result_id, one.is_outdated), (case.result_ids, False))
            one.with_user(self.general_manager)._decide(one.kind_ids[:1], "Earned")
            self.assertEqual(one.state, "decided")

    def test_after_the_decision_hrs_task_is_nobody_elses_to_end(self):
        self.one.with_user(self.general_manager)._decide(self.one.kind_ids[:1], "Earned")
        task = self.one.activity_ids
        self.assertTrue(task.user_id.has_group("marketing_roles.group_hr_manager"))
        for user in (self.one.user_id, self.one.appraiser_id.user_id):
            with self.subTest(user.login), self.assertRaises(AccessError):
                task.with_user(user).action_feedback("Done")
            with self.subTest(user.login), self.assertRaises(AccessError):
                task.with_user(user).unlink()
        self.assertTrue(task.active)

    def test_the_person_is_told_that_there_is_a_decision_and_not_which(self):
        told = [("partner_ids", "in", self.one.user_id.partner_id.ids), ("body", "ilike", "Decisions about Me")]
        self.assertFalse(self.env["mail.message"].search(told))
        self.decide("demotion", reason="A smaller team")
        message = self.env["mail.message"].search(told)
        self.assertEqual(len(message), 1)
        self.assertFalse(message.res_id)
        for word in ("emotion", "smaller", "often", "rule"):
            self.assertNotIn(word, f"{message.subject} {message.body}")

    def test_r57_neither_is_opposite_to_nothing(self):
        """A training beside a demotion is no contradiction; a raise is."""
        training = self.env.ref("marketing_appraisal.outcome_kind_training")
        propose = self.env["marketing.appraisal.outcome"].with_user(self.officer)._propose_by_hand
        neutral = propose(self.one.result_id, training, "To learn")
        self.assertFalse(self.one.has_opposite or neutral.has_opposite)
        propose(self.one.result_id, self.kinds["raise"], "The hardest area")
        (self.one | neutral).invalidate_recordset()
        self.assertTrue(self.one.has_opposite)

    def test_r55_nothing_may_follow(self):
        self.one.with_user(self.general_manager)._decide(self.one.kind_id, "A hard market")
        self.assertEqual((self.one.state, self.one.kind_id.id), ("decided", False))

    def test_r55_a_dismissal_takes_a_step_a_renewed_failure_and_the_check_list(self):
        with self.assertRaisesRegex(UserError, "is no ground for a dismissal"):
            self.decide("dismissal")
        self.decide("improvement", reason="Three months with a coach")
        plan = self.one
        plan.sudo().decided_date = fields.Datetime.to_datetime("2025-12-31 12:00:00")
        later = self.rule("dismissal", in_all=2, grade="c", name="Again", direction="unfavourable")
        self.one = self.propose().filtered(lambda one: one.rule_id == later and one.employee_id == self.other_seller)
        with self.assertRaisesRegex(UserError, "no renewed failure on record"):
            self.decide("dismissal")
        # Had it been decided in February, the C of March would be one.
        plan.sudo().decided_date = fields.Datetime.to_datetime("2025-02-15 12:00:00")
        with self.assertRaisesRegex(UserError, "legal check-list: Period of Notice, Severance"):
            self.decide("dismissal")
        checks = dict.fromkeys(("check_notice", "check_severance", "check_protected", "check_union"), True)
        with self.assertRaises(AccessError):
            self.one.with_user(self.chief.user_id).write(checks)
        self.one.with_user(self.officer).write(checks)
        self.decide("dismissal", reason="Failed again after the plan")
        self.assertEqual(self.one.kind_id, self.kinds["dismissal"])
        self.assertTrue(self.other_seller.active, "a decision changes nothing by itself")
        self.assertTrue(self.one.activity_ids)

    def test_r55_the_dialog_that_prepares_shows_what_it_is_about(self):
        self.decide("demotion", reason="A smaller team")
        dialog = self.as_user("marketing.appraisal.outcome.effect", self.hr_manager)
        form = Form(dialog.with_context(**self.one.with_user(self.hr_manager).action_ask_effect()["context"]))
        self.assertEqual((form.effect, form.employee_id), ("position", self.other_seller))
        self.assertEqual(form.job_id, self.other_seller.job_id)

    def test_r55_a_move_or_other_pay_is_prepared_by_the_hr_manager_alone(self):
        self.decide("demotion", reason="A smaller team")
        self.assertEqual(self.one.effect, "position")
        before = self.other_seller.current_version_id
        job = self.env["hr.job"].create({"name": "Assistant", "company_id": self.company.id})
        wizard = self.as_user("marketing.appraisal.outcome.effect", self.hr_manager)
        day = fields.Date.context_today(wizard) + timedelta(days=40)
        prepared = wizard.create({"outcome_id": self.one.id, "date_version": day, "job_id": job.id})
        prepared.action_prepare()
        version = self.one.version_id
        self.assertEqual((version.job_id, version.date_version, version.employee_id), (job, day, self.other_seller))
        self.assertEqual(self.other_seller.current_version_id, before, "nothing changes before its day")
        with self.assertRaisesRegex(UserError, "is prepared already"):
            prepared.action_prepare()
        with self.assertRaises(AccessError):
            self.as_user("marketing.appraisal.outcome.effect", self.officer).create({"outcome_id": self.one.id})

    def test_r71_what_was_written_can_be_erased_once_it_is_decided(self):
        self.rule(in_all=1)
        mine = self.propose().filtered(lambda one: one.employee_id == self.seller)
        mine.with_user(self.chief.user_id).manager_comment = "He has done well"
        case = mine.result_id.appraisal_id.with_user(self.hr_manager)
        case.action_erase_texts()
        self.assertEqual(mine.manager_comment, "He has done well", "it is still needed")
        mine.with_user(self.general_manager)._decide(self.kinds["raise"], "The best of all")
        case.action_erase_texts()
        self.assertEqual((mine.manager_comment, mine.decision_reason), (False, "-"))
        self.assertEqual((mine.state, mine.kind_id, mine.decided_by_id),
                         ("decided", self.kinds["raise"], self.general_manager))  # fmt: skip

    def test_the_comments_are_of_those_whom_they_belong_to(self):
        self.one.with_user(self.one.appraiser_id.user_id).manager_comment = "He had the hardest area."
        with self.assertRaises(AccessError):
            self.one.with_user(self.officer).manager_comment = "Mine"
        with self.assertRaises(AccessError):
            self.one.with_user(self.one.appraiser_id.user_id).person_comment = "His"
        self.decide("demotion")
        with self.assertRaisesRegex(UserError, "is decided already"):
            self.one.with_user(self.one.appraiser_id.user_id).manager_comment = "Too late"


class TestOutcomeReading(OutcomeCase):
    """A person reads what was decided, and what is proposed only where the policy publishes it."""

    publishes = False

    @classmethod
    def set_policy(cls):
        cls.policy.publishes_outcomes = cls.publishes
        return super().set_policy()

    def own(self):
        return self.as_user("marketing.appraisal.outcome", self.seller.user_id).search([])

    def test_who_reads_what_and_when(self):
        self.rule(in_all=2)
        mine = self.propose().filtered(lambda one: one.employee_id == self.seller)
        for user in (self.officer, self.general_manager, self.chief.user_id):
            self.assertIn(mine, self.as_user("marketing.appraisal.outcome", user).search([]))
        for user in (self.clerk.user_id, self.other_seller.user_id):
            self.assertNotIn(mine, self.as_user("marketing.appraisal.outcome", user).search([]))
        self.assertEqual(bool(self.own()), self.publishes)
        if self.publishes:
            self.own().person_comment = "Thank you"
        else:
            with self.assertRaises(AccessError):
                mine.with_user(self.seller.user_id).read(["evidence"])
        mine.with_user(self.general_manager)._decide(self.kinds["raise"], "Earned")
        self.assertEqual(self.own(), mine)

    def test_another_company_sees_nothing(self):
        self.rule(in_all=2)
        self.propose()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,marketing_roles.group_hr_manager")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.as_user("marketing.appraisal.outcome", stranger).search([]))


class TestOutcomeReadingPublished(TestOutcomeReading):
    publishes = True


class TestOutcomesAndAppeals(OutcomeCase):
    """R60: an open appeal holds a dismissal, and the year waits for those against its months."""

    def appeal(self, person):
        month = self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", person.id), ("kind", "=", "monthly")], order="date_from desc", limit=1
        )
        month.sudo().published_date = fields.Datetime.now()
        action = month.with_user(person.user_id).action_ask_appeal()
        dialog = self.as_user(action["res_model"], person.user_id).with_context(**action["context"])
        done = dialog.create({"text": "The return was not mine."}).action_confirm()
        return self.env["marketing.appraisal.appeal"].browse(done["res_id"])

    def test_r60_an_open_appeal_holds_a_dismissal(self):
        self.rule("dismissal", "improvement", in_all=1, grade="c", direction="unfavourable")
        one = self.propose().filtered(lambda one: one.employee_id == self.other_seller)
        self.assertFalse(one._find_holding_appeal())
        appeal = self.appeal(self.other_seller)
        self.assertEqual(one._find_holding_appeal(), appeal.display_name)

    def test_r60_the_year_waits_for_appeals_against_its_months(self):
        year = self.env["marketing.appraisal.period"].search(
            [("kind", "=", "annual"), ("company_id", "=", self.company.id)]
        )
        case = self.appraisal_of(year, self.other_seller)
        self.appeal(self.other_seller)
        case.with_user(self.general_manager)._reissue("Another look")
        case.with_user(self.officer).action_complete_step()
        year.with_user(self.officer).action_grade()
        with self.assertRaisesRegex(UserError, "waits for appeals against months that are not over: other_seller"):
            case.with_user(self.general_manager).action_sign()

    def test_r61_what_follows_names_the_year_before_and_proposals_that_are_no_longer_met(self):
        rule = self.rule(in_all=2)
        one = self.propose().filtered(lambda one: one.employee_id == self.seller)
        appeal = self.appeal(self.seller)
        dialog = self.as_user("marketing.appraisal.appeal.dialog", self.officer).with_context(lang="en_US")
        vals = {"appeal_id": appeal.id, "outcome": "upheld", "text": "Looked at again."}
        dialog.create({"operation": "answer", **vals}).action_confirm()
        month = appeal.appraisal_id
        month.with_user(self.officer).action_complete_step()
        month.period_id.with_user(self.officer).action_grade()
        month.with_user(self.general_manager).action_sign()
        month.with_user(self.officer).action_publish()

        def told():
            rows = appeal.with_user(self.officer).with_context(lang="en_US")._get_consequences()
            return {row["subject"]: (row["before"], row["after"]) for row in rows}

        self.assertEqual(told()[rule.name], ("To Decide", ""))
        self.assertEqual(told()[self.year.name][0], "")
        case = self.appraisal_of(self.year, self.seller)
        grades = dict(case.result_ids._fields["grade"]._description_selection(self.env(context={"lang": "en_US"})))
        now = case.result_ids
        before = f"{now.points} points · {grades[now.grade]} · score {now.annual_score:.2f}"
        # All of it happens within one second here.
        month.result_ids.sudo().published_date = fields.Datetime.now() + timedelta(days=1)
        case.with_user(self.general_manager)._reissue("The month has changed.")
        case.with_user(self.officer).action_complete_step()
        self.year.with_user(self.officer).action_grade_year()
        self.assertEqual(told()[self.year.name][0], before)
        rule.in_all = 4
        one.sudo().write({"state": "dropped"})
        self.assertEqual(told()[rule.name], ("", "No Longer Proposed"))


class TestEarlierYears(OutcomeCase):
    """R55, R72: a place of the year before, from its import."""

    def enter(self, person, position, population=6, **vals):
        return self.as_user("marketing.appraisal.earlier.year", self.hr_manager).create(
            {
                "employee_id": person.id,
                "company_id": self.company.id,
                "year": 2024,
                "ranking": "others",
                "position": position,
                "population": population,
                **vals,
            }
        )

    def test_r55_two_years_in_a_row_with_an_imported_one(self):
        """Whoever holds a place now, and held the same from the bottom in the imported year."""
        rank = self.env["marketing.appraisal.rank"].search(
            [("period_id", "=", self.year.id), ("ranking", "=", "others")], order="from_bottom desc", limit=1
        )
        person, place = rank.employee_id, rank.from_bottom
        self.rule("demotion", condition="rank", ranking="others", end="bottom", first=place, last=place, minimum=3,
                  years="2", direction="unfavourable")  # fmt: skip
        self.assertNotIn(person, self.propose().employee_id, "the year before is not known")
        row = self.enter(person, 6 - place + 1)
        self.assertNotIn(person, self.propose().employee_id, "nobody has taken it over")
        row.with_user(self.general_manager).action_take_over()
        mine = self.propose().filtered(lambda one: one.employee_id == person)
        self.assertEqual((mine.place, mine.place_before), (place, place))

    def test_r72_who_takes_over_and_what_stays(self):
        row = self.enter(self.seller, 2)
        for user in (self.hr_manager, self.officer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                row.with_user(user).action_take_over()
        row.with_user(self.general_manager).action_take_over()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            row.position = 1
        with self.assertRaisesRegex(UserError, "stays as it is"):
            row.unlink()
        with self.assertRaisesRegex(ValidationError, "was ranked here"):
            self.enter(self.clerk, 1, year=2025)
