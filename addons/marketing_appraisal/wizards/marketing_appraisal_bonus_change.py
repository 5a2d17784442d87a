from odoo import api, fields, models


class MarketingAppraisalBonusChange(models.TransientModel):
    """Asks the general manager for another amount of a year-end bonus, and why (R54)."""

    _name = "marketing.appraisal.bonus.change"
    _description = "Decide on Another Amount"

    bonus_id = fields.Many2one("marketing.appraisal.bonus", required=True, readonly=True)
    currency_id = fields.Many2one(related="bonus_id.currency_id")
    proposed_amount = fields.Monetary(related="bonus_id.proposed_amount")
    amount = fields.Monetary(
        string="Decided Amount", compute="_compute_amount", store=True, readonly=False, required=True, precompute=True
    )
    reason = fields.Text(string="Why", help="Its person reads it with the bonus.")

    @api.depends("bonus_id")
    def _compute_amount(self):
        for dialog in self:
            dialog.amount = dialog.bonus_id.amount

    def action_change(self):
        """Decide on the amount."""
        self.ensure_one()
        self.bonus_id._change(self.amount, self.reason)
        return {"type": "ir.actions.act_window_close"}
