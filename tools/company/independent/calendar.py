"""Working days: Monday to Friday, less public holidays, plus make-up working days."""

from datetime import date, timedelta


def month_end(first):
    """Return the last day of the month that begins on ``first``.

    >>> month_end(date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    following = first.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)


def is_working_day(day, overrides):
    """Tell whether ``day`` is worked; ``overrides`` are (kind, first day, last day).

    >>> golden_week = [("holiday", date(2026, 10, 1), date(2026, 10, 7)),
    ...                ("working", date(2026, 10, 10), date(2026, 10, 10))]
    >>> [is_working_day(date(2026, 10, day), golden_week) for day in (7, 8, 10, 11)]
    [False, True, True, False]
    """
    kinds = {kind for kind, first, last in overrides if first <= day <= last}
    if "working" in kinds:
        return True
    return day.weekday() < 5 and "holiday" not in kinds


def working_days(first, last, overrides):
    """Return the working days from ``first`` to ``last``, both included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if is_working_day(day, overrides)]


def months_of(year):
    """Return the first days of the twelve months of ``year``."""
    return [date(year, month, 1) for month in range(1, 13)]
