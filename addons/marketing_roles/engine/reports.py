"""Which work reports are owed, for which days and by when (rules R5, R24 and R32)."""

from dataclasses import dataclass
from datetime import date, timedelta

from .recurrence import DAILY, MONTHLY, WEEKLY
from .workdays import OutsideCalendar

DEPARTMENT = "department"
KINDS = (DAILY, WEEKLY, MONTHLY, DEPARTMENT)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReportRules:
    """What one company asks for.

    since: first day on which reports are asked for; stretches that begin earlier are left alone.
    kinds: the kinds that are asked for at all.
    weekday: 0 (Monday) to 6, the last day of a reported week and the day on which its report is due.
    month_day: day of the following month on which monthly reports are due, 1 to 28.
    moves: a due day without work moves to the next working day (R32).

    >>> ReportRules(date(2026, 1, 1)).stretch(WEEKLY, date(2026, 7, 15))
    (datetime.date(2026, 7, 13), datetime.date(2026, 7, 19))
    >>> ReportRules(date(2026, 1, 1)).stretch(MONTHLY, date(2026, 2, 15))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """

    since: date
    kinds: frozenset = frozenset(KINDS)
    weekday: int = 6
    month_day: int = 3
    moves: bool = True

    def stretch(self, kind, day):
        """Return the first and the last day of the stretch of this kind that `day` lies in."""
        if kind == DAILY:
            return day, day
        if kind == WEEKLY:
            last = day + timedelta(days=(self.weekday - day.weekday()) % 7)
            return last - timedelta(days=6), last
        return day.replace(day=1), _first_of_next_month(day) - ONE_DAY

    def stretches(self, kind, first_day, last_day):
        """Return the stretches that begin between two dates, both included."""
        found = []
        begin, end = self.stretch(kind, first_day)
        while begin <= last_day:
            if begin >= first_day:
                found.append((begin, end))
            begin, end = self.stretch(kind, end + ONE_DAY)
        return found

    def due_day(self, kind, last_day, calendar):
        """Return the day by whose end the report on a stretch that ends on `last_day` is handed in.

        A calendar that knows no working day any more leaves the day where it is.
        """
        in_time = kind in (DAILY, WEEKLY)
        day = last_day if in_time else _first_of_next_month(last_day).replace(day=self.month_day)
        try:
            return calendar.next_working_day(day) if self.moves else day
        except OutsideCalendar:
            return day


@dataclass(frozen=True)
class Position:
    """What somebody was from `date_from` until the day before `date_to`."""

    date_from: date
    date_to: date
    department: int | None = None
    appraiser: int | None = None
    is_in_scope: bool = True
    is_field_staff: bool = False


@dataclass(frozen=True)
class Person:
    """An employee with the first and, if known, the last day of employment, both included."""

    employee: int
    date_start: date
    date_end: date | None = None
    positions: tuple = ()

    def is_employed_on(self, day):
        return self.date_start <= day and (self.date_end is None or day <= self.date_end)

    def position_on(self, day):
        """Return the position of a day, or None when there is none or the person is not employed then."""
        if not self.is_employed_on(day):
            return None
        return next((one for one in self.positions if one.date_from <= day < one.date_to), None)

    def worked(self, first_day, last_day, calendar, away=frozenset()):
        """Tell whether there is a working day on which the person was employed and not away."""
        days = (first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1))
        return any(day not in away and self.is_employed_on(day) and calendar.is_working_day(day) for day in days)

    def could_report(self, first_day, last_day, calendar, away=frozenset()):
        """Tell whether the person still belonged here when the stretch ended and had worked in it."""
        return self.is_employed_on(last_day) and self.worked(first_day, last_day, calendar, away)


@dataclass(frozen=True)
class Department:
    """A department that owes a monthly report of its own through whoever manages it."""

    department: int
    manager: int
    is_in_scope: bool = True


@dataclass(frozen=True)
class OwedReport:
    """One report that somebody owes, with the department and the appraiser of its last day."""

    employee: int
    kind: str
    date_from: date
    date_to: date
    date_due: date
    department: int | None = None
    appraiser: int | None = None

    @property
    def key(self):
        """What makes the report one and the same; a manager reports once for each department."""
        return self.employee, self.kind, self.date_from, self.department if self.kind == DEPARTMENT else None


def owed_reports(people, departments, calendar, absences, rules, first_day, today):
    """Return every report owed on a stretch that begins from `first_day` to `today`.

    Daily reports come from field staff, the department's from its manager, the rest from
    everybody in scope. Job, department and appraiser are those of the stretch's last day.

    :param people: Person of everybody
    :param departments: Department of those with a manager
    :param WorkCalendar calendar: must reach from the first stretch to beyond the last due day
    :param dict absences: {employee: set of dates away}
    :param ReportRules rules: what the company asks for
    """
    by_id = {person.employee: person for person in people}
    owed = []
    for kind in KINDS:
        if kind not in rules.kinds:
            continue
        for begin, end in rules.stretches(kind, max(first_day, rules.since), today):
            due = rules.due_day(kind, end, calendar)
            for person, department in _reporters(kind, end, by_id, departments):
                if person.could_report(begin, end, calendar, absences.get(person.employee, frozenset())):
                    position = person.position_on(end)
                    owed.append(OwedReport(person.employee, kind, begin, end, due, department, position.appraiser))
    return owed


def to_make(owed, made_until, today):
    """Return those of the owed reports that are made now unless they are there already.

    What can still be in time is made for whoever newly owes it. What is past its due day is made
    only where no run has looked at its stretch before: nobody is asked for last month's reports
    because their job or department changes today.
    """
    return [one for one in owed if one.date_due >= today or one.date_from > made_until]


def _reporters(kind, end, people, departments):
    """Yield (person, department reported on) of those whose place on the last day makes them owe the kind."""
    if kind == DEPARTMENT:
        for one in departments:
            if one.is_in_scope and one.manager in people and people[one.manager].position_on(end):
                yield people[one.manager], one.department
        return
    for person in people.values():
        position = person.position_on(end)
        if position and position.is_in_scope and (kind != DAILY or position.is_field_staff):
            yield person, position.department


def _first_of_next_month(day):
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
