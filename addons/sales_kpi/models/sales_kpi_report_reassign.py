from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesKpiReport(models.Model):
    """What belongs to nobody can be given to somebody (R10a)."""

    _inherit = "sales.kpi.report"

    is_unassigned = fields.Boolean(compute="_compute_is_unassigned", export_string_translation=False)

    @api.depends("kpi_id", "employee_id", "appraiser_id", "document_count")
    def _compute_is_unassigned(self):
        for row in self:
            somebodys = row.employee_id or row.appraiser_id
            row.is_unassigned = bool(row.document_count and not somebodys and row.kpi_id.sudo()._can_be_reassigned())

    def action_reassign(self):
        """Open the documents of nobody, to say whose they are."""
        self.ensure_one()
        if not self.is_unassigned:
            raise UserError(self.env._("Only what is not assigned to anybody is reassigned here."))
        return self.env["sales.kpi.reassign"]._prepare_for_row(self)._open()
