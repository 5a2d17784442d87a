from odoo import fields, models


class MarketingAppraisalReason(models.TransientModel):
    """Asks for the reason: of the person who objects to the interview, of HR that goes on without an answer."""

    _name = "marketing.appraisal.reason"
    _description = "Reason at the Interview"

    appraisal_ids = fields.Many2many(
        "marketing.appraisal", "marketing_appraisal_reason_rel", "reason_id", "appraisal_id", required=True,
        readonly=True,
    )  # fmt: skip
    operation = fields.Selection([("object", "Object"), ("go_on", "Go On")], required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Do it, with the reason."""
        self.ensure_one()
        if self.operation == "object":
            self.appraisal_ids._answer_interview("objected", self.reason)
        else:
            self.appraisal_ids.action_complete_step(self.reason)
        return {"type": "ir.actions.act_window_close"}
