from decimal import Decimal

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CollectionCase


@tagged("post_install", "-at_install")
class TestCredit(CollectionCase):
    """Credit for one sale that several people share: the parts add up to the whole."""

    def share(self, document, *parts):
        document.credit_share_ids = [
            (0, 0, {"employee_id": person.id, "percentage": percentage}) for person, percentage in parts
        ]

    def new_order(self, amount=100, user=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": (user or self.seller.user_id).id,
                "order_line": [(0, 0, {"product_id": self.product.id, "price_unit": amount, "tax_ids": False})],
            }
        )
        self.product.invoice_policy = "order"
        return order

    def figures(self, kpi=None, month=3):
        self.env.flush_all()
        table = self.table(kpi or self.plan_kpi, month)
        each = [table.of_employee_alone(person.id).numerator for person in (self.seller, self.other_seller, self.chief)]
        return each, table.of_company().numerator

    def test_r10a_an_invoice_counts_for_each_by_their_part(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-10", 100.01)
        self.share(invoice, (self.seller, 33.33), (self.other_seller, 33.33), (self.chief, 33.34))
        each, whole = self.figures()
        self.assertEqual(sum(each), whole)
        self.assertEqual(whole, Decimal("100.01"))
        self.assertEqual(each[2], Decimal("100.01") * Decimal("0.3334"))

    def test_the_parts_must_add_up(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-10", 100)
        with self.assertRaisesRegex(ValidationError, "adds up to 90"), self.cr.savepoint():
            self.share(invoice, (self.seller, 50), (self.other_seller, 40))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.share(invoice, (self.seller, 150), (self.other_seller, -50))
        self.assertFalse(invoice.credit_share_ids)

    def test_the_invoice_of_an_order_and_its_credit_note_are_shared_alike(self):
        order = self.new_order(200)
        self.share(order, (self.seller, 75), (self.other_seller, 25))
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_date = "2025-03-10"
        invoice.action_post()
        self.assertEqual(self.figures(), ([150, 50, 0], 200))
        wizard = self.env["account.move.reversal"].with_context(active_model="account.move", active_ids=invoice.ids)
        reversal = wizard.create({"date": "2025-03-20", "journal_id": invoice.journal_id.id})
        note = self.env["account.move"].browse(reversal.reverse_moves()["res_id"])
        note.invoice_date = "2025-03-20"
        note.action_post()
        self.assertEqual(self.figures(), ([0, 0, 0], 0))

    def test_one_invoice_of_several_orders_is_shared_by_their_amounts(self):
        shared, alone = self.new_order(100), self.new_order(300, self.other_seller.user_id)
        self.share(shared, (self.seller, 50), (self.other_seller, 50))
        (shared | alone).action_confirm()
        invoice = (shared | alone)._create_invoices()
        self.assertEqual(
            {share.employee_id: share.percentage for share in invoice.credit_share_ids},
            {self.seller: 12.5, self.other_seller: 87.5},
        )

    def test_r13_receipts_follow_the_credit_of_their_invoice(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-10", 100)
        self.share(invoice, (self.seller, 60), (self.chief, 40))
        self.pay(invoice, 50, "2025-03-12")
        self.assertEqual(self.figures(self.kpi), ([30, 0, 20], 50))

    def test_orders_by_part(self):
        kpi = self.plan_kpi.copy({"code": "by_order", "basis": "ordered"})
        order = self.new_order(80)
        self.share(order, (self.seller, 25), (self.other_seller, 75))
        order.action_confirm()
        order.date_order = "2025-03-10 04:00:00"
        self.assertEqual(self.figures(kpi), ([20, 60, 0], 80))

    def test_only_sales_managers_give_credit(self):
        order = self.new_order()
        self.seller.user_id.group_ids += self.env.ref("sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.env["sales.credit.share"].with_user(self.seller.user_id).create(
                {"order_id": order.id, "employee_id": self.seller.id, "percentage": 100}
            )

    def test_parts_written_one_by_one_must_add_up_too(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-10", 100)
        values = {"move_id": invoice.id, "employee_id": self.seller.id, "percentage": 60}
        share = self.env["sales.credit.share"]
        with self.assertRaisesRegex(ValidationError, "adds up to 60"), self.cr.savepoint():
            share.create(values)
        parts = share.create([values, {**values, "employee_id": self.chief.id, "percentage": 40}])
        for attempt in (lambda: parts[0].write({"percentage": 50}), parts[1].unlink):
            with self.assertRaisesRegex(ValidationError, "adds up to"), self.cr.savepoint():
                attempt()
        invoice.credit_share_ids = [
            (1, parts[0].id, {"percentage": 30}),
            (2, parts[1].id, 0),
            (0, 0, {"employee_id": self.other_seller.id, "percentage": 70}),
        ]
        self.assertEqual(self.figures(), ([30, 70, 0], 100))
        invoice.credit_share_ids.unlink()
        self.assertEqual(self.figures(), ([100, 0, 0], 100))

    def split(self, row, user, *parts, **vals):
        action = row.with_user(user).action_split_credit()
        wizard = self.env["sales.credit.split"].with_user(user).browse(action["res_id"])
        wizard.line_ids = [
            (5, 0, 0),
            *((0, 0, {"employee_id": person.id, "percentage": percentage}) for person, percentage in parts),
        ]
        wizard.write(vals)
        wizard.action_split()

    def test_r10a_a_sales_manager_shares_an_invoice_that_only_accountants_open(self):
        manager = self.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        invoice = self.invoice(self.seller.user_id, "2025-03-10", 100)
        self.assertFalse(invoice.with_user(manager).has_access("write"))
        rows = self.as_user("sales.kpi.evidence", manager)
        row = rows.search([("res_id", "=", invoice.id), ("kpi_id", "=", self.plan_kpi.id)])
        self.assertTrue(row.can_split)
        with self.assertRaisesRegex(ValidationError, "adds up to 90"), self.cr.savepoint():
            self.split(row, manager, (self.seller, 50), (self.chief, 40))
        self.split(row, manager, (self.seller, 60), (self.chief, 40), reason="Prepared together")
        self.assertEqual(self.figures(), ([60, 0, 40], 100))
        self.assertIn("Prepared together", invoice.message_ids[0].body)
        self.env.invalidate_all()
        row = rows.search([("res_id", "=", invoice.id), ("kpi_id", "=", self.plan_kpi.id)])[:1]
        self.split(row, manager)
        self.assertEqual(self.figures(), ([100, 0, 0], 100))

    def test_r10a_the_part_is_told_and_a_closed_month_asks_why(self):
        manager = self.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        invoice = self.invoice(self.seller.user_id, "2025-03-10", 100)
        rows = self.as_user("sales.kpi.evidence", manager)
        domain = [("res_id", "=", invoice.id), ("kpi_id", "=", self.plan_kpi.id)]
        self.assertEqual(rows.search(domain).credit_part, 0)
        self.split(rows.search(domain), manager, (self.seller, 60), (self.chief, 40))
        self.env.invalidate_all()
        parts = {row.employee_id: row.credit_part for row in rows.search(domain)}
        self.assertEqual(parts, {self.seller: 60, self.chief: 40})
        self.env["sales.kpi.closing"].create({"month": "2025-03-01", "company_id": self.company.id}).action_close()
        row = rows.search(domain)[:1]
        with self.assertRaisesRegex(UserError, "Its month is closed"):
            self.split(row, manager, (self.seller, 100))
        self.split(row, manager, (self.seller, 100), reason="Agreed late")
        self.assertEqual(invoice.credit_share_ids.employee_id, self.seller)

    def test_nobody_else_shares_and_nothing_but_sales(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-10", 100)
        bill = self.invoice(self.seller.user_id, "2025-03-10", 100, "in_invoice")
        payment = self.pay(invoice, 100, "2025-03-12").move_id
        rows = self.env["sales.kpi.evidence"]
        receipt = rows.search([("res_id", "=", payment.id), ("kpi_id", "=", self.kpi.id)])
        of_unit = rows.search([("res_id", "=", invoice.id), ("kpi_id", "=", self.unit_kpi.id)])
        for row in (receipt, of_unit):
            self.assertFalse(row.can_split)
            with self.assertRaises(UserError):
                row.action_split_credit()
        own = rows.search([("res_id", "=", invoice.id), ("kpi_id", "=", self.plan_kpi.id)])
        with self.assertRaises(AccessError):
            self.split(own, self.seller.user_id, (self.seller, 100))
        manager = self.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        forged = self.env["sales.credit.split"].with_user(manager)
        forged = forged.create({"res_model": "account.move", "res_id": bill.id, "company_id": self.company.id})
        with self.assertRaisesRegex(UserError, "is not there"):
            forged.action_split()

    def test_ids_of_shared_rows_are_unique(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-10", 100)
        self.share(invoice, (self.seller, 60), (self.chief, 40))
        self.pay(invoice, 50, "2025-03-12")
        self.env.flush_all()
        rows = self.env["sales.kpi.evidence"].search([("company_id", "=", self.company.id)])
        self.assertEqual(len(rows), len(set(rows.ids)))
