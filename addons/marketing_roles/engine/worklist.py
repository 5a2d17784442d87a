"""Which tasks recurring duties make, for whom and on which day (rules R4 and R32)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from .holdings import DEPUTY, RESPONSIBLE
from .recurrence import DAILY, Recurrence

# A due day moves over a season of holidays or a long leave at most; beyond that the work is not made.
LONGEST_MOVE = timedelta(days=62)


@dataclass(frozen=True)
class RecurringDuty:
    """A duty that makes tasks, from a first nominal day on."""

    duty: object
    recurrence: Recurrence
    since: date


@dataclass(frozen=True)
class Occurrence:
    """One task: this duty of this nominal day is due on a day and done by an employee.

    stands_in_for: the responsible employee who is away, when a deputy does it.
    """

    duty: object
    nominal_day: date
    due_day: date
    employee: object
    stands_in_for: object = None


def occurrences(duties, holdings, calendar, absent, first_day, last_day):
    """Return the tasks that fall due between two days, both included.

    Each responsible employee who is there on the due day does it. For somebody who is away
    a deputy does it who is there, once for each duty and day, however many are away.
    Without a deputy, daily work is not done that day; everything else waits for the first
    working day on which the employee is back, if that comes before the next time.

    :param duties: iterable of RecurringDuty
    :param holdings: iterable of holdings.Holding
    :param WorkCalendar calendar: from LONGEST_MOVE before `first_day` to twice that after `last_day`
    :param absent: {employee: set of dates away}
    :return: list of Occurrence
    """
    held = defaultdict(list)
    for holding in holdings:
        held[holding.duty].append(holding)
    found = []
    for duty in duties:
        if held[duty.duty]:
            maker = _DutyTasks(duty, held[duty.duty], calendar, absent)
            for nominal, due in duty.recurrence.due_days(max(first_day - LONGEST_MOVE, duty.since), last_day, calendar):
                found += maker.of(nominal, due)
    return [each for each in found if first_day <= each.due_day <= last_day]


class _DutyTasks:
    """The tasks of one duty."""

    def __init__(self, duty, holdings, calendar, absent):
        self.duty = duty
        self.holdings = holdings
        self.calendar = calendar
        self.absent = absent

    def of(self, nominal, due):
        """Return the tasks of one nominal day."""
        responsible = self._holders(RESPONSIBLE, due)
        deputies = [each for each in self._holders(DEPUTY, due) if self._is_there(each, due)]
        found, taken = [], False
        for employee in responsible:
            if self._is_there(employee, due):
                found.append(Occurrence(self.duty.duty, nominal, due, employee))
            elif deputies:
                if not taken:
                    found.append(Occurrence(self.duty.duty, nominal, due, deputies[0], employee))
                taken = True
            else:
                later = self._first_day_back(employee, nominal, due)
                if later:
                    found.append(Occurrence(self.duty.duty, nominal, later, employee))
        if not responsible and deputies:
            found.append(Occurrence(self.duty.duty, nominal, due, deputies[0]))
        return found

    def _holders(self, kind, day):
        """Return the employees who hold the duty in one way on a day, always in the same order."""
        return sorted({each.employee for each in self.holdings if each.kind == kind and each.covers(day)})

    def _is_there(self, employee, day):
        return day not in self.absent.get(employee, ())

    def _first_day_back(self, employee, nominal, due):
        """Return the first working day on which the employee is there and still responsible, or None."""
        if self.duty.recurrence.frequency == DAILY:
            return None
        end = min(self.duty.recurrence.next_nominal_day(nominal), due + LONGEST_MOVE)
        day = due + timedelta(days=1)
        while day < end:
            holds = any(
                each.employee == employee and each.kind == RESPONSIBLE and each.covers(day) for each in self.holdings
            )
            if not holds:
                return None
            if self.calendar.is_working_day(day) and self._is_there(employee, day):
                return day
            day += timedelta(days=1)
        return None
