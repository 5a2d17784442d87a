from odoo import fields, models
from odoo.tools import SQL

from .sales_quota_row import LEVELS


class SalesQuotaChange(models.Model):
    """What a revision changes: the quotas of a plan beside those of the plan in whose place it comes."""

    _name = "sales.quota.change"
    _description = "Changes of a Revision"
    _auto = False
    _order = "quota_id, level_order, department_id, employee_id, month, id"
    _rec_name = "employee_id"
    _depends = {
        "sales.quota.line": ["month", "amount", "level", "employee_id", "department_id", "quota_id"],
        "sales.quota": ["revises_id"],
    }

    quota_id = fields.Many2one("sales.quota", string="Plan", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    level = fields.Selection(LEVELS, readonly=True)
    level_order = fields.Integer(readonly=True, export_string_translation=False)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    department_id = fields.Many2one("hr.department", string="Branch", readonly=True)
    month = fields.Date(readonly=True)
    before = fields.Monetary(readonly=True)
    amount = fields.Monetary(string="Now", readonly=True)
    difference = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT COALESCE(new.id * 2, old.id * 2 + 1) AS id, plan.id AS quota_id, plan.company_id, plan.currency_id,
                   COALESCE(new.level, old.level) AS level, COALESCE(new.level_order, old.level_order) AS level_order,
                   COALESCE(new.employee_id, old.employee_id) AS employee_id,
                   COALESCE(new.department_id, old.department_id) AS department_id,
                   COALESCE(new.month, old.month) AS month, COALESCE(old.amount, 0) AS before,
                   COALESCE(new.amount, 0) AS amount, COALESCE(new.amount, 0) - COALESCE(old.amount, 0) AS difference
              FROM (SELECT l.*, l.quota_id AS plan FROM sales_quota_line l
                      JOIN sales_quota q ON q.id = l.quota_id AND q.revises_id IS NOT NULL) new
         FULL JOIN (SELECT l.*, q.id AS plan FROM sales_quota_line l
                      JOIN sales_quota q ON q.revises_id = l.quota_id) old
                ON old.plan = new.plan AND old.month = new.month AND old.level = new.level
               AND COALESCE(old.employee_id, 0) = COALESCE(new.employee_id, 0)
               AND COALESCE(old.department_id, 0) = COALESCE(new.department_id, 0)
              JOIN sales_quota plan ON plan.id = COALESCE(new.plan, old.plan)
            """
        )
