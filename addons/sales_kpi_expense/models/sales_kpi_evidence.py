from odoo import models


class SalesKpiEvidence(models.Model):
    _inherit = "sales.kpi.evidence"
    _depends = {"hr.expense": ["employee_id", "name", "state"]}
