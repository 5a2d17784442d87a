from odoo import fields, models
from odoo.tools import SQL

from .sales_quota_row import LEVELS


class SalesQuotaDistribution(models.Model):
    """What is planned for each team, branch and company, and how much of it is shared out: month by month.

    A draft is seen together with the approved plans of the same KPI, without the one that it revises.
    """

    _name = "sales.quota.distribution"
    _description = "Distribution of Quotas"
    _auto = False
    _order = "month, level_order, branch_id, appraiser_id, id"
    _rec_name = "line_id"
    _depends = {
        "sales.quota.line": ["month", "company_amount", "state", "level", "employee_id", "department_id", "quota_id"],
        "sales.quota": ["state", "revises_id"],
        "marketing.dated.position": ["employee_id"],
    }

    quota_id = fields.Many2one("sales.quota", string="Plan", readonly=True)
    line_id = fields.Many2one("sales.quota.line", string="Quota", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    level = fields.Selection(LEVELS, readonly=True)
    level_order = fields.Integer(readonly=True)
    subject = fields.Char(related="line_id.subject")
    appraiser_id = fields.Many2one("hr.employee", string="Team Of", readonly=True)
    branch_id = fields.Many2one("hr.department", readonly=True)
    month = fields.Date(readonly=True)
    planned = fields.Monetary(readonly=True)
    distributed = fields.Monetary(readonly=True)
    open_amount = fields.Monetary(
        string="Not Distributed", readonly=True, help="Below zero: more was shared out than was planned."
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT l.id, l.quota_id, l.id AS line_id, d.company_id, q.currency_id, d.level, l.level_order,
                   d.appraiser_id, d.branch_id, d.month, d.planned, d.distributed,
                   d.planned - d.distributed AS open_amount
              FROM (%s) d
              JOIN sales_quota_line l ON l.id = d.id AND l.quota_id = d.plan
              JOIN sales_quota q ON q.id = l.quota_id
            """,
            self.env["sales.kpi"]._get_distribution_query(self._get_lines_beside_each_plan()),
        )

    def _get_lines_beside_each_plan(self):
        """Each plan that is no thing of the past, with the approved lines of other plans."""
        return SQL(
            """
            SELECT plan.id AS plan, l.id, l.company_id, l.level, l.employee_id, l.department_id, l.month, l.amount,
                   COALESCE(cur.decimal_places, 2) AS digits, plan.name AS label
              FROM sales_quota plan
              JOIN sales_quota_line l ON l.company_id = plan.company_id AND l.kpi_id = plan.kpi_id
                   AND (l.quota_id = plan.id
                        OR (l.state = 'approved' AND l.quota_id IS DISTINCT FROM plan.revises_id
                            AND l.currency_id IS NOT DISTINCT FROM plan.currency_id))
         LEFT JOIN res_currency cur ON cur.id = plan.currency_id
             WHERE plan.state != 'revised'
            """
        )
