from odoo import models


class SalesKpiEvidence(models.Model):
    _inherit = "sales.kpi.evidence"
    _depends = {
        "stock.picking": ["state", "date_done", "sale_id", "return_id", "picking_type_id", "company_id", "name"],
        "stock.move": ["state", "quantity", "picking_id", "origin_returned_move_id"],
    }
