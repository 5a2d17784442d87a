from odoo import fields, models

from ...engine.best_year import FREE, GRADE_A, GRADED, NO_BAR, POINTS, SCORE


class MarketingAppraisalPolicy(models.Model):
    """Who may become employee of the month (R29) and of the year (R56). No rule that a result rests on."""

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

    best_year_method = fields.Selection(
        [
            (SCORE, "The highest annual score"),
            (POINTS, "The most annual points"),
            (FREE, "The general manager's free choice"),
        ],
        string="Employee of the Year By",
        default=SCORE,
        required=True,
        tracking=True,
        help="A choice: who comes first in head office and in each branch. The policy of the whole company counts, "
        "since people of all departments are compared. The general manager chooses among those who come first, or "
        "nobody; with the free choice among all candidates. It may be changed at any time.",
    )
    best_year_rule = fields.Selection(
        [
            (GRADE_A, "An annual A and no bar"),
            (NO_BAR, "Any annual grade and no bar"),
            (GRADED, "Any annual grade"),
        ],
        string="Employee of the Year From",
        default=GRADE_A,
        required=True,
        tracking=True,
        help="A choice: who stands for choice at all. A bar is absence without leave or an undischarged sanction in "
        "the year. It may be changed at any time.",
    )

    _best_share_is_share = models.Constraint(
        "CHECK(best_share > 0 AND best_share <= 1)",
        "What the employee of the month must reach is more than 0 and at most 100 %.",
    )
