from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.probation import FIXED, MOST_MONTHS, OPEN_ENDED, TASK, Limit

CONTRACT_KINDS = [(FIXED, "Fixed Term"), (OPEN_ENDED, "Open-Ended"), (TASK, "For a Task")]


class MarketingProbationLimit(models.Model):
    """How long a probation may last by the law of a country: it may only be stricter than the company's rule (R40)."""

    _name = "marketing.probation.limit"
    _description = "Probation Limit"
    _inherit = ["mail.thread"]
    _order = "country_id, contract_kind, month_from, id"

    country_id = fields.Many2one("res.country", required=True, index=True, ondelete="cascade", tracking=True)
    contract_kind = fields.Selection(
        CONTRACT_KINDS, string="Contract", default=FIXED, required=True, tracking=True
    )  # fmt: skip
    month_from = fields.Integer(
        string="From Months", tracking=True, help="Whole months of the fixed term from which the line holds, included."
    )
    month_to = fields.Integer(
        string="Below Months", tracking=True, help="Whole months of the fixed term below which it holds. Zero: no end."
    )
    most_months = fields.Integer(
        string="At Most", required=True, tracking=True, help="Months of probation. Zero: no probation at all."
    )
    note = fields.Char(string="Source", translate=True, help="Where it is written.")

    _within_bounds = models.Constraint(
        f"CHECK(most_months BETWEEN 0 AND {MOST_MONTHS})",
        "A country's limit may only be stricter: a probation never lasts longer than 6 months.",
    )
    _months_in_order = models.Constraint(
        "CHECK(month_from >= 0 AND month_to >= 0 AND (month_to = 0 OR month_from < month_to))",
        "The lengths of the contract are in order: from fewer months to more.",
    )

    @api.depends_context("lang")
    @api.depends("country_id", "contract_kind", "month_from", "month_to")
    def _compute_display_name(self):
        kinds = dict(self._fields["contract_kind"]._description_selection(self.env))
        for limit in self:
            term = ""
            if limit.contract_kind == FIXED:
                term = f" {limit.month_from}-{limit.month_to - 1 if limit.month_to else ''}"
            limit.display_name = f"{limit.country_id.name or ''}: {kinds.get(limit.contract_kind, '')}{term}"

    @api.constrains("country_id", "contract_kind", "month_from", "month_to")
    def _check_one_line_for_each_contract(self):
        """Two lines about the same contract would leave it open which of them was meant."""
        for limit in self:
            others = self.search(
                [
                    ("id", "!=", limit.id),
                    ("country_id", "=", limit.country_id.id),
                    ("contract_kind", "=", limit.contract_kind),
                ]
            )
            if any(limit._overlaps(other) for other in others):
                raise ValidationError(
                    self.env._(
                        "Another line of %(country)s is about the same contracts.", country=limit.country_id.name
                    )
                )

    def _overlaps(self, other):
        if self.contract_kind != FIXED:
            return True
        ends = [one.month_to or float("inf") for one in (self, other)]
        return self.month_from < ends[1] and other.month_from < ends[0]

    @api.model
    def _get_limits(self, countries):
        """Return {country: the engine's lines}: one query."""
        lines = self.sudo().search_fetch(
            [("country_id", "in", countries.ids)],
            ["country_id", "contract_kind", "month_from", "month_to", "most_months"],
        )
        return {country: tuple(map(self._to_limit, mine)) for country, mine in lines.grouped("country_id").items()}

    @api.model
    def _to_limit(self, line):
        return Limit(line.contract_kind, line.most_months, line.month_from, line.month_to or None)
