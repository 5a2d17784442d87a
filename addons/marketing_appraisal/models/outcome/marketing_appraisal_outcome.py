from odoo import api, fields, models
from odoo.tools import format_list, formatLang

from ...engine.outcomes import RANK
from ...engine.ranking import BOTTOM
from .marketing_appraisal_outcome_kind import DIRECTIONS

PROPOSED, DECIDED, DROPPED = "proposed", "decided", "dropped"


class MarketingAppraisalOutcome(models.Model):
    """What is proposed for somebody after a year or a special appraisal, with its evidence; a person decides it (R55).

    By a rule, or by hand with a reason (see marketing_appraisal_outcome_hand).
    """

    _name = "marketing.appraisal.outcome"
    _description = "Proposed Outcome"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "period_id desc, employee_id, direction, id"

    result_id = fields.Many2one(
        "marketing.appraisal.result", required=True, index=True, readonly=True, ondelete="restrict"
    )
    employee_id = fields.Many2one(related="result_id.employee_id", store=True, precompute=True, index=True)
    user_id = fields.Many2one(
        related="result_id.user_id", string="User", store=True, precompute=True, export_string_translation=False
    )
    period_id = fields.Many2one(related="result_id.period_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="result_id.company_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one(related="result_id.department_id", store=True, precompute=True)
    appraiser_id = fields.Many2one(related="result_id.appraiser_id", store=True, precompute=True)
    rule_id = fields.Many2one(
        "marketing.appraisal.outcome.rule", readonly=True, ondelete="restrict", help="Empty: proposed by hand."
    )
    title = fields.Char(string="What Is Proposed", compute="_compute_from_rule")
    direction = fields.Selection(DIRECTIONS, compute="_compute_direction", store=True, precompute=True)
    reason = fields.Text(compute="_compute_from_rule", help="What the rule says, or whoever proposes by hand.")
    kind_ids = fields.Many2many(
        "marketing.appraisal.outcome.kind", string="May Become", compute="_compute_from_rule",
        help="Between these the decision is.",
    )  # fmt: skip
    month_ids = fields.Many2many(
        "marketing.appraisal.result", "marketing_appraisal_outcome_month_rel", "outcome_id", "result_id",
        string="Months", readonly=True, help="The months by which the rule is met.",
    )  # fmt: skip
    evidence = fields.Text(compute="_compute_evidence")
    state = fields.Selection(
        [(PROPOSED, "To Decide"), (DECIDED, "Decided"), (DROPPED, "No Longer Proposed")],
        default=PROPOSED,
        required=True,
        readonly=True,
        tracking=True,
        index=True,
    )
    tied = fields.Integer(string="Named by a Tie", readonly=True, aggregator=None)
    place = fields.Integer(readonly=True, aggregator=None)
    place_before = fields.Integer(string="Place the Year Before", readonly=True, aggregator=None)
    population = fields.Integer(readonly=True, aggregator=None)
    manager_comment = fields.Text(help="What the direct manager says to it.")
    person_comment = fields.Text(help="What the person says to it.")
    is_outdated = fields.Boolean(
        string="Rests on an Earlier Result",
        compute="_compute_is_outdated",
        help="The result was issued again since it was proposed.",
    )
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        store=True,
        export_string_translation=False,
        help="Its person may read it: decided, or published to them by the policy, once the year is published.",
    )
    other_ids = fields.Many2many("marketing.appraisal.outcome", string="Also Proposed", compute="_compute_other_ids")
    has_opposite = fields.Boolean(compute="_compute_other_ids", export_string_translation=False)

    _rule_uniq = models.Constraint("unique(result_id, rule_id)", "A rule proposes something to one person once a year.")

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {
            "result_id", "rule_id", "month_ids", "state", "tied", "place", "place_before", "population",
        }  # fmt: skip

    @api.depends("employee_id", "title")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.employee_id.name}: {one.title}"

    @api.depends("rule_id.direction")
    def _compute_direction(self):
        for one in self:
            one.direction = one.rule_id.direction

    @api.depends_context("lang")
    @api.depends("rule_id.name", "rule_id.reason", "rule_id.kind_ids")
    def _compute_from_rule(self):
        for one in self:
            one.title = one.rule_id.name
            one.reason = one.rule_id.reason
            one.kind_ids = one.rule_id.kind_ids

    @api.depends("state", "result_id.is_published", "result_id.appraisal_id.policy_id.publishes_outcomes")
    def _compute_is_readable(self):
        for one in self:
            publishes = one.result_id.appraisal_id.policy_id.publishes_outcomes
            shown = one.state == DECIDED or (publishes and one.state == PROPOSED)
            one.is_readable = one.result_id.is_published and shown

    @api.depends("result_id.active")
    def _compute_is_outdated(self):
        for one in self:
            one.is_outdated = not one.sudo().result_id.active

    def _compute_other_ids(self):
        """Show favourable and unfavourable side by side: the decision settles it (R57)."""
        found = self.search([("result_id", "in", self.result_id.ids), ("state", "!=", DROPPED)])
        by_result = found.grouped("result_id")
        for one in self:
            one.other_ids = by_result.get(one.result_id, found.browse()) - one._origin
            both = {one.direction, *one.other_ids.mapped("direction")}
            one.has_opposite = {"favourable", "unfavourable"} <= both

    @api.depends_context("lang")
    @api.depends("month_ids", "place", "population", "tied")
    def _compute_evidence(self):
        """Say the facts by which the rule is met, each with its number."""
        for one in self:
            one.evidence = "\n".join(one.sudo()._describe_evidence())

    def _describe_evidence(self):
        self.ensure_one()
        sentences = []
        if self.month_ids:
            names = self.month_ids.sorted("date_from").period_id.mapped("name")
            sentences.append(
                self.env._("%(count)s months: %(names)s.", count=len(names), names=format_list(self.env, names))
            )
        if self.rule_id.condition == RANK:
            words = {"place": self.place, "population": self.population, "before": self.place_before}
            if self.rule_id.end == BOTTOM:
                sentences.append(self.env._("Place %(place)s from the bottom of %(population)s.", **words))
                before = self.env._("In the year before place %(before)s from the bottom.", **words)
            else:
                sentences.append(self.env._("Place %(place)s of %(population)s.", **words))
                before = self.env._("In the year before place %(before)s.", **words)
            if self.place_before:
                sentences.append(before)
            if self.tied:
                sentences.append(
                    self.env._(
                        "A tie at the last place: %(tied)s more are named than there are places.", tied=self.tied
                    )
                )
        return [*sentences, self._describe_result()]

    def _describe_result(self):
        """Say what the result itself is, on which the proposal rests."""
        result = self.result_id
        grades = dict(result._fields["grade"]._description_selection(self.env))
        grade = grades.get(result.grade, "-")
        if result.kind == "special":
            total = formatLang(self.env, result.total, digits=2) if result.grade else "-"
            return self.env._("Total %(total)s, grade %(grade)s.", total=total, grade=grade)
        return self.env._(
            "%(points)s points from %(months)s months, grade %(grade)s, annual score %(score)s.",
            points=result.points,
            months=result.months_counted,
            grade=grade,
            score=formatLang(self.env, result.annual_score, digits=2) if result.has_annual_score else "-",
        )

    def action_open_result(self):
        """Open the annual result that it rests on."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "marketing.appraisal.result",
            "res_id": self.result_id.id,
            "views": [(False, "form")],
        }
