from odoo import api, models


class MarketingWorkdayOverride(models.Model):
    """Due days of feedback follow holidays and make-up days that are entered later (R32)."""

    _inherit = "marketing.workday.override"

    @api.model_create_multi
    def create(self, vals_list):
        overrides = super().create(vals_list)
        self.env["crm.lead"]._refresh_follow_ups(overrides.company_id)
        return overrides

    def write(self, vals):
        companies = self.company_id
        result = super().write(vals)
        self.env["crm.lead"]._refresh_follow_ups(companies | self.company_id)
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        self.env["crm.lead"]._refresh_follow_ups(companies)
        return result


class ResourceCalendarLeaves(models.Model):
    """Public holidays that are entered in Odoo itself move due days as well."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._refresh_follow_ups()
        return leaves

    def write(self, vals):
        result = super().write(vals)
        self._refresh_follow_ups()
        return result

    def unlink(self):
        public = self.filtered(lambda leave: not leave.resource_id)
        companies = public._get_follow_up_companies()
        result = super().unlink()
        if public:
            self.env["crm.lead"]._refresh_follow_ups(companies)
        return result

    def _refresh_follow_ups(self):
        public = self.filtered(lambda leave: not leave.resource_id)
        if public:
            self.env["crm.lead"]._refresh_follow_ups(public._get_follow_up_companies())

    def _get_follow_up_companies(self):
        """Return the companies for which the days are free; None where one is free for all."""
        return None if any(not leave.company_id for leave in self) else self.company_id
