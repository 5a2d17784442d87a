from odoo import api, models


class MarketingWorkingDaysMixin(models.AbstractModel):
    """Records that make days free or working ones: the companies are told when they change (R32).

    Days are no fields of what is due by them, so nothing else would compute due days anew.
    """

    _name = "marketing.working.days.mixin"
    _description = "Changes Working Days"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self._tell(records._get_companies_of_days())
        return records

    def write(self, vals):
        companies = self._get_companies_of_days()
        result = super().write(vals)
        self._tell(companies | self._get_companies_of_days())
        return result

    def unlink(self):
        companies = self._get_companies_of_days()
        result = super().unlink()
        self._tell(companies)
        return result

    def _get_companies_of_days(self):
        """Return the companies for all of whose people the records free days or make them working ones."""
        return self.sudo().company_id

    def _tell(self, companies):
        """A person's own day off changes nobody's working days."""
        if companies:
            companies._on_working_days_changed()
