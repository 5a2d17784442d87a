from odoo import api, models


class MarketingWorkdayOverride(models.Model):
    """Deadlines of periods that are not published yet follow holidays that are entered later (R32)."""

    _inherit = "marketing.workday.override"

    @api.model_create_multi
    def create(self, vals_list):
        overrides = super().create(vals_list)
        self.env["marketing.appraisal.period"]._refresh_deadlines(overrides.company_id)
        return overrides

    def write(self, vals):
        companies = self.company_id
        result = super().write(vals)
        self.env["marketing.appraisal.period"]._refresh_deadlines(companies | self.company_id)
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        self.env["marketing.appraisal.period"]._refresh_deadlines(companies)
        return result


class ResourceCalendarLeaves(models.Model):
    """Public holidays that are entered in Odoo itself move deadlines as well."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._refresh_deadlines()
        return leaves

    def write(self, vals):
        result = super().write(vals)
        self._refresh_deadlines()
        return result

    def unlink(self):
        public = self.filtered(lambda leave: not leave.resource_id)
        companies, everywhere = public.company_id, any(not leave.company_id for leave in public)
        result = super().unlink()
        if public:
            self.env["marketing.appraisal.period"]._refresh_deadlines(None if everywhere else companies)
        return result

    def _refresh_deadlines(self):
        """Only days that are free for everybody count; a holiday without a company counts for all."""
        public = self.filtered(lambda leave: not leave.resource_id)
        if public:
            everywhere = any(not leave.company_id for leave in public)
            self.env["marketing.appraisal.period"]._refresh_deadlines(None if everywhere else public.company_id)
