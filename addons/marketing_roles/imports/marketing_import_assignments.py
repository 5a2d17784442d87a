from odoo import api, models
from odoo.fields import Domain

from .entry import Column


class MarketingImportAssignments(models.AbstractModel):
    """Who holds which duty otherwise than by the job, from when to when."""

    _name = "marketing.import.assignments"
    _description = "Import of Assignments"
    _inherit = ["marketing.import.kind"]

    _target = "marketing.duty.assignment"
    _key = ("employee_id", "duty_id", "date_from")
    _table_columns = (
        Column("employee_id", required=True, by=("name", "work_email")),
        # Two jobs may have a duty of one name; the job says which.
        Column("job_id", stored=False),
        Column("duty_id", required=True),
        Column("kind"),
        Column("date_from", required=True),
        Column("date_to"),
        Column("reason"),
    )

    @api.model
    def _read_column(self, column, entries):
        """Look duties up within the job of the line, where it names one."""
        if column.field != "duty_id":
            return super()._read_column(column, entries)
        by_job = {}
        for entry in entries:
            by_job.setdefault(entry.values.get("job_id"), []).append(entry)
        for job_id, of_job in by_job.items():
            kind = self.with_context(import_job_id=job_id)
            super(MarketingImportAssignments, kind)._read_column(column, of_job)
        return None

    def _get_reference_domain(self, model):
        domain = super()._get_reference_domain(model)
        if model._name != "marketing.duty":
            return domain
        job_id = self.env.context.get("import_job_id")
        return domain & (Domain("job_id", "=", job_id) if job_id else Domain("job_id", "!=", False))

    def _get_export_domain(self):
        return [("company_id", "in", self.env.companies.ids)]
