from odoo import models
from odoo.tools import SQL

from .sales_kpi_measure import SOURCE_ITEM


class SalesKpi(models.Model):
    """Expenses as facts: posted journal items on the analytic account of a budget (R12)."""

    _inherit = "sales.kpi"

    def _get_expense_facts(self):
        """One row for each expense item and budget, at the person who has the budget.

        The analytic account stands on the budget's line: the same account may be one person's in
        one month and another's in the next. An item that is split counts with its part.
        """
        return SQL(
            """
            SELECT %(source)s AS source, l.id AS row_id, 'account.move' AS res_model, l.move_id AS res_id,
                   l.company_id, q.employee_id, l.date,
                   l.balance * SUM(d.value::numeric) / 100 AS numerator, 0::numeric AS denominator,
                   l.move_name || ' · ' || COALESCE(l.name, '') AS label
              FROM account_move_line l
              JOIN account_account a ON a.id = l.account_id
                   AND a.account_type IN ('expense', 'expense_depreciation', 'expense_direct_cost')
        CROSS JOIN LATERAL jsonb_each_text(l.analytic_distribution) d
              JOIN sales_quota_line q ON q.kpi_id = %(kpi)s AND q.state = 'approved'
                   AND q.company_id = l.company_id
                   AND q.analytic_account_id::text = ANY(STRING_TO_ARRAY(d.key, ','))
                   AND q.month = DATE_TRUNC('month', l.date)::date
             WHERE l.parent_state = 'posted' AND l.analytic_distribution IS NOT NULL
          GROUP BY l.id, q.employee_id
            """,
            source=SOURCE_ITEM,
            kpi=self.id,
        )
