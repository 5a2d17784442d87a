from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time

from .test_probation import ProbationCase


class TestProbationDecision(ProbationCase):
    """The appraisal at the end, the decision of both sides, and its effect (R41)."""

    # ------------------------------------------------------------------ voices and grade

    def test_r41_both_voices_make_the_grade(self):
        cases = ((100, 80, 90, "a"), (90, 89.98, 89.99, "b"), (70, 70, 70, "b"), (69.98, 70, 69.99, "c"))
        for manager, hr, score, grade in cases:
            probation = self.running(self.hire(f"new{score}"))
            appraisal = self.voices(probation, manager, hr)
            with self.subTest(manager=manager, hr=hr):
                self.assertEqual((appraisal.score, appraisal.grade, appraisal.is_passed), (score, grade, grade != "c"))
                self.assertEqual((appraisal.state, probation.state), ("graded", "appraised"))

    def test_r41_published_months_count_each_at_most_100(self):
        month = self.published_month(seller=1200)
        result = self.env["marketing.appraisal.result"].search(
            [("period_id", "=", month.id), ("employee_id", "=", self.seller.id)]
        )
        self.assertGreater(result.total, 100)
        probation = self.running()
        self.assertEqual(probation.with_user(self.officer).result_ids, result)
        appraisal = self.voices(probation, 60, 60)
        self.assertEqual((appraisal.months_count, appraisal.months_score, appraisal.score), (1, 100, 80))
        self.assertIn("months 100.00", appraisal.explanation)

    def test_r41_weights_are_a_choice_and_stay_with_the_appraisal(self):
        self.policy.write({"probation_months_weight": 0, "probation_manager_weight": 75, "probation_hr_weight": 25})
        appraisal = self.voices(self.running(), 100, 60)
        self.assertEqual(appraisal.score, 90)
        self.policy.probation_manager_weight = 1
        self.assertIn("× 75", appraisal.explanation)

    def test_r41_a_month_that_is_published_later_counts_until_the_first_signature(self):
        probation = self.running()
        appraisal = self.voices(probation, 60, 60)
        self.assertEqual(appraisal.grade, "c")
        self.published_month(seller=1000)
        appraisal.with_user(self.officer).action_grade_again()
        self.assertEqual((appraisal.months_count, appraisal.grade), (1, "b"))
        appraisal.with_user(self.officer)._propose({"decision": "confirm"})
        with self.assertRaisesRegex(UserError, "first signature"):
            appraisal.with_user(self.officer).action_grade_again()

    def test_r41_neither_side_reads_the_others_voice_before_both_are_given(self):
        probation = self.running()
        probation.with_user(self.chief.user_id).action_appraise()
        appraisal = probation.sudo().appraisal_ids
        appraisal.with_user(self.chief.user_id)._give_voice(50, "Weak")
        voices = self.env["marketing.probation.voice"]
        self.assertFalse(voices.with_user(self.officer).search([]))
        self.assertFalse(probation.with_user(self.officer).voice_ids)
        self.assertEqual(len(voices.with_user(self.chief.user_id).search([])), 1)
        appraisal.with_user(self.chief.user_id)._give_voice(55, "Weak, but better")
        appraisal.with_user(self.officer)._give_voice(85, "Strong")
        self.assertEqual(len(voices.with_user(self.officer).search([])), 2)
        with self.assertRaisesRegex(UserError, "stay as they are"):
            appraisal.with_user(self.chief.user_id)._give_voice(90, "Better")
        self.assertEqual(appraisal.score, 70)

    def test_r41_a_voice_is_0_to_100_with_words_from_two_people(self):
        probation = self.running()
        probation.with_user(self.officer).action_appraise()
        appraisal = probation.sudo().appraisal_ids
        for score, text, refusal in ((101, "x", "0 to 100"), (-1, "x", "0 to 100"), (50, " ", "Say why")):
            with self.subTest(score), self.assertRaisesRegex(UserError, refusal):
                appraisal.with_user(self.officer)._give_voice(score, text)
        appraisal.with_user(self.officer)._give_voice(0, "Nothing")
        with self.assertRaisesRegex(UserError, "has given this voice"):
            appraisal.with_user(self.hr_manager)._give_voice(50, "x")
        self.seller.version_id.appraiser_id = self.clerk
        self.clerk.user_id = self.officer
        with self.assertRaisesRegex(UserError, "the other side"):
            appraisal.with_user(self.officer)._give_voice(50, "x")

    def test_r41_the_general_manager_stands_in_where_nobody_is_direct_manager(self):
        self.seller.version_id.appraiser_id = False
        probation = self.running()
        self.assertEqual(probation.with_user(self.general_manager)._get_side(), "manager")
        self.assertFalse(probation.with_user(self.chief.user_id)._get_side())

    def test_r41_strangers_and_the_person_take_no_part(self):
        probation = self.running()
        probation.with_user(self.officer).action_appraise()
        appraisal = probation.sudo().appraisal_ids
        for user in (self.seller.user_id, self.other_chief.user_id, self.clerk.user_id, self.general_manager):
            with self.subTest(user=user.login):
                for attempt in (
                    lambda user=user: probation.with_user(user).action_appraise(),
                    lambda user=user: appraisal.with_user(user)._give_voice(100, "x"),
                    lambda user=user: appraisal.with_user(user)._propose({"decision": "confirm"}),
                    lambda user=user: appraisal.with_user(user).action_agree(),
                    lambda user=user: appraisal.with_user(user).action_publish(),
                    lambda user=user: appraisal.with_user(user).write({"grade": "a"}),
                ):
                    with self.assertRaises(AccessError):
                        attempt()

    def test_r41_nobody_writes_an_appraisal_or_a_voice_by_hand(self):
        appraisal = self.voices(self.running())
        for user in (self.officer, self.hr_manager, self.chief.user_id):
            for record, vals in ((appraisal, {"grade": "a"}), (appraisal.voice_ids, {"score": 100})):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).write(vals)
                with self.assertRaises(AccessError):
                    record.with_user(user).unlink()

    # ------------------------------------------------------------------ decision

    def test_r41_whoever_was_hired_has_no_login_yet(self):
        """The normal case of somebody new."""
        self.seller.user_id = False
        probation = self.running()
        self.decide(self.voices(probation), "confirm")
        self.assertEqual(probation._get_newest_appraisal().state, "decided")
        self.assertTrue(self.seller.version_id.trial_date_end)

    def test_r41_confirmed_takes_both_signatures_on_the_same_decision(self):
        probation = self.running()
        appraisal = self.voices(probation)
        with self.assertRaisesRegex(UserError, "no proposed decision"):
            appraisal.with_user(self.officer).action_agree()
        appraisal.with_user(self.officer)._propose({"decision": "confirm"})
        for user in (self.officer, self.hr_manager):
            with self.assertRaisesRegex(UserError, "waits for the other"):
                appraisal.with_user(user).action_agree()
        appraisal.with_user(self.chief.user_id)._propose(
            {"decision": "end", "ground": "own_wish", "decision_day": date(2025, 3, 1), "reason": "Leaves"}
        )
        self.assertFalse(appraisal.hr_signed_by_id, "what HR had signed was another decision")
        appraisal.with_user(self.officer)._propose({"decision": "confirm"})
        self.assertFalse(appraisal.ground or appraisal.decision_day or appraisal.manager_signed_by_id)
        appraisal.with_user(self.chief.user_id).action_agree()
        self.assertEqual((appraisal.state, appraisal.decision), ("decided", "confirm"))
        self.assertEqual((self.trial_end(), probation.state), ("2025-03-31", "appraised"))
        self.assertEqual(appraisal.activity_ids.user_id, self.officer)
        with self.assertRaisesRegex(UserError, "only once"):
            appraisal.with_user(self.officer)._propose({"decision": "confirm"})
        appraisal.with_user(self.officer).action_publish()
        self.assertEqual((probation.state, str(probation.date_end)), ("confirmed", "2025-03-31"))

    def test_r41_who_fails_is_not_confirmed(self):
        appraisal = self.voices(self.running(), 69, 69)
        for decision in ("confirm", "confirm_early"):
            with self.subTest(decision), self.assertRaisesRegex(UserError, "has not passed"):
                self.decide(appraisal, decision, decision_day=date(2025, 3, 1))

    def test_r41_what_is_a_pass_is_a_choice(self):
        self.policy.write({"probation_pass_grade": "a"})
        appraisal = self.voices(self.running(), 89, 89)
        with self.assertRaisesRegex(UserError, "has not passed"):
            self.decide(appraisal, "confirm")

    @freeze_time("2025-02-10 04:00:00")
    def test_r41_early_takes_excellent_results_and_a_day_before_the_end(self):
        probation = self.running()
        appraisal = self.voices(probation, 90, 90)
        for day in (date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1), False):
            with self.subTest(day), self.assertRaisesRegex(UserError, "early confirmation"):
                self.decide(appraisal, "confirm_early", decision_day=day)
        self.decide(appraisal, "confirm_early", decision_day=date(2025, 3, 1))
        self.assertEqual(self.trial_end(), "2025-02-28")
        appraisal.with_user(self.officer).action_publish()
        self.assertEqual((probation.state, str(probation.date_end)), ("confirmed_early", "2025-02-28"))

    @freeze_time("2025-02-10 04:00:00")
    def test_r41_a_b_is_not_confirmed_early(self):
        appraisal = self.voices(self.running(), 89.99, 89.99)
        with self.assertRaisesRegex(UserError, "not good enough"):
            self.decide(appraisal, "confirm_early", decision_day=date(2025, 3, 1))
        self.policy.probation_early_grade = "b"
        self.decide(appraisal, "confirm_early", decision_day=date(2025, 3, 1))

    def test_r41_extension_is_off_until_it_is_switched_on(self):
        appraisal = self.voices(self.running(), 60, 60)
        with self.assertRaisesRegex(UserError, "does not let"):
            self.decide(appraisal, "extend", decision_days=30)

    def test_r41_extended_once_after_a_failure_by_at_most_30_days(self):
        self.policy.probation_may_extend = True
        probation = self.running()
        appraisal = self.voices(probation, 60, 60)
        for days in (0, 31):
            with self.subTest(days), self.assertRaisesRegex(UserError, "1 to 30 days"):
                self.decide(appraisal, "extend", decision_days=days)
        self.decide(appraisal, "extend", decision_days=30)
        self.assertEqual((self.trial_end(), str(probation.date_end)), ("2025-04-30", "2025-03-31"))
        appraisal.with_user(self.officer).action_publish()
        self.assertEqual((probation.state, str(probation.date_end)), ("extended", "2025-04-30"))
        second = self.voices(probation, 60, 60)
        self.assertEqual(second.number, 2)
        with self.assertRaisesRegex(UserError, "extended once"):
            self.decide(second, "extend", decision_days=1)
        self.decide(second, "end", ground="not_qualified", decision_day=date(2025, 4, 30))
        second.with_user(self.officer).action_publish()
        self.assertEqual((probation.state, str(probation.date_end)), ("ended", "2025-04-30"))

    def test_r41_who_has_passed_is_not_extended(self):
        self.policy.probation_may_extend = True
        appraisal = self.voices(self.running(), 70, 70)
        with self.assertRaisesRegex(UserError, "only a failed"):
            self.decide(appraisal, "extend", decision_days=10)

    def test_r41_the_total_stays_within_r40_and_the_table(self):
        self.policy.probation_may_extend = True
        probation = self.running(self.hire("long"), months=6)
        with self.assertRaisesRegex(UserError, "at most"):
            self.decide(self.voices(probation, 60, 60), "extend", decision_days=1)
        self.company.country_id = self.china
        self.seller.version_id.contract_date_end = "2025-12-31"
        probation = self.running(months=1)
        appraisal = self.voices(probation, 60, 60)
        with self.assertRaisesRegex(UserError, "at most"):
            self.decide(appraisal, "extend", decision_days=29)
        self.decide(appraisal, "extend", decision_days=28)
        self.assertEqual(self.trial_end(), "2025-02-28")

    def test_r41_it_ends_with_a_ground_and_a_reason(self):
        probation = self.running()
        appraisal = self.voices(probation, 60, 60)
        day = date(2025, 3, 20)
        with self.assertRaisesRegex(UserError, "stated ground"):
            self.decide(appraisal, "end", decision_day=day)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.decide(appraisal, "end", decision_day=day, ground="not_qualified", reason=" ")
        with self.assertRaisesRegex(UserError, "within it"):
            self.decide(appraisal, "end", decision_day=date(2025, 4, 1), ground="not_qualified")
        self.decide(appraisal, "end", decision_day=day, ground="not_qualified")
        self.assertIn("certificate", appraisal.activity_ids.summary)
        self.assertEqual(self.trial_end(), "2025-03-20")
        appraisal.with_user(self.officer).action_publish()
        self.assertEqual((probation.state, probation.date_end), ("ended", day))

    def test_r41_who_met_the_requirements_is_not_ended_for_not_meeting_them(self):
        appraisal = self.voices(self.running(), 80, 80)
        with self.assertRaisesRegex(UserError, "another ground"):
            self.decide(appraisal, "end", decision_day=date(2025, 3, 1), ground="not_qualified")

    def test_r41_the_wizards_do_what_the_buttons_say(self):
        probation = self.running()
        for user, score in ((self.chief.user_id, 95), (self.officer, 95)):
            action = probation.with_user(user).action_appraise()
            with Form(self.env[action["res_model"]].with_user(user).with_context(**action["context"])) as form:
                form.score = str(score)
                form.text = "Good"
            form.record.action_confirm()
        self.assertTrue(probation.with_user(self.chief.user_id).may_decide)
        action = probation.with_user(self.chief.user_id).action_ask_decision()
        form = Form(self.env[action["res_model"]].with_user(self.chief.user_id).with_context(**action["context"]))
        self.assertEqual(form.decision, "confirm")
        form.save().action_confirm()
        probation.invalidate_recordset()
        self.assertTrue(probation.with_user(self.officer).may_agree)
        probation.with_user(self.officer).action_agree()
        probation.with_user(self.officer).action_publish()
        self.assertEqual(probation.state, "confirmed")

    # ------------------------------------------------------------------ contract version

    def contract(self, probation, user=None, **vals):
        wizard = self.env["marketing.probation.contract"].with_user(user or self.hr_manager)
        return wizard.create({"probation_id": probation.id, **vals})

    def test_r41_a_decision_changes_no_pay_and_the_hr_manager_prepares_the_version(self):
        self.seller.version_id.performance_pay_base = 1000
        probation, _appraisal = self.decided()
        self.assertEqual(self.seller.version_ids.mapped("performance_pay_base"), [1000])
        wizard = self.contract(probation)
        self.assertEqual((str(wizard.date), wizard.performance_pay_base), ("2025-04-01", 1000))
        wizard.performance_pay_base = 1500
        wizard.action_confirm()
        bases = {str(version.date_version): version.performance_pay_base for version in self.seller.version_ids}
        self.assertEqual(bases, {"2025-01-01": 1000, "2025-04-01": 1500})
        self.assertNotIn("1500", "".join(probation.message_ids.mapped("body")))

    def test_r41_no_version_before_the_confirmation_nor_by_others(self):
        probation = self.running()
        with self.assertRaisesRegex(UserError, "not confirmed"):
            self.contract(probation).action_confirm()
        for user in (self.officer, self.chief.user_id, self.seller.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.contract(probation, user)


class TestProbationSecrecy(ProbationCase):
    """Nothing of voices, grade and decision is read by the person before it is told (R29d)."""

    def secrets(self, user, probation):
        """Return what a person finds of their own by every way of reading."""
        env = self.env(user=user)
        found = []
        for model in ("marketing.probation.appraisal", "marketing.probation.voice"):
            records = env[model]
            found += records.search([]).ids
            found += [count for (count,) in records._read_group([], [], ["__count"]) if count]
            found += records.search_read([("employee_id.user_id", "=", user.id)], ["score"])
        user.group_ids += self.env.ref("base.group_allow_export")
        own = env["marketing.probation"].browse(probation.id)
        for domain in (
            [("appraisal_ids.grade", "=", "b")],
            [("appraisal_ids", "any", [("decision", "=", "confirm")])],
            [("appraisal_ids.voice_ids.score", ">", 1)],
        ):
            found += env["marketing.probation"].search(domain).ids
        self.env.invalidate_all()
        hidden = [
            "appraisal_id", "appraisal_state", "score", "grade", "decision", "decision_day", "ground", "reason",
            "signature_note", "voice_ids", "appraisal_ids",
        ]  # fmt: skip
        values = own.read([*hidden, "state"])[0]
        found += [values[name] for name in hidden if values[name]]
        exported = own.export_data(["grade", "decision", "score", "voice_ids/score", "appraisal_ids/grade"])["datas"]
        found += [cell for cell in exported[0] if cell and cell not in ("0.0", 0.0)]
        found += env["mail.message"].search([("model", "=", "marketing.probation.appraisal")]).ids
        found += env["mail.activity"].search([("res_model", "=", "marketing.probation.appraisal")]).ids
        found += env["ir.attachment"].search([("res_model", "=", "marketing.probation.appraisal")]).ids
        if values["state"] in ("confirmed", "confirmed_early", "ended"):
            found.append(values["state"])
        return found

    def test_r29d_the_person_reads_nothing_before_it_is_told(self):
        probation, appraisal = self.decided(tell=False)
        appraisal.with_user(self.officer).message_post(body="Between us")
        self.env["ir.attachment"].create(
            {"name": "voice.txt", "res_model": appraisal._name, "res_id": appraisal.id, "raw": b"weak"}
        )
        self.env.invalidate_all()
        self.assertFalse(self.secrets(self.seller.user_id, probation))
        words = "".join(probation.message_ids.mapped("body")) + "".join(probation.activity_ids.mapped("summary"))
        self.assertNotIn("Confirm", words)
        appraisal.with_user(self.officer).action_publish()
        self.env.invalidate_all()
        self.assertTrue(self.secrets(self.seller.user_id, probation))
        own = probation.with_user(self.seller.user_id)
        self.assertEqual((own.grade, own.decision, len(own.voice_ids), own.state), ("b", "confirm", 2, "confirmed"))

    @freeze_time("2025-02-10 04:00:00")
    def test_r29d_an_hr_manager_reads_no_more_of_their_own_than_others(self):
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_hr_manager")
        probation = self.running()
        appraisal = self.voices(probation, 95, 95)
        self.decide(appraisal, "confirm_early", decision_day=date(2025, 3, 1))
        self.env.invalidate_all()
        self.assertFalse(self.secrets(self.seller.user_id, probation))
        self.assertEqual(self.trial_end(), "2025-03-31", "they read their own contract")
        for attempt in ("action_publish", "action_agree", "action_grade_again"):
            with self.subTest(attempt), self.assertRaises(AccessError):
                getattr(appraisal.with_user(self.seller.user_id), attempt)()
        appraisal.with_user(self.officer).action_publish()
        self.assertEqual(self.trial_end(), "2025-02-28")

    def test_r29d_an_extension_is_read_once_it_is_told_and_the_second_appraisal_is_not(self):
        self.policy.probation_may_extend = True
        probation, _appraisal = self.decided("extend", 60, 60, decision_days=10)
        self.voices(probation, 90, 90)
        self.env.invalidate_all()
        own = probation.with_user(self.seller.user_id)
        self.assertEqual((own.grade, own.decision), ("c", "extend"))

    def test_r41_told_by_hr_alone_and_once(self):
        _probation, appraisal = self.decided(tell=False)
        for user in (self.chief.user_id, self.seller.user_id, self.other_chief.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                appraisal.with_user(user).action_publish()
        appraisal.with_user(self.hr_manager).action_publish()
        with self.assertRaisesRegex(UserError, "and once"):
            appraisal.with_user(self.officer).action_publish()
