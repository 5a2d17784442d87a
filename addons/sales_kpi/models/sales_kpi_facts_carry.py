from dataclasses import replace

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import SQL

from .sales_kpi_measure import MONTH_ROOM, SOURCE_CARRY, get_now, month_number


class SalesKpi(models.Model):
    """Roll-over as facts: what was planned and not reached is added to the next month's plan (R14)."""

    _inherit = "sales.kpi"

    def _get_carry_query(self, scope):
        """One row a person and month with what is carried into it: as it was closed, and from there on.

        With S(m) the sum of plan less actual up to month m, what is carried out of m is
        S(m) - min(0, S(1), ..., S(m)): the recursion of R14 without a recursion, so that one query
        serves everybody. A surplus that is carried as well is simply S(m). The chain begins with the
        last closed month, and ends with the employment, and today.
        """
        carried = SQL("total") if self.carry == "both" else SQL("total - LEAST(0, lowest)")
        next_chain = SQL("DATE_TRUNC('year', month + INTERVAL '1 month')")
        return SQL(
            """
            SELECT %(source)s AS source, k.employee_id::bigint * %(room)s + %(month)s AS row_id,
                   'sales.kpi' AS res_model, %(kpi)s AS res_id, k.company_id, k.employee_id,
                   k.next_month AS date, 0::numeric AS numerator, k.carried AS denominator,
                   TO_CHAR(k.month, 'YYYY-MM') AS label
              FROM (SELECT company_id, employee_id, month, (month + INTERVAL '1 month')::date AS next_month,
                           %(carried)s AS carried, chain,
                           %(next_chain)s AS next_chain
                      FROM (SELECT s.*, MIN(total) OVER (PARTITION BY company_id, employee_id, chain ORDER BY month)
                                            AS lowest
                              FROM (SELECT m.*, SUM(open) OVER (PARTITION BY company_id, employee_id, chain
                                                                    ORDER BY month) AS total
                                      FROM (%(months)s) m) s) t
                     UNION ALL
                    SELECT r.company_id, r.employee_id, (r.month - INTERVAL '1 month')::date, r.month,
                           SUM(r.denominator), NULL, NULL
                      FROM sales_kpi_closed_row r
                     WHERE r.kpi_id = %(kpi)s AND r.kind = 'carried' AND %(asked)s
                  GROUP BY r.company_id, r.employee_id, r.month) k
             WHERE k.carried != 0 AND k.chain IS NOT DISTINCT FROM k.next_chain
            """,
            source=SOURCE_CARRY,
            room=MONTH_ROOM,
            month=month_number("k.next_month"),
            kpi=self.id,
            carried=carried,
            next_chain=next_chain if self.carry_reset == "yearly" else SQL("NULL::timestamp"),
            months=self._get_open_months(self._get_scope_of_chain(scope)),
            asked=scope.months(SQL("r.month"), SQL("r.company_id")),
        )

    def _get_scope_of_chain(self, scope):
        """Return the scope of the documents that the chain needs.

        Those after the last closed month of each company, and before the month that it ends with: what
        happens in a month is carried into the next.
        """
        if scope.date_to:
            scope = replace(scope, date_to=scope.date_to + relativedelta(day=1, days=-1))
        closed = self.env["sales.kpi.closing"]._get_last_closed(None)
        companies = scope.company_ids or tuple(self.env["res.company"].sudo().with_context(active_test=False).search(
            [("active", "in", [True, False])]).ids)  # fmt: skip
        if not all(company in closed for company in companies):
            return scope.up_to_its_end()
        first = min(closed[company] for company in companies) + relativedelta(months=1)
        return replace(scope, date_from=first)

    def _get_open_months(self, scope):
        """Plan less actual of every month of everybody who has a plan, also of months in which nothing happened.

        The first month is that of the first plan: what came in before is no surplus over anything. The last
        month is the one before today's, or the last one of employment. The last closed month stands for all
        before it, as it was closed; so does an opening balance, as what is open in the month before its own (R72).
        """
        documents = getattr(self, f"_get_{self.measure}_facts")(scope)
        return SQL(
            """
              WITH closed AS (
                   SELECT company_id, MAX(month) AS month FROM sales_kpi_closing WHERE state = 'closed' GROUP BY 1),
                   openings AS (
                   SELECT o.company_id, o.employee_id, o.month, o.amount
                     FROM sales_kpi_opening o
                LEFT JOIN closed ON closed.company_id = o.company_id
                    WHERE o.kpi_id = %(kpi)s AND (closed.month IS NULL OR closed.month < o.month)),
                   facts AS MATERIALIZED (
                   SELECT x.company_id, x.employee_id, DATE_TRUNC('month', x.date)::date AS month,
                          SUM(x.denominator) - SUM(x.numerator) AS open,
                          BOOL_OR(x.res_model = 'sales.quota.line') AS is_planned
                     FROM (%(facts)s) x
                LEFT JOIN closed ON closed.company_id = x.company_id
                LEFT JOIN openings o ON o.company_id = x.company_id AND o.employee_id = x.employee_id
                    WHERE (o.month IS NOT NULL
                           OR x.employee_id IN (SELECT employee_id FROM sales_quota_line WHERE kpi_id = %(kpi)s))
                      AND (o.month IS NULL OR x.date >= o.month)
                      AND (closed.month IS NULL OR x.date >= closed.month + INTERVAL '1 month')
                 GROUP BY 1, 2, 3
                    UNION ALL
                   SELECT r.company_id, r.employee_id, r.month, SUM(r.denominator) - SUM(r.numerator),
                          BOOL_OR(r.kind != 'done')
                     FROM sales_kpi_closed_row r
                     JOIN closed ON closed.company_id = r.company_id AND closed.month = r.month
                LEFT JOIN openings o ON o.company_id = r.company_id AND o.employee_id = r.employee_id
                    WHERE r.kpi_id = %(kpi)s AND r.employee_id IS NOT NULL AND o.month IS NULL
                 GROUP BY 1, 2, 3
                    UNION ALL
                   SELECT o.company_id, o.employee_id, (o.month - INTERVAL '1 month')::date, o.amount, TRUE
                     FROM openings o)
            SELECT span.company_id, span.employee_id, g.month, %(year)s AS chain, COALESCE(f.open, 0) AS open
              FROM (SELECT f.company_id, f.employee_id, MIN(f.month) FILTER (WHERE f.is_planned) AS first,
                           LEAST(DATE_TRUNC('month', %(now)s AT TIME ZONE COALESCE(MAX(c.tz), 'UTC')),
                                 MAX(p.date_end)) AS last
                      FROM facts f
                      JOIN res_company rc ON rc.id = f.company_id
                 LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
                      JOIN (%(positions)s) p ON p.employee_id = f.employee_id
                  GROUP BY f.company_id, f.employee_id) span
        CROSS JOIN LATERAL (SELECT generate_series(span.first, span.last - INTERVAL '1 month', '1 month')::date
                                       AS month) g
         LEFT JOIN facts f
                ON f.company_id = span.company_id AND f.employee_id = span.employee_id AND f.month = g.month
            """,
            kpi=self.id,
            year=SQL("DATE_TRUNC('year', g.month)") if self.carry_reset == "yearly" else SQL("NULL::timestamp"),
            now=get_now(),
            facts=SQL("%s UNION ALL %s", documents, self._get_quota_query(scope)),
            positions=self.env["marketing.dated.position"]._get_position_query(),
        )
