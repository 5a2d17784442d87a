from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

BEHAVIOUR_HIGHEST = 5


class MarketingAppraisalRating(models.Model):
    """One score given by hand. No score is a thing of its own, different from a zero."""

    _name = "marketing.appraisal.rating"
    _description = "Score"
    _inherit = ["marketing.guarded.mixin"]
    _order = "appraisal_id, kind, id"

    appraisal_id = fields.Many2one("marketing.appraisal", required=True, ondelete="cascade", index=True)
    employee_id = fields.Many2one(related="appraisal_id.employee_id", store=True, precompute=True, index=True)
    period_id = fields.Many2one(related="appraisal_id.period_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="appraisal_id.company_id", store=True, precompute=True)
    kind = fields.Selection([("task", "Task"), ("criterion", "Criterion"), ("behaviour", "Behaviour")], required=True)
    task_id = fields.Many2one("marketing.task", ondelete="restrict", index="btree_not_null")
    criterion_id = fields.Many2one("marketing.scorecard.criterion", ondelete="restrict")
    behaviour_id = fields.Many2one("marketing.appraisal.behaviour", ondelete="restrict")
    name = fields.Char(compute="_compute_name")
    score = fields.Float(
        digits=(8, 2),
        aggregator=None,
        help="Tasks: percent of the task fulfilled, 0 to 100. Behaviour: a whole number from 1 to 5. "
        "Criteria: points up to the scale's full marks.",
    )
    is_scored = fields.Boolean(string="Scored", help="Set by itself with a score; tick it to give a zero.")
    highest = fields.Float(digits=(8, 2), compute="_compute_highest")
    may_score = fields.Boolean(compute="_compute_may_score")
    note = fields.Text(help="The reason for the score. Not seen by the employee before publication.")

    _subject_uniq = models.UniqueIndex(
        "(appraisal_id, kind, COALESCE(task_id, 0), COALESCE(criterion_id, 0), COALESCE(behaviour_id, 0))",
        "This is scored already.",
    )

    @api.model
    def _get_guarded_fields(self):
        """What is scored for whom is settled by the period; only the score is given."""
        return super()._get_guarded_fields() | (set(self._fields) - {"score", "is_scored", "note"})

    def _get_subject(self):
        """Return the task, criterion or behaviour that is scored."""
        self.ensure_one()
        return self[f"{self.kind}_id"]

    @api.depends("kind", "task_id", "criterion_id", "behaviour_id")
    @api.depends_context("lang")
    def _compute_name(self):
        for rating in self:
            rating.name = rating.kind and rating._get_subject().display_name

    @api.depends("kind", "criterion_id")
    def _compute_highest(self):
        for rating in self:
            fixed = {"task": 100.0, "behaviour": float(BEHAVIOUR_HIGHEST)}
            rating.highest = fixed.get(rating.kind, rating.criterion_id.nominal_points)

    @api.depends_context("uid")
    @api.depends("kind", "employee_id")
    def _compute_may_score(self):
        """Offer a cell to type in to whoever may score it, and to nobody else."""
        officer = self.env.user.has_group("marketing_roles.group_hr_officer")
        for rating in self:
            own = rating.employee_id.user_id == self.env.user
            open_still = not rating.appraisal_id.is_signed
            rating.may_score = open_still and not own and (officer or rating.kind != "behaviour")

    @api.constrains("score", "is_scored", "kind")
    def _check_score(self):
        for rating in self.filtered("is_scored"):
            lowest = 1 if rating.kind == "behaviour" else 0
            if not lowest <= rating.score <= rating.highest:
                raise ValidationError(
                    self.env._(
                        "“%(subject)s” is scored from %(lowest)g to %(highest)g, not %(score)g.",
                        subject=rating.name,
                        lowest=lowest,
                        highest=rating.highest,
                        score=rating.score,
                    )
                )
            if rating.kind == "behaviour" and rating.score != int(rating.score):
                raise ValidationError(self.env._("“%(subject)s” is scored in whole numbers.", subject=rating.name))

    @api.model_create_multi
    def create(self, vals_list):
        ratings = super().create([self._with_scored_flag(vals) for vals in vals_list])
        ratings.filtered("is_scored")._check_may_score()
        return ratings

    def write(self, vals):
        # Erasing a text is no scoring, and is possible after the signature.
        is_erasing = self.env.su and vals == {"note": False}
        if vals.keys() & {"score", "is_scored", "note"} and not is_erasing:
            self._check_may_score()
        return super().write(self._with_scored_flag(vals))

    @api.model
    def _with_scored_flag(self, vals):
        """A score that is given counts as given, without ticking anything."""
        if "score" in vals and "is_scored" not in vals:
            return dict(vals, is_scored=True)
        return vals

    def _check_may_score(self):
        """Scores end with the signature, behaviour is HR's, and nobody scores their own (R21, R33)."""
        signed = self.filtered(lambda rating: rating.appraisal_id.is_signed)[:1]
        if signed:
            raise UserError(
                self.env._("%(name)s is signed; its scores are fixed.", name=signed.appraisal_id.display_name)
            )
        if self.env.su:
            return
        user = self.env.user
        officer = user.has_group("marketing_roles.group_hr_officer")
        for rating in self:
            if rating.employee_id.user_id == user:
                raise AccessError(self.env._("Nobody scores their own appraisal."))
            if rating.kind == "behaviour" and not officer:
                raise AccessError(self.env._("Behaviour is scored by HR."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_may_score()
