from odoo import api, models

from odoo.addons.marketing_roles.imports.entry import Column

from ..models.sales_quota_row import PERSON


class MarketingImportQuotas(models.AbstractModel):
    """Quotas as a table: plan, person or unit, month and amount; what is there is changed, not doubled.

    A line says the level only where it is not a person's; a plan has one currency, and a column that
    names another one is refused.
    """

    _name = "marketing.import.quotas"
    _description = "Import of Quotas"
    _inherit = ["marketing.import.kind"]

    _target = "sales.quota.line"
    _key = ("quota_id", "level", "employee_id", "department_id", "month")
    _table_columns = (
        Column("quota_id", required=True),
        Column("level"),
        Column("employee_id", by=("name", "work_email")),
        Column("department_id"),
        Column("month", required=True),
        Column("amount", required=True),
        Column("currency_id", stored=False),
        Column("analytic_account_id"),
    )

    @api.model
    def _check_lines(self, entries):
        """Any day of a month means the month; whose a line is must be said in one way; one currency a plan."""
        plans = self.env["sales.quota"]
        for entry in entries:
            values = entry.values
            values.setdefault("level", PERSON)
            values.setdefault("employee_id", False)
            values.setdefault("department_id", False)
            if values.get("month"):
                values["month"] = values["month"].replace(day=1)
            plan = plans.browse(values.get("quota_id") or [])
            if plan and values.get("currency_id") and values["currency_id"] != plan.currency_id.id:
                entry.refuse(
                    self.env._(
                        "%(plan)s is planned in %(own)s, not in %(other)s.",
                        plan=plan.name,
                        own=plan.currency_id.name or self.env._("numbers without a currency"),
                        other=self.env["res.currency"].browse(values["currency_id"]).name,
                    )
                )

    def _change(self, entry):
        """The line was found by whose it is, so nothing of that differs."""
        for name in ("quota_id", "level", "employee_id", "department_id", "month"):
            entry.values.pop(name, None)
        return super()._change(entry)

    def _get_export_domain(self):
        return [("company_id", "in", self.env.companies.ids)]


class MarketingImport(models.TransientModel):
    """Sales managers import quotas."""

    _inherit = "marketing.import"

    @api.model
    def _get_all_kinds(self):
        return [*super()._get_all_kinds(), ("quotas", self.env._("Quotas"))]
