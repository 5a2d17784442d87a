from odoo import api, fields, models


class MarketingAppraisalPolicy(models.Model):
    """What the designated employee does beside the supervisor (R33)."""

    _inherit = "marketing.appraisal.policy"

    second_assessor = fields.Selection(
        [("none", "Nobody"), ("countersigns", "Countersigns"), ("scores", "Scores with a Weight")],
        string="The Designated Employee",
        default="countersigns",
        required=True,
        tracking=True,
        help="A choice: whether the employee designated for the period countersigns the supervisor's scores of work, "
        "or gives scores as well, which count by their weight. Where nobody is designated there is no second assessor.",
    )
    second_weight = fields.Float(
        string="Weight of the Second Scores",
        digits=(5, 4),
        default=0.5,
        required=True,
        tracking=True,
        help="A choice: the part of a score of work that the designated employee gives; the rest is the supervisor's.",
    )

    _second_weight_is_share = models.Constraint(
        "CHECK(second_weight > 0 AND second_weight < 1)", "The second scores weigh more than 0 and less than 100 %."
    )

    @api.model
    def _get_rule_fields(self):
        return [*super()._get_rule_fields(), "second_assessor", "second_weight"]
