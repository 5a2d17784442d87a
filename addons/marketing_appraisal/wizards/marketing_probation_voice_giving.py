from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MarketingProbationVoiceGiving(models.TransientModel):
    """Asks one side for its score and why; what was given before stands in it, so that it can be given anew.

    The score is a text, for a number could not tell a zero that was given from nothing at all.
    """

    _name = "marketing.probation.voice.giving"
    _description = "Give a Voice on a Probation"

    appraisal_id = fields.Many2one("marketing.probation.appraisal", required=True, readonly=True)
    employee_id = fields.Many2one(related="appraisal_id.employee_id")
    score = fields.Char(compute="_compute_voice", store=True, readonly=False, precompute=True)
    text = fields.Text(
        string="Why", required=True, compute="_compute_voice", store=True, readonly=False, precompute=True
    )

    @api.depends("appraisal_id")
    def _compute_voice(self):
        for wizard in self:
            voices = self.env["marketing.probation.voice"].search(
                [("appraisal_id", "=", wizard.appraisal_id.id), ("user_id", "=", self.env.uid)], limit=1
            )
            wizard.score = f"{voices.score:g}" if voices else False
            wizard.text = voices.text

    @api.constrains("appraisal_id", "score")
    def _check_score(self):
        for wizard in self:
            wizard._read_score()

    def _read_score(self):
        """Return the score as a number.

        :raises ValidationError: where nothing, or no number of 0 to 100, was given
        """
        self.ensure_one()
        try:
            score = float((self.score or "").strip().replace(",", "."))
        except ValueError:
            score = -1
        if not 0 <= score <= 100:
            raise ValidationError(self.env._("Give a score of 0 to 100."))
        return score

    def action_confirm(self):
        """Give the voice."""
        self.ensure_one()
        self.appraisal_id._give_voice(self._read_score(), self.text)
        return {"type": "ir.actions.act_window_close"}
