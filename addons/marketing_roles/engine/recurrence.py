"""When work that recurs falls due (rules R4, R5 and R32)."""

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

DAILY, WEEKLY, MONTHLY, QUARTERLY, YEARLY = "daily", "weekly", "monthly", "quarterly", "yearly"
MONTHS_PER_CYCLE = {MONTHLY: 1, QUARTERLY: 3, YEARLY: 12}


@dataclass(frozen=True)
class Recurrence:
    """A frequency with its day.

    frequency: one of the constants above.
    weekday: 0 (Monday) to 6, for weekly work.
    day: day of the month, 1 to 31, for monthly, quarterly and yearly work; beyond the month's end it is its last.
    month: month inside the cycle, 1 to 3 for quarterly, 1 to 12 for yearly work.

    >>> [str(day) for day in Recurrence(MONTHLY, day=31).nominal_days(date(2026, 2, 1), date(2026, 4, 30))]
    ['2026-02-28', '2026-03-31', '2026-04-30']
    """

    frequency: str
    weekday: int = 0
    day: int = 1
    month: int = 1

    def nominal_days(self, first_day, last_day):
        """Return the days by the frequency alone, between two dates, both included."""
        if self.frequency in MONTHS_PER_CYCLE:
            return self._days_in_months(first_day, last_day)
        step = 1
        start = first_day
        if self.frequency == WEEKLY:
            step = 7
            start += timedelta(days=(self.weekday - first_day.weekday()) % 7)
        return [start + timedelta(days=n) for n in range(0, (last_day - start).days + 1, step)]

    def next_nominal_day(self, nominal_day):
        """Return the nominal day after a given one: the end of its cycle."""
        return self.nominal_days(nominal_day + timedelta(days=1), nominal_day + timedelta(days=400))[0]

    def due_days(self, first_day, last_day, calendar):
        """Return [(nominal day, due day)] of the nominal days between two dates.

        Daily work falls on working days only. Everything else that falls on a day of
        rest moves to the next working day (R32); where two then meet, both are due.

        :param WorkCalendar calendar: must reach some weeks beyond `last_day`
        """
        days = self.nominal_days(first_day, last_day)
        if self.frequency == DAILY:
            return [(day, day) for day in days if calendar.is_working_day(day)]
        return [(day, calendar.next_working_day(day)) for day in days]

    def _days_in_months(self, first_day, last_day):
        length = MONTHS_PER_CYCLE[self.frequency]
        wanted = 0 if self.frequency == MONTHLY else self.month - 1
        found = []
        for number in range(first_day.year * 12 + first_day.month - 1, last_day.year * 12 + last_day.month):
            year, index = divmod(number, 12)
            if index % length == wanted:
                last = months.monthrange(year, index + 1)[1]
                found.append(date(year, index + 1, min(self.day, last)))
        return [day for day in found if first_day <= day <= last_day]
