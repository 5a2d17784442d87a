from odoo import fields, models


class SalesQuotaReset(models.TransientModel):
    """Opens an approved plan for change again, with the reason."""

    _name = "sales.quota.reset"
    _description = "Set a Quota Plan Back to Draft"

    quota_id = fields.Many2one("sales.quota", string="Plan", required=True, readonly=True)
    reason = fields.Char(required=True)

    def action_reset(self):
        """Set the plan back; it does not count until it is approved again."""
        self.ensure_one()
        self.quota_id._reset_to_draft(self.reason)
        return {"type": "ir.actions.act_window_close"}
