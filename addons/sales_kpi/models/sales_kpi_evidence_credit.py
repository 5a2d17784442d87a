from odoo import api, fields, models
from odoo.exceptions import UserError

from .sales_kpi_credit_holders import SHARED_MOVES


class SalesKpiEvidence(models.Model):
    """From a document of a figure to whose credit it is (R10a)."""

    _inherit = "sales.kpi.evidence"

    can_split = fields.Boolean(compute="_compute_can_split", export_string_translation=False)

    @api.depends("res_model", "res_id", "employee_id", "kind")
    def _compute_can_split(self):
        """Orders and invoices only: a receipt follows what it settles, and a unit's figure names nobody."""
        invoices = (
            self.env["account.move"].sudo().browse([row.res_id for row in self if row.res_model == "account.move"])
        )
        splittable = set(invoices.exists().filtered(lambda move: move.move_type in SHARED_MOVES).ids)
        for row in self:
            is_one = row.res_model == "sale.order" or (row.res_model == "account.move" and row.res_id in splittable)
            row.can_split = is_one and not row.kpi_id.sudo()._is_unit_level()

    def action_split_credit(self):
        """Open who has which part of the credit for the document."""
        self.ensure_one()
        self.check_access("read")
        if not self.can_split:
            raise UserError(self.env._("Credit is shared on orders and invoices."))
        wizard = self.env["sales.credit.split"]._prepare_for(self.env[self.res_model].browse(self.res_id))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Share Credit"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }
