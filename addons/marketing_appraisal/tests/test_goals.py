from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestGoals(MarketingAppraisalCase):
    """Goals are agreed at the follow-up, stay in sight, and are carried over with a reason (R23)."""

    def goal(self, user, **vals):
        return self.env["marketing.appraisal.goal"].with_user(user).create(
            {
                "name": "Three dealers in the north",
                "employee_id": self.clerk.id,
                "date_from": "2025-01-01",
                "date_deadline": "2025-03-31",
                **vals,
            }
        )  # fmt: skip

    def test_r23_a_goal_is_seen_in_every_month_from_its_first_day_to_its_last(self):
        goal = self.goal(self.boss.user_id)
        for month, expected in ((2, goal), (3, goal), (4, goal.browse())):
            case = self.appraisal_of(self.open_month(month), self.clerk)
            with self.subTest(month=month):
                self.assertEqual(case.with_user(self.clerk.user_id).goal_ids, expected)

    def test_r23_the_follow_up_waits_for_what_was_due(self):
        goal = self.goal(self.boss.user_id)
        later = self.goal(self.boss.user_id, name="Later", date_deadline="2025-04-01")
        period = self.published_month()
        case = self.appraisal_of(period, self.clerk).with_user(self.officer)
        self.assertEqual(case.step, "follow_up")
        with self.assertRaisesRegex(UserError, "Three dealers in the north"):
            case.action_complete_step()
        wizard = self.env["marketing.appraisal.goal.closing"].with_user(self.boss.user_id)
        wizard.create(
            {"goal_ids": goal.ids, "state": "carried", "date_deadline": "2025-09-30", "outcome": "Two signed"}
        ).action_close()
        self.assertEqual((goal.state, goal.carried_count, str(goal.date_deadline)), ("open", 1, "2025-09-30"))
        case.action_complete_step()
        self.assertEqual(case.step, "done")
        self.assertEqual(later.state, "open")

    def test_r23_closing_needs_words_unless_reached_and_a_later_day(self):
        goal = self.goal(self.boss.user_id)
        with self.assertRaisesRegex(UserError, "Say what came of it"):
            goal._close("missed", " ")
        with self.assertRaisesRegex(UserError, "carried over to a later day"):
            goal._carry_over(goal.date_deadline, "No time")
        with self.assertRaisesRegex(UserError, "carried over to another day with a reason"):
            goal.date_deadline = "2025-12-31"
        goal.action_met()
        with self.assertRaisesRegex(UserError, "is closed"):
            goal.name = "Two dealers"
        with self.assertRaisesRegex(UserError, "is closed"):
            goal._close("dropped", "Changed my mind")

    def test_goals_are_not_agreed_by_oneself_nor_by_strangers(self):
        for user in (self.clerk.user_id, self.seller.user_id, self.chief.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.goal(user)
        goal = self.goal(self.officer)
        with self.assertRaises(AccessError):
            goal.with_user(self.clerk.user_id).action_met()
        with self.assertRaises(AccessError):
            goal.with_user(self.boss.user_id).write({"state": "met"})
        self.assertEqual(self.env["marketing.appraisal.goal"].with_user(self.clerk.user_id).search([]), goal)
        self.assertFalse(self.env["marketing.appraisal.goal"].with_user(self.seller.user_id).search([]))
