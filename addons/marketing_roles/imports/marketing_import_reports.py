from odoo import api, fields, models

from .entry import Column


class MarketingImportReports(models.AbstractModel):
    """Work reports that were written elsewhere: in a spreadsheet on the way, or on paper (R5, R24).

    They come in as drafts of their authors, who hand them in; one that is asked for is filled in.
    """

    _name = "marketing.import.reports"
    _description = "Import of Work Reports"
    _inherit = ["marketing.import.kind"]

    _target = "marketing.work.report"
    _key = ("employee_id", "kind", "date_from")
    _table_columns = (
        Column("employee_id", required=True, by=("name", "work_email")),
        Column("kind", required=True),
        Column("date_from", required=True),
        Column("department_id"),
        Column("done"),
        Column("problems"),
        Column("next"),
        Column("market_feedback"),
        Column("service_feedback"),
    )

    @api.model
    def _check_lines(self, entries):
        """Let any day of a week or month mean the whole of it, as on the form."""
        employees = self.env["hr.employee"].sudo()
        for entry in entries:
            if not entry.errors:
                company = employees.browse(entry.values["employee_id"]).company_id
                begin, _end, _due = company._get_report_dates(entry.values["kind"], entry.values["date_from"])
                entry.values["date_from"] = fields.Date.to_date(begin)

    def _find_records(self, entries):
        """A department's report is one of its department, not of a person alone."""
        found = super()._find_records(entries)
        for entry in entries:
            department = entry.values.get("department_id")
            of_another = entry.record and department and entry.record.department_id.id != department
            if of_another and entry.values["kind"] == "department":
                entry.record = entry.record.browse()
        return found

    def _change(self, entry):
        """Fill in a report that is there; whose it is and for which days stays."""
        subject = ("employee_id", "kind", "date_from", "department_id")
        entry.values = {name: value for name, value in entry.values.items() if name not in subject}
        return super()._change(entry)

    def _get_export_domain(self):
        return [("company_id", "in", self.env.companies.ids)]
