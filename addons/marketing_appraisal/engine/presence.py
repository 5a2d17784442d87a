"""Who was there long enough to be appraised (R29c)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Presence:
    """Working days of a period, and how many of them somebody was employed."""

    worked: int
    possible: int

    def is_enough(self, share):
        """Tell whether at least `share` (a Fraction or Decimal) of the days was worked."""
        return self.worked > 0 and self.worked >= Fraction(share) * self.possible


def presence(calendar, period_start, period_end, employed_from, employed_to=None, away=()):
    """Count the working days of the period on which somebody was employed and not away.

    :param calendar: working days, with count(first_day, last_day)
    :param date employed_to: last day of employment, None while it goes on
    :param away: dates on which somebody was on leave
    """
    first = max(period_start, employed_from)
    last = min(period_end, employed_to or date.max)
    missed = sum(calendar.count(day, day) for day in set(away) if first <= day <= last)
    return Presence(calendar.count(first, last) - missed, calendar.count(period_start, period_end))
