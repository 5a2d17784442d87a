from odoo import models
from odoo.tools import SQL

# Deliveries and invoices beside each other in the ids of rows.
KINDS_OF_DELIVERY = 2


class SalesKpi(models.Model):
    """Days late by delivery (R16): each shipment counts by itself, from its own day."""

    _inherit = "sales.kpi"

    def _get_credit_holders(self, document):
        """A shipment is the salesperson's of its order."""
        if document._name == "stock.picking":
            return [(document.sale_id, "user_id")]
        return super()._get_credit_holders(document)

    def _get_delivery_queries(self, scope):
        """Shipments of orders, and the invoices of orders that ship nothing, by their invoice date."""
        invoices, *others = super()._get_delivery_queries(scope)
        return [self._get_shipments(scope), self._without_shipped(invoices), *others]

    def _get_shipments(self, scope):
        """Outgoing transfers that were done and not sent back whole; a cancelled one has a day as well.

        A delivery is paid when its order is invoiced whole and all its invoices are paid: on the last
        day on which something settled one of them.
        """
        return SQL(
            """
            SELECT p.id::bigint * %(kinds)s AS row_id, 'stock.picking' AS res_model, p.id AS res_id, p.company_id,
                   o.user_id, (p.date_done AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(c.tz, 'UTC'))::date AS shipped,
                   CASE WHEN o.invoice_status = 'invoiced' AND i.is_paid THEN i.paid END AS paid,
                   (%(now)s AT TIME ZONE COALESCE(c.tz, 'UTC'))::date AS today, p.name || ' · ' || o.name AS label
              FROM stock_picking p
              JOIN stock_picking_type t ON t.id = p.picking_type_id AND t.code = 'outgoing'
              JOIN sale_order o ON o.id = p.sale_id
              JOIN res_company rc ON rc.id = p.company_id
         LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
         LEFT JOIN (SELECT order_id, BOOL_AND(amount_residual = 0) AS is_paid, MAX(paid) AS paid
                      FROM (SELECT order_id, MAX(amount_residual) AS amount_residual,
                                   COALESCE(MAX(settled), MAX(invoice_date)) AS paid
                              FROM (%(invoiced)s) x
                          GROUP BY order_id, move_id HAVING MAX(invoice_date) IS NOT NULL) y
                  GROUP BY order_id) i ON i.order_id = o.id
             WHERE p.state = 'done' AND p.return_id IS NULL AND %(asked)s AND %(kept)s
            """,
            kinds=KINDS_OF_DELIVERY,
            now=self._get_moment(),
            invoiced=self._get_invoiced(scope),
            asked=self._get_shipped_early_enough(scope).moments(SQL("p.date_done"), SQL("p.company_id")),
            kept=self._get_kept(),
        )

    def _get_invoiced(self, scope):
        """Return the SELECT of the invoices of orders, and once more those that something settled, with the day.

        Columns: order_id, move_id, amount_residual, invoice_date, settled. Put together by sums and not by a join:
        PostgreSQL takes the settlements of a young month for next to none, and would go through them for each invoice.
        """
        return SQL(
            """
            SELECT sl.order_id, m.id AS move_id, m.amount_residual, m.invoice_date, NULL::date AS settled
              FROM sale_order_line sl
              JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sl.id
              JOIN account_move_line ml ON ml.id = rel.invoice_line_id
              JOIN account_move m ON m.id = ml.move_id AND m.state = 'posted' AND m.move_type = 'out_invoice'
             UNION ALL
            SELECT sl.order_id, s.move_id, NULL, NULL, s.day
              FROM (%(settlements)s) s
              JOIN account_move_line ml ON ml.move_id = s.move_id
              JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = ml.id
              JOIN sale_order_line sl ON sl.id = rel.order_line_id
            """,
            settlements=self._get_settlements(scope),
        )

    def _get_kept(self):
        """Return the SQL of whether the customer kept something of the transfer `p`."""
        return SQL(
            """
            (SELECT SUM(sm.quantity - COALESCE((SELECT SUM(back.quantity) FROM stock_move back
                                                 WHERE back.origin_returned_move_id = sm.id AND back.state = 'done'),
                                               0))
               FROM stock_move sm
              WHERE sm.picking_id = p.id AND sm.state = 'done') > 0
            """
        )

    def _without_shipped(self, invoices):
        """Return the invoices without those whose order ships something."""
        return SQL(
            """
            SELECT v.row_id * %(kinds)s + 1 AS row_id, v.res_model, v.res_id, v.company_id, v.user_id, v.shipped,
                   v.paid, v.today, v.label
              FROM (%(invoices)s) v
             WHERE NOT EXISTS (SELECT 1
                                 FROM account_move_line ml
                                 JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = ml.id
                                 JOIN sale_order_line sl ON sl.id = rel.order_line_id
                                 JOIN stock_picking p ON p.sale_id = sl.order_id AND p.state != 'cancel'
                                WHERE ml.move_id = v.res_id)
            """,
            kinds=KINDS_OF_DELIVERY,
            invoices=invoices,
        )
