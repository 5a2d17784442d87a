from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.outcomes import (
    GRADE,
    MONTHS,
    RANK,
    SCORE,
    GradeCondition,
    MonthsCondition,
    RankCondition,
    ScoreCondition,
)
from ...engine.ranking import BOTTOM, TOP
from ..grades import GRADES
from ..year.marketing_appraisal_rank import RANKINGS

ANNUAL, SPECIAL = "annual", "special"


class MarketingAppraisalOutcomeRule(models.Model):
    """When something is proposed at the end of a year, as data (R55). A rule proposes; a person decides."""

    _name = "marketing.appraisal.outcome.rule"
    _description = "Outcome Rule"
    _inherit = ["mail.thread", "marketing.in.use.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True, help="Only active rules propose anything.")
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    direction = fields.Selection(
        [("favourable", "Favourable"), ("unfavourable", "Unfavourable")],
        required=True,
        default="favourable",
        tracking=True,
    )
    applies_to = fields.Selection(
        [(ANNUAL, "A year"), (SPECIAL, "A special appraisal that names the rule")],
        string="Asked After",
        required=True,
        default=ANNUAL,
        tracking=True,
    )
    condition = fields.Selection(
        [
            (MONTHS, "Months of a grade"),
            (GRADE, "Grade of the year or special appraisal"),
            (SCORE, "Annual score, or special total, below a limit"),
            (RANK, "Place in a ranking"),
        ],
        required=True,
        default=MONTHS,
        tracking=True,
    )
    grade = fields.Selection(GRADES, tracking=True)
    in_a_row = fields.Integer(
        string="Months in a Row", tracking=True, help="A month without an appraisal neither counts nor breaks a streak."
    )
    in_all = fields.Integer(string="Months in All", tracking=True, help="Of the calendar year.")
    may_begin_before = fields.Boolean(
        string="May Begin in the Year Before",
        default=True,
        tracking=True,
        help="A choice: a streak that reaches into the year counts with its months of the year before.",
    )
    below = fields.Float(digits=(8, 2), tracking=True, help="The limit itself is not below it.")
    ranking = fields.Selection(RANKINGS, tracking=True)
    end = fields.Selection([(TOP, "From the top"), (BOTTOM, "From the bottom")], string="Counted", tracking=True)
    first = fields.Integer(string="From Place", default=1, tracking=True)
    last = fields.Integer(
        string="To Place", default=1, tracking=True, help="A tie at the last place names all of them."
    )
    minimum = fields.Integer(
        string="Least Population", tracking=True, help="A choice: among fewer people a place says nothing."
    )
    years = fields.Selection(
        [("1", "This year"), ("2", "Two years one after the other")], default="1", required=True, tracking=True
    )
    kind_ids = fields.Many2many(
        "marketing.appraisal.outcome.kind",
        "marketing_outcome_rule_kind_rel",
        "rule_id",
        "kind_id",
        string="May Become",
        required=True,
        help="Between these the decision is.",
    )
    reason = fields.Text(
        translate=True, required=True, help="What the rule says, for whoever decides and whoever reads."
    )
    summary = fields.Char(string="In Figures", compute="_compute_summary")

    _places_in_order = models.Constraint("CHECK(first >= 1 AND last >= first)", "Places begin with 1 and end later.")
    _numbers_not_negative = models.Constraint(
        "CHECK(in_a_row >= 0 AND in_all >= 0 AND minimum >= 0 AND below >= 0)", "Numbers cannot be negative."
    )

    _months_possible = models.Constraint(
        "CHECK(in_a_row <= 24 AND in_all <= 12)",
        "A year has 12 months, and a streak that began in the year before is at most 24 months long.",
    )

    @api.constrains("applies_to", "condition", "grade", "in_a_row", "in_all", "below", "ranking", "end", "kind_ids")
    def _check_is_whole(self):
        """A condition without its numbers would name everybody, or nobody."""
        for rule in self:
            missing = {
                MONTHS: not rule.grade or not (rule.in_a_row or rule.in_all),
                GRADE: not rule.grade,
                SCORE: not rule.below,
                RANK: not (rule.ranking and rule.end),
            }
            if missing[rule.condition] or not rule.kind_ids:
                raise ValidationError(
                    self.env._("“%(name)s” does not say when it holds or what may follow.", name=rule.name)
                )
            if rule.applies_to == SPECIAL and rule.condition not in (GRADE, SCORE):
                raise ValidationError(
                    self.env._("“%(name)s”: a special appraisal has a grade and a total, no months or ranks.",
                        name=rule.name)
                )  # fmt: skip

    @api.depends_context("lang")
    @api.depends(
        "applies_to", "condition", "grade", "in_a_row", "in_all", "below", "ranking", "end", "first", "last", "minimum",
        "years",
    )  # fmt: skip
    def _compute_summary(self):
        labels = {name: dict(self._fields[name]._description_selection(self.env)) for name in ("ranking", "grade")}
        for rule in self:
            rule.summary = rule._describe_condition(labels)

    def _describe_condition(self, labels):
        """Return the condition as a sentence with its numbers."""
        self.ensure_one()
        words = {
            "grade": labels["grade"].get(self.grade, "-"),
            "row": self.in_a_row,
            "all": self.in_all,
            "below": f"{self.below:g}",
            "ranking": labels["ranking"].get(self.ranking, "-"),
            "first": self.first,
            "last": self.last,
            "minimum": self.minimum,
        }
        if self.condition == MONTHS:
            parts = [self.env._("%(grade)s in %(row)s months in a row", **words)] if self.in_a_row else []
            parts += [self.env._("%(grade)s in %(all)s months of the year", **words)] if self.in_all else []
            return self.env._(" or ").join(parts)
        special = self.applies_to == SPECIAL
        if self.condition == GRADE:
            return self.env._("Grade %(grade)s", **words) if special else self.env._("Annual grade %(grade)s", **words)
        if self.condition == SCORE:
            if special:
                return self.env._("Total below %(below)s", **words)
            return self.env._("Annual score below %(below)s", **words)
        if self.end == TOP:
            place = self.env._("%(ranking)s: place %(first)s to %(last)s of at least %(minimum)s", **words)
        else:
            place = self.env._(
                "%(ranking)s: place %(first)s to %(last)s from the bottom of at least %(minimum)s", **words
            )
        return place if self.years == "1" else self.env._("%(place)s, two years in a row", place=place)

    def _to_condition(self):
        """Return the rule as the engine's condition."""
        self.ensure_one()
        if self.condition == MONTHS:
            return MonthsCondition(self.grade, self.in_a_row, self.in_all, self.may_begin_before)
        if self.condition == GRADE:
            return GradeCondition(self.grade)
        if self.condition == SCORE:
            return ScoreCondition(as_decimal(self.below, 2))
        return RankCondition(self.ranking, self.end, self.first, self.last, self.minimum, int(self.years))

    @api.model
    def _get_rules(self, period):
        """Return the active rules that are asked after a period: those of years, or those that it names itself."""
        if period.kind == SPECIAL:
            return period.rule_ids.filtered("active")
        return self.search([("applies_to", "=", ANNUAL), ("company_id", "in", (period.company_id.id, False))])

    def action_what_if(self):
        """Ask over which year to try the rule, also before it is made active."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Whom Would It Name"),
            "res_model": "marketing.appraisal.what.if",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_rule_id": self.id},
        }
