from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.scorecard import Balance, score_balance, score_weights

WEIGHTS, BALANCE = "weights", "balance"
FULL_MARKS = 100


class MarketingScorecard(models.Model):
    """How the work of a role becomes points: criteria that are measured or rated, and blocks of them (S1 to S4)."""

    _name = "marketing.scorecard"
    _description = "Scorecard"
    _inherit = ["mail.thread", "marketing.in.use.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    role_ids = fields.Many2many("marketing.role", string="Roles", required=True)
    kind = fields.Selection(
        [(WEIGHTS, "Criteria add up"), (BALANCE, "Full marks at the beginning, criteria add and take")],
        string="How Points Are Formed",
        default=WEIGHTS,
        required=True,
        tracking=True,
    )
    start_points = fields.Float(
        string="Begins With", digits=(8, 2), default=FULL_MARKS, tracking=True, help="These are the full marks as well."
    )
    has_floor = fields.Boolean(string="Not Below", default=True, tracking=True)
    floor_points = fields.Float(string="Floor", digits=(8, 2), tracking=True)
    has_ceiling = fields.Boolean(
        string="Not Above",
        tracking=True,
        help="A choice: by default good figures may lift the card above its full marks.",
    )
    ceiling_points = fields.Float(string="Ceiling", digits=(8, 2), default=FULL_MARKS, tracking=True)
    criterion_ids = fields.One2many("marketing.scorecard.criterion", "scorecard_id", string="Criteria")
    nominal_points = fields.Float(string="Full Marks", digits=(16, 2), compute="_compute_nominal_points")
    weight_note = fields.Char(compute="_compute_nominal_points")

    _bounds_in_order = models.Constraint(
        "CHECK(kind != 'balance' OR (start_points > 0"
        " AND (NOT has_floor OR floor_points <= start_points)"
        " AND (NOT has_ceiling OR ceiling_points >= start_points)))",
        "A card begins with more than nothing, and between its floor and its ceiling.",
    )

    @api.depends_context("lang")
    @api.depends(
        "kind", "start_points", "criterion_ids.maximum", "criterion_ids.parent_id", "criterion_ids.source",
        "criterion_ids.name",
    )  # fmt: skip
    def _compute_nominal_points(self):
        for scorecard in self:
            top = scorecard._get_top_criteria()
            is_balance = scorecard.kind == BALANCE
            scorecard.nominal_points = scorecard.start_points if is_balance else sum(top.mapped("maximum"))
            scorecard.weight_note = False if is_balance else scorecard._describe_weights()

    def _describe_weights(self):
        """Say what weights mean that do not come to 100, of the card and of its blocks."""
        notes = []
        if self.criterion_ids and round(self.nominal_points, 2) != FULL_MARKS:
            notes.append(
                self.env._(
                    "Full marks come to %(marks)g, not 100: they count like 100 of 100.", marks=self.nominal_points
                )
            )
        for block in self.criterion_ids.filtered(lambda criterion: criterion.source == "block"):
            inside = sum(block.child_ids.mapped("maximum"))
            if not block.child_ids:
                notes.append(
                    self.env._("The block “%(block)s” has no criterion yet and is left out.", block=block.name)
                )
            elif round(inside, 2) not in (FULL_MARKS, round(block.maximum, 2)):
                notes.append(
                    self.env._(
                        "The criteria of “%(block)s” come to %(inside)g, not 100: all of them together count "
                        "%(weight)g.",
                        block=block.name,
                        inside=inside,
                        weight=block.maximum,
                    )
                )
        return " ".join(notes) or False

    @api.constrains("criterion_ids")
    def _check_has_criteria(self):
        for scorecard in self:
            if not scorecard.criterion_ids.filtered(lambda criterion: criterion.source != "block"):
                raise ValidationError(self.env._("The scorecard %(name)s has no criterion.", name=scorecard.name))

    @api.constrains("kind")
    def _check_criteria_fit(self):
        self.criterion_ids._check_fits_card()

    @api.constrains("role_ids", "company_id", "active")
    def _check_one_per_role(self):
        for scorecard in self.filtered("active"):
            other = self.search(
                [
                    ("id", "!=", scorecard.id),
                    ("company_id", "=", scorecard.company_id.id),
                    ("role_ids", "in", scorecard.role_ids.ids),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(one)s and %(two)s are both for the role %(role)s.",
                        one=scorecard.name,
                        two=other.name,
                        role=(scorecard.role_ids & other.role_ids)[:1].name,
                    )
                )

    def action_try(self):
        """Open a dialog in which values show what they would come to."""
        self.ensure_one()
        return self.env["marketing.scorecard.trial"]._prepare_for(self)._open()

    def copy(self, default=None):
        """Copy criteria into the blocks of the copy, which is archived if its roles have this card already."""
        default = dict(default or {})
        if not default.keys() & {"role_ids", "company_id"}:
            default.setdefault("active", False)
        copies = super().copy(default)
        for original, copied in zip(self, copies, strict=True):
            original.criterion_ids._copy_to(copied)
        return copies

    @api.model
    def _get_by_role(self, company):
        """Return {role id: scorecard} for a company; its own go before the general ones."""
        by_role = {}
        scorecards = self.sudo().search([("company_id", "in", [company.id, False])])
        for scorecard in scorecards.sorted(lambda scorecard: bool(scorecard.company_id)):
            by_role.update(dict.fromkeys(scorecard.role_ids.ids, scorecard))
        return by_role

    def _score(self, parts, missing_rule):
        """Return what the card comes to.

        :param dict parts: {criterion: engine Part}, without the blocks
        :param missing_rule: of the policy
        :return: engine Scored
        """
        self.ensure_one()
        if self.kind == BALANCE:
            return score_balance(parts.values(), self._to_balance(), missing_rule)
        return score_weights(self._get_top_criteria()._to_parts(parts), missing_rule)

    def _get_top_criteria(self):
        return self.criterion_ids.filtered(lambda criterion: not criterion.parent_id)

    def _to_balance(self):
        """Return the card as the engine's balance."""
        self.ensure_one()
        return Balance(
            as_decimal(self.start_points),
            as_decimal(self.floor_points) if self.has_floor else None,
            as_decimal(self.ceiling_points) if self.has_ceiling else None,
        )
