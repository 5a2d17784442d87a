from odoo import fields, models


class HrJob(models.Model):
    _inherit = "hr.job"

    role_id = fields.Many2one(
        "marketing.role",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The role that this job fills. Scorecards are chosen by role.",
    )
    role_level = fields.Selection(related="role_id.level", string="Level")
