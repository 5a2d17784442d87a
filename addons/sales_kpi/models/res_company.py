from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    sales_quota_four_eyes = fields.Boolean(
        string="Plans Are Approved by Somebody Else",
        help="A choice: whoever entered quotas of a plan does not approve it.",
    )
