from odoo import fields, models

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.bonus import BonusRules

MONTHS, AMOUNT = "months", "amount"


class MarketingAppraisalPolicy(models.Model):
    """What an annual grade proposes as year-end bonus (R54). No rule that a result rests on."""

    _inherit = "marketing.appraisal.policy"

    bonus_mode = fields.Selection(
        [(MONTHS, "Months of base performance pay"), (AMOUNT, "A fixed amount")],
        string="Year-End Bonus In",
        default=MONTHS,
        required=True,
        tracking=True,
        help="A choice: what each annual grade proposes. The base is that of the contract version at the end of the "
        "year. It may be changed until the bonuses are confirmed.",
    )
    bonus_a = fields.Float(string="Year-End Bonus for A", digits=(16, 2), default=2, required=True, tracking=True)
    bonus_b = fields.Float(string="Year-End Bonus for B", digits=(16, 2), default=1, required=True, tracking=True)
    bonus_c = fields.Float(string="Year-End Bonus for C", digits=(16, 2), default=0, required=True, tracking=True)
    bonus_pro_rata = fields.Boolean(
        string="In Proportion to the Months Appraised",
        default=True,
        tracking=True,
        help="A choice: whoever was appraised in nine months of the year is proposed nine twelfths.",
    )

    _bonus_not_negative = models.Constraint(
        "CHECK(bonus_a >= 0 AND bonus_b >= 0 AND bonus_c >= 0)", "What a grade gives is not below zero."
    )

    def _to_bonus_rules(self):
        """Return the policy as the engine's rules of the year-end bonus."""
        self.ensure_one()
        return BonusRules(
            rates={grade: as_decimal(self[f"bonus_{grade}"], 2) for grade in "abc"},
            is_amount=self.bonus_mode == AMOUNT,
            pro_rata=self.bonus_pro_rata,
        )
