from odoo import api, fields, models
from odoo.exceptions import UserError


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
    )  # fmt: skip
    nothing_follows = fields.Boolean(help="Decide that nothing follows from what is proposed.")
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
        kind = self.kind_id.browse() if self.nothing_follows else self.kind_id
        if not kind and not self.nothing_follows:
            raise UserError(self.env._("Choose what follows, or that nothing does."))
        self.outcome_id._decide(kind, self.reason, self.code_reference)
        return {"type": "ir.actions.act_window_close"}
