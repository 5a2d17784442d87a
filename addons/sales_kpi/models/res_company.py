from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    sales_quota_four_eyes = fields.Boolean(
        string="Plans Are Approved by Somebody Else",
        help="A choice: whoever entered quotas of a plan does not approve it.",
    )
    sales_kpi_unit_documents = fields.Boolean(
        string="Staff Read the Single Documents behind the Result of Their Branch",
        help="A choice: number, day and amount of each document, without names. Otherwise they read the sum of each "
        "month, since the single sales of a small branch tell who sold how much.",
    )
    sales_kpi_behind_percentage = fields.Integer(
        string="Red Below (%)",
        default=60,
        help="A choice: a figure shows red below this part of its target, or in a running month of where it should be "
        "by today. Where less is better it shows red above the target.",
    )

    _sales_kpi_behind_within_target = models.Constraint(
        "CHECK(sales_kpi_behind_percentage BETWEEN 0 AND 100)",
        "A figure shows red below a part of its target: enter 0 to 100 %.",
    )
