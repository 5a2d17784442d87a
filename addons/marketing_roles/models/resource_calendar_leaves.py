from odoo import models


class ResourceCalendarLeaves(models.Model):
    """Public holidays that are entered in Odoo itself move due days as well (R32)."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "marketing.working.days.mixin"]

    def _get_companies_of_days(self):
        """Only days that are free for everybody count; a holiday without a company counts for all."""
        public = self.sudo().filtered(lambda leave: not leave.resource_id)
        if any(not leave.company_id for leave in public):
            return self.env["res.company"].sudo().search([("active", "=", True)])
        return public.company_id
