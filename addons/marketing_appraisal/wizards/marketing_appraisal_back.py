from odoo import fields, models

from ..models import steps

# What somebody else has to do again: later steps cannot be before the present one.
TARGETS = [step for step in steps.STEPS if steps.is_before(step[0], steps.SIGNATURE)]


class MarketingAppraisalBack(models.TransientModel):
    """To which step, and why (R23)."""

    _name = "marketing.appraisal.back"
    _description = "Send Back to a Step"

    appraisal_ids = fields.Many2many(
        "marketing.appraisal", "marketing_appraisal_back_rel", "back_id", "appraisal_id", required=True, readonly=True
    )
    step = fields.Selection(TARGETS, string="Back To", required=True)
    reason = fields.Text(required=True, help="The person reads it.")

    def action_send_back(self):
        """Send the appraisals back."""
        self.ensure_one()
        self.appraisal_ids._send_back(self.step, self.reason)
        return {"type": "ir.actions.act_window_close"}
