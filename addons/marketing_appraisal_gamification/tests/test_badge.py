from odoo.exceptions import AccessError

from odoo.addons.marketing_appraisal.tests.test_best import BestCase
from odoo.addons.marketing_appraisal.tests.test_best_year import BestYearCase


class TestBadge(BestCase):
    """R29: the announcement grants the badge once, and nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.badge = cls.env.ref("marketing_appraisal_gamification.badge_best")

    def grants(self):
        return self.env["gamification.badge.user"].search([("badge_id", "=", self.badge.id)])

    def test_r29_the_badge_is_granted_once_and_taken_back(self):
        best = self.announced()
        grant = self.grants()
        self.assertEqual((grant.user_id, grant.sender_id), (self.seller.user_id, self.general_manager))
        self.assertEqual(grant.comment, "Employee of the month 2025-03: seller")
        if "employee_id" in grant._fields:
            self.assertEqual(grant.employee_id, self.seller)
        best.sudo()._grant_badge()
        self.assertEqual(self.grants(), grant, "once")
        self.assertFalse(best.badge_note)
        best._withdraw("The result was wrong")
        self.assertFalse(self.grants())
        self.choose(best, self.chief).action_announce()
        self.assertEqual(self.grants().user_id, self.chief.user_id)

    def test_r29_nobody_and_staff_without_login_get_none_and_it_is_said(self):
        best = self.prepare()
        best.action_choose_nobody()
        best.reason = "Nobody stood out"
        best.action_announce()
        self.assertFalse(self.grants() or best.badge_note)
        best._withdraw("One was overlooked")
        self.seller.user_id = False
        self.choose(best, self.seller)
        self.assertEqual(best.badge_note, "seller has no login, so there is no badge.")
        best.action_announce()
        self.assertFalse(self.grants())
        self.assertIn("has no login", best.message_ids[0].body)
        self.assertEqual(best.state, "announced")

    def test_r29_the_mail_of_the_badge_carries_no_figures(self):
        self.announced()
        text = " ".join(self.grants().message_ids.mapped("body"))
        for figure in ("102", "500", "90.00"):
            self.assertNotIn(figure, text)

    def test_r29_nobody_grants_or_takes_it_by_hand(self):
        self.announced()
        other = self.env["gamification.badge"].create({"name": "Thanks", "rule_auth": "everyone"})
        thanks = self.grants().create({"user_id": self.seller.user_id.id, "badge_id": other.id})
        for user in (self.general_manager, self.hr_manager, self.seller.user_id, self.env.ref("base.user_admin")):
            grant = self.grants().with_user(user)
            for attempt in (
                lambda grant=grant, user=user: grant.create({"user_id": user.id, "badge_id": self.badge.id}),
                lambda grant=grant, user=user: grant.write({"user_id": user.id}),
                lambda user=user: thanks.with_user(user).write({"badge_id": self.badge.id}),
                grant.unlink,
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()


class TestBadgeOfTheYear(BestYearCase):
    """R56: the employee of the year of a unit is granted a badge of its own."""

    def test_r56_the_badge_of_the_year_is_granted_and_taken_back(self):
        badge = self.env.ref("marketing_appraisal_gamification.badge_best_year")
        best = self.announce()
        grant = self.env["gamification.badge.user"].search([("badge_id", "=", badge.id)])
        self.assertEqual(
            (grant.user_id, grant.comment), (self.seller.user_id, "Employee of the year 2025, East: seller")
        )
        for user in (self.general_manager, self.hr_manager, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                grant.with_user(user).create({"user_id": user.id, "badge_id": badge.id})
        self.announce("West", self.other_chief)
        best._withdraw("The result was wrong")
        self.assertFalse(grant.exists())
        kept = self.env["gamification.badge.user"].search([("badge_id", "=", badge.id)])
        self.assertEqual(kept.user_id, self.other_chief.user_id)
