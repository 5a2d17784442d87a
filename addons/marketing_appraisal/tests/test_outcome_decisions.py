from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .outcome_common import OutcomeCase


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
