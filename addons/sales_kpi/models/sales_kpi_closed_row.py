from odoo import fields, models

from .sales_kpi_evidence import KINDS


class SalesKpiClosedRow(models.Model):
    """One row of evidence as it was when its month was closed. Nobody writes it; the closing inserts it."""

    _name = "sales.kpi.closed.row"
    _description = "Frozen Evidence"
    _inherit = ["sales.kpi.document.mixin"]
    _order = "date, id"
    _rec_name = "label"
    _log_access = False

    closing_id = fields.Many2one("sales.kpi.closing", required=True, readonly=True, index=True, ondelete="cascade")
    month = fields.Date(required=True, readonly=True, index=True)
    kpi_id = fields.Many2one("sales.kpi", string="KPI", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True, index="btree_not_null", ondelete="restrict")
    appraiser_id = fields.Many2one("hr.employee", string="Team Of", readonly=True, ondelete="restrict")
    department_id = fields.Many2one("hr.department", readonly=True, ondelete="restrict")
    branch_id = fields.Many2one("hr.department", readonly=True, ondelete="restrict")
    date = fields.Date(required=True, readonly=True)
    kind = fields.Selection(KINDS, string="What It Is", required=True, readonly=True)
    numerator = fields.Monetary(string="Actual", readonly=True)
    denominator = fields.Monetary(string="Target", readonly=True)
    res_model = fields.Char(string="Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", string="Document ID", readonly=True)
    label = fields.Char(string="Document", readonly=True)
