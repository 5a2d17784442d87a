from odoo import models
from odoo.fields import Domain

from .entry import Column

# Between a department and its function.
OF_DEPARTMENT = " / "


class MarketingImportDuties(models.AbstractModel):
    """The duties of the company's jobs, with area, standard and frequency (R1 to R4)."""

    _name = "marketing.import.duties"
    _description = "Import of Duties"
    _inherit = ["marketing.import.kind"]

    _target = "marketing.duty"
    _key = ("job_id", "name")
    _table_columns = (
        Column("job_id", required=True),
        Column("sequence"),
        Column("name", required=True),
        Column("area_id", by=("name", "code")),
        Column("work_standard"),
        Column("frequency"),
        Column("deliverable"),
        Column("function_ids"),
        Column("hours"),
        Column("makes_tasks"),
        Column("weekday"),
        Column("day_of_month"),
        Column("month_of_cycle"),
        Column("tasks_from"),
        Column("is_appraised"),
    )

    def _get_reference_domain(self, model):
        domain = super()._get_reference_domain(model)
        # Functions of catalogues are not fulfilled by anybody.
        return domain & Domain("department_id", "!=", False) if model._name == "marketing.function" else domain

    def _find_references(self, model, by, texts):
        """Functions of several departments may share a name: there the department stands before it."""
        found = super()._find_references(model, by, texts)
        if model._name == "marketing.function":
            functions = model.search(self._get_reference_domain(model))
            for code, _label in self.env["res.lang"].get_installed():
                for function in functions.with_context(lang=code):
                    text = self._name_of_department(function).lower()
                    found[text] = found.get(text, model) | model.browse(function.id)
        return found

    def _name_reference(self, record, column):
        if record._name == "marketing.function":
            return self._name_of_department(record)
        return super()._name_reference(record, column)

    def _name_of_department(self, function):
        return f"{function.department_id.name}{OF_DEPARTMENT}{function.name}"

    def _get_export_domain(self):
        return [("job_id", "!=", False), ("company_id", "in", [*self.env.companies.ids, False])]
