from odoo import fields

from .common import MarketingRolesCase


class WorkReportCase(MarketingRolesCase):
    """The test company in Shanghai, its sellers in the field; nobody is asked for reports yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.seller_job.is_field_staff = True
        cls.Report = cls.env["marketing.work.report"]

    @classmethod
    def ask(cls, since="2025-06-01", scope="everybody", **settings):
        """Ask for reports from a day on."""
        names = ("daily", "weekly", "monthly", "department")
        kinds = {f"work_report_{name}": settings.pop(name) for name in names if name in settings}
        cls.company.write({"work_report_scope": scope, "work_report_since": since, **kinds, **settings})

    @classmethod
    def run_maker(cls):
        cls.Report._make_reports(cls.company)

    @classmethod
    def new_report(cls, employee=None, day="2025-06-16", kind="daily", **vals):
        """Return a report that was asked for."""
        employee = employee or cls.seller
        return cls.Report.create({"employee_id": employee.id, "kind": kind, "date_from": day, **vals})

    def as_user(self, records, person):
        """Return records as a person sees them, in their own companies and with nothing in the cache."""
        user = person if person._name == "res.users" else person.user_id
        records.env.flush_all()
        records.invalidate_model()
        return records.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def made(self, employee=None, **conditions):
        """Return the sorted (kind, first day) of the reports of an employee, or of all."""
        domain = [("company_id", "=", self.company.id), *((name, "=", value) for name, value in conditions.items())]
        if employee:
            domain.append(("employee_id", "=", employee.id))
        reports = self.Report.search(domain)
        return sorted((report.kind, fields.Date.to_string(report.date_from)) for report in reports)

    def take_leave(self, employee, first, last):
        """Enter time off of whole days, as any app of Odoo does."""
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "resource_id": employee.resource_id.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "company_id": self.company.id,
                "date_from": f"{first} 00:00:00",
                "date_to": f"{last} 12:00:00",
                "time_type": "leave",
            }
        )
