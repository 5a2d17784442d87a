from odoo import fields, models


class HrVersion(models.Model):
    _inherit = "hr.version"

    performance_pay_base = fields.Monetary(
        string="Base Performance Pay",
        tracking=True,
        aggregator="avg",
        groups="hr.group_hr_manager",
        help="What the month's total of 100 brings. Zero: no performance pay.",
    )
