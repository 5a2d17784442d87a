from odoo import api, models

from odoo.addons.marketing_roles.imports.entry import Column


class MarketingImportQuotas(models.AbstractModel):
    """Quotas as a table: plan, person, month and amount; what is there is changed, not doubled."""

    _name = "marketing.import.quotas"
    _description = "Import of Quotas"
    _inherit = ["marketing.import.kind"]

    _target = "sales.quota.line"
    _key = ("quota_id", "employee_id", "month")
    _table_columns = (
        Column("quota_id", required=True),
        Column("employee_id", required=True, by=("name", "work_email")),
        Column("month", required=True),
        Column("amount", required=True),
        Column("analytic_account_id"),
    )

    @api.model
    def _check_lines(self, entries):
        """Any day of a month means the month."""
        for entry in entries:
            if entry.values.get("month"):
                entry.values["month"] = entry.values["month"].replace(day=1)

    def _get_export_domain(self):
        return [("company_id", "in", self.env.companies.ids)]


class MarketingImport(models.TransientModel):
    """Sales managers import quotas."""

    _inherit = "marketing.import"

    @api.model
    def _get_all_kinds(self):
        return [*super()._get_all_kinds(), ("quotas", self.env._("Quotas"))]
