from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestReissue(MarketingAppraisalCase):
    """R62: an error found after publication is mended by the general manager; R61: pay and points follow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.minimum_months = 1
        cls.seller.version_id.performance_pay_base = 3000
        cls.period = cls.published_month()
        cls.case = cls.appraisal_of(cls.period, cls.seller)
        cls.before = cls.case.result_ids

    def reissue(self, reason="The behaviour was scored for somebody else.", user=None):
        action = self.case.with_user(user or self.general_manager).action_ask_reissue()
        wizard = self.env[action["res_model"]].with_user(user or self.general_manager).create(
            {"appraisal_id": self.case.id, "reason": reason}
        )  # fmt: skip
        wizard.action_reissue()
        return self.case.result_ids

    def publish_again(self, behaviour=4):
        """Correct, grade, sign and publish the reissued result."""
        self.case.rating_ids.filtered(lambda one: one.kind == "behaviour").score = behaviour
        self.case.with_user(self.officer).action_complete_step()
        self.period.with_user(self.officer).action_grade()
        self.case.with_user(self.general_manager).action_sign()
        self.case.with_user(self.officer).action_publish()
        return self.case.result_ids

    def test_r62_the_old_stays_readable_and_the_new_says_why(self):
        total = self.before.total
        new = self.reissue()
        self.assertEqual((new.version, new.replaces_id, new.status), (2, self.before, "none"))
        mine = self.as_user("marketing.appraisal.result", self.seller.user_id).with_context(active_test=False)
        self.assertEqual(mine.search([]), self.before)
        self.assertEqual((self.before.total, self.before.is_published, self.before.active), (total, True, False))
        new = self.publish_again()
        self.assertEqual(mine.search([]), self.before | new)
        self.assertEqual((new.total, self.before.total), (total - 6, total))
        self.assertIn("Issued again: The behaviour was scored for somebody else.", new.with_env(mine.env).explanation)
        self.assertIn(f"Before: {total:.2f}, A", new.explanation)
        self.assertEqual(new.with_env(mine.env).action_open_replaced()["res_id"], self.before.id)
        self.assertEqual(self.period.state, "published")

    def test_r62_who_and_when(self):
        for user in (self.officer, self.hr_manager, self.chief.user_id, self.seller.user_id):
            with self.assertRaises(AccessError):
                self.reissue(user=user)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.reissue("  ")
        april = self.open_month(4)
        with self.assertRaisesRegex(UserError, "is not published"):
            april.appraisal_ids[0].with_user(self.general_manager).action_ask_reissue()
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        with self.assertRaisesRegex(AccessError, "their own"):
            self.reissue(user=self.seller.user_id)
        self.assertTrue(self.before.active)

    def test_r71_the_chain_holds_both(self):
        self.reissue()
        verify = self.env["marketing.appraisal.verification"]
        self.assertEqual(verify.create({"company_id": self.company.id}).state, "whole")
        self.publish_again()
        found = verify.create({"company_id": self.company.id})
        self.assertEqual((found.state, found.count), ("whole", len(self.period.appraisal_ids) + 1))
        self.env.flush_all()
        self.cr.execute("UPDATE marketing_appraisal_result SET total = 1 WHERE id = %s", [self.before.id])
        self.env.invalidate_all(flush=False)
        self.assertEqual(verify.create({"company_id": self.company.id}).result_id, self.before)

    def test_r61_points_of_the_year_follow(self):
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2025-01-01", "company_id": self.company.id}
        )
        year.action_grade_year()
        annual = self.appraisal_of(year, self.seller).result_ids
        self.assertEqual(annual.points, 2)
        self.reissue()
        year.action_grade_year()
        self.assertEqual(annual.points, 2, "until the new one is published the old one counts")
        self.publish_again(behaviour=1)
        year.action_grade_year()
        self.assertEqual((annual.points, annual.line_ids.mapped("section").count("month")), (1, 1))

    def test_r61_a_signed_year_is_looked_at(self):
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2025-01-01", "company_id": self.company.id}
        )
        year.action_grade_year()
        self.run_steps(year)
        year.with_user(self.general_manager).action_sign()
        self.reissue()
        self.publish_again()
        annual = self.appraisal_of(year, self.seller)
        self.assertEqual(annual.activity_ids.user_id, self.general_manager)
        self.assertIn("was issued again", annual.activity_ids.summary)

    def test_r28_the_difference_is_paid_beside_the_pool_and_nothing_is_taken_back(self):
        Pay = self.env["marketing.appraisal.pay"]
        Pay._compute_for(self.period)
        Pay._confirm_for(self.period)
        paid = Pay.search([("period_id", "=", self.period.id), ("employee_id", "=", self.seller.id)])
        self.assertEqual(paid.amount, 3060)
        self.sell_more(150)
        self.reissue("An invoice was missing.")
        self.publish_again(behaviour=5)
        Pay._compute_for(self.period)
        mine = Pay.search([("period_id", "=", self.period.id), ("employee_id", "=", self.seller.id)])
        more = mine - paid
        self.assertEqual((paid.amount, paid.is_confirmed), (3060, True))
        self.assertEqual((more.amount, more.result_id), (300, self.case.result_ids))
        Pay._confirm_for(self.period)
        self.assertTrue(more.is_confirmed)
        own = self.as_user("marketing.appraisal.pay", self.seller.user_id).search([])
        self.assertEqual(own, paid | more)
        self.reissue("It was counted twice.")
        self.publish_again(behaviour=1)
        Pay._compute_for(self.period)
        less = Pay.search([("period_id", "=", self.period.id), ("employee_id", "=", self.seller.id)]) - paid - more
        self.assertEqual((less.amount, less.status), (0, "due"))

    def test_r28_the_difference_says_what_it_is(self):
        Pay = self.env["marketing.appraisal.pay"].with_context(lang="en_US")
        Pay._compute_for(self.period)
        Pay._confirm_for(self.period)
        paid = Pay.search([("period_id", "=", self.period.id), ("employee_id", "=", self.seller.id)])
        self.assertRegex(paid.explanation, r"^102\.00 / 100 × .*3,000\.00.* = .*3,060\.00.*$")
        self.reissue("It was counted twice.")
        self.publish_again(behaviour=4)
        Pay._compute_for(self.period)
        less = Pay.search([("period_id", "=", self.period.id), ("employee_id", "=", self.seller.id)]) - paid
        self.assertIn("gives no more than was paid before", less.explanation)
        self.assertRegex(less.explanation, r"180\.00.* was paid too much and is not taken back")
        self.assertEqual(less.action_open_result()["res_id"], self.case.result_ids.id)

    def test_r28_what_was_cut_to_its_pool_was_overpaid_by_its_cut_share(self):
        self.env["marketing.appraisal.pay.pool"].create(
            {"period_id": self.period.id, "department_id": self.case.department_id.id, "amount": 1530}
        )
        Pay = self.env["marketing.appraisal.pay"]
        Pay._compute_for(self.period)
        Pay._confirm_for(self.period)
        paid = Pay.search([("period_id", "=", self.period.id), ("employee_id", "=", self.seller.id)])
        self.assertEqual((paid.computed_amount, paid.amount), (3060, 1530))
        self.reissue("It was counted twice.")
        self.publish_again(behaviour=4)
        Pay._compute_for(self.period)
        less = Pay.search([("period_id", "=", self.period.id), ("employee_id", "=", self.seller.id)]) - paid
        # 102 became 96: 180 before the pool, of which one half was paid.
        self.assertEqual((less.overpaid_amount, less.amount, less.base), (90, 0, 0))

    def test_r62_until_the_new_one_is_published_nothing_is_called_replaced(self):
        self.reissue()
        mine = self.before.with_user(self.seller.user_id).with_context(lang="en_US")
        self.assertEqual((mine.is_replaced, mine.source_label), (False, "Being issued again"))
        case = self.case.with_user(self.seller.user_id).with_context(lang="en_US")
        self.assertIn("stays readable until then: The behaviour was scored", case.reissue_note)
        self.assertTrue(case.objection_deadline)
        self.assertIn(
            ("reissued", "The behaviour was scored for somebody else."),
            [(one.operation, one.reason) for one in case.step_ids],
        )
        self.publish_again()
        mine.invalidate_recordset(["is_replaced", "source_label"])
        self.assertEqual((mine.is_replaced, mine.source_label), (True, "Replaced"))
        self.assertFalse(case.reissue_note)

    def test_r62_a_dry_run_and_the_signature_compare_with_what_was_published(self):
        self.reissue()
        self.case.rating_ids.filtered(lambda one: one.kind == "behaviour").score = 4
        self.case.with_user(self.officer).action_complete_step()
        action = self.period.with_user(self.officer).action_dry_run()
        run = self.as_user(action["res_model"], self.officer).browse(action["res_id"])
        line = run.line_ids
        self.assertEqual(
            (line.employee_id, line.is_new, line.total_before, line.grade_before, line.total, line.grade),
            (self.seller, False, 102, "a", 96, "a"),
        )
        self.assertIn("Behaviour", line.reasons)
        self.assertEqual(run.summary, "1 of 1 would change, 0 in the grade. Nothing is stored.")
        self.period.with_user(self.officer).action_grade()
        result = self.case.result_ids.with_user(self.general_manager)
        self.assertEqual(
            result.exceptions,
            "Issued again: The behaviour was scored for somebody else. Before: 102.00, A - Excellent.",
        )
        self.assertEqual(result.exception_count, 1)

    def test_r62_the_newest_result_comes_first(self):
        self.reissue()
        new = self.publish_again()
        mine = self.as_user("marketing.appraisal.result", self.seller.user_id).with_context(active_test=False)
        self.assertEqual(mine.search([]).ids, [new.id, self.before.id])

    def sell_more(self, amount):
        """An invoice of the month that comes to light later."""
        self.invoice(self.seller.user_id, "2025-03-12", amount)
