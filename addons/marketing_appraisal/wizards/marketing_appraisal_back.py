from odoo import api, fields, models

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
    possible_steps = fields.Json(compute="_compute_possible_steps", export_string_translation=False)
    reason = fields.Text(required=True, help="The person reads it.")

    @api.depends("appraisal_ids")
    def _compute_possible_steps(self):
        """Offer what all of them have passed: a year has steps of its own."""
        for wizard in self:
            passed = [
                {step for step in steps.path(case.kind) if steps.is_before(step, case.step)}
                for case in wizard.appraisal_ids
            ]
            wizard.possible_steps = [step for step, _label in TARGETS if all(step in one for one in passed)]

    def action_send_back(self):
        """Send the appraisals back."""
        self.ensure_one()
        self.appraisal_ids._send_back(self.step, self.reason)
        return {"type": "ir.actions.act_window_close"}
