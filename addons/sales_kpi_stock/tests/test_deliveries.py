from odoo.tests import freeze_time, tagged

from odoo.addons.sales_kpi.tests.common import CollectionCase


@tagged("post_install", "-at_install")
class TestDeliveries(CollectionCase):
    """R16: days late count from each shipment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late = cls.env.ref("sales_kpi.kpi_days_late")
        cls.goods = cls.env["product.product"].create(
            {"name": "Goods", "type": "consu", "list_price": 10, "taxes_id": False, "invoice_policy": "delivery"}
        )

    def order(self, quantity=10, product=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": self.seller.user_id.id,
                "order_line": [
                    (0, 0, {"product_id": (product or self.goods).id, "product_uom_qty": quantity, "price_unit": 10,
                            "tax_ids": False})
                ],
            }
        )  # fmt: skip
        order.action_confirm()
        return order

    def ship(self, order, quantity, day):
        picking = order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))[:1]
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True, cancel_backorder=False)._action_done()
        picking.date_done = f"{day} 04:00:00"
        return picking

    def bill(self, order, day):
        invoice = order._create_invoices()
        invoice.invoice_date = invoice.date = day
        invoice.action_post()
        return invoice

    def days(self, month):
        self.env.flush_all()
        return self.table(self.late, month).of_employee_alone(self.seller.id).numerator

    @freeze_time("2025-12-15")
    def test_r16_from_the_shipment_not_from_the_invoice(self):
        order = self.order()
        self.ship(order, 10, "2025-03-01")
        invoice = self.bill(order, "2025-04-20")
        self.assertEqual(self.days(3), 0)
        self.pay(invoice, 100, "2025-04-25")
        # The 30 days end with March 31st: April 1st to 25th are late.
        self.assertEqual((self.days(3), self.days(4), self.days(5)), (0, 25, 0))

    @freeze_time("2025-12-15")
    def test_r16_money_that_came_before_its_invoice_is_in_time(self):
        """The month of the invoice finds it paid before it began, as all months together do."""
        order = self.order()
        self.ship(order, 10, "2025-03-01")
        self.pay(self.bill(order, "2025-04-20"), 100, "2025-03-05")
        self.assertEqual((self.days(3), self.days(4), self.days(5)), (0, 0, 0))

    @freeze_time("2025-12-15")
    def test_r16_each_delivery_counts_by_itself(self):
        order = self.order()
        self.ship(order, 4, "2025-03-01")
        self.ship(order, 6, "2025-03-11")
        invoice = self.bill(order, "2025-03-20")
        self.pay(invoice, 100, "2025-04-15")
        # 1 to 15 April of the first, 11 to 15 April of the second.
        self.assertEqual(self.days(4), 15 + 5)

    @freeze_time("2025-04-10")
    def test_r16_what_is_not_invoiced_whole_is_not_paid(self):
        order = self.order()
        self.ship(order, 4, "2025-03-01")
        self.pay(self.bill(order, "2025-03-02"), 40, "2025-03-05")
        self.assertEqual(self.days(4), 0 if order.invoice_status == "invoiced" else 10)

    @freeze_time("2025-12-15")
    def test_r16_what_came_back_whole_and_what_was_cancelled_is_no_delivery(self):
        order = self.order()
        picking = self.ship(order, 10, "2025-03-01")
        wizard = self.env["stock.return.picking"].with_context(active_id=picking.id, active_model="stock.picking")
        back = wizard.create({"picking_id": picking.id})
        back.product_return_moves.quantity = 10
        returned = self.env["stock.picking"].browse(back.action_create_returns()["res_id"])
        returned.move_ids.quantity = 10
        returned.move_ids.picked = True
        returned._action_done()
        cancelled = self.order()
        cancelled.picking_ids.action_cancel()
        self.assertEqual(self.days(5), 0)

    @freeze_time("2025-12-15")
    def test_r16_an_invoice_without_a_shipment_counts_by_its_day(self):
        invoice = self.invoice(self.seller.user_id, "2025-03-01", 100)
        self.pay(invoice, 100, "2025-04-03")
        self.assertEqual(self.days(4), 3)

    @freeze_time("2025-12-15")
    def test_ids_are_unique(self):
        order = self.order()
        self.ship(order, 10, "2025-03-01")
        self.bill(order, "2025-03-20")
        self.invoice(self.seller.user_id, "2025-03-01", 100)
        self.env.flush_all()
        rows = self.env["sales.kpi.evidence"].search([("kpi_id", "=", self.late.id)])
        self.assertTrue(rows)
        self.assertEqual(len(rows), len(set(rows.ids)))
