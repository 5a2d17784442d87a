import io

import openpyxl
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import MarketingAppraisalCase


class TestPay(MarketingAppraisalCase):
    """R27, R28: performance pay from the contract version, pending where it only waits, within the pool."""

    def base(self, employee, amount):
        employee.version_id.performance_pay_base = amount

    def signed_month(self, **sales):
        self.sell(**sales)
        self.add_task(self.clerk)
        period = self.open_month()
        self.score(period)
        self.run_steps(period)
        period.action_grade()
        period.with_user(self.general_manager).action_sign()
        return period

    def compute(self, period):
        period.with_user(self.hr_manager).action_compute_pay()
        pays = self.env["marketing.appraisal.pay"].search([("period_id", "=", period.id)])
        return {pay.employee_id: pay for pay in pays}

    def test_r27_total_percent_of_the_base_of_the_version(self):
        self.base(self.seller, 3000)
        self.base(self.clerk, 2000)
        period = self.signed_month()
        # A raise of the month after changes nothing.
        self.seller.create_version({"date_version": "2025-04-01"}).performance_pay_base = 9000
        pays = self.compute(period)
        total = self.appraisal_of(period, self.seller).result_ids.total
        self.assertEqual((pays[self.seller].base, pays[self.seller].total), (3000, total))
        self.assertEqual(pays[self.seller].amount, round(3000 * total / 100, 2))
        self.assertEqual((pays[self.chief].status, pays[self.chief].amount), ("no_base", 0))

    def test_r27_what_waits_is_pending_and_who_was_left_out_gets_none(self):
        self.base(self.seller, 3000)
        self.base(self.boss, 5000)
        self.sell()
        period = self.open_month()
        pays = self.compute(period)
        self.assertEqual((pays[self.seller].status, pays[self.seller].amount), ("pending", 0))
        self.assertIn(self.boss, period.omission_ids.employee_id)
        self.assertEqual((pays[self.boss].status, pays[self.boss].amount), ("none", 0))

    def test_r28_a_pool_is_shared_out_to_the_cent(self):
        inside = self.seller | self.other_seller
        for person in inside | self.chief:
            self.base(person, 1000)
        inside.department_id = self.east_sales
        period = self.signed_month(seller=900, other=900)
        free = {person: pay.amount for person, pay in self.compute(period).items()}
        pool = self.env["marketing.appraisal.pay.pool"].with_user(self.hr_manager)
        pool = pool.create({"period_id": period.id, "department_id": self.east_sales.id, "amount": 100.01})
        pays = self.compute(period)
        amounts = sorted(pays[person].amount for person in inside)
        self.assertEqual(round(sum(amounts), 2), 100.01)
        self.assertEqual(pays[self.chief].amount, free[self.chief])
        self.assertEqual(pool.asked_amount, sum(free[person] for person in inside))
        self.assertIn("asked for more than its pool", pays[self.seller].with_context(lang="en_US").explanation)
        self.assertNotIn("pool", pays[self.chief].with_context(lang="en_US").explanation)
        self.assertLess(pool.scale_percentage, 100)
        pool.amount = 1000000
        self.assertEqual({person: pay.amount for person, pay in self.compute(period).items()}, free)

    def test_a_pool_below_zero_is_refused_and_breaks_no_form(self):
        period = self.open_month()
        pool = self.env["marketing.appraisal.pay.pool"].new(
            {"period_id": period.id, "department_id": self.east_sales.id, "amount": -5}
        )
        self.assertEqual(pool.scale_percentage, 100)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            pool.create({"period_id": period.id, "department_id": self.east_sales.id, "amount": -5})

    def test_confirmed_pay_stays(self):
        self.base(self.seller, 3000)
        period = self.signed_month()
        amount = self.compute(period)[self.seller].amount
        manager = period.with_user(self.hr_manager)
        self.base(self.seller, 4000)
        with self.assertRaisesRegex(UserError, "it has changed for seller"):
            manager.action_confirm_pay()
        self.base(self.seller, 3000)
        self.compute(period)
        manager.action_confirm_pay()
        self.base(self.seller, 4000)
        pay = self.compute(period)[self.seller]
        self.assertEqual((pay.amount, pay.is_confirmed), (amount, True))
        with self.assertRaisesRegex(UserError, "stays as it is"):
            pay.unlink()
        with self.assertRaisesRegex(UserError, "is confirmed"):
            manager.pay_pool_ids = [Command.create({"department_id": pay.department_id.id, "amount": 1})]

    def test_confirming_says_how_many_and_gives_no_sum_away(self):
        self.base(self.seller, 3000)
        self.base(self.clerk, 2000)
        self.clerk.user_id = self.hr_manager
        period = self.signed_month()
        self.compute(period)
        said = period.with_user(self.hr_manager).with_context(lang="en_US").action_confirm_pay()["params"]["message"]
        self.assertIn("Confirmed: 2. Still open, waiting or without a base: ", said)
        self.assertIn("Your own is among them; you read it once your result is published.", said)
        for amount in self.env["marketing.appraisal.pay"].search([("period_id", "=", period.id)]).mapped("amount"):
            self.assertFalse(amount and f"{amount:g}" in said)

    def test_each_state_says_why(self):
        self.base(self.seller, 3000)
        self.base(self.boss, 5000)
        self.sell()
        pays = self.compute(self.open_month())
        words = {person: pay.with_context(lang="en_US").explanation for person, pay in pays.items()}
        self.assertIn("waits for the signature. This is no zero.", words[self.seller])
        self.assertIn("no base performance pay", words[self.clerk])
        self.assertIn("No appraisal in this month", words[self.boss])

    def test_a_pool_is_not_confirmed_while_somebody_of_it_waits(self):
        self.base(self.seller, 3000)
        self.sell()
        period = self.open_month()
        manager = period.with_user(self.hr_manager)
        with self.assertRaisesRegex(UserError, "compute the pay first"):
            manager.action_confirm_pay()
        department = self.appraisal_of(period, self.seller).department_id
        manager.pay_pool_ids = [Command.create({"department_id": department.id, "amount": 100})]
        self.compute(period)
        with self.assertRaisesRegex(UserError, "still wait for the signature: seller"):
            manager.action_confirm_pay()

    def test_the_sheet_for_payroll_adds_up(self):
        for person in (self.seller, self.other_seller):
            self.base(person, 1234.5)
        period = self.signed_month()
        with self.assertRaisesRegex(UserError, "is confirmed yet"):
            period.with_user(self.hr_manager).action_export_pay()
        pays = self.compute(period)
        period.with_user(self.hr_manager).action_confirm_pay()
        action = period.with_user(self.hr_manager).action_export_pay()
        book = openpyxl.load_workbook(io.BytesIO(self.fetch_download(action)), data_only=True)
        *lines, total = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
        self.assertEqual(
            {line[0]: line[5] for line in lines},
            {person.name: pays[person].amount for person in (self.seller, self.other_seller)},
        )
        self.assertAlmostEqual(total[5], sum(line[5] for line in lines), 2)

    def test_who_computes_and_reads(self):
        self.base(self.seller, 3000)
        self.base(self.other_seller, 3000)
        period = self.signed_month()
        for user in (self.seller.user_id, self.chief.user_id, self.officer, self.general_manager):
            with self.assertRaises(AccessError):
                period.with_user(user).action_compute_pay()
        pays = self.compute(period)
        models = "marketing.appraisal.pay"
        readers = {
            self.seller.user_id: set(),
            self.chief.user_id: set(),
            self.officer: set(),
            self.general_manager: set(pays),
            self.hr_manager: set(pays),
        }
        for user, people in readers.items():
            self.assertEqual(set(self.as_user(models, user).search([]).sudo().employee_id), people, user.name)
        with self.assertRaises(AccessError):
            pays[self.seller].with_user(self.hr_manager).amount = 1
        with self.assertRaises(AccessError):
            self.seller.with_user(self.officer).read(["performance_pay_base"])
        period.with_user(self.hr_manager).action_confirm_pay()
        self.assertFalse(self.as_user(models, self.seller.user_id).search([]))
        period.with_user(self.officer).action_publish()
        self.assertEqual(self.as_user(models, self.seller.user_id).search([]), pays[self.seller])
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)
        self.assertFalse(self.as_user(models, stranger).search([]))
