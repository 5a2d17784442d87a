from odoo import models
from odoo.tools import SQL

from .sales_kpi_facts_sales import CREDITED, credited
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
                   r.company_id, %(person)s AS employee_id, r.date, %(amount)s AS numerator,
                   0::numeric AS denominator,
                   CASE WHEN r.invoice_id IS NULL THEN r.name ELSE r.name || ' → ' || r.invoice END AS label
              FROM (%(shares)s) r
         LEFT JOIN hr_employee e ON e.company_id = r.company_id AND e.user_id = r.user_id
         LEFT JOIN sales_credit_share s ON s.move_id = r.invoice_id
             WHERE r.money != 0
            """,
            row=self._get_shared_row(SQL("COALESCE(r.partial_id, r.line_id)")),
            person=CREDITED,
            amount=credited(SQL("ROUND(r.money, 6)")),
            unmatched=SOURCE_UNMATCHED,
            receipt=SOURCE_RECEIPT,
            shares=self._get_receipt_shares(scope),
        )

    def _get_receipt_shares(self, scope):
        """Share the money of each receipt out over what it settles.

        The settled part of a customer line goes to its invoices by their partials, the open part of it to
        nobody's invoice; a line that settles no invoice is open whole.
        """
        return SQL(
            """
              WITH lines AS MATERIALIZED (%(lines)s),
                   parts AS MATERIALIZED (%(parts)s)
            SELECT p.move_id, p.company_id, p.date, p.name, p.line_id, p.partial_id, p.invoice_id, p.invoice, p.user_id,
                   p.brought * p.part * (p.amount - p.residual)
                       / (p.settled * SUM(p.part) OVER (PARTITION BY p.line_id)) AS money
              FROM parts p
             UNION ALL
            SELECT line.move_id, line.company_id, line.date, line.name, line.line_id, NULL, NULL, NULL,
                   COALESCE(q.user_id, c.user_id),
                   line.brought * CASE WHEN p.line_id IS NULL THEN line.amount ELSE line.residual END / line.settled
              FROM lines line
         LEFT JOIN (SELECT DISTINCT line_id FROM parts) p ON p.line_id = line.line_id
         LEFT JOIN res_partner q ON q.id = line.partner_id
         LEFT JOIN res_partner c ON c.id = q.commercial_partner_id
             WHERE p.line_id IS NULL OR line.residual != 0
            """,
            lines=self._get_receipt_lines(scope),
            parts=self._get_receipt_parts(),
        )

    def _get_receipt_lines(self, scope):
        """The customer lines of entries that move money; amounts are positive where money came in.

        `brought` is what the entry brought for all its customer lines: never more than they credit, for a
        receipt may also hold income of another kind.
        """
        return SQL(
            """
            SELECT l.line_id, l.move_id, l.company_id, l.date, l.name, l.partner_id, l.amount, l.residual, l.settled,
                   CASE WHEN l.settled > 0 THEN GREATEST(LEAST(l.money, l.settled), 0)
                        ELSE LEAST(GREATEST(l.money, l.settled), 0) END AS brought
              FROM (SELECT x.id AS line_id, m.id AS move_id, m.company_id, m.date, m.name, x.partner_id,
                           -x.balance AS amount, -x.amount_residual AS residual,
                           a.account_type = 'asset_receivable' AS is_customer,
                           SUM(x.balance) FILTER (WHERE a.account_type IN ('asset_cash', 'liability_credit_card')
                                                     OR x.account_id = pay.outstanding_account_id) OVER entry AS money,
                           -SUM(x.balance) FILTER (WHERE a.account_type = 'asset_receivable') OVER entry AS settled
                      FROM account_move m
                      JOIN account_move_line x ON x.move_id = m.id
                      JOIN account_account a ON a.id = x.account_id
                 LEFT JOIN account_payment pay ON pay.id = m.origin_payment_id
                     WHERE m.state = 'posted' AND m.move_type = 'entry' AND %(asked)s
                    WINDOW entry AS (PARTITION BY m.id)) l
             WHERE l.is_customer AND l.amount != 0 AND l.money IS NOT NULL AND l.settled != 0
            """,
            asked=scope.rows(SQL("m.date"), SQL("m.company_id")),
        )

    def _get_receipt_parts(self):
        """What each of the customer `lines` settles of which invoice or credit note: money in, then money out."""
        sides = (("credit_move_id", "debit_move_id", ">"), ("debit_move_id", "credit_move_id", "<"))
        return SQL(" UNION ALL ").join(
            SQL(
                """
                SELECT line.*, r.id AS partial_id, r.amount AS part, i.id AS invoice_id, i.name AS invoice,
                       i.invoice_user_id AS user_id
                  FROM lines line
                  JOIN account_partial_reconcile r ON r.%(own)s = line.line_id
                  JOIN account_move_line other ON other.id = r.%(other)s
                  JOIN account_move i ON i.id = other.move_id
                       AND i.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                 WHERE line.amount %(sign)s 0
                """,
                own=SQL.identifier(own),
                other=SQL.identifier(other),
                sign=SQL(sign),
            )
            for own, other, sign in sides
        )
