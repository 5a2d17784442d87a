"""Where a figure should be by now, what is still needed a day, and where it is heading."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Days:
    """Working days of a month as seen on a day.

    :ivar total: of the month
    :ivar passed: up to today, today included
    :ivar left: from today on, today included
    """

    total: int
    passed: int
    left: int

    @classmethod
    def of_month(cls, calendar, first, last, today):
        """Count the days of a month.

        :param calendar: marketing_roles.engine.workdays.WorkCalendar that holds the month
        """
        return cls(
            calendar.count(first, last),
            calendar.count(first, min(today, last)) if today >= first else 0,
            calendar.count(max(today, first), last) if today <= last else 0,
        )


def pace(target, days):
    """Return where the figure should be by the end of today, or None in a month without working days.

    >>> pace(200, Days(total=20, passed=5, left=16))
    50.0
    """
    return target * days.passed / days.total if days.total else None


def needed_a_day(target, actual, days):
    """Return what is needed on each working day that is left to reach the target; None when none is left.

    >>> needed_a_day(200, 40, Days(total=20, passed=5, left=16)), needed_a_day(200, 240, Days(20, 5, 16))
    (10.0, 0.0)
    """
    return max(target - actual, 0) / days.left if days.left else None


def forecast(actual, days):
    """Return where the month ends if it goes on as up to now; None before its first working day.

    >>> forecast(40, Days(total=20, passed=5, left=16)), forecast(40, Days(20, 20, 0))
    (160.0, 40.0)
    """
    return actual * days.total / days.passed if days.passed else None
