from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..grades import GRADES

RUNNERS = ("marketing_roles.group_hr_officer", "marketing_roles.group_general_manager")


class MarketingAppraisalCalibration(models.Model):
    """A score that was changed after it was handed in: from what to what, by whom and why. Written once."""

    _name = "marketing.appraisal.calibration"
    _description = "Calibration"
    _order = "id desc"

    rating_id = fields.Many2one(
        "marketing.appraisal.rating", string="Score", required=True, ondelete="cascade", index=True, readonly=True
    )
    appraisal_id = fields.Many2one(related="rating_id.appraisal_id", store=True, precompute=True, index=True)
    employee_id = fields.Many2one(related="rating_id.employee_id", store=True, precompute=True, index=True)
    period_id = fields.Many2one(related="rating_id.period_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one(related="appraisal_id.department_id", store=True, precompute=True)
    company_id = fields.Many2one(related="rating_id.company_id", store=True, precompute=True)
    before = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    was_scored = fields.Boolean(string="Had a Score", readonly=True)
    after = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    total_before = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    grade_before = fields.Selection(GRADES, readonly=True)
    total_after = fields.Float(string="Total Now", digits=(8, 2), compute="_compute_after")
    grade_after = fields.Selection(GRADES, string="Grade Now", compute="_compute_after")
    reason = fields.Text(required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True, ondelete="restrict")
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    @api.depends("appraisal_id.result_ids.total", "appraisal_id.result_ids.grade")
    def _compute_after(self):
        for one in self:
            result = one.appraisal_id.result_ids
            one.total_after = result.total
            one.grade_after = result.grade


class MarketingAppraisalRating(models.Model):
    """Calibrating: HR or the general manager changes what was handed in, and what it was stays readable."""

    _inherit = "marketing.appraisal.rating"

    calibration_ids = fields.One2many("marketing.appraisal.calibration", "rating_id", string="Calibrations")
    may_calibrate = fields.Boolean(compute="_compute_may_calibrate", export_string_translation=False)

    @api.depends_context("uid")
    @api.depends("kind", "employee_id", "appraisal_id.step", "appraisal_id.is_signed")
    def _compute_may_calibrate(self):
        for rating in self:
            rating.may_calibrate = rating._why_not_calibrate() is None

    def _why_not_calibrate(self):
        """Return the error for which the user may not change a score that was handed in, or None."""
        self.ensure_one()
        case = self.appraisal_id
        if not self.env.su and not any(self.env.user.has_group(group) for group in RUNNERS):
            return AccessError(self.env._("Scores are calibrated by HR or the general manager."))
        if not self.env.su and self.employee_id.user_id == self.env.user:
            return AccessError(self.env._("Nobody scores their own appraisal."))
        if case.is_signed:
            return UserError(self.env._("%(name)s is signed; its scores are fixed.", name=case.display_name))
        if not self._is_handed_in():
            return UserError(
                self.env._("The scores of %(name)s are not handed in and can be changed.", name=case.display_name)
            )
        return None

    def _calibrate(self, score, reason):
        """Change a score that was handed in; the grades are computed again before the signature.

        :param float score: within the bounds of the scale
        :raises UserError: without a reason, where nothing changes, or where the score is not handed in or is signed
        """
        self.ensure_one()
        self.check_access("read")
        refused = self._why_not_calibrate()
        if refused:
            raise refused
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the score is calibrated."))
        if self.is_scored and self.score == score:
            raise UserError(self.env._("“%(subject)s” has this score already.", subject=self.name))
        self._check_within_bounds(score)
        result = self.sudo().appraisal_id.result_ids._get_figures_before()
        self.env["marketing.appraisal.calibration"].sudo().create(
            {
                "rating_id": self.id,
                "before": self.score,
                "was_scored": self.is_scored,
                "after": score,
                "total_before": result.total,
                "grade_before": result.grade,
                "reason": reason.strip(),
                "user_id": self.env.uid,
            }
        )
        self.sudo().write({"score": score})

    def action_ask_calibration(self):
        """Ask for the new score and the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Calibrate"),
            "res_model": "marketing.appraisal.calibrate",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_rating_id": self.id},
        }
