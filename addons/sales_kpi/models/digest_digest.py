from odoo import fields, models
from odoo.exceptions import AccessError


class DigestDigest(models.Model):
    """How far the sales plan is, in the digest that Odoo mails."""

    _inherit = "digest.digest"

    kpi_sales_plan = fields.Boolean("Sales Plan Completion (%)")
    kpi_sales_plan_value = fields.Float(compute="_compute_kpi_sales_plan_value")

    def _compute_kpi_sales_plan_value(self):
        """Completion of the company's plan for the months that the digest touches."""
        if not self.env.user.has_group("sales_kpi.group_sales_manager"):
            raise AccessError(self.env._("Do not have access, skip this data for user's digest email"))
        start, end, _companies = self._get_kpi_compute_parameters()
        kpi = self.env.ref("sales_kpi.kpi_plan_completion", raise_if_not_found=False)
        for digest in self:
            company = digest.company_id or self.env.company
            digest.kpi_sales_plan_value = 0
            if kpi:
                today = company._get_company_today()
                first = (fields.Date.to_date(start) or today).replace(day=1)
                last = fields.Date.end_of(fields.Date.to_date(end) or today, "month")
                rate = kpi._get_measure_tables(first, last, company)[kpi].of_company().rate
                digest.kpi_sales_plan_value = float(rate or 0) * 100

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("sales_kpi.menu_root").id
        actions["kpi_sales_plan"] = f"sales_kpi.sales_kpi_report_action?menu_id={menu}"
        return actions
