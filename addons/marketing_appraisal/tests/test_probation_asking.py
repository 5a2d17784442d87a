from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time

from .test_probation import ProbationCase

VOICE, PROPOSAL = "marketing.probation.voice.giving", "marketing.probation.proposal"


class TestProbationAsking(ProbationCase):
    """What the dialogs of a probation ask, refuse and point out (R40, R41)."""

    def ask(self, model, appraisal, user=None):
        return self.env[model].with_user(user or self.chief.user_id).with_context(default_appraisal_id=appraisal.id)

    def newest(self, probation):
        probation.with_user(self.chief.user_id).action_appraise()
        return probation._get_newest_appraisal()

    # ------------------------------------------------------------------ voices

    def test_r41_a_score_that_was_not_given_is_no_zero(self):
        appraisal = self.newest(self.running())
        giving = self.ask(VOICE, appraisal)
        for vals in ({}, {"score": False}, {"score": " "}, {"score": "good"}, {"score": -1}, {"score": "100.1"},
                     {"score": "nan"}):  # fmt: skip
            with self.subTest(vals), self.refuses(ValidationError, "Give a score of 0 to 100"):
                giving.create({"text": "As I saw it", **vals})
        form = Form(giving)
        form.text = "As I saw it"
        with self.refuses(ValidationError, "Give a score of 0 to 100"):
            form.save()
        self.assertFalse(appraisal.voice_ids)

    def test_r41_a_zero_that_was_given_is_one(self):
        appraisal = self.newest(self.running())
        for given, score in ((0, 0), ("0", 0), ("87,5", 87.5), ("100", 100)):
            with self.subTest(given):
                self.ask(VOICE, appraisal).create({"score": given, "text": "As I saw it"}).action_confirm()
                self.assertEqual(appraisal.voice_ids.score, score)
        form = Form(self.ask(VOICE, appraisal))
        self.assertEqual((form.score, form.text), ("100", "As I saw it"))

    # ------------------------------------------------------------------ early confirmation

    @freeze_time("2025-02-10 04:00:00")
    def test_r41_the_day_of_an_early_confirmation(self):
        appraisal = self.voices(self.running(), 95, 95)
        for day, sentence in (
            ("2024-12-01", "after the first day"), ("2025-01-01", "after the first day"), ("2025-02-09", "is over"),
            ("2025-03-31", "a day before"),
        ):  # fmt: skip
            with self.subTest(day), self.refuses(UserError, sentence):
                self.decide(appraisal, "confirm_early", decision_day=date.fromisoformat(day))
        form = Form(self.ask(PROPOSAL, appraisal))
        self.assertEqual((form.months_count, form.decision), (0, "confirm"))
        self.assertEqual(str(form.confirmed_from), "2025-04-01")
        vals = {"decision": "confirm_early", "decision_day": date(2025, 2, 10), "reason": "Ready"}
        appraisal.with_user(self.chief.user_id)._propose(vals)
        with freeze_time("2025-02-14 04:00:00"):
            appraisal.with_user(self.officer).action_agree()
        self.assertEqual((appraisal.state, str(appraisal.confirmed_from)), ("decided", "2025-02-10"))
        self.assertEqual(self.trial_end(), "2025-02-09")

    def test_r41_confirmed_is_from_the_day_after_the_last_day_on(self):
        probation, appraisal = self.decided()
        self.assertEqual(str(appraisal.confirmed_from), "2025-04-01")
        self.assertEqual(str(probation.with_user(self.seller.user_id).confirmed_from), "2025-04-01")

    def test_r29d_the_person_does_not_read_from_when_on_before_it_is_told(self):
        probation, _appraisal = self.decided(tell=False)
        self.env.invalidate_all()
        self.assertFalse(probation.with_user(self.seller.user_id).confirmed_from)

    # ------------------------------------------------------------------ extension and end

    def test_r41_the_dialog_says_that_there_is_no_extension(self):
        appraisal = self.voices(self.running(), 60, 60)
        dialog = Form(self.ask(PROPOSAL, appraisal))
        self.assertIn("does not let probations be extended", dialog.extension_note)
        self.policy.probation_may_extend = True
        self.assertFalse(Form(self.ask(PROPOSAL, appraisal)).extension_note)

    def test_r41_an_end_is_on_the_contract_of_an_hr_manager_once_it_is_told(self):
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_hr_manager")
        appraisal = self.voices(self.running(), 60, 60)
        self.decide(appraisal, "end", ground="not_qualified", decision_day=date(2025, 3, 20))
        self.assertEqual(self.trial_end(), "2025-03-31")
        appraisal.with_user(self.officer).action_publish()
        self.assertEqual(self.trial_end(), "2025-03-20")

    # ------------------------------------------------------------------ length

    def test_r40_a_fixed_term_without_its_length_asks_for_it(self):
        self.company.country_id = self.china
        probation = self.plan_probation(months=1, contract_kind="fixed", contract_months=0)
        self.assertEqual(probation.with_context(lang="en_US").limit_note, "Enter the length of the contract in months.")
        with self.refuses(UserError, "Enter the length of the contract"):
            probation.action_begin()
        probation.contract_months = 2
        self.assertIn("allows no probation", probation.with_context(lang="en_US").limit_note)
