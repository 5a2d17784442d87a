from datetime import date
from decimal import Decimal

from odoo.tests import freeze_time, tagged

from .common import CollectionCase


@tagged("post_install", "-at_install")
class TestNewCustomers(CollectionCase):
    """R15: the first confirmed order ever makes a customer new, once."""

    def order(self, user, day, partner, confirm=True):
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "user_id": user.id if user else False,
                "order_line": [(0, 0, {"product_id": self.product.id, "product_uom_qty": 1})],
            }
        )
        if confirm:
            order.action_confirm()
        order.date_order = day
        return order

    def new(self, month=3):
        table = self.env.ref("sales_kpi.kpi_new_customers")
        self.env.flush_all()
        table = self.table(table, month)
        return {cell.employee: cell.numerator for cell in table._cells if cell.numerator}

    def test_r15_first_confirmed_order_of_the_commercial_entity(self):
        group = self.env["res.partner"].create({"name": "Group", "is_company": True})
        shop = self.env["res.partner"].create({"name": "Shop", "parent_id": group.id})
        self.order(self.seller.user_id, "2025-03-10 08:00:00", shop)
        self.order(self.other_seller.user_id, "2025-03-12 08:00:00", group)
        self.order(self.other_seller.user_id, "2025-02-01 08:00:00", group, confirm=False)
        self.assertEqual(self.new(), {self.seller.id: Decimal(1)})
        self.order(self.other_seller.user_id, "2025-02-01 08:00:00", shop)
        self.assertEqual((self.new(), self.new(2)), ({}, {self.other_seller.id: Decimal(1)}))

    def test_r15_the_month_is_that_of_the_companys_time_zone(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        partner = self.env["res.partner"].create({"name": "Night"})
        self.order(self.seller.user_id, "2025-02-28 17:00:00", partner)
        self.assertEqual((self.new(2), self.new(3)), ({}, {self.seller.id: Decimal(1)}))

    def test_r15_against_a_planned_number(self):
        kpi = self.env.ref("sales_kpi.kpi_new_customers")
        quota = self.plan([(self.seller, "2025-03-01", 4)], kpi_id=kpi.id)
        self.assertFalse(quota.currency_id)
        for model, name in (("sales.quota.line", "amount"), ("sales.kpi.report", "numerator")):
            self.assertEqual(self.env[model].fields_get([name])[name]["aggregator"], "sum")
        self.order(self.seller.user_id, "2025-03-10 08:00:00", self.env["res.partner"].create({"name": "A"}))
        self.env.flush_all()
        self.assertEqual(self.table(kpi).of_person(self.seller.id).rate, Decimal("0.25"))


@tagged("post_install", "-at_install")
class TestDaysLate(CollectionCase):
    """R16: the days beyond thirty, each in the month in which it falls."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late_kpi = cls.env.ref("sales_kpi.kpi_days_late")

    def late(self, month, kpi=None):
        self.env.flush_all()
        measure = self.table(kpi or self.late_kpi, month).of_person(self.seller.id)
        return self.late_kpi._get_value(measure)

    def test_r16_paid_within_thirty_days(self):
        invoice = self.invoice(self.seller.user_id, "2025-01-01", 100)
        self.pay(invoice, 100, "2025-01-31")
        self.assertEqual([self.late(month) for month in (1, 2)], [0, 0])

    def test_r16_one_day_late(self):
        invoice = self.invoice(self.seller.user_id, "2025-01-01", 100)
        self.pay(invoice, 100, "2025-02-01")
        self.assertEqual([self.late(month) for month in (1, 2, 3)], [0, 1, 0])

    def test_r16_late_days_stand_in_the_month_in_which_they_fall(self):
        invoice = self.invoice(self.seller.user_id, "2025-01-10", 100)
        self.pay(invoice, 40, "2025-02-15")
        self.pay(invoice, 60, "2025-04-03")
        # Late from 10 February on: 19 days of February, March, and three of April.
        self.assertEqual([self.late(month) for month in (1, 2, 3, 4, 5)], [0, 19, 31, 3, 0])

    def test_r16_fifty_days_late_of_which_twenty_were_last_months(self):
        invoice = self.invoice(self.seller.user_id, "2025-01-09", 100)
        self.pay(invoice, 100, "2025-04-15")
        # Late from 9 February on: 20 days of February, 30 by 30 March.
        self.assertEqual(self.late(2), 20)
        table = self.late_kpi._get_measure_tables(date(2025, 2, 1), date(2025, 3, 31), self.company)[self.late_kpi]
        self.assertEqual(table.of_person(self.seller.id).numerator, 51)

    def test_r16_what_is_open_is_late_until_today(self):
        self.invoice(self.seller.user_id, "2025-01-01", 100)
        self.assertEqual((self.late(2), self.late(3)), (28, 31))

    def test_r16_each_delivery_counts_by_itself(self):
        for _each in range(2):
            self.pay(self.invoice(self.seller.user_id, "2025-01-01", 100), 100, "2025-02-05")
        self.assertEqual(self.late(2), 10)

    def test_r16_a_credit_note_that_closes_an_invoice_ends_it(self):
        invoice = self.invoice(self.seller.user_id, "2025-01-01", 100)
        credit = self.invoice(self.seller.user_id, "2025-02-03", 100, move_type="out_refund")
        line = credit.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        invoice.js_assign_outstanding_line(line.id)
        self.assertEqual((self.late(2), self.late(3)), (3, 0))

    def test_r16_the_term_is_a_setting(self):
        self.late_kpi.days_allowed = 60
        invoice = self.invoice(self.seller.user_id, "2025-01-01", 100)
        self.pay(invoice, 100, "2025-03-05")
        self.assertEqual([self.late(month) for month in (2, 3)], [0, 3])

    @freeze_time("2025-06-18 04:00:00")
    def test_r19_no_late_day_is_a_value(self):
        self.assertEqual(self.late(3), 0)
