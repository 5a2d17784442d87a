"""By when a period is graded and published (R31, R32)."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Deadlines:
    """Last day for grading and last day for publication, both included."""

    grading: date
    publication: date


def month_deadlines(period_end, calendar, grading_day=5, publication_day=7, distance=1):
    """Return the deadlines of a monthly period in the month after it.

    A deadline on a day of rest moves to the next working day, and publication
    keeps `distance` working days from grading.

    :param date period_end: last day of the appraised month
    :param calendar: working days, with next_working_day(day) and add_working_days(day, count)
    """
    first = period_end + timedelta(days=1)
    grading = calendar.next_working_day(first.replace(day=grading_day))
    publication = calendar.next_working_day(first.replace(day=publication_day))
    if distance:
        publication = max(publication, calendar.add_working_days(grading, distance))
    return Deadlines(grading, publication)


def year_deadlines(period_end, calendar, last_day=15):
    """Return the deadlines of an annual period: grade and publish by the middle of January."""
    end = calendar.next_working_day((period_end + timedelta(days=1)).replace(day=last_day))
    return Deadlines(end, end)
