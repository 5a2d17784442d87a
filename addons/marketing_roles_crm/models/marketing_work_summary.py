from odoo import api, models
from odoo.fields import Domain


class MarketingWorkSummary(models.AbstractModel):
    """Feedback on leads stands in the one activity of the day (R8)."""

    _inherit = "marketing.work.summary"

    @api.model
    def _get_due_lines(self, company, day):
        """Add the leads on which feedback is due; an archived salesperson's go to whoever leads the team."""
        lines = super()._get_due_lines(company, day)
        here = Domain("company_id", "=", company.id)
        here |= Domain("company_id", "=", False) & Domain("user_id.company_id", "=", company.id)
        leads = self.env["crm.lead"].search(here & Domain("next_feedback_date", "<=", day))
        asked = {lead: lead.user_id if lead.user_id.active else lead.team_id.user_id for lead in leads}
        users = self.env["res.users"].union(*asked.values())
        employees = self.env["hr.employee"].search([("user_id", "in", users.ids), ("company_id", "=", company.id)])
        employee_of = {employee.user_id: employee.id for employee in employees}
        for lead, user in asked.items():
            if user in employee_of:
                text = self.env._("Feedback on the lead %(name)s", name=lead.name)
                lines.setdefault(employee_of[user], []).append((lead.next_feedback_date, text))
        return lines
