from decimal import Decimal

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import curves, scales

# A step beyond it, ten times the plan, is taken for per cent written as a whole number.
HIGHEST_RATE = 10


def as_decimal(value, digits=6):
    """Return a stored float as the Decimal that the user typed."""
    return Decimal(str(round(value, digits)))


class SalesKpiScale(models.Model):
    """A scale as data: its kind and figures; the engine computes."""

    _name = "sales.kpi.scale"
    _description = "Scale"
    _inherit = ["mail.thread", "marketing.in.use.mixin"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("proportional", "In proportion"),
            ("tiers", "Tiers"),
            ("deduction", "Deduction per unit"),
            ("difference", "Added above, taken below"),
            ("rating", "Points given by the assessor"),
            ("piecewise", "Curve through given points"),
        ],
        required=True,
        default="proportional",
        tracking=True,
    )
    value_is = fields.Selection(
        [("rate", "A completion, in per cent"), ("number", "A number, such as days or an amount")],
        string="The Value Is",
        compute="_compute_value_is",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        help="What the KPI gives that the scale is used with.",
    )
    nominal_points = fields.Float(
        required=True, digits=(16, 2), default=100, tracking=True, help="The points that count as full marks."
    )
    has_floor = fields.Boolean(string="With Floor", tracking=True)
    floor_value = fields.Float(digits=(16, 4), tracking=True, help="Below this value there are no points.")
    has_cap = fields.Boolean(string="With Cap", tracking=True)
    cap_points = fields.Float(
        digits=(16, 2),
        tracking=True,
        help="Never more points than this; for a deduction, never more lost than this; above and below, neither.",
    )
    points_per_unit = fields.Float(digits=(16, 2), default=1, tracking=True)
    unit = fields.Float(
        digits=(16, 2),
        default=1,
        tracking=True,
        help="How much makes one unit, e.g. 10,000; 0.01 is a percentage point.",
    )
    reference_value = fields.Float(
        string="Counted From",
        digits=(16, 4),
        default=1,
        tracking=True,
        help="Each unit above it adds points, each unit below it takes them; 1 is 100 %.",
    )
    unit_counting = fields.Selection(
        [("pro_rata", "Pro rata"), ("started", "Per started unit"), ("full", "Per full unit")],
        default="pro_rata",
        required=True,
        tracking=True,
        help="A choice: whether a part of a unit counts in proportion, as a whole unit, or not at all.",
    )
    line_ids = fields.One2many("sales.kpi.scale.line", "scale_id", string="Steps", copy=True)
    trial_value = fields.Float(
        string="Try a Value", digits=(16, 4), store=False, help="What a KPI gives, such as a completion or an amount."
    )
    trial_points = fields.Float(string="Gives", digits=(16, 2), compute="_compute_trial_points")
    curve = fields.Html(compute="_compute_curve", sanitize=False, help="Points over values.")

    _unit_positive = models.Constraint("CHECK(unit > 0)", "A unit must be above zero.")
    _nominal_positive = models.Constraint("CHECK(nominal_points > 0)", "Full marks must be above zero.")

    @api.depends("kind")
    def _compute_value_is(self):
        """A deduction counts units of something, the others look at a completion, unless somebody says otherwise."""
        for scale in self:
            scale.value_is = "number" if scale.kind in ("deduction", "rating") else "rate"

    @api.constrains("kind", "value_is", "line_ids")
    def _check_steps_are_rates(self):
        for scale in self.filtered(lambda scale: scale.value_is == "rate" and scale.kind in ("tiers", "piecewise")):
            highest = max(scale.line_ids.mapped("from_value"), default=0)
            if highest > HIGHEST_RATE:
                raise ValidationError(
                    self.env._(
                        "%(name)s has a step at %(value)g %%. If its values are numbers and no per cent, say so in "
                        "“The Value Is”.",
                        name=scale.name,
                        value=highest * 100,
                    )
                )

    @api.constrains("kind", "line_ids")
    def _check_scale(self):
        for scale in self:
            if scale.kind in ("tiers", "piecewise") and not scale.line_ids:
                raise ValidationError(self.env._("The scale %(name)s needs at least one step.", name=scale.name))

    @api.depends(
        "trial_value", "kind", "nominal_points", "has_floor", "floor_value", "has_cap", "cap_points",
        "points_per_unit", "unit", "unit_counting", "reference_value", "line_ids.from_value", "line_ids.points",
    )  # fmt: skip
    def _compute_trial_points(self):
        for scale in self:
            try:
                scale.trial_points = float(scale._to_engine().points(as_decimal(scale.trial_value)))
            except scales.BadScale:
                scale.trial_points = 0.0

    @api.depends(
        "kind", "nominal_points", "has_floor", "floor_value", "has_cap", "cap_points", "points_per_unit", "unit",
        "unit_counting", "reference_value", "value_is", "line_ids.from_value", "line_ids.points",
    )  # fmt: skip
    def _compute_curve(self):
        """Draw the scale up to where it changes no more, or a little beyond."""
        for scale in self:
            try:
                points = curves.sample(scale._to_engine(), scale._get_last_value())
                scale.curve = Markup(curves.to_svg(points, scale._measures_a_rate()))
            except (scales.BadScale, ArithmeticError):
                scale.curve = False

    @api.onchange("kind")
    def _onchange_kind(self):
        """Propose a percentage point where a completion is counted from, and one where days or numbers are."""
        if self.kind == "difference" and self.unit == 1:
            self.unit = 0.01
        elif self.kind == "deduction" and self.unit == 0.01:
            self.unit = 1

    def _measures_a_rate(self):
        """Tell whether the values of the scale are read as per cent."""
        return self.value_is == "rate"

    def _get_last_value(self):
        """Return the highest value worth drawing: twice the plan, a bit beyond the last step, or ten units."""
        if self.kind == "rating":
            return as_decimal(self.nominal_points)
        if self.kind == "deduction":
            units = 10
            if self.has_cap and self.points_per_unit:
                units = max(units, as_decimal(self.cap_points) / as_decimal(self.points_per_unit) * Decimal("1.2"))
            return as_decimal(self.unit) * units
        if self.kind == "difference":
            return max(as_decimal(self.reference_value) * 2, as_decimal(self.unit) * 10)
        last = max((as_decimal(line.from_value) for line in self.line_ids), default=Decimal(0))
        return max(last * Decimal("1.2"), Decimal(2) if self._measures_a_rate() else last + 1)

    def _to_engine(self):
        """Return the scale as an object of the engine."""
        self.ensure_one()
        cap = as_decimal(self.cap_points) if self.has_cap else None
        if self.kind == "proportional":
            floor = as_decimal(self.floor_value) if self.has_floor else None
            return scales.Proportional(as_decimal(self.nominal_points), floor, cap)
        if self.kind in ("deduction", "difference"):
            counting = None if self.unit_counting == "pro_rata" else self.unit_counting
            per_unit, unit = as_decimal(self.points_per_unit), as_decimal(self.unit)
            if self.kind == "deduction":
                return scales.Deduction(per_unit, unit, counting, cap)
            return scales.Difference(per_unit, unit, as_decimal(self.reference_value), counting, cap)
        if self.kind == "rating":
            return scales.Rating(as_decimal(self.nominal_points))
        steps = tuple((as_decimal(line.from_value), as_decimal(line.points)) for line in self.line_ids)
        return scales.Tiers(steps) if self.kind == "tiers" else scales.Piecewise(steps)


class SalesKpiScaleLine(models.Model):
    _name = "sales.kpi.scale.line"
    _description = "Step of a Scale"
    _order = "scale_id, from_value desc"

    scale_id = fields.Many2one("sales.kpi.scale", required=True, ondelete="cascade", index=True)
    from_value = fields.Float(digits=(16, 4), required=True)
    points = fields.Float(digits=(16, 2), required=True)

    _start_uniq = models.Constraint("unique(scale_id, from_value)", "Two steps of a scale start at the same value.")
