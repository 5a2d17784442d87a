from odoo import api, fields, models


class MarketingAppraisalPolicy(models.Model):
    """How much leave an A bears (R26)."""

    _inherit = "marketing.appraisal.policy"

    allowed_leave_month = fields.Float(
        string="Leave a Month",
        digits=(6, 2),
        default=3,
        tracking=True,
        help="A choice: more days than these of leave that counts bar an A of the month.",
    )
    allowed_leave_year = fields.Float(
        string="Leave a Year",
        digits=(6, 2),
        default=15,
        tracking=True,
        help="A choice: more days than these of leave that counts bar an A of the year.",
    )

    long_leave_days = fields.Integer(
        string="A Return Is from Leave of (Days)",
        default=30,
        tracking=True,
        help="A choice: whoever comes back from leave of at least so many calendar days has returned to their post, "
        "and is not in the annual appraisal for some months.",
    )

    _long_leave_positive = models.Constraint("CHECK(long_leave_days > 0)", "Long leave has days.")
    _allowed_leave_not_negative = models.Constraint(
        "CHECK(allowed_leave_month >= 0 AND allowed_leave_year >= 0)", "Allowed leave cannot be negative."
    )

    @api.model
    def _get_rule_fields(self):
        return [*super()._get_rule_fields(), "allowed_leave_month", "allowed_leave_year", "long_leave_days"]

    def _get_allowed_leave(self, kind):
        """Return the days of leave that an A of a kind of period bears."""
        self.ensure_one()
        return self.allowed_leave_year if kind == "annual" else self.allowed_leave_month
