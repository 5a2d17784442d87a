from datetime import date, datetime
from decimal import Decimal

from .common import SalesKpiCase


class TestMeasures(SalesKpiCase):
    def test_r10_posted_invoices_less_credit_notes_over_the_quota(self):
        self.plan([(self.seller, "2025-03-01", 1000)])
        self.invoice(self.seller.user_id, "2025-03-10", 900.55)
        self.invoice(self.seller.user_id, "2025-03-31", 100, "out_refund")
        self.invoice(self.seller.user_id, "2025-03-10", 5000, post=False)
        self.invoice(self.seller.user_id, "2025-04-01", 7000)
        self.invoice(self.seller.user_id, "2025-02-28", 7000)
        measure = self.table().of_person(self.seller.id)
        self.assertEqual((measure.numerator, measure.denominator), (Decimal("800.55"), Decimal(1000)))
        self.assertEqual(measure.rate, Decimal("0.80055"))

    def test_r10_tax_does_not_count(self):
        tax = self.env["account.tax"].search([("company_id", "=", self.company.id), ("type_tax_use", "=", "sale")])[:1]
        move = self.invoice(self.seller.user_id, "2025-03-10", 1000, post=False)
        move.invoice_line_ids.tax_ids = tax
        move.action_post()
        self.assertGreater(move.amount_total, 1000)
        self.assertEqual(self.table().of_person(self.seller.id).numerator, 1000)

    def test_r10_foreign_invoices_count_in_company_currency_at_their_date(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        for day, rate in (("2025-03-01", 0.5), ("2025-03-20", 0.25)):
            self.env["res.currency.rate"].create(
                {"currency_id": euro.id, "company_id": self.company.id, "name": day, "rate": rate}
            )
        self.invoice(self.seller.user_id, "2025-03-10", 100, currency_id=euro.id)
        self.invoice(self.seller.user_id, "2025-03-25", 100, currency_id=euro.id)
        self.assertEqual(self.table().of_person(self.seller.id).numerator, 200 + 400)

    def test_r10_a_manager_is_measured_by_the_team_with_their_own(self):
        self.plan([(self.seller, "2025-03-01", 1000), (self.chief, "2025-03-01", 500)])
        self.invoice(self.seller.user_id, "2025-03-10", 900)
        self.invoice(self.chief.user_id, "2025-03-10", 300)
        self.invoice(self.other_seller.user_id, "2025-03-10", 9000)
        measure = self.table().of_person(self.chief.id)
        self.assertEqual((measure.numerator, measure.denominator), (1200, 1500))

    def test_r10a_documents_and_quotas_follow_the_dated_organisation(self):
        """Documents by their day, a quota by the days of its month: 14 of 31 before the move."""
        self.plan([(self.seller, "2025-03-01", 1000)])
        moved = self.seller.create_version({"date_version": date(2025, 3, 15)})
        moved.write({"department_id": self.west.id, "appraiser_id": self.other_chief.id})
        self.invoice(self.seller.user_id, "2025-03-14", 300)
        self.invoice(self.seller.user_id, "2025-03-15", 200)
        table = self.table()
        self.assertEqual(table.of_person(self.seller.id).numerator, 500)
        self.assertEqual(table.of_person(self.chief.id).numerator, 300)
        self.assertEqual(table.of_person(self.other_chief.id).numerator, 200)
        self.assertEqual(table.of_person(self.seller.id).denominator, 1000)
        self.assertEqual(table.of_branch(self.east.id).denominator, Decimal("451.61"))
        self.assertEqual(table.of_branch(self.west.id).denominator, Decimal("548.39"))
        self.assertEqual(table.of_person(self.other_chief.id).denominator, Decimal("548.39"))
        self.assertEqual(table.of_branch(self.west.id).numerator, 200)

    def test_r10a_nobodys_documents_are_unassigned_and_the_company_still_adds_up(self):
        outsider = self.new_user("outsider")
        self.invoice(self.seller.user_id, "2025-03-10", 900)
        self.invoice(outsider, "2025-03-10", 70)
        self.invoice(None, "2025-03-10", 30)
        table = self.table()
        self.assertEqual(table.of_company().numerator, 1000)
        self.assertEqual(table.of_branch(self.east.id).numerator, 900)
        rows = self.env["sales.kpi.report"].search(
            [("kpi_id", "=", self.plan_kpi.id), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(sum(rows.filtered(lambda row: not row.employee_id).mapped("numerator")), 100)
        self.assertEqual(sum(rows.mapped("numerator")), 1000)

    def test_r10a_somebody_who_left_keeps_their_sales(self):
        self.invoice(self.seller.user_id, "2025-03-10", 900)
        self.seller.active = False
        self.assertEqual(self.table().of_person(self.seller.id).numerator, 900)

    def test_r18_branch_and_head_office(self):
        self.plan([(self.seller, "2025-03-01", 1000), (self.other_seller, "2025-03-01", 3000)])
        self.invoice(self.seller.user_id, "2025-03-10", 900)
        self.invoice(self.other_seller.user_id, "2025-03-10", 600)
        self.invoice(self.clerk.user_id, "2025-03-10", 100)
        table = self.table(self.unit_kpi)
        self.assertEqual(table.of_branch(self.east.id).rate, Decimal("0.9"))
        self.assertEqual(table.of_company().rate, Decimal("0.4"))
        self.assertEqual(table.of_company(with_head_office=False).rate, Decimal("0.375"))

    def test_r19_zero_missing_and_zero_plan_are_told_apart(self):
        self.plan([(self.seller, "2025-03-01", 1000), (self.chief, "2025-04-01", 0)])
        self.assertEqual(self.table().of_person(self.seller.id).rate, 0)
        self.assertEqual(self.table().of_person(self.clerk.id).status, "no_plan")
        self.assertEqual(self.table(month=4).of_person(self.chief.id).status, "zero_plan")

    def test_only_approved_plans_count(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000)], approve=False)
        self.assertEqual(self.table().of_person(self.seller.id).status, "no_plan")
        plan.action_approve()
        self.assertEqual(self.table().of_person(self.seller.id).status, "value")

    def test_confirmed_orders_count_by_order_date_in_the_companys_time_zone(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        kpi = self.plan_kpi.copy({"code": "orders", "basis": "ordered"})
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "user_id": self.seller.user_id.id,
                    "order_line": [(0, 0, {"product_id": self.product.id, "price_unit": amount, "tax_ids": False})],
                }
                for amount in (100, 200, 400)
            ]
        )
        orders[:2].action_confirm()
        orders[0].date_order = datetime(2025, 2, 28, 15, 59)
        orders[1].date_order = datetime(2025, 2, 28, 16, 0)
        orders[2].date_order = datetime(2025, 3, 5)
        self.assertEqual(self.table(kpi).of_person(self.seller.id).numerator, 200)

    def test_quantities_count_pieces_and_credit_notes_against_them(self):
        kpi = self.plan_kpi.copy({"code": "pieces", "basis": "quantity"})
        move = self.invoice(self.seller.user_id, "2025-03-10", 100, post=False)
        move.invoice_line_ids.quantity = 7
        move.action_post()
        self.invoice(self.seller.user_id, "2025-03-11", 100, "out_refund")
        self.assertEqual(self.table(kpi).of_person(self.seller.id).numerator, 6)

    def test_one_query_per_measure_however_many_people(self):
        self.plan([(self.seller, "2025-03-01", 1000)])
        self.invoice(self.seller.user_id, "2025-03-10", 900)
        self.env.flush_all()
        kpis = self.plan_kpi | self.unit_kpi
        kpis.mapped("source_kpi_id.basis")
        # One for the closed months of the company, one for the measure; and what is asked once a transaction.
        with self.assertQueryCount(3):
            kpis._get_measure_tables(date(2025, 3, 1), date(2025, 3, 31), self.company)
