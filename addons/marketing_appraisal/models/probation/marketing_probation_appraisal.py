from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine import probation as rules
from ...engine.annual_score import history_mean
from ..grades import GRADES
from .marketing_probation import APPRAISED, GENERAL_MANAGER, IN_PROBATION, OFFICER, UNDER_WAY

VOICES, GRADED, PROPOSED, DECIDED, PUBLISHED = "voices", "graded", "proposed", "decided", "published"
SIDES = [(rules.MANAGER, "Direct Manager"), (rules.HR, "Administration")]


class MarketingProbationAppraisal(models.Model):
    """The appraisal at the end of a probation: voices, grade and the decision of both sides (R41).

    A model of its own, because of who reads it: its person never before it is published. Nobody writes it: every
    change goes through a method that checks who asks.
    """

    _name = "marketing.probation.appraisal"
    _description = "Probation Appraisal"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "probation_id desc, number desc"
    # Nobody may write it by hand, and yet those who decide talk about it.
    _mail_post_access = "read"

    probation_id = fields.Many2one("marketing.probation", required=True, index=True, ondelete="cascade")
    number = fields.Integer(default=1, required=True, aggregator=None, help="2: the appraisal after an extension.")
    employee_id = fields.Many2one(related="probation_id.employee_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="probation_id.company_id", store=True, precompute=True, index=True)
    date_end = fields.Date(related="probation_id.date_end")
    state = fields.Selection(
        [
            (VOICES, "Waits for Voices"),
            (GRADED, "Graded"),
            (PROPOSED, "Decision Proposed"),
            (DECIDED, "Decided"),
            (PUBLISHED, "Told to the Person"),
        ],
        default=VOICES,
        required=True,
        copy=False,
        tracking=True,
    )
    is_published = fields.Boolean(string="Published", copy=False, index=True)
    voice_ids = fields.One2many("marketing.probation.voice", "appraisal_id", string="Voices")
    voice_count = fields.Integer(string="Voices Given", aggregator=None)

    months_score = fields.Float(string="Mean of the Months", digits=(8, 2), aggregator="avg")
    months_count = fields.Integer(string="Months Counted", aggregator=None)
    months_weight = fields.Float(string="Weight of the Months", digits=(6, 2), aggregator=None)
    manager_weight = fields.Float(string="Weight of the Manager's Voice", digits=(6, 2), aggregator=None)
    hr_weight = fields.Float(string="Weight of HR's Voice", digits=(6, 2), aggregator=None)
    score = fields.Float(digits=(8, 2), aggregator="avg")
    grade = fields.Selection(GRADES)
    is_passed = fields.Boolean(string="Passed")
    explanation = fields.Char(compute="_compute_explanation")

    _number_uniq = models.UniqueIndex("(probation_id, number)", "Another appraisal of this probation is under way.")

    @api.depends("employee_id", "number")
    def _compute_display_name(self):
        for appraisal in self:
            title = self.env._("Probation Appraisal")
            if appraisal.number > 1:
                title = f"{title} {appraisal.number}"
            appraisal.display_name = f"{appraisal.employee_id.name or ''} · {title}"

    @api.depends_context("lang")
    @api.depends("score", "grade", "months_count", "months_score", "voice_ids.score")
    def _compute_explanation(self):
        labels = {
            rules.MONTHS: self.env._("months"),
            rules.MANAGER: self.env._("direct manager"),
            rules.HR: self.env._("administration"),
        }
        for appraisal in self:
            if not appraisal.grade:
                appraisal.explanation = False
                continue
            points = {voice.side: voice.score for voice in appraisal.voice_ids}
            if appraisal.months_count:
                points[rules.MONTHS] = appraisal.months_score
            weights = {part: appraisal[f"{part}_weight"] for part in rules.PARTS}
            parts = ", ".join(
                f"{labels[part]} {points[part]:.2f} × {weights[part]:g}"
                for part in rules.PARTS
                if weights[part] and part in points
            )
            words = {"parts": parts, "score": appraisal.score}
            appraisal.explanation = (
                self.env._("%(parts)s: %(score).2f. No month counts; its weight goes to the voices.", **words)
                if weights[rules.MONTHS] and not appraisal.months_count
                else self.env._("%(parts)s: %(score).2f.", **words)
            )

    # ------------------------------------------------------------------ grading

    def _grade(self):
        """Grade out of the published months and both voices, and keep by which weights (R41)."""
        for appraisal in self.sudo():
            policy = appraisal.probation_id._get_policy()
            of_policy = policy._to_probation_rules()
            totals = [as_decimal(one.total, 2) for one in appraisal.probation_id._get_months().filtered("grade")]
            parts = {voice.side: as_decimal(voice.score, 2) for voice in appraisal.voice_ids}
            parts[rules.MONTHS] = history_mean(totals)
            outcome = rules.appraise(parts, of_policy)
            appraisal.write(
                {
                    "months_score": parts[rules.MONTHS] or 0,
                    "months_count": len(totals),
                    **{f"{part}_weight": of_policy.weight(part) for part in rules.PARTS},
                    "score": outcome.score,
                    "grade": outcome.grade,
                    "is_passed": outcome.is_passed,
                    "state": GRADED,
                }
            )
            appraisal.probation_id.write({"state": APPRAISED})

    def action_grade_again(self):
        """Grade again, such as when a month was published since; up to the first signature."""
        self._check_takes_part()
        for appraisal in self:
            if appraisal.state != GRADED:
                raise UserError(self.env._("It is graded again between the voices and the first signature."))
        self._grade()

    # ------------------------------------------------------------------ who stands for which side

    def _get_side(self):
        """Return for which side the user speaks and signs, or None: the direct manager, or else HR."""
        self.ensure_one()
        return self.probation_id._get_side()

    def _check_takes_part(self):
        """Return the user's side.

        :raises AccessError: for the person, and for whoever is neither the direct manager nor HR
        """
        side = None
        for appraisal in self:
            appraisal.check_access("read")
            side = appraisal.probation_id._check_side()
        return side


class MarketingProbation(models.Model):
    """Who appraises a probation, and the months that count in it."""

    _inherit = "marketing.probation"

    appraisal_ids = fields.One2many(
        "marketing.probation.appraisal", "probation_id", string="Probation Appraisals", copy=False
    )

    def _get_manager_users(self):
        """Return the users who are the direct manager; the general manager where nobody is."""
        self.ensure_one()
        person = self.sudo().employee_id
        managers = person.appraiser_id.user_id.filtered("active")
        if not managers:
            managers = self._get_users_of(GENERAL_MANAGER)
        return managers - person.user_id

    def _get_hr_users(self):
        """Return the users who are HR for this person."""
        self.ensure_one()
        return self._get_users_of(OFFICER) - self.sudo().user_id

    def _get_users_of(self, group):
        """Return the users of a group who work in the company; the group is not looked up for each probation."""
        number = self.env["ir.model.data"]._xmlid_to_res_id(group)
        users = self.env["res.groups"].sudo().browse(number).all_user_ids
        return users.filtered(lambda user: user.active and self.company_id in user.company_ids)

    def _get_side(self):
        """Return for which side the user speaks, or None; nobody for themselves."""
        self.ensure_one()
        user = self.env.user
        if self.sudo().user_id == user:
            return None
        if user in self._get_manager_users():
            return rules.MANAGER
        return rules.HR if user.has_group(OFFICER) else None

    def _check_side(self):
        self.ensure_one()
        self._check_not_own()
        side = self._get_side()
        if not side:
            raise AccessError(self.env._("A probation is appraised and decided by the direct manager and HR."))
        return side

    def _get_months(self):
        """Return the published monthly results of its days, in their order (R41)."""
        self.ensure_one()
        if not self.date_start or not self.date_end:
            return self.env["marketing.appraisal.result"]
        return self.env["marketing.appraisal.result"].search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("company_id", "=", self.company_id.id),
                ("kind", "=", "monthly"),
                ("is_published", "=", True),
                ("date_from", "<=", self.date_end),
                ("appraisal_id.date_to", ">=", self.date_start),
            ],
            order="date_from",
        )

    def action_appraise(self):
        """Begin the probation appraisal, and open the wizard for the user's voice."""
        self.ensure_one()
        self.check_access("read")
        self._check_side()
        if self.state not in IN_PROBATION:
            raise UserError(self._describe_state())
        latest = self._get_newest_appraisal()
        if not latest or latest.state == PUBLISHED:
            latest = latest.create({"probation_id": self.id, "number": len(self.sudo().appraisal_ids) + 1})
        return latest.with_env(self.env)._ask(
            "marketing.probation.voice.giving", self.env._("Voice on %(name)s", name=self.employee_id.name)
        )

    def _get_newest_appraisal(self):
        """Return the last appraisal, whoever may read it; empty before the first."""
        self.ensure_one()
        return self.sudo().appraisal_ids.sorted("number")[-1:]

    def _describe_state(self):
        """Say that there is nothing to appraise now."""
        if self.state == APPRAISED:
            return self.env._("The probation of %(name)s is appraised and waits for the decision.",
                name=self.employee_id.name)  # fmt: skip
        if self.state in UNDER_WAY:
            return self.env._("The probation of %(name)s is not appraised yet.", name=self.employee_id.name)
        return self.env._("%(name)s is not on probation.", name=self.employee_id.name)
