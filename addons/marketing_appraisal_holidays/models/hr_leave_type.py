from odoo import fields, models


class HrLeaveType(models.Model):
    _inherit = "hr.leave.type"

    bars_a = fields.Boolean(
        string="Counts Against an A",
        help="A choice: days of this type beyond those that the appraisal policy allows bar an A. Official and "
        "statutory leave, such as annual, sick, maternity or work injury leave, never counts.",
    )
    keeps_post = fields.Boolean(
        string="Unpaid, the Post Is Kept",
        help="Whoever is on such leave at the end of a year is not in its annual appraisal.",
    )
