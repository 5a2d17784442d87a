from odoo import fields, models

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.probation import ProbationRules
from ..grades import GRADES


class MarketingAppraisalPolicy(models.Model):
    """What the rules of probation and of referrals leave open (R6, R40, R41).

    No signed result of a month rests on them, so that they are no rules that a period fixes; a probation appraisal
    keeps the weights by which it was graded.
    """

    _inherit = "marketing.appraisal.policy"

    probation_remind_days = fields.Integer(
        string="Remind Days Before",
        default=14,
        required=True,
        tracking=True,
        help="A choice: so many days before the end of a probation the direct manager and HR are reminded.",
    )
    probation_months_weight = fields.Float(
        string="Weight of the Months",
        digits=(6, 2),
        default=50,
        required=True,
        tracking=True,
        help="A choice: what the mean of the published months counts in the probation appraisal, each at most 100. "
        "What is missing spreads its weight over the rest.",
    )
    probation_manager_weight = fields.Float(
        string="Weight of the Manager's Voice",
        digits=(6, 2),
        default=25,
        required=True,
        tracking=True,
        help="A choice: what the direct manager's score counts in the probation appraisal.",
    )
    probation_hr_weight = fields.Float(
        string="Weight of HR's Voice",
        digits=(6, 2),
        default=25,
        required=True,
        tracking=True,
        help="A choice: what the score of administration counts in the probation appraisal.",
    )
    probation_pass_grade = fields.Selection(
        GRADES,
        string="Passed With",
        default="b",
        required=True,
        tracking=True,
        help="A choice: the grade that passes a probation, or a better one.",
    )
    probation_early_grade = fields.Selection(
        GRADES,
        string="Confirmed Early With",
        default="a",
        required=True,
        tracking=True,
        help="A choice: the grade that counts as excellent results, so that somebody may be confirmed early.",
    )
    probation_may_extend = fields.Boolean(
        string="May Be Extended",
        tracking=True,
        help="A choice: a failed probation may be extended once, by at most 30 days and within all limits. Many "
        "countries allow it only with the person's consent, or not at all.",
    )
    referral_least = fields.Float(
        string="Least Referral Reward",
        digits=(16, 2),
        default=500,
        required=True,
        tracking=True,
        help="A choice: in the currency of the company, for employees and for partners.",
    )
    referral_most = fields.Float(
        string="Highest Referral Reward",
        digits=(16, 2),
        default=800,
        required=True,
        tracking=True,
        help="A choice: in the currency of the company, for employees. Partners have no upper bound.",
    )

    _probation_weights_not_negative = models.Constraint(
        "CHECK(probation_months_weight >= 0 AND probation_manager_weight >= 0 AND probation_hr_weight >= 0"
        " AND probation_manager_weight + probation_hr_weight > 0)",
        "Weights of the probation appraisal cannot be negative, and one of the voices must count.",
    )
    _probation_remind_days_not_negative = models.Constraint(
        "CHECK(probation_remind_days >= 0)", "Days before the end cannot be negative."
    )
    _referral_in_order = models.Constraint(
        "CHECK(referral_least > 0 AND referral_least <= referral_most)",
        "The least reward is above zero and no more than the highest.",
    )
    _early_is_no_less_than_passed = models.Constraint(
        "CHECK(probation_early_grade <= probation_pass_grade)",
        "An early confirmation asks for no less than a pass.",
    )

    def _to_probation_rules(self):
        """Return the policy as the engine's rules of a probation."""
        self.ensure_one()
        return ProbationRules(
            months=as_decimal(self.probation_months_weight, 2),
            manager=as_decimal(self.probation_manager_weight, 2),
            hr=as_decimal(self.probation_hr_weight, 2),
            a_from=as_decimal(self.grade_a_from, 2),
            b_from=as_decimal(self.grade_b_from, 2),
            pass_grade=self.probation_pass_grade,
            early_grade=self.probation_early_grade,
            may_extend=self.probation_may_extend,
        )
