from odoo import models
from odoo.fields import Domain

from .entry import Column


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

    def _get_export_domain(self):
        return [("job_id", "!=", False), ("company_id", "in", [*self.env.companies.ids, False])]
