from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ..engine.month import MonthInput, grade_month
from ..engine.totals import Part, section_points
from ..models.grades import GRADES
from ..models.policy.marketing_scorecard_criterion import BLOCK, EVENT, RATING

HUNDRED = 100
# Each behaviour criterion is scored from one to five, however many a company has (R21).
BEHAVIOUR_LOWEST, BEHAVIOUR_HIGHEST = 1, 5
PERCENT, POINTS, NUMBER = "percent", "points", "number"


class MarketingScorecardTrial(models.TransientModel):
    """Shows what values would come to: points of each criterion, the section, the total and the grade."""

    _name = "marketing.scorecard.trial"
    _description = "Try a Scorecard"

    scorecard_id = fields.Many2one("marketing.scorecard", required=True, readonly=True, ondelete="cascade")
    policy_id = fields.Many2one("marketing.appraisal.policy", required=True, ondelete="cascade")
    card_kind = fields.Selection(related="scorecard_id.kind", export_string_translation=False)
    line_ids = fields.One2many("marketing.scorecard.trial.line", "trial_id", string="Values")
    behaviour_average = fields.Float(
        string="Behaviour on Average", digits=(6, 2), default=4, help="The mean of the behaviour scores, from 1 to 5."
    )
    company_percentage = fields.Float(
        string="Company Result (%)", digits=(8, 2), default=HUNDRED, help="Actual of planned sales, in per cent."
    )
    card_points = fields.Float(string="Points of the Card", digits=(16, 2), compute="_compute_outcome")
    full_marks = fields.Float(related="scorecard_id.nominal_points", string="Out Of")
    work_points = fields.Float(string="Work Section", digits=(16, 2), compute="_compute_outcome")
    work_weight = fields.Float(related="policy_id.work_weight", string="Most for Work")
    total = fields.Float(digits=(16, 2), compute="_compute_outcome")
    grade = fields.Selection(GRADES, compute="_compute_outcome")
    missing_note = fields.Char(compute="_compute_outcome", export_string_translation=False)

    @api.model
    def _prepare_for(self, scorecard):
        """Return a trial of a card under the policy that holds today, with full marks entered."""
        company = scorecard.company_id or self.env.company
        policies = self.env["marketing.appraisal.policy"]._get_policies_on(company, fields.Date.context_today(self))
        if not policies:
            raise UserError(self.env._("There is no policy that forms a total yet."))
        criteria = scorecard.criterion_ids._in_tree_order().filtered(lambda one: one.source != BLOCK)
        return self.create(
            {
                "scorecard_id": scorecard.id,
                "policy_id": policies.get(False, next(iter(policies.values()))).id,
                "line_ids": [Command.create({"criterion_id": one.id, **self._propose(one)}) for one in criteria],
            }
        )

    @api.model
    def _propose(self, criterion):
        """Return a value that means neither good nor bad: a plan that is met, full marks, nothing that happened."""
        if criterion.source == RATING:
            return {"unit": POINTS, "value": 0 if criterion.takes else criterion.nominal_points}
        if criterion._counts_points():
            return {"unit": POINTS, "value": 0}
        if criterion.source != EVENT and criterion.scale_id.value_is == "rate":
            return {"unit": PERCENT, "value": HUNDRED}
        return {"unit": NUMBER, "value": 0}

    @api.constrains("behaviour_average")
    def _check_behaviour(self):
        for trial in self:
            if not BEHAVIOUR_LOWEST <= trial.behaviour_average <= BEHAVIOUR_HIGHEST:
                raise ValidationError(self.env._("Behaviour is scored from 1 to 5."))

    @api.depends_context("lang")
    @api.depends(
        "policy_id", "behaviour_average", "company_percentage", "line_ids.value", "line_ids.is_missing",
        "line_ids.points",
    )  # fmt: skip
    def _compute_outcome(self):
        for trial in self:
            rules = trial.policy_id._to_month_rules()
            parts = {
                line.criterion_id: Part(line.criterion_id.id, as_decimal(line.criterion_id.maximum), line._get_points())
                for line in trial.line_ids
            }
            card = trial.scorecard_id._score(parts, rules.missing_rule).card
            behaviour = Part("behaviour", as_decimal(BEHAVIOUR_HIGHEST), as_decimal(trial.behaviour_average))
            month = MonthInput(card, (behaviour,), as_decimal(trial.company_percentage) / HUNDRED)
            result = grade_month(month, rules)
            trial.card_points = card.points or 0
            trial.work_points = section_points(card, rules.work_weight, rules.cap_work) or 0
            trial.total, trial.grade = result.total or 0, result.grade
            trial.missing_note = trial._describe_missing(result)

    def _describe_missing(self, result):
        names = ", ".join(self.line_ids.filtered("is_missing").mapped("name"))
        if not names:
            return False
        if result.total is None:
            return self.env._("Without %(names)s there is no total under this policy.", names=names)
        return self.env._("Formed without %(names)s, as the policy says for missing values.", names=names)

    def action_reset(self):
        """Enter the proposed values again."""
        for line in self.line_ids:
            line.write({"is_missing": False, **self._propose(line.criterion_id)})
        return self._open()

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try %(card)s", card=self.scorecard_id.display_name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class MarketingScorecardTrialLine(models.TransientModel):
    """A value that somebody might reach."""

    _name = "marketing.scorecard.trial.line"
    _description = "Value to Try"

    trial_id = fields.Many2one(
        "marketing.scorecard.trial", required=True, ondelete="cascade", index=True, export_string_translation=False
    )
    criterion_id = fields.Many2one(
        "marketing.scorecard.criterion", string="Tried Criterion", required=True, readonly=True, ondelete="cascade"
    )
    name = fields.Char(related="criterion_id.name", string="Criterion")
    block = fields.Char(related="criterion_id.parent_id.name", string="In")
    value = fields.Float(string="Value Reached", digits=(16, 2))
    unit = fields.Selection(
        [(PERCENT, "%"), (POINTS, "points"), (NUMBER, "number")], string="In Units Of", required=True, readonly=True
    )
    is_missing = fields.Boolean(string="Missing")
    points = fields.Float(digits=(16, 2), compute="_compute_points")
    maximum = fields.Float(related="criterion_id.maximum", string="Out Of")

    @api.depends("value", "is_missing")
    def _compute_points(self):
        for line in self:
            line.points = line._get_points() or 0

    def _get_points(self):
        """Return the points of the value as a Decimal, None where it is missing."""
        self.ensure_one()
        if self.is_missing:
            return None
        value = as_decimal(self.value, 2)
        if self.criterion_id._counts_points():
            return -value
        points = self.criterion_id.scale_id._to_engine().points(value / HUNDRED if self.unit == PERCENT else value)
        return -points if self.criterion_id.takes else points
