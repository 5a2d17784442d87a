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
