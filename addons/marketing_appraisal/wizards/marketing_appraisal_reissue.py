from odoo import fields, models


class MarketingAppraisalReissue(models.TransientModel):
    """Why a published result is issued again (R62)."""

    _name = "marketing.appraisal.reissue"
    _description = "Issue a Result Again"

    appraisal_id = fields.Many2one("marketing.appraisal", required=True, readonly=True, ondelete="cascade")
    reason = fields.Text(required=True, help="The person reads it beside the new result.")

    def action_reissue(self):
        """Open the appraisal again, at the final score."""
        self.ensure_one()
        self.appraisal_id._reissue(self.reason)
        return self.appraisal_id.action_open_form()
