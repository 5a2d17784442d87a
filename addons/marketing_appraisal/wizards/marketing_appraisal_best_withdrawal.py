from odoo import fields, models


class MarketingAppraisalBestWithdrawal(models.TransientModel):
    """Asks the general manager why the announcement of the employee of the month is withdrawn."""

    _name = "marketing.appraisal.best.withdrawal"
    _description = "Withdraw the Employee of the Month"

    best_id = fields.Many2one("marketing.appraisal.best", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_withdraw(self):
        """Withdraw it, with the reason."""
        self.ensure_one()
        self.best_id._withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
