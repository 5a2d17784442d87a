from odoo import api, fields, models

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.annual_score import BLOCK, SPREAD, ZERO, ScoreRules


class MarketingAppraisalPolicy(models.Model):
    """What makes the annual score, and who takes part in the year (R51, R52)."""

    _inherit = "marketing.appraisal.policy"

    history_weight = fields.Float(string="History", digits=(6, 2), default=50, required=True, tracking=True)
    review_weight = fields.Float(string="Democratic Review", digits=(6, 2), default=25, required=True, tracking=True)
    manager_weight = fields.Float(string="Direct Manager", digits=(6, 2), default=25, required=True, tracking=True)
    history_cap = fields.Float(
        string="A Month Counts at Most",
        digits=(6, 2),
        default=100,
        tracking=True,
        help="A choice: totals of months above this count as this in the annual score. Zero: as they are.",
    )
    score_missing_rule = fields.Selection(
        [
            (SPREAD, "Spreads its weight over the rest"),
            (BLOCK, "Blocks the annual score"),
            (ZERO, "Counts as zero"),
        ],
        string="A Missing Part",
        default=SPREAD,
        required=True,
        tracking=True,
        help="A choice: what happens to the annual score when history, democratic review or the manager is missing.",
    )
    return_months = fields.Integer(
        string="Months after a Return",
        default=3,
        tracking=True,
        help="Who came back to their post later than so many months before the end of the year is not in the annual "
        "appraisal. Zero: everybody is.",
    )
    discharged_bars_annual = fields.Boolean(
        string="A Discharged Demerit Still Counts",
        default=True,
        tracking=True,
        help="A choice: a demerit of the year keeps its person out of the annual appraisal also where it was "
        "discharged since.",
    )

    _score_weights_not_negative = models.Constraint(
        "CHECK(history_weight >= 0 AND review_weight >= 0 AND manager_weight >= 0"
        " AND history_weight + review_weight + manager_weight > 0)",
        "Weights of the annual score cannot be negative, and one at least must be above zero.",
    )
    _return_months_not_negative = models.Constraint("CHECK(return_months >= 0)", "Months cannot be negative.")

    @api.model
    def _get_rule_fields(self):
        return [
            *super()._get_rule_fields(),
            "history_weight", "review_weight", "manager_weight", "history_cap", "score_missing_rule", "return_months",
            "discharged_bars_annual",
        ]  # fmt: skip

    def _to_score_rules(self):
        """Return the policy as the engine's rules of the annual score."""
        self.ensure_one()
        return ScoreRules(
            history=as_decimal(self.history_weight, 2),
            review=as_decimal(self.review_weight, 2),
            manager=as_decimal(self.manager_weight, 2),
            month_cap=as_decimal(self.history_cap, 2) or None,
            missing_rule=self.score_missing_rule,
        )
