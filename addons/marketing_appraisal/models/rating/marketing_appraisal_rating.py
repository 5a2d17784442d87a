from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from .. import steps

BEHAVIOUR_HIGHEST = 5
FIRST, SECOND = ("score", "is_scored"), ("second_score", "is_second_scored")
# With which step the scores of a kind are handed in.
STEP_OF_KIND = {
    "task": steps.SCORING,
    "criterion": steps.SCORING,
    "behaviour": steps.BEHAVIOUR,
    "year": steps.SCORING,
    "purpose": steps.SCORING,
}
# A year is scored as a whole, by one person.
WITHOUT_SECOND = ("behaviour", "year")
# What is scored is the period itself: the year as a whole, or what a special appraisal is held for.
OF_PERIOD = ("year", "purpose")


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
    kind = fields.Selection(
        [
            ("task", "Task"),
            ("criterion", "Criterion"),
            ("behaviour", "Behaviour"),
            ("year", "Overall Judgement"),
            ("purpose", "Purpose"),
        ],
        required=True,
    )
    task_id = fields.Many2one("marketing.task", ondelete="restrict", index="btree_not_null")
    criterion_id = fields.Many2one("marketing.scorecard.criterion", ondelete="restrict")
    behaviour_id = fields.Many2one("marketing.appraisal.behaviour", ondelete="restrict")
    name = fields.Char(compute="_compute_name")
    score = fields.Float(
        digits=(8, 2),
        aggregator=None,
        help="Tasks: percent of the task fulfilled, 0 to 100. Behaviour: a whole number from 1 to 5. "
        "Criteria: points up to the scale's full marks. The year as a whole: 0 to 100.",
    )
    is_scored = fields.Boolean(string="Scored", help="Set by itself with a score; tick it to give a zero.")
    second_score = fields.Float(
        digits=(8, 2), aggregator=None, help="What the designated employee gives, where the policy has them score."
    )
    is_second_scored = fields.Boolean(string="Second Scored", help="Set by itself with a second score.")
    highest = fields.Float(digits=(8, 2), compute="_compute_highest")
    may_score = fields.Boolean(compute="_compute_may_score")
    may_second_score = fields.Boolean(compute="_compute_may_score", export_string_translation=False)
    note = fields.Text(help="The reason for the score. Not seen by the employee before publication.")

    _subject_uniq = models.UniqueIndex(
        "(appraisal_id, kind, COALESCE(task_id, 0), COALESCE(criterion_id, 0), COALESCE(behaviour_id, 0))",
        "This is scored already.",
    )

    @api.model
    def _get_guarded_fields(self):
        """What is scored for whom is settled by the period; only the score is given."""
        return super()._get_guarded_fields() | (set(self._fields) - {"note", *FIRST, *SECOND})

    def _get_subject(self):
        """Return the task, criterion or behaviour that is scored, or the period."""
        self.ensure_one()
        return self.period_id if self.kind in OF_PERIOD else self[f"{self.kind}_id"]

    @api.model
    def _prepare_line_vals(self, appraisal_id, kind, subject_id):
        """Return the values of a line without a score yet."""
        subject = {} if kind in OF_PERIOD else {f"{kind}_id": subject_id}
        return {"appraisal_id": appraisal_id, "kind": kind, **subject}

    @api.depends("kind", "task_id", "criterion_id", "behaviour_id", "appraisal_id.period_id.purpose")
    @api.depends_context("lang")
    def _compute_name(self):
        """Name what is scored; of a year, whose period says nothing of it, what is given."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for rating in self:
            if rating.kind == "purpose":
                rating.name = rating.period_id.sudo()._get_purpose_title()
            elif rating.kind == "year":
                rating.name = kinds["year"]
            else:
                rating.name = rating.kind and rating._get_subject().display_name

    @api.depends("kind", "criterion_id")
    def _compute_highest(self):
        for rating in self:
            fixed = {"task": 100.0, "year": 100.0, "purpose": 100.0, "behaviour": float(BEHAVIOUR_HIGHEST)}
            rating.highest = fixed.get(rating.kind, rating.criterion_id.nominal_points)

    @api.depends_context("uid")
    @api.depends("kind", "employee_id", "appraisal_id.step", "appraisal_id.is_signed")
    def _compute_may_score(self):
        """Offer a cell to type in to whoever may score it, and to nobody else."""
        for rating in self:
            rating.may_score = rating._why_not_score() is None
            rating.may_second_score = rating._why_not_second_score() is None

    def _is_handed_in(self):
        """Tell whether the step with which the score is handed in is completed; then it is only calibrated."""
        self.ensure_one()
        return steps.is_before(STEP_OF_KIND[self.kind], self.appraisal_id.step)

    def _takes_second_score(self):
        """Tell whether the policy has the designated employee score as well; behaviour is HR's alone (R33)."""
        self.ensure_one()
        case = self.sudo().appraisal_id
        scores_twice = case.policy_id.second_assessor == "scores"
        return self.kind not in WITHOUT_SECOND and bool(case.countersigner_id) and scores_twice

    def _get_score(self):
        """Return the score that counts as a Decimal, None where it or a wanted second one is missing (R33)."""
        self.ensure_one()
        if not self.is_scored:
            return None
        score = as_decimal(self.score)
        if not self._takes_second_score():
            return score
        if not self.is_second_scored:
            return None
        weight = as_decimal(self.appraisal_id.policy_id.second_weight, 4)
        return score * (1 - weight) + as_decimal(self.second_score) * weight

    @api.constrains("score", "is_scored", "second_score", "is_second_scored", "kind")
    def _check_score(self):
        for rating in self:
            given = [rating.score] if rating.is_scored else []
            given += [rating.second_score] if rating.is_second_scored else []
            for score in given:
                rating._check_within_bounds(score)

    def _get_lowest(self):
        """Return the least score: behaviour begins with one (R21)."""
        self.ensure_one()
        return 1 if self.kind == "behaviour" else 0

    def _check_within_bounds(self, score):
        """Refuse a score beyond its scale.

        :raises ValidationError: naming the bounds
        """
        for rating in self:
            lowest = rating._get_lowest()
            if not lowest <= score <= rating.highest:
                raise ValidationError(
                    self.env._(
                        "“%(subject)s” is scored from %(lowest)g to %(highest)g, not %(score)g.",
                        subject=rating.name,
                        lowest=lowest,
                        highest=rating.highest,
                        score=score,
                    )
                )
            if rating.kind == "behaviour" and score != int(score):
                raise ValidationError(self.env._("“%(subject)s” is scored in whole numbers.", subject=rating.name))

    @api.model_create_multi
    def create(self, vals_list):
        ratings = super().create([self._with_scored_flags(vals) for vals in vals_list])
        ratings.filtered("is_scored")._check_may_write(FIRST)
        return ratings

    def write(self, vals):
        # Erasing a text is no scoring, and is possible after the signature.
        is_erasing = self.env.su and vals == {"note": False}
        if vals.keys() & {"note", *FIRST, *SECOND} and not is_erasing:
            self._check_may_write(vals)
        return super().write(self._with_scored_flags(vals))

    @api.model
    def _with_scored_flags(self, vals):
        """A score that is given counts as given, without ticking anything."""
        flags = {flag: True for score, flag in (FIRST, SECOND) if score in vals and flag not in vals}
        return dict(vals, **flags)

    def _check_may_write(self, names):
        """Refuse scores and reasons by whoever may not give them, and after the signature.

        :param names: the fields that are written
        """
        for rating in self:
            reasons = [rating._why_not_second_score()] if set(names) & set(SECOND) else []
            reasons += [rating._why_not_score()] if set(names) & {"note", *FIRST} else []
            for why in filter(None, reasons):
                raise why

    def _why_not_score(self):
        """Return the error for which the user may not give the score, or None (R21, R33).

        Scores end with the signature, and are calibrated once handed in. Behaviour is HR's; nobody scores their own.
        """
        self.ensure_one()
        case = self.appraisal_id
        if case.is_signed:
            return UserError(self.env._("%(name)s is signed; its scores are fixed.", name=case.display_name))
        if self.env.su:
            return None
        user = self.env.user
        officer = user.has_group("marketing_roles.group_hr_officer")
        if self.employee_id.user_id == user:
            return AccessError(self.env._("Nobody scores their own appraisal."))
        if self.kind == "behaviour" and not officer:
            return AccessError(self.env._("Behaviour is scored by HR."))
        if not officer and not case._filter_appraised_by(user):
            return AccessError(self.env._("Work is scored by the appraiser, their substitute or HR."))
        if self._is_handed_in():
            return UserError(
                self.env._(
                    "The scores of %(name)s are handed in: have it sent back, or have HR calibrate them.",
                    name=case.display_name,
                )
            )
        return None

    def _why_not_second_score(self):
        """Return the error for which the user may not give the second score, or None (R33)."""
        self.ensure_one()
        case = self.appraisal_id
        if case.is_signed:
            return UserError(self.env._("%(name)s is signed; its scores are fixed.", name=case.display_name))
        if self.env.su:
            return None
        if not self._takes_second_score() or case.sudo().countersigner_id.user_id != self.env.user:
            return AccessError(self.env._("Second scores are given by the countersigner, where the policy has them."))
        if self.employee_id.user_id == self.env.user:
            return AccessError(self.env._("Nobody scores their own appraisal."))
        if steps.is_before(steps.COUNTERSIGNATURE, case.step):
            return UserError(self.env._("%(name)s is countersigned.", name=case.display_name))
        return None

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_may_write(FIRST)
