from odoo import models


class HrDepartment(models.Model):
    _inherit = "hr.department"

    def action_open_kpi_figures(self):
        """Open the live figures of a department, or of everybody in it where it is a branch."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_report_action")
        field = "branch_id" if self.is_branch else "department_id"
        return dict(action, domain=[(field, "=", self.id)], context={"search_default_this_month": 1})
