from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def action_open_kpi_figures(self):
        """Open the live figures of a person and of the team that they lead."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_report_action")
        domain = ["|", ("employee_id", "=", self.id), ("appraiser_id", "=", self.id)]
        return dict(action, domain=domain, context={"search_default_this_month": 1})
