from odoo import models
from odoo.tools import SQL

from .sales_kpi_facts_sales import CREDITED, PART
from .sales_kpi_measure import SOURCE_RECEIPT, SOURCE_UNMATCHED


class SalesKpi(models.Model):
    """Collections as facts: the money that came in from customers, less what went back (R13).

    A receipt is any posted entry that moves money and a customer's account: a payment, a line of
    a bank statement, a manual entry. Its money belongs to the invoices that it settles, in the
    proportion in which it settles them. What closes an invoice without money (a write-off, a
    discount, a difference of exchange, a credit note) is thereby left out: such a receipt credits
    more than it brought, and only what it brought is shared out. Money paid back counts against;
    goods taken back lower the collection once, by the money paid back for them or not received.
    """

    _inherit = "sales.kpi"

    def _get_collection_facts(self, scope):
        """One row for each receipt and invoice, and one for what a receipt does not settle yet."""
        return SQL(
            """
            SELECT CASE WHEN r.partial_id IS NULL THEN %(unmatched)s ELSE %(receipt)s END AS source,
                   %(row)s AS row_id, 'account.move' AS res_model, r.move_id AS res_id,
                   r.company_id, %(person)s AS employee_id, r.date, ROUND(r.money, 6) * %(part)s AS numerator,
                   0::numeric AS denominator,
                   CASE WHEN i.id IS NULL THEN r.name ELSE r.name || ' → ' || i.name END AS label
              FROM (%(shares)s) r
         LEFT JOIN account_move i ON i.id = r.invoice_id
         LEFT JOIN res_partner c ON c.id = r.commercial_partner_id
         LEFT JOIN res_partner p ON p.id = r.partner_id
         LEFT JOIN hr_employee e ON e.company_id = r.company_id
               AND e.user_id = CASE WHEN i.id IS NULL THEN COALESCE(p.user_id, c.user_id) ELSE i.invoice_user_id END
         LEFT JOIN sales_credit_share s ON s.move_id = i.id
             WHERE r.money != 0
            """,
            row=self._get_shared_row(SQL("COALESCE(r.partial_id, r.line_id)")),
            person=CREDITED,
            part=PART,
            unmatched=SOURCE_UNMATCHED,
            receipt=SOURCE_RECEIPT,
            shares=self._get_receipt_shares(scope),
        )

    def _get_receipt_shares(self, scope):
        """Share the money of each receipt out over what it settles.

        `brought` is what the receipt brought for its customer lines: never more than they credit,
        for a receipt may also hold income of another kind. The settled part of a line goes to its
        invoices by their partials, the open part of it to nobody's invoice.
        """
        return SQL(
            """
            SELECT line.move_id, line.company_id, line.date, line.name, line.line_id, line.partner_id,
                   line.commercial_partner_id, part.partial_id, part.invoice_id,
                   CASE WHEN part.partial_id IS NULL THEN line.brought * line.amount / line.settled
                        ELSE line.brought * part.amount * (line.amount - line.residual)
                             / (line.settled * part.whole) END AS money
              FROM (%(lines)s) line
         LEFT JOIN LATERAL (%(parts)s) part ON TRUE
             UNION ALL
            SELECT line.move_id, line.company_id, line.date, line.name, line.line_id, line.partner_id,
                   line.commercial_partner_id, NULL, NULL, line.brought * line.residual / line.settled
              FROM (%(lines)s) line
             WHERE line.residual != 0 AND EXISTS (%(parts)s)
            """,
            lines=self._get_receipt_lines(scope),
            parts=self._get_receipt_parts(),
        )

    def _get_receipt_lines(self, scope):
        """The customer lines of entries that move money; amounts are positive where money came in."""
        return SQL(
            """
            SELECT l.id AS line_id, m.id AS move_id, m.company_id, m.date, m.name, l.partner_id,
                   q.commercial_partner_id, -l.balance AS amount, -l.amount_residual AS residual, t.settled,
                   CASE WHEN t.settled > 0 THEN GREATEST(LEAST(t.money, t.settled), 0)
                        ELSE LEAST(GREATEST(t.money, t.settled), 0) END AS brought
              FROM account_move m
              JOIN account_move_line l ON l.move_id = m.id
              JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
         LEFT JOIN res_partner q ON q.id = l.partner_id
        CROSS JOIN LATERAL (
                   SELECT SUM(x.balance) FILTER (WHERE xa.account_type IN ('asset_cash', 'liability_credit_card')
                                                    OR x.account_id = pay.outstanding_account_id) AS money,
                          -SUM(x.balance) FILTER (WHERE xa.account_type = 'asset_receivable') AS settled
                     FROM account_move_line x
                     JOIN account_account xa ON xa.id = x.account_id
                LEFT JOIN account_payment pay ON pay.id = m.origin_payment_id
                    WHERE x.move_id = m.id
                   ) t
             WHERE m.state = 'posted' AND m.move_type = 'entry' AND l.balance != 0
               AND t.money IS NOT NULL AND t.settled != 0 AND %(asked)s
            """,
            asked=scope.rows(SQL("m.date"), SQL("m.company_id")),
        )

    def _get_receipt_parts(self):
        """What the customer line `line` settles of which invoice or credit note; `whole` is the sum of it."""
        sides = (("credit_move_id", "debit_move_id"), ("debit_move_id", "credit_move_id"))
        return SQL(
            "SELECT p.*, SUM(p.amount) OVER () AS whole FROM (%s) p",
            SQL(" UNION ALL ").join(
                SQL(
                    """
                    SELECT r.id AS partial_id, r.amount, other.move_id AS invoice_id
                      FROM account_partial_reconcile r
                      JOIN account_move_line other ON other.id = r.%(other)s
                      JOIN account_move i ON i.id = other.move_id
                           AND i.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                     WHERE r.%(own)s = line.line_id
                    """,
                    own=SQL.identifier(own),
                    other=SQL.identifier(other),
                )
                for own, other in sides
            ),
        )
