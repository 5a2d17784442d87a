from odoo import fields, models


class MarketingAppraisalPolicy(models.Model):
    """From where on a section is at A level for the employee of the month (R29). No rule that a result rests on."""

    _inherit = "marketing.appraisal.policy"

    best_share = fields.Float(
        string="Employee of the Month From",
        digits=(5, 4),
        default=0.9,
        required=True,
        tracking=True,
        help="A choice: the part of its full marks that every section must reach, rounded to hundredths of a per cent. "
        "Grades do not rest on it, so it may be changed at any time.",
    )

    _best_share_is_share = models.Constraint(
        "CHECK(best_share > 0 AND best_share <= 1)",
        "What the employee of the month must reach is more than 0 and at most 100 %.",
    )
