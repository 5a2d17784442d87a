from odoo import api, fields, models


class MarketingProbationVoiceGiving(models.TransientModel):
    """Asks one side for its score and why; what was given before stands in it, so that it can be given anew."""

    _name = "marketing.probation.voice.giving"
    _description = "Give a Voice on a Probation"

    appraisal_id = fields.Many2one("marketing.probation.appraisal", required=True, readonly=True)
    employee_id = fields.Many2one(related="appraisal_id.employee_id")
    score = fields.Float(
        digits=(6, 2), required=True, compute="_compute_voice", store=True, readonly=False, precompute=True
    )
    text = fields.Text(
        string="Why", required=True, compute="_compute_voice", store=True, readonly=False, precompute=True
    )

    @api.depends("appraisal_id")
    def _compute_voice(self):
        for wizard in self:
            voices = self.env["marketing.probation.voice"].search(
                [("appraisal_id", "=", wizard.appraisal_id.id), ("user_id", "=", self.env.uid)], limit=1
            )
            wizard.score = voices.score
            wizard.text = voices.text

    def action_confirm(self):
        """Give the voice."""
        self.ensure_one()
        self.appraisal_id._give_voice(self.score, self.text)
        return {"type": "ir.actions.act_window_close"}
