import re

from odoo import api, models
from odoo.exceptions import ValidationError

from odoo.addons.marketing_roles.imports.entry import Column

from ..models.sales_quota_row import PERSON

MONTH = re.compile(r"(?P<year>\d{4})[-/.年](?P<month>0?[1-9]|1[0-2])月?")


class MarketingImportQuotas(models.AbstractModel):
    """Quotas as a table: plan, person or unit, month and amount; what is there is changed, not doubled.

    A line says the level only where it is not a person's; a plan has one currency, and a column that
    names another one is refused. A line that names the KPI makes the plan as well, if there is none of
    its name yet: a draft for the fiscal year of the month.
    """

    _name = "marketing.import.quotas"
    _description = "Import of Quotas"
    _inherit = ["marketing.import.kind"]

    _target = "sales.quota.line"
    _key = ("quota_id", "level", "employee_id", "department_id", "month")
    _table_columns = (
        Column("quota_id", required=True),
        Column("kpi_id", by=("name", "code"), stored=False),
        Column("level"),
        Column("employee_id", by=("name", "work_email"), archived=True),
        Column("department_id"),
        Column("month", required=True),
        Column("amount"),
        Column("currency_id", stored=False),
        Column("analytic_account_id"),
    )

    def _prepare_references(self, entries):
        """Make a draft for each plan that is not known and whose line says of which KPI and month it is."""
        names = ("quota_id", "kpi_id", "currency_id", "month")
        columns = {column.field: column for column in self._table_columns if column.field in names}
        texts = {name: [entry.texts.get((name, None)) for entry in entries] for name in names}
        plans = {text for text in texts["quota_id"] if text}
        known = self._find_references(self.env["sales.quota"], columns.pop("quota_id").by, plans)
        readers = {name: self._get_reader(column, texts[name]) for name, column in columns.items()}
        for place, entry in enumerate(entries):
            said = {name: texts[name][place] for name in names}
            plan = said.pop("quota_id")
            if not plan or plan.lower() in known:
                continue
            values = {name: readers[name](text)[0] for name, text in said.items() if text}
            if values.get("kpi_id") and values.get("month"):
                known[plan.lower()] = entry.notes["new_plan"] = self._make_plan(entry, plan, values)

    def _make_plan(self, entry, name, values):
        """Return a draft of a fiscal year; none, and why on the line, for a KPI that has no quotas."""
        year = self.env.company.compute_fiscalyear_dates(values.pop("month"))
        try:
            with self.env.cr.savepoint():
                return self.env["sales.quota"].create(
                    {"name": name, "date_from": year["date_from"], "date_to": year["date_to"], **values}
                )
        except ValidationError as error:
            entry.refuse(str(error))
            return self.env["sales.quota"]

    @api.model
    def _finish(self, entries):
        """Keep no new plan of which every line was refused."""
        for entry in entries:
            plan = entry.notes.get("new_plan")
            if plan and not plan.row_ids:
                plan.unlink()

    def _get_reader(self, column, texts):
        """A month may be written without a day."""
        read = super()._get_reader(column, texts)
        if column.field != "month":
            return read

        def read_month(text):
            match = MONTH.fullmatch(text)
            return read(f"{match['year']}-{int(match['month']):02}-01") if match else read(text)

        return read_month

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
            if plan and values.get("kpi_id", plan.kpi_id.id) != plan.kpi_id.id:
                entry.refuse(self.env._("%(plan)s plans %(kpi)s.", plan=plan.name, kpi=plan.kpi_id.name))
            if plan and values.get("currency_id") and values["currency_id"] != plan.currency_id.id:
                entry.refuse(
                    self.env._(
                        "%(plan)s is planned in %(own)s, not in %(other)s.",
                        plan=plan.name,
                        own=plan.currency_id.name or self.env._("numbers without a currency"),
                        other=self.env["res.currency"].browse(values["currency_id"]).name,
                    )
                )

    def _find_records(self, entries):
        """An empty amount leaves a quota as it is, and makes none."""
        result = super()._find_records(entries)
        for entry in entries:
            if not entry.record and "amount" not in entry.values:
                amount = self.env[self._target]._fields["amount"]._description_string(self.env)
                entry.refuse(self.env._("“%(column)s” is empty.", column=amount))
        return result

    def _refuse_reference(self, field, text, records):
        if field.name != "quota_id" or records:
            return super()._refuse_reference(field, text, records)
        return self.env._(
            "There is no plan “%(text)s”. A line that names its KPI has the plan made.",
            text=text,
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
