from collections import defaultdict
from datetime import timedelta

import pytz

from odoo import api, fields, models

LATE, MISSING = "attendance_late", "attendance_missing"


class MarketingAppraisalBehaviourRule(models.Model):
    """Coming late and not coming, as Attendances knows them (R21).

    Who never checks in over the whole period is not tracked there: nothing is held against them.
    """

    _inherit = "marketing.appraisal.behaviour.rule"

    fact = fields.Selection(
        selection_add=[(LATE, "Came late"), (MISSING, "Working day without attendance or leave")],
        ondelete={LATE: "cascade", MISSING: "cascade"},
    )
    tolerance = fields.Integer(
        string="Minutes Allowed", default=5, help="A choice: how late is still in time. Counted from the working hours."
    )

    _tolerance_not_negative = models.Constraint("CHECK(tolerance >= 0)", "Minutes allowed cannot be negative.")

    def _get_facts(self, period, employees):
        """Let each rule have its own tolerance; the check-ins are read once."""
        tracked = self.filtered(lambda rule: rule.fact in (LATE, MISSING))
        facts = super(MarketingAppraisalBehaviourRule, self - tracked)._get_facts(period, employees)
        if not tracked:
            return facts
        arrivals = self._get_arrivals(period, employees)
        for rule in tracked:
            if rule.fact == LATE:
                facts[rule] = self._filter_late(arrivals, employees, rule.tolerance)
            else:
                facts[rule] = self._find_without_attendance(period, employees, arrivals)
        return facts

    @api.model
    def _get_arrivals(self, period, employees):
        """Return {employee id: {day: first check-in}} in the time zone of each one's working hours: one query."""
        attendances = self.env["hr.attendance"].sudo().search_fetch(
            [
                ("employee_id", "in", employees.ids),
                ("check_in", ">=", fields.Datetime.to_datetime(period.date_from) - timedelta(days=1)),
                ("check_in", "<", fields.Datetime.to_datetime(period.date_to) + timedelta(days=2)),
            ],
            ["employee_id", "check_in"],
            order="check_in, id",
        )  # fmt: skip
        zones = {employee.id: pytz.timezone(employee._get_tz()) for employee in employees.sudo()}
        arrivals = defaultdict(dict)
        for attendance in attendances:
            employee = attendance.employee_id.id
            local = pytz.utc.localize(attendance.check_in).astimezone(zones[employee])
            if period.date_from <= local.date() <= period.date_to:
                arrivals[employee].setdefault(local.date(), local)
        return arrivals

    @api.model
    def _filter_late(self, arrivals, employees, tolerance):
        """Return {employee id: days on which the first check-in was later than the working hours begin}."""
        begins = {}
        for calendar in employees.sudo().resource_calendar_id:
            for line in calendar.attendance_ids.filtered(lambda line: line.day_period != "lunch"):
                key = calendar, int(line.dayofweek)
                begins[key] = min(line.hour_from, begins.get(key, 24.0))
        calendars = {employee.id: employee.resource_calendar_id for employee in employees.sudo()}
        late = defaultdict(list)
        for employee, days in arrivals.items():
            for day, arrival in days.items():
                begin = begins.get((calendars[employee], day.weekday()))
                minutes = arrival.hour * 60 + arrival.minute
                if begin is not None and minutes > round(begin * 60) + tolerance:
                    late[employee].append(day)
        return late

    @api.model
    def _find_without_attendance(self, period, employees, arrivals):
        """Return {employee id: working days that are over, without a check-in and without leave}."""
        company = period.company_id
        calendar = company._get_work_calendar(period.date_from, period.date_to)
        last = min(period.date_to, company._get_company_today() - timedelta(days=1))
        away = self.env["hr.employee"].sudo()._get_absent_days(period.date_from, period.date_to, company)
        days = [period.date_from + timedelta(days=number) for number in range((last - period.date_from).days + 1)]
        working = [day for day in days if calendar.is_working_day(day)]
        return {
            employee: [day for day in working if day not in mine and day not in away.get(employee, ())]
            for employee, mine in arrivals.items()
        }
