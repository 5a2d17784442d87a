from odoo import models
from odoo.tools import SQL


class SalesKpi(models.Model):
    """Expenses of employees against their budget (R12), also without its analytic account."""

    _inherit = "sales.kpi"

    def _get_expense_facts(self, scope):
        """What people handed in and what was posted of it counts against the budget of the month that they have.

        An item that stands on the analytic account of any budget counts there, and only there.
        """
        return SQL("%s UNION ALL %s", super()._get_expense_facts(scope), self._get_own_expenses(scope))

    def _get_own_expenses(self, scope):
        return SQL(
            """
            SELECT %(source)s AS source, l.id::bigint * 16 AS row_id, 'hr.expense' AS res_model, x.id AS res_id,
                   l.company_id, x.employee_id, l.date, l.balance AS numerator, 0::numeric AS denominator,
                   x.name AS label
              FROM account_move_line l
              JOIN hr_expense x ON x.id = l.expense_id
              JOIN account_account a ON a.id = l.account_id
                   AND a.account_type IN ('expense', 'expense_depreciation', 'expense_direct_cost')
              JOIN sales_quota_line q ON q.kpi_id = %(kpi)s AND q.state = 'approved' AND q.level = 'person'
                   AND q.employee_id = x.employee_id AND q.company_id = l.company_id
                   AND q.month = DATE_TRUNC('month', l.date)::date
             WHERE l.parent_state = 'posted' AND %(asked)s
               AND NOT EXISTS (SELECT 1
                                 FROM jsonb_object_keys(COALESCE(l.analytic_distribution, '{}'::jsonb)) key
                                 JOIN sales_quota_line b ON b.kpi_id = %(kpi)s AND b.state = 'approved'
                                      AND b.company_id = l.company_id AND b.month = q.month
                                      AND b.analytic_account_id::text = ANY(STRING_TO_ARRAY(key, ',')))
            """,
            source=self._get_item_source(),
            kpi=self.id,
            asked=scope.rows(SQL("l.date"), SQL("l.company_id")),
        )
