from odoo import api, fields, models

from ..models.probation.marketing_probation_decision import DECISION_FIELDS, DECISIONS, GROUNDS


class MarketingProbationProposal(models.TransientModel):
    """Asks which decision one side proposes and signs."""

    _name = "marketing.probation.proposal"
    _description = "Propose a Decision on a Probation"

    appraisal_id = fields.Many2one("marketing.probation.appraisal", required=True, readonly=True)
    employee_id = fields.Many2one(related="appraisal_id.employee_id")
    date_end = fields.Date(string="Last Day", related="appraisal_id.date_end")
    score = fields.Float(related="appraisal_id.score")
    grade = fields.Selection(related="appraisal_id.grade")
    months_count = fields.Integer(related="appraisal_id.months_count")
    extension_note = fields.Char(compute="_compute_notes", export_string_translation=False)
    confirmed_from = fields.Date(compute="_compute_notes")
    decision = fields.Selection(
        DECISIONS, required=True, compute="_compute_decision", store=True, readonly=False, precompute=True
    )
    decision_day = fields.Date(string="On", help="The first day as confirmed, or the last day of who is ended.")
    decision_days = fields.Integer(string="Days More", default=30, help="1 to 30.")
    ground = fields.Selection(GROUNDS)
    reason = fields.Text(help="The person reads it once it is told.")

    @api.depends("appraisal_id")
    def _compute_decision(self):
        """Propose nothing but to confirm who has passed."""
        for wizard in self:
            wizard.decision = "confirm" if wizard.appraisal_id.is_passed else False

    @api.depends_context("lang")
    @api.depends("appraisal_id")
    def _compute_notes(self):
        """Say before anything is filled in what stands against an extension, and from when on it is confirmed."""
        for wizard in self:
            appraisal = wizard.appraisal_id
            wizard.extension_note = bool(appraisal) and appraisal._get_extension_note()
            wizard.confirmed_from = appraisal.date_end and fields.Date.add(appraisal.date_end, days=1)

    def action_confirm(self):
        """Propose and sign it."""
        self.ensure_one()
        self.appraisal_id._propose({name: self[name] for name in DECISION_FIELDS})
        return {"type": "ir.actions.act_window_close"}
