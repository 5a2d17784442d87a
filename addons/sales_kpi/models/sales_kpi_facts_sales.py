from odoo import models
from odoo.tools import SQL

from .sales_credit_share import SHARE_ROOM
from .sales_kpi_measure import SOURCE_INVOICE, SOURCE_ORDER

# Of a document joined with its salesperson `e` and its shares of the credit `s`: who has which part of it.
CREDITED = SQL("COALESCE(s.employee_id, e.id)")


def credited(amount):
    """Return the SQL of the part of an amount that is credited; dividing every amount by a hundred takes its time."""
    return SQL("CASE WHEN s.id IS NULL THEN %s ELSE %s * s.percentage / 100 END", amount, amount)


class SalesKpi(models.Model):
    """Sales as facts: invoices, quantities, orders (R10)."""

    _inherit = "sales.kpi"

    def _get_sales_facts(self, scope):
        return getattr(self, f"_get_{self.basis}_query")(scope)

    def _get_invoiced_query(self, scope):
        """Posted invoices less credit notes by invoice date, in company currency (R10)."""
        return SQL(
            """
            SELECT %(source)s AS source, %(row)s AS row_id, 'account.move' AS res_model, m.id AS res_id, m.company_id,
                   %(person)s AS employee_id, m.invoice_date AS date,
                   %(amount)s AS numerator, 0::numeric AS denominator, m.name AS label
              FROM account_move m
         LEFT JOIN hr_employee e ON e.user_id = m.invoice_user_id AND e.company_id = m.company_id
         LEFT JOIN sales_credit_share s ON s.move_id = m.id
             WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund')
               AND %(asked)s
            """,
            source=SOURCE_INVOICE,
            row=self._get_shared_row(SQL("m.id")),
            person=CREDITED,
            amount=credited(SQL("m.amount_untaxed_signed")),
            asked=scope.rows(SQL("m.invoice_date"), SQL("m.company_id")),
        )

    def _get_quantity_query(self, scope):
        """Quantities of the same documents; a credit note's count against."""
        return SQL(
            """
            SELECT %(source)s AS source, %(row)s AS row_id, 'account.move' AS res_model, m.id AS res_id, m.company_id,
                   %(person)s AS employee_id, m.invoice_date AS date,
                   %(amount)s AS numerator, 0::numeric AS denominator, m.name AS label
              FROM account_move m
              JOIN account_move_line l ON l.move_id = m.id AND l.display_type = 'product'
         LEFT JOIN hr_employee e ON e.user_id = m.invoice_user_id AND e.company_id = m.company_id
         LEFT JOIN sales_credit_share s ON s.move_id = m.id
             WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund')
               AND %(asked)s
          GROUP BY m.id, e.id, s.id
            """,
            source=SOURCE_INVOICE,
            row=self._get_shared_row(SQL("m.id")),
            person=CREDITED,
            amount=credited(
                SQL("SUM(CASE WHEN m.move_type = 'out_refund' THEN -l.quantity ELSE l.quantity END)::numeric")
            ),
            asked=scope.rows(SQL("m.invoice_date"), SQL("m.company_id")),
        )

    def _get_ordered_query(self, scope):
        """Confirmed orders by order date in the company's time zone, in company currency.

        OFFSET makes PostgreSQL work out the day once an order, not once for each condition on it.
        """
        return SQL(
            """
            SELECT %(source)s AS source, %(row)s AS row_id, 'sale.order' AS res_model, o.id AS res_id, o.company_id,
                   %(person)s AS employee_id, %(day)s AS date,
                   %(amount)s AS numerator, 0::numeric AS denominator, o.name AS label
              FROM sale_order o
         LEFT JOIN hr_employee e ON e.user_id = o.user_id AND e.company_id = o.company_id
         LEFT JOIN sales_credit_share s ON s.order_id = o.id
              JOIN res_company rc ON rc.id = o.company_id
              JOIN res_currency own ON own.id = rc.currency_id
         LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
             WHERE o.state = 'sale' AND %(asked)s
            OFFSET 0
            """,
            source=SOURCE_ORDER,
            row=self._get_shared_row(SQL("o.id")),
            person=CREDITED,
            amount=credited(
                SQL(
                    "CASE WHEN o.currency_id = rc.currency_id OR COALESCE(o.currency_rate, 0) = 0 THEN o.amount_untaxed"
                    " ELSE ROUND(o.amount_untaxed / o.currency_rate, own.decimal_places) END"
                )
            ),
            asked=scope.moments(SQL("o.date_order"), SQL("o.company_id")),
            day=self._get_order_day(),
        )

    def _get_shared_row(self, number):
        """Return the SQL of a number for a row of a document and somebody's share in it."""
        return SQL("%s::bigint * %s + COALESCE(s.place, 0)", number, SHARE_ROOM)

    def _get_order_day(self):
        """Return the SQL of the day of an order `o` where its company's hours `c` are."""
        return SQL("(o.date_order AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(c.tz, 'UTC'))::date")
