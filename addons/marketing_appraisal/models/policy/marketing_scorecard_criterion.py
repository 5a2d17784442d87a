from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.sales_kpi.engine.measures import NO_PLAN
from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine import totals
from ...engine.scorecard import Block
from .marketing_scorecard import BALANCE

BLOCK, MEASURE, RATING, EVENT = "block", "measure", "rating", "event"
# Scales that add or take from something that is there already.
FOR_BALANCES = ("deduction", "difference")


class MarketingScorecardCriterion(models.Model):
    """One thing that a card looks at, or a block of several that have a weight together."""

    _name = "marketing.scorecard.criterion"
    _description = "Criterion"
    _order = "scorecard_id, sequence, id"
    _parent_name = "parent_id"

    scorecard_id = fields.Many2one("marketing.scorecard", required=True, ondelete="cascade", index=True)
    card_kind = fields.Selection(related="scorecard_id.kind", string="Kind of Card", export_string_translation=False)
    parent_id = fields.Many2one(
        "marketing.scorecard.criterion",
        string="Block",
        ondelete="cascade",
        index="btree_not_null",
        domain="[('scorecard_id', '=', scorecard_id), ('source', '=', 'block')]",
        help="The block that it counts in; a new block is there to choose once the card is saved.",
    )
    child_ids = fields.One2many("marketing.scorecard.criterion", "parent_id", export_string_translation=False)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    source = fields.Selection(
        [
            (MEASURE, "Measured"),
            (EVENT, "Recorded as events"),
            (RATING, "Rated by the appraiser"),
            (BLOCK, "Block of criteria"),
        ],
        required=True,
        default=MEASURE,
    )
    weight = fields.Float(
        digits=(8, 2), help="Of a block: what its criteria are worth together, however many marks they come to."
    )
    missing_rule = fields.Selection(
        [
            (totals.BLOCK, "Blocks the total"),
            (totals.SPREAD, "Spreads its weight over the rest"),
            (totals.ZERO, "Counts as zero"),
        ],
        string="What Is Missing in It",
        help="Of a block, in place of what the policy says. A choice: a part that a team cannot have, such as daily "
        "reports that nobody owes, leaves its weight to the other parts.",
    )
    kpi_id = fields.Many2one("sales.kpi", string="KPI", ondelete="restrict")
    value = fields.Selection(
        [("figure", "The figure"), ("shortfall", "What is missing to the target")],
        default="figure",
        required=True,
        help="A scale that takes points for each customer not won needs what is missing.",
    )
    event_type_ids = fields.Many2many(
        "marketing.appraisal.event.type",
        "marketing_scorecard_criterion_event_rel",
        "criterion_id",
        "type_id",
        string="Events",
        help="Their number, their amounts or their points are added up; nothing recorded is a true zero.",
    )
    scale_id = fields.Many2one("sales.kpi.scale", ondelete="restrict")
    takes = fields.Boolean(
        string="Takes Points", help="What the appraiser gives is taken off, on a card that begins with full marks."
    )
    nominal_points = fields.Float(string="Scale's Full Marks", related="scale_id.nominal_points")
    maximum = fields.Float(string="Marks", digits=(16, 2), compute="_compute_maximum")

    @api.depends("source", "weight", "scale_id.nominal_points", "card_kind")
    def _compute_maximum(self):
        """What it is worth at full marks; what adds or takes has no full marks of its own."""
        for criterion in self:
            if criterion.source == BLOCK:
                criterion.maximum = criterion.weight
            else:
                criterion.maximum = 0 if criterion.card_kind == BALANCE else criterion.scale_id.nominal_points

    @api.constrains("source", "kpi_id", "event_type_ids", "scale_id", "parent_id", "weight", "takes", "scorecard_id")
    def _check_fits_card(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A block cannot be part of itself."))
        for criterion in self:
            trouble = criterion._find_trouble()
            if trouble:
                raise ValidationError(trouble)

    def _find_trouble(self):
        """Return a sentence that says what is wrong with the criterion, or nothing."""
        self.ensure_one()
        name, parent = self.name, self.parent_id
        if parent and (parent.source != BLOCK or parent.scorecard_id != self.scorecard_id):
            return self.env._("“%(name)s” can only count in a block of its own card.", name=name)
        if self.source == BLOCK:
            return self._find_trouble_of_block()
        if self.source == MEASURE and not self.kpi_id:
            return self.env._("Choose the KPI that measures the criterion %(name)s.", name=name)
        if self.source == EVENT:
            return self._find_trouble_of_events()
        if not self.scale_id:
            return self.env._("Choose the scale that gives points for “%(name)s”.", name=name)
        if self.source == RATING and self.scale_id.kind != "rating":
            return self.env._("The criterion %(name)s needs a scale of assessor's points.", name=name)
        return self._find_trouble_of_taking()

    def _find_trouble_of_events(self):
        """Events at discretion bring their points along; numbers and amounts need a scale."""
        ways = set(self.event_type_ids.mapped("measured_by"))
        if len(ways) != 1:
            return self.env._(
                "“%(name)s” needs types of event that are all counted, all amounts, or all points.", name=self.name
            )
        if ways != {"points"} and not self.scale_id:
            return self.env._("Choose the scale that gives points for “%(name)s”.", name=self.name)
        if self.scale_id.value_is == "rate" and ways != {"points"}:
            return self.env._("“%(name)s” needs a scale for numbers, not for per cent.", name=self.name)
        return self._find_trouble_of_taking()

    def _find_trouble_of_taking(self):
        takes = self.takes or self.source == EVENT or self.scale_id.kind in FOR_BALANCES
        if self.card_kind != BALANCE and takes:
            return self.env._("“%(name)s” takes points: that needs a card that begins with full marks.", name=self.name)
        return None

    def _find_trouble_of_block(self):
        if self.card_kind == BALANCE:
            return self.env._("A card that begins with full marks has no blocks: “%(name)s” is one.", name=self.name)
        if self.weight <= 0:
            return self.env._("Say what the block “%(name)s” weighs.", name=self.name)
        return None

    def _copy_to(self, scorecard):
        """Copy the criteria of one card to another, each into the copy of its block."""
        copies = {}
        for place, criterion in enumerate(self._in_tree_order()):
            block = copies.get(criterion.parent_id, self.browse())
            values = {"scorecard_id": scorecard.id, "parent_id": block.id, "sequence": place}
            copies[criterion] = criterion.copy(values)
        return self.browse([copy.id for copy in copies.values()])

    def _in_tree_order(self):
        """Return the criteria of one card, each block before what is in it."""
        ordered = self.browse()
        for criterion in self.filtered(lambda one: one.parent_id not in self):
            ordered += criterion
            if criterion.child_ids:
                ordered += criterion.child_ids._in_tree_order()
        return ordered

    def _get_value(self, measure):
        """Return what the scale is asked about, None where there is none.

        :param measure: engine Measure of the person
        """
        if self.value == "figure":
            return self.kpi_id._get_value(measure)
        if measure.status == NO_PLAN:
            return None
        return max(measure.denominator - measure.numerator, as_decimal(0))

    def _counts_points(self):
        """Tell whether its events bring their points along, without a scale."""
        return self.source == EVENT and self.event_type_ids[:1].measured_by == "points"

    def _score_events(self, events):
        """Return (what the events come to, the points of it): zero where nothing was recorded.

        :param events: marketing.appraisal.event records of one person and period
        """
        found = events.filtered(lambda event: event.type_id in self.event_type_ids)
        if self._counts_points():
            signs = {"against": -1, "for": 1}
            points = sum(signs[event.type_id.effect] * as_decimal(event.points) for event in found)
            return as_decimal(points), as_decimal(points)
        is_amount = self.event_type_ids[:1].measured_by == "amount"
        value = as_decimal(sum(found.mapped("amount")) if is_amount else len(found))
        return value, self.scale_id._to_engine().points(value)

    def _to_parts(self, parts):
        """Return the criteria as the tree that the engine adds up.

        :param dict parts: {criterion: engine Part}, without the blocks
        """
        return tuple(
            one._to_block(parts) if one.source == BLOCK else parts[one]
            for one in self
            if one.source != BLOCK or one.child_ids
        )

    def _to_block(self, parts):
        """Return a block as the engine's."""
        self.ensure_one()
        inside = self.child_ids._to_parts(parts)
        return Block(self.id, as_decimal(self.weight), inside, self.missing_rule or None)
