from odoo import fields, models


class HrJob(models.Model):
    _inherit = "hr.job"

    is_field_staff = fields.Boolean(
        string="Field Staff",
        tracking=True,
        help="Whoever works outside the office reports every working day, where the company asks for daily reports.",
    )
