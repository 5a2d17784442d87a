from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    marketing_result_count = fields.Integer(
        string="Published Results", compute="_compute_marketing_result_count", groups="hr.group_hr_user"
    )

    marketing_appraisal_ids = fields.One2many(
        "marketing.appraisal", "employee_id", string="Appraisals", groups="hr.group_hr_user"
    )

    def _compute_marketing_result_count(self):
        """Count the results of the employee file: those that are published."""
        Result = self.env["marketing.appraisal.result"]
        counts = {}
        if Result.has_access("read"):
            counts = dict(
                Result._read_group(
                    [("employee_id", "in", self.ids), ("is_published", "=", True)], ["employee_id"], ["__count"]
                )
            )
        for employee in self:
            employee.marketing_result_count = counts.get(employee._origin, 0)

    def action_open_marketing_results(self):
        """Open the employee's published results."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_result_action")
        return dict(action, domain=[("employee_id", "=", self.id), ("is_published", "=", True)], context={})
