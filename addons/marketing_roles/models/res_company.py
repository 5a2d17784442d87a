from datetime import datetime, time, timedelta

from pytz import timezone

from odoo import models

from ..engine.workdays import WorkCalendar


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_work_calendar(self, first_day, last_day):
        """Return the company's working days between two dates, both included (R32).

        Regular days and public holidays come from Odoo's working hours, make-up
        days from the overrides. A company with flexible or no working hours is
        taken to work from Monday to Friday.

        :param date first_day: first day that can be asked about
        :param date last_day: last day that can be asked about
        :return: engine.workdays.WorkCalendar
        """
        self.ensure_one()
        overrides = (
            self.env["marketing.workday.override"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.id),
                    ("date_from", "<=", last_day),
                    ("date_to", ">=", first_day),
                ]
            )
        )
        holidays = overrides.filtered(lambda override: override.kind == "holiday")
        return WorkCalendar.from_days(
            first_day,
            last_day,
            self._get_regular_workdays(first_day, last_day),
            holidays._get_days(),
            (overrides - holidays)._get_days(),
        )

    def _on_working_days_changed(self):
        """Holidays or make-up days of these companies have changed; for what is due by them to extend."""

    def _get_regular_workdays(self, first_day, last_day):
        """Return the dates with working hours that are no public holiday of this company."""
        calendar = self.sudo().resource_calendar_id
        if not calendar or calendar.flexible_hours:
            span = (first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1))
            return {day for day in span if day.weekday() < 5}
        zone = timezone(calendar.tz or "UTC")
        intervals = calendar._work_intervals_batch(
            zone.localize(datetime.combine(first_day, time.min)),
            zone.localize(datetime.combine(last_day, time.max)),
            domain=[
                ("time_type", "=", "leave"),
                ("resource_id", "=", False),
                ("company_id", "in", [self.id, False]),
            ],
            tz=zone,
        )[False]
        return {start.date() for start, _stop, _attendance in intervals}
