from odoo import fields, models


class MarketingAppraisalDismissal(models.TransientModel):
    """Why proposed events are none, said once for many."""

    _name = "marketing.appraisal.dismissal"
    _description = "Dismiss Proposed Events"

    proposal_ids = fields.Many2many(
        "marketing.appraisal.event.proposal", "marketing_appraisal_dismissal_rel", "dismissal_id", "proposal_id",
        string="Proposed Events", required=True, readonly=True,
    )  # fmt: skip
    reason = fields.Char(string="Why Not", required=True)

    def action_dismiss(self):
        """Dismiss them with the reason."""
        self.ensure_one()
        self.proposal_ids._dismiss(self.reason)
        return {"type": "ir.actions.act_window_close"}
