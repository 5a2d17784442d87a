from odoo import fields, models


class SalesKpiClosingReopen(models.TransientModel):
    """Opens a closed month again, with the reason."""

    _name = "sales.kpi.closing.reopen"
    _description = "Open a Closed Month Again"

    closing_id = fields.Many2one("sales.kpi.closing", string="Month", required=True, readonly=True)
    reason = fields.Char(required=True)

    def action_reopen(self):
        """Open the month; its frozen evidence is let go."""
        self.ensure_one()
        self.closing_id._open_again(self.reason)
        return {"type": "ir.actions.act_window_close"}
