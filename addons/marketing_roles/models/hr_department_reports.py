from odoo import api, fields, models


class HrDepartment(models.Model):
    _inherit = "hr.department"

    owes_work_reports = fields.Boolean(
        string="Writes Work Reports",
        tracking=True,
        help="Counts for the department and everything below it, where the company asks only departments that are "
        "ticked for work reports.",
    )
    is_reporting = fields.Boolean(
        string="Asked for Work Reports",
        compute="_compute_is_reporting",
        store=True,
        recursive=True,
        help="The department itself or one above it is ticked.",
    )

    @api.depends("owes_work_reports", "parent_id.is_reporting")
    def _compute_is_reporting(self):
        for department in self:
            department.is_reporting = department.owes_work_reports or department.parent_id.is_reporting
