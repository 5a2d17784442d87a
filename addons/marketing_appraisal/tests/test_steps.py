from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestSteps(MarketingAppraisalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.clerk)

    def as_(self, user):
        return self.case.with_user(user)

    def test_r23_every_step_in_order_each_recorded_with_who(self):
        clerk, boss = self.clerk.user_id, self.boss.user_id
        self.as_(boss).action_complete_step()
        self.as_(clerk).self_assessment = "All dealers visited."
        self.as_(clerk).action_complete_step()
        self.as_(boss).interview_summary = "All dealers visited; two wait for samples."
        self.as_(boss).action_hold_interview()
        self.as_(clerk).action_acknowledge_interview()
        self.case.rating_ids.filtered("task_id").with_user(boss).score = 90
        self.as_(boss).action_complete_step()
        for rating in self.case.rating_ids.filtered("behaviour_id"):
            rating.with_user(self.officer).score = 5
        self.as_(self.officer).action_complete_step()
        self.as_(boss).action_complete_step()
        self.period.with_user(self.officer).action_grade()
        self.as_(self.general_manager).action_sign()
        self.as_(self.officer).action_publish()
        self.as_(self.officer).action_complete_step()
        self.assertEqual(self.case.step, "done")
        self.assertEqual(
            [(log.step, log.user_id) for log in self.case.step_ids],
            [
                ("plan", boss),
                ("self_assessment", clerk),
                ("interview", boss),
                ("interview", clerk),
                ("scoring", boss),
                ("behaviour", self.officer),
                ("oral_report", boss),
                ("signature", self.general_manager),
                ("publication", self.officer),
                ("filing", self.officer),
                ("follow_up", self.officer),
            ],
        )
        with self.assertRaisesRegex(UserError, "is done"):
            self.as_(self.officer).action_complete_step()

    def test_r23_no_step_is_skipped(self):
        with self.assertRaisesRegex(UserError, "stands at Plan, not at Signature"):
            self.as_(self.general_manager).action_sign()
        with self.assertRaisesRegex(UserError, "not at Publication"):
            self.as_(self.officer).action_publish()

    def grade_up_to_signature(self):
        self.score(self.period)
        self.run_steps(self.period)
        self.period.action_grade()

    def test_r23_what_changed_since_the_grading_is_not_signed(self):
        self.grade_up_to_signature()
        behaviour = self.case.rating_ids.filtered("behaviour_id")[0]
        changes = {
            "a score": lambda: behaviour.with_user(self.officer)._calibrate(1, "Too mild"),
            "an invoice": lambda: self.invoice(self.other_seller.user_id, "2025-03-11", 5),
            "a rule": lambda: self.policy.write({"behaviour_weight": 20}),
        }
        for name, change in changes.items():
            with self.subTest(change=name):
                change()
                with self.assertRaisesRegex(UserError, "changed since the grading"):
                    self.period.with_user(self.general_manager).action_sign()
                self.assertFalse(any(self.period.appraisal_ids.mapped("is_signed")))
                self.period.with_user(self.officer).action_grade()
        self.period.with_user(self.general_manager).action_sign()
        self.assertTrue(all(self.period.appraisal_ids.mapped("is_signed")))

    def test_hr_completes_a_step_for_all_but_their_own(self):
        own = self.appraisal_of(self.period, self.clerk)
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        as_clerk = self.period.with_user(self.clerk.user_id)
        as_clerk.action_complete_step()
        self.assertEqual(own.step, "plan")
        self.assertEqual(set((self.period.appraisal_ids - own).mapped("step")), {"self_assessment"})
        self.score(self.period)
        for _step in range(5):
            as_clerk.action_complete_step("Held and signed on paper")
        self.assertEqual(set((self.period.appraisal_ids - own).mapped("step")), {"signature"})
        with self.assertRaisesRegex(UserError, "No step in 2025-03 waits for you"):
            as_clerk.action_complete_step()
        self.assertEqual(own.step, "plan")

    def test_a_step_without_anything_to_score_says_so(self):
        """A seller's card is measured throughout; behaviour is scored for everybody."""
        seller, clerk = (self.appraisal_of(self.period, person) for person in (self.seller, self.clerk))
        for step, expected in (("plan", False), ("scoring", True), ("countersignature", True), ("behaviour", False)):
            seller.step = step
            with self.subTest(step):
                self.assertEqual(seller.has_nothing_to_score, expected)
        clerk.step = "scoring"
        self.assertFalse(clerk.has_nothing_to_score)

    def test_each_step_is_completed_by_its_owner_only(self):
        with self.assertRaises(AccessError):
            self.as_(self.clerk.user_id).action_complete_step()
        with self.assertRaises(AccessError):
            self.as_(self.chief.user_id).action_complete_step()
        self.as_(self.officer).action_complete_step()
        with self.assertRaises(AccessError):
            self.as_(self.boss.user_id).action_complete_step()

    def test_r23_only_the_general_manager_signs_and_nobody_their_own(self):
        self.score(self.period)
        self.run_steps(self.period)
        self.period.action_grade()
        for user in (self.officer, self.hr_manager, self.boss.user_id, self.clerk.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.as_(user).action_sign()
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        with self.assertRaises(AccessError):
            self.as_(self.clerk.user_id).action_sign()
        self.as_(self.general_manager).action_sign()
        self.assertTrue(self.case.is_signed)
        self.assertEqual(self.case.result_ids.signed_by_id, self.general_manager)

    def test_where_a_missing_value_blocks_the_steps_wait_for_every_score(self):
        self.run_steps(self.period, "scoring")
        with self.assertRaisesRegex(UserError, "clerk: “Task” has no score yet"):
            self.as_(self.boss.user_id).action_complete_step()
        self.policy.missing_rule = "zero"
        self.as_(self.boss.user_id).action_complete_step()
        self.assertEqual(self.case.step, "behaviour")

    def test_a_result_without_a_total_is_not_signed_and_the_others_are(self):
        self.policy.missing_rule = "spread"
        self.run_steps(self.period)
        self.policy.missing_rule = "block"
        self.score(self.period)
        self.case.rating_ids.filtered("task_id").is_scored = False
        self.period.action_grade()
        with self.assertRaisesRegex(UserError, "has no total, because a value is missing"):
            self.as_(self.general_manager).action_sign()
        self.period.with_user(self.general_manager).action_sign()
        self.assertEqual((self.period.signed_count, self.period.appraisal_count), (4, 5))
        self.period.with_user(self.officer).action_publish()
        self.assertEqual(self.period.published_count, 4)

    def test_nothing_to_sign_or_publish_is_said(self):
        with self.assertRaisesRegex(UserError, "waits for a signature"):
            self.period.with_user(self.general_manager).action_sign()
        with self.assertRaisesRegex(UserError, "waits for publication"):
            self.period.with_user(self.officer).action_publish()

    def test_completing_a_step_for_all_takes_the_slowest_first(self):
        self.as_(self.boss.user_id).action_complete_step()
        self.period.with_user(self.officer).action_complete_step()
        self.assertEqual(set(self.period.appraisal_ids.mapped("step")), {"self_assessment"})

    def test_the_self_assessment_closes_with_its_step(self):
        self.as_(self.clerk.user_id).self_assessment = "Early."
        self.run_steps(self.period, "interview")
        with self.assertRaisesRegex(UserError, "is closed"):
            self.as_(self.clerk.user_id).self_assessment = "Too late."

    def test_the_log_cannot_be_written(self):
        self.as_(self.officer).action_complete_step()
        log = self.case.step_ids
        for user in (self.clerk.user_id, self.officer, self.hr_manager, self.general_manager):
            with self.assertRaises(AccessError):
                log.with_user(user).write({"user_id": user.id})
            with self.assertRaises(AccessError):
                log.with_user(user).unlink()
