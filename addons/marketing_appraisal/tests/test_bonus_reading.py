from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_bonus import BonusCase


@tagged("post_install", "-at_install")
class TestBonusTold(BonusCase):
    """R29d: who is told of a bonus, and who reads which sum."""

    def get_told(self):
        """Return the partners who were told of a bonus."""
        messages = self.env["mail.message"].sudo().search([("subject", "=", "Your year-end bonus is decided")])
        return messages.notified_partner_ids, messages

    def test_r54_people_are_told_once_and_without_an_amount(self):
        self.set_year(self.clerk, grade="c")
        self.propose()
        self.assertFalse(self.get_told()[0])
        self.confirm()
        told, messages = self.get_told()
        paid = self.env["marketing.appraisal.bonus"].search(
            [("period_id", "=", self.year.id), ("is_confirmed", "=", True), ("status", "!=", "none")]
        )
        self.assertEqual(told, paid.employee_id.user_id.partner_id)
        self.assertIn(self.clerk.user_id.partner_id, told)
        for message in messages:
            self.assertNotRegex(message.body, r"6,?000")

    def test_r29d_a_sum_beside_ones_own_is_not_shown(self):
        everybody = self.add_pool(50000)
        own = self.add_pool(9000, self.seller.department_id)
        self.propose()
        self.seller.sudo().user_id = self.hr_manager
        (everybody | own).invalidate_recordset()
        self.assertTrue(everybody.with_user(self.general_manager).has_asked_amount)
        mine = own.with_user(self.hr_manager)
        self.assertEqual((mine.has_asked_amount, mine.asked_amount, mine.scale_percentage), (False, 0, 0))
        self.assertTrue(own.with_user(self.general_manager).asked_amount)


@tagged("post_install", "-at_install")
class TestBonusBeforePublication(BonusCase):
    @classmethod
    def publish(cls):
        """The year stays signed."""

    def test_r29d_a_confirmed_bonus_is_read_once_the_year_is_published(self):
        self.propose()
        self.confirm()
        self.assertFalse(self.bonuses(self.seller.user_id))
        self.year.with_user(self.officer).action_publish()
        self.assertEqual(set(self.bonuses(self.seller.user_id)), {self.seller})

    def test_r29d_a_pool_is_shared_out_once_its_results_are_published(self):
        pool = self.add_pool(100)
        with self.assertRaisesRegex(UserError, "once the results of its people are published"):
            self.propose()
        self.year.with_user(self.officer).action_publish()
        self.assertEqual(sum(bonus.amount for bonus in self.propose().values()), 100)
        pool.with_user(self.hr_manager).amount = 200
        self.year.with_user(self.hr_manager).pay_pool_ids = [Command.clear()]
        self.assertEqual(self.propose()[self.seller].amount, 6000)
