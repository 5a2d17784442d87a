from odoo import api, fields, models


class MarketingAppraisalDecide(models.TransientModel):
    """What a proposal is decided as, and why."""

    _name = "marketing.appraisal.decide"
    _description = "Decide a Proposed Outcome"

    outcome_id = fields.Many2one("marketing.appraisal.outcome", required=True, readonly=True, ondelete="cascade")
    evidence = fields.Text(related="outcome_id.evidence", related_sudo=False)
    has_opposite = fields.Boolean(
        related="outcome_id.has_opposite", related_sudo=False, export_string_translation=False
    )
    allowed_ids = fields.Many2many(
        "marketing.appraisal.outcome.kind", "marketing_decide_kind_rel", "decide_id", "kind_id",
        compute="_compute_allowed_ids", export_string_translation=False,
    )  # fmt: skip
    kind_id = fields.Many2one(
        "marketing.appraisal.outcome.kind", string="Decide As", domain="[('id', 'in', allowed_ids)]",
        help="Empty: nothing follows.",
    )  # fmt: skip
    code_required = fields.Boolean(related="kind_id.code_required", export_string_translation=False)
    is_dismissal = fields.Boolean(related="kind_id.is_dismissal", export_string_translation=False)
    code_reference = fields.Char(string="Paragraph of the Company's Code")
    reason = fields.Text(required=True)

    @api.depends("outcome_id")
    def _compute_allowed_ids(self):
        for one in self:
            one.allowed_ids = one.outcome_id._get_allowed_kinds()

    def action_decide(self):
        """Decide it."""
        self.ensure_one()
        self.outcome_id._decide(self.kind_id, self.reason, self.code_reference)
        return {"type": "ir.actions.act_window_close"}
