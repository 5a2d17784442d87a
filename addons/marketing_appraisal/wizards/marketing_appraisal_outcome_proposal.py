from odoo import fields, models


class MarketingAppraisalOutcomeProposal(models.TransientModel):
    """What somebody proposes by hand after a year or special appraisal, and why (R55)."""

    _name = "marketing.appraisal.outcome.proposal"
    _description = "Propose an Outcome by Hand"

    result_id = fields.Many2one("marketing.appraisal.result", required=True, readonly=True, ondelete="cascade")
    kind_id = fields.Many2one("marketing.appraisal.outcome.kind", string="What Is Proposed", required=True)
    is_dismissal = fields.Boolean(related="kind_id.is_dismissal", export_string_translation=False)
    reason = fields.Text(required=True, help="With the facts that speak for it.")

    def action_propose(self):
        """Propose it, and show the proposal."""
        self.ensure_one()
        outcome = self.env["marketing.appraisal.outcome"]._propose_by_hand(self.result_id, self.kind_id, self.reason)
        return {
            "type": "ir.actions.act_window",
            "res_model": outcome._name,
            "res_id": outcome.id,
            "views": [(False, "form")],
        }
