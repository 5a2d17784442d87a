from odoo import api, fields, models


class MarketingAppraisalCalibrate(models.TransientModel):
    """The new score, and why."""

    _name = "marketing.appraisal.calibrate"
    _description = "Calibrate a Score"

    rating_id = fields.Many2one("marketing.appraisal.rating", string="Score", required=True, ondelete="cascade")
    employee_id = fields.Many2one(related="rating_id.employee_id")
    before = fields.Float(related="rating_id.score", related_sudo=False, string="Handed In")
    was_scored = fields.Boolean(related="rating_id.is_scored", related_sudo=False, string="Had a Score")
    highest = fields.Float(related="rating_id.highest")
    score = fields.Float(string="Calibrated", digits=(8, 2), compute="_compute_score", store=True, readonly=False)
    reason = fields.Text(required=True)

    @api.depends("rating_id")
    def _compute_score(self):
        for one in self:
            # As the reader: nobody learns of a score about themselves by a dialog (R29d).
            one.score = one.rating_id.score if one.rating_id.has_access("read") else 0

    def action_calibrate(self):
        """Change the score and keep what it was."""
        self.ensure_one()
        self.rating_id._calibrate(self.score, self.reason)
        return {"type": "ir.actions.act_window_close"}
