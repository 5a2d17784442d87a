from datetime import date, datetime, timedelta

from .common import MarketingRolesCase


class DutiesCase(MarketingRolesCase):
    """Two jobs with duties: sellers visit and report, the supervisors plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.new_user("officer", "base.group_user,marketing_roles.group_hr_officer")
        cls.visit = cls.new_duty("Visit dealers", cls.seller_job, frequency="weekly")
        cls.survey = cls.new_duty("Survey the market", cls.seller_job, frequency="monthly")
        cls.plan = cls.new_duty("Plan the month", cls.supervisor_job, frequency="monthly")

    @classmethod
    def new_duty(cls, name, job, **vals):
        return cls.env["marketing.duty"].create({"name": name, "job_id": job.id, **vals})

    @classmethod
    def assign(cls, duty, employee, kind, first="2025-01-01", last=False):
        return cls.env["marketing.duty.assignment"].create(
            {
                "duty_id": duty.id,
                "employee_id": employee.id,
                "kind": kind,
                "date_from": first,
                "date_to": last,
            }
        )

    @classmethod
    def take_off(cls, employee, first, last, hours=(0, 23)):
        """Time off as Odoo's working hours know it, in UTC."""
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Off",
                "resource_id": employee.resource_id.id,
                "calendar_id": employee.resource_calendar_id.id,
                "company_id": employee.company_id.id,
                "date_from": datetime.combine(date.fromisoformat(first), datetime.min.time()).replace(hour=hours[0]),
                "date_to": datetime.combine(date.fromisoformat(last), datetime.min.time()).replace(hour=hours[1]),
            }
        )

    def holders(self, duty, day):
        """Return {employee name: kind} of who holds a duty on a day, by the SQL view."""
        found = self.env["marketing.duty.holder"].with_context(on_date=day).search([("duty_id", "=", duty.id)])
        return {row.employee_id.name: row.kind for row in found}

    def make_tasks(self, first, last=None):
        """Run the maker of tasks on every day from the first to the last."""
        day, last = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= last:
            self.env["marketing.task"]._make_tasks(self.company, day)
            day += timedelta(days=1)

    def tasks(self, duty):
        """Return [(holder, due day)] of the tasks that came from a duty, by day."""
        found = self.env["marketing.task"].search([("duty_id", "=", duty.id)], order="date_deadline, employee_id")
        return [(task.employee_id.name, str(task.date_deadline)) for task in found]
