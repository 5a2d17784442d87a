from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from .common import CollectionCase


@tagged("post_install", "-at_install")
class TestCollection(CollectionCase):
    """R13: only money counts, at the salesperson of the invoice that it settles."""

    def test_r13_a_partial_receipt_counts_by_what_it_settles(self):
        invoice = self.invoice(self.seller.user_id, "2025-02-10", 1000)
        self.pay(invoice, 300, "2025-03-05")
        self.pay(invoice, 200, "2025-04-01")
        self.assertEqual(self.collected(), {"seller": Decimal(300)})
        self.assertEqual(self.collected(4), {"seller": Decimal(200)})
        self.assertEqual(self.collected(2), {})

    def test_r13_a_write_off_is_not_collected(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-01", 1000)
        account = self.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", self.company.id)], limit=1
        )
        self.pay(invoice, 950, "2025-03-31", payment_difference_handling="reconcile", writeoff_account_id=account.id)
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual(self.collected(), {"seller": Decimal(950)})

    def test_r13_one_receipt_for_invoices_of_two_people(self):
        mine = self.invoice(self.seller.user_id, "2025-03-01", 600)
        theirs = self.invoice(self.other_seller.user_id, "2025-03-02", 300)
        nobodys = self.invoice(None, "2025-03-02", 100)
        self.pay(mine | theirs | nobodys, 1000, "2025-03-20")
        self.assertEqual(
            self.collected(), {"seller": Decimal(600), "other_seller": Decimal(300), "unassigned": Decimal(100)}
        )

    def test_r13_what_settles_nothing_goes_to_the_customers_salesperson(self):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": 500,
                "date": "2025-03-15",
                "journal_id": self.bank.id,
                "company_id": self.company.id,
            }
        )
        self.assertEqual(self.collected(), {})
        payment.action_post()
        self.assertEqual(self.collected(), {"unassigned": Decimal(500)})
        self.customer.user_id = self.other_seller.user_id
        self.assertEqual(self.collected(), {"other_seller": Decimal(500)})
        invoice = self.invoice(self.seller.user_id, "2025-03-20", 200)
        line = payment.move_id.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        invoice.js_assign_outstanding_line(line.id)
        self.assertEqual(self.collected(), {"seller": Decimal(200), "other_seller": Decimal(300)})

    def test_r13_an_overpayment(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-01", 100)
        self.customer.user_id = self.other_seller.user_id
        self.pay(invoice, 150, "2025-03-10")
        self.assertEqual(self.collected(), {"seller": Decimal(100), "other_seller": Decimal(50)})

    def test_r13_a_return_and_its_refund_count_once(self):
        invoice = self.invoice(self.seller.user_id, "2025-02-01", 1000)
        self.pay(invoice, 1000, "2025-02-20")
        credit = self.invoice(self.seller.user_id, "2025-03-05", 200, move_type="out_refund")
        self.assertEqual(self.collected(), {})
        self.pay(credit, 200, "2025-03-10")
        self.assertEqual(self.collected(), {"seller": Decimal(-200)})

    def test_r13_a_return_that_lowers_what_is_paid(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-01", 1000)
        credit = self.invoice(self.seller.user_id, "2025-03-05", 200, move_type="out_refund")
        line = credit.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        invoice.js_assign_outstanding_line(line.id)
        self.pay(invoice, 800, "2025-03-10")
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual(self.collected(), {"seller": Decimal(800)})

    def test_r13_foreign_currency_counts_as_received(self):
        euro = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "EUR")])
        euro.active = True
        for day, rate in (("2025-01-01", 0.5), ("2025-03-15", 0.4)):
            self.env["res.currency.rate"].create(
                {"currency_id": euro.id, "name": day, "rate": rate, "company_id": self.company.id}
            )
        invoice = self.invoice(self.seller.user_id, "2025-03-01", 100, currency_id=euro.id)
        self.pay(invoice, 100, "2025-03-20", currency_id=euro.id)
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual(self.collected(), {"seller": Decimal(250)})

    def test_r13_a_bank_statement_that_settles_directly(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-01", 400)
        statement = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "date": "2025-03-12",
                "amount": 400,
                "payment_ref": "x",
                "partner_id": self.customer.id,
            }
        )
        receivable = invoice.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        _liquidity, suspense, _other = statement._seek_for_lines()
        suspense.write({"account_id": receivable.account_id.id})
        self.assertEqual(self.collected(), {"unassigned": Decimal(400)})
        (suspense | receivable).reconcile()
        self.assertEqual(self.collected(), {"seller": Decimal(400)})

    def test_r13_a_payment_and_its_statement_count_once(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-01", 400)
        payment = self.pay(invoice, 400, "2025-03-10")
        outstanding, _receivable, _writeoff = payment._seek_for_lines()
        statement = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "date": "2025-03-12",
                "amount": 400,
                "payment_ref": "x",
                "partner_id": self.customer.id,
            }
        )
        _liquidity, suspense, _other = statement._seek_for_lines()
        suspense.write({"account_id": outstanding.account_id.id})
        (suspense | outstanding).reconcile()
        self.assertEqual(self.collected(), {"seller": Decimal(400)})

    def test_r19_every_receipt_is_evidence(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-01", 1000)
        payment = self.pay(invoice, 300, "2025-03-05")
        self.env.flush_all()
        rows = self.env["sales.kpi.evidence"].search(
            [("kpi_id", "=", self.kpi.id), ("employee_id", "=", self.seller.id)]
        )
        self.assertEqual(rows.mapped("numerator"), [300.0])
        self.assertEqual((rows.res_model, rows.res_id), ("account.move", payment.move_id.id))
        self.assertIn(invoice.name, rows.label)

    def test_r13_the_team_and_the_company_add_up(self):
        for user, amount in ((self.seller.user_id, 100), (self.chief.user_id, 50), (self.other_seller.user_id, 25)):
            self.pay(self.invoice(user, "2025-03-01", amount), amount, "2025-03-09")
        table = self.table(self.kpi)
        self.assertEqual(table.of_person(self.chief.id).numerator, Decimal(150))
        self.assertEqual(table.of_company().numerator, Decimal(175))
        self.assertEqual(
            date(2025, 3, 9), self.env["sales.kpi.evidence"].search([("kpi_id", "=", self.kpi.id)], limit=1).date
        )
