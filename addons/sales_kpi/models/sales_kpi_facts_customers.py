from dataclasses import replace
from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from .sales_kpi_measure import MONTH_ROOM, SOURCE_INVOICE, SOURCE_ORDER, get_now, month_number


class SalesKpi(models.Model):
    """Customers as facts: who is new, and how late they pay."""

    _inherit = "sales.kpi"

    def _get_new_customers_facts(self, scope):
        """The first confirmed order ever of each customer, at its salesperson (R15).

        A customer is the commercial entity, and new to each company by itself. Of two orders of
        one moment the one that was entered first counts.
        """
        return SQL(
            """
            SELECT %(source)s AS source, o.id AS row_id, 'sale.order' AS res_model, o.id AS res_id, o.company_id,
                   e.id AS employee_id, %(day)s AS date, 1::numeric AS numerator, 0::numeric AS denominator,
                   o.name || ' · ' || COALESCE(cp.name, '') AS label
              FROM (SELECT DISTINCT ON (s.company_id, p.commercial_partner_id)
                           s.id, s.company_id, s.user_id, s.date_order, s.name, p.commercial_partner_id
                      FROM sale_order s
                      JOIN res_partner p ON p.id = s.partner_id
                     WHERE s.state = 'sale' AND %(asked)s
                  ORDER BY s.company_id, p.commercial_partner_id, s.date_order, s.id) o
         LEFT JOIN res_partner cp ON cp.id = o.commercial_partner_id
         LEFT JOIN hr_employee e ON e.user_id = o.user_id AND e.company_id = o.company_id
              JOIN res_company rc ON rc.id = o.company_id
         LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
            """,
            source=SOURCE_ORDER,
            asked=scope.up_to_its_end().moments(SQL("s.date_order"), SQL("s.company_id")),
            day=self._get_order_day(),
        )

    def _get_days_late_facts(self, scope):
        """The late days of each delivery, month by month (R16).

        Late are the days beyond the term after shipment until the invoices are fully paid, the day
        of payment included; what is still open is late until today. Each late day stands in the
        month in which it falls, so that no day counts twice.
        """
        return SQL(
            """
            SELECT %(source)s AS source, d.row_id::bigint * %(room)s + %(month)s AS row_id,
                   d.res_model, d.res_id, d.company_id, e.id AS employee_id,
                   GREATEST(s.month, d.first_late) AS date,
                   (LEAST((s.month + INTERVAL '1 month')::date - 1, d.last_late)
                       - GREATEST(s.month, d.first_late) + 1)::numeric AS numerator,
                   0::numeric AS denominator, d.label
              FROM (SELECT x.*, x.shipped + %(term)s + 1 AS first_late,
                           LEAST(COALESCE(x.paid, DATE 'infinity'), x.today) AS last_late
                      FROM (%(deliveries)s) x) d
        CROSS JOIN LATERAL (SELECT generate_series(DATE_TRUNC('month', d.first_late), d.last_late, '1 month')::date
                                       AS month) s
         LEFT JOIN hr_employee e ON e.user_id = d.user_id AND e.company_id = d.company_id
             WHERE d.last_late >= d.first_late
            """,
            source=SOURCE_INVOICE,
            room=MONTH_ROOM,
            month=month_number("s.month"),
            term=self.days_allowed,
            deliveries=SQL(" UNION ALL ").join(self._get_delivery_queries(scope)),
        )

    def _get_delivery_queries(self, scope):
        """Return the SELECTs of what was delivered, when, and when it was fully paid.

        Columns: row_id, res_model, res_id, company_id, user_id, shipped, paid (NULL: open), today, label.
        Without stock the invoice date stands for the shipment; an addon that knows shipments puts
        its own in place.
        """
        return [self._get_invoices_as_deliveries(scope)]

    def _get_invoices_as_deliveries(self, scope):
        """Posted invoices: those that are open, and those that were paid since the scope began, on their last day.

        What was paid before has no late day in the scope. The two are asked apart: an invoice is then found by its
        id for what settled it, and no estimate of dates lets PostgreSQL compare each with each.
        """
        return SQL(
            """
            SELECT m.id AS row_id, 'account.move' AS res_model, m.id AS res_id, m.company_id,
                   m.invoice_user_id AS user_id, m.invoice_date AS shipped, m.paid,
                   (%(now)s AT TIME ZONE COALESCE(c.tz, 'UTC'))::date AS today, m.name AS label
              FROM (SELECT m.id, m.company_id, m.invoice_user_id, m.invoice_date, m.name, NULL::date AS paid
                      FROM account_move m
                     WHERE m.amount_residual != 0 AND %(counts)s
                     UNION ALL
                    SELECT m.id, m.company_id, m.invoice_user_id, m.invoice_date, m.name, s.day
                      FROM (%(settlements)s) s
                      JOIN account_move m ON m.id = s.move_id
                     WHERE m.amount_residual = 0 AND %(counts)s) m
              JOIN res_company rc ON rc.id = m.company_id
         LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
            """,
            counts=SQL(
                "m.state = 'posted' AND m.move_type = 'out_invoice' AND %s",
                self._get_shipped_early_enough(scope).rows(SQL("m.invoice_date"), SQL("m.company_id")),
            ),
            settlements=self._get_settlements(scope),
            now=get_now(),
        )

    def _get_shipped_early_enough(self, scope):
        """Return the scope of the days of shipment whose term is over by the end of a scope."""
        term = timedelta(days=self.days_allowed + 1)
        return replace(scope, date_from=None, date_to=scope.date_to and scope.date_to - term)

    def _get_moment(self):
        """Return the SQL of this moment."""
        return get_now()

    def _get_settlements(self, scope):
        """Return the SELECT of the last day on which something settled each invoice, from the scope's beginning on.

        Columns: move_id, day. What was settled earlier tells nothing of days in the scope. The partial itself has
        the later day of its two lines; money that came before its invoice keeps its own. Accounts are given as an
        array: of a join with them PostgreSQL expects a tenth of the lines, and then looks up each by its id.
        """
        since = SQL("TRUE")
        if scope.date_from:
            since = SQL("r.max_date >= %s", scope.date_from)
        return SQL(
            """
            SELECT l.move_id, MAX(o.date) AS day
              FROM account_partial_reconcile r
              JOIN account_move_line o ON o.id = r.credit_move_id
              JOIN account_move_line l ON l.id = r.debit_move_id
             WHERE l.account_id = ANY(ARRAY(SELECT id FROM account_account WHERE account_type = 'asset_receivable'))
               AND %s
          GROUP BY l.move_id
            """,
            since,
        )
