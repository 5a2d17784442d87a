from odoo import models
from odoo.tools import SQL

from .sales_kpi_measure import SOURCE_ITEM


class SalesKpi(models.Model):
    """Expenses as facts: posted journal items on the analytic account of a budget (R12)."""

    _inherit = "sales.kpi"

    def _get_expense_facts(self, scope):
        """One row for each expense item and budget of a person, at the person who has the budget."""
        return SQL(
            """
            SELECT %(source)s AS source, x.row_id, 'account.move' AS res_model, x.move_id AS res_id, x.company_id,
                   x.employee_id, x.date, x.amount AS numerator, 0::numeric AS denominator, x.label
              FROM (%(items)s) x
             WHERE x.level = 'person'
            """,
            source=SOURCE_ITEM,
            items=self._get_expense_items(scope),
        )

    def _get_item_source(self):
        """Return the number of this source of rows, for addons that give more of it."""
        return SOURCE_ITEM

    def _get_unit_queries(self, scope):
        """Expenses against the budget of a team, branch or company belong to it and to no person in it."""
        queries = super()._get_unit_queries(scope)
        if self.measure == "expense":
            queries.append(self._get_unit_expenses(scope))
        return queries

    def _get_unit_expenses(self, scope):
        return SQL(
            """
            SELECT %(source)s AS source, x.row_id, 'account.move' AS res_model, x.move_id AS res_id, x.company_id,
                   NULL::integer AS employee_id, x.date, x.amount AS numerator, 0::numeric AS denominator, x.label,
                   x.employee_id AS appraiser_id, NULL::integer AS department_id,
                   COALESCE(x.department_id, p.branch_id) AS branch_id
              FROM (%(items)s) x
         LEFT JOIN (%(positions)s) p
                ON p.employee_id = x.employee_id AND x.date >= p.date_from AND x.date < p.date_to
             WHERE x.level != 'person'
            """,
            source=SOURCE_ITEM,
            items=self._get_expense_items(scope),
            positions=self.env["marketing.dated.position"]._get_position_query(scope.company_ids),
        )

    def _get_expense_items(self, scope):
        """Expense items with the budget on whose analytic account they stand.

        The analytic account stands on the budget: the same account may be one person's in one month
        and another's in the next. An item that is split counts with its part, once a budget: the
        number of the budget tells its rows apart.
        """
        return SQL(
            """
            SELECT l.id::bigint * 16 + ROW_NUMBER() OVER (PARTITION BY l.id ORDER BY q.row_id) AS row_id,
                   l.move_id, l.company_id, l.date, q.level, q.employee_id, q.department_id,
                   l.balance * SUM(d.value::numeric) / 100 AS amount,
                   l.move_name || ' · ' || COALESCE(l.name, '') AS label
              FROM account_move_line l
              JOIN account_account a ON a.id = l.account_id
                   AND a.account_type IN ('expense', 'expense_depreciation', 'expense_direct_cost')
        CROSS JOIN LATERAL jsonb_each_text(l.analytic_distribution) d
              JOIN sales_quota_line q ON q.kpi_id = %(kpi)s AND q.state = 'approved'
                   AND q.company_id = l.company_id
                   AND q.analytic_account_id::text = ANY(STRING_TO_ARRAY(d.key, ','))
                   AND q.month = DATE_TRUNC('month', l.date)::date
             WHERE l.parent_state = 'posted' AND l.analytic_distribution IS NOT NULL AND %(asked)s
          GROUP BY l.id, q.row_id, q.level, q.employee_id, q.department_id
            """,
            kpi=self.id,
            asked=scope.rows(SQL("l.date"), SQL("l.company_id")),
        )
