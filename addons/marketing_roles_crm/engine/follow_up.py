"""R8, R32: the day by which sales reports on a lead that was passed to it."""

from calendar import monthrange
from datetime import date, timedelta

WEEKLY, MONTHLY = "weekly", "monthly"


def nominal_day(base, frequency):
    """Return the day one week or one month after `base`, whatever day that is.

    A month ends with its last day: what begins on the 31st is due on the 30th or 28th.

    >>> nominal_day(date(2026, 1, 31), MONTHLY), nominal_day(date(2026, 1, 31), WEEKLY)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 7))
    """
    if frequency == WEEKLY:
        return base + timedelta(days=7)
    year, month = (base.year + 1, 1) if base.month == 12 else (base.year, base.month + 1)
    return date(year, month, min(base.day, monthrange(year, month)[1]))


def due_day(base, frequency, next_working_day):
    """Return the day by whose end the next feedback is due: the nominal one, moved by R32.

    :param next_working_day: what a working calendar says of a day; it returns the day itself when it is worked

    >>> due_day(date(2026, 1, 31), MONTHLY, lambda day: day + timedelta(days=2))
    datetime.date(2026, 3, 2)
    """
    return next_working_day(nominal_day(base, frequency))


def feedback_rate(asked, in_time):
    """Return the share of the feedback that was asked for and came in time; None where none was asked for.

    >>> feedback_rate(4, 3), feedback_rate(0, 0)
    (0.75, None)
    """
    return in_time / asked if asked else None
