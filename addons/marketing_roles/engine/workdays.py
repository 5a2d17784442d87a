"""Working days and the deadlines that move with them (rules R29c and R32)."""

from dataclasses import dataclass
from datetime import date, timedelta


class OutsideCalendar(ValueError):
    """A day was asked about that the calendar was not loaded for."""


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of one company between two dates, both included.

    `working_days` already has public holidays taken out and make-up days put in.

    >>> week = WorkCalendar.from_rules(date(2026, 10, 1), date(2026, 10, 31),
    ...     holidays=[date(2026, 10, day) for day in range(1, 8)], make_up_days=[date(2026, 10, 10)])
    >>> week.next_working_day(date(2026, 10, 5))
    datetime.date(2026, 10, 8)
    >>> week.is_working_day(date(2026, 10, 10)), week.is_working_day(date(2026, 10, 11))
    (True, False)
    """

    first_day: date
    last_day: date
    working_days: frozenset

    @classmethod
    def from_rules(cls, first_day, last_day, holidays=(), make_up_days=(), weekdays=range(5)):
        """Build the calendar from weekdays (Monday is 0), holidays and make-up working days."""
        span = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
        regular = {day for day in span if day.weekday() in set(weekdays)}
        return cls.from_days(first_day, last_day, regular, holidays, make_up_days)

    @classmethod
    def from_days(cls, first_day, last_day, regular_days, holidays=(), make_up_days=()):
        """Build the calendar from regular working days; a make-up day wins over a holiday."""
        days = (set(regular_days) - set(holidays)) | set(make_up_days)
        return cls(first_day, last_day, frozenset(d for d in days if first_day <= d <= last_day))

    def is_working_day(self, day):
        """Tell whether `day` is worked; raises OutsideCalendar beyond the loaded dates."""
        if not self.first_day <= day <= self.last_day:
            raise OutsideCalendar(f"{day} is not between {self.first_day} and {self.last_day}")
        return day in self.working_days

    def next_working_day(self, day):
        """Return `day` itself when it is worked, else the first working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day, count):
        """Return the working day that lies `count` (at least 1) working days after `day`."""
        for _step in range(count):
            day = self.next_working_day(day + timedelta(days=1))
        return day

    def count(self, first_day, last_day):
        """Count the working days from `first_day` to `last_day`, both included; 0 when reversed."""
        if first_day > last_day:
            return 0
        for day in (first_day, last_day):
            self.is_working_day(day)
        return sum(first_day <= day <= last_day for day in self.working_days)
