"""Who may become employee of the year, and who comes first in their unit (R56)."""

from dataclasses import dataclass
from decimal import Decimal

from .best import leaders

SCORE, POINTS, FREE = "score", "points", "free"
GRADE_A, NO_BAR, GRADED = "grade_a", "no_bar", "graded"


@dataclass(frozen=True)
class Year:
    """What a signed year came to: grade, whether an A is barred, points, and score (None where it is missing)."""

    grade: str
    is_barred: bool
    points: int
    score: Decimal | None


def find_obstacle(year, rule):
    """Return by which rule somebody cannot be chosen, or None.

    >>> find_obstacle(Year("b", False, 14, None), GRADE_A), find_obstacle(Year("a", True, 20, None), GRADE_A)
    ('grade_a', 'no_bar')
    >>> find_obstacle(Year("b", False, 14, None), NO_BAR), find_obstacle(Year("c", True, 2, None), GRADED)
    (None, None)
    """
    if rule == GRADE_A and year.grade != "a":
        return GRADE_A
    return NO_BAR if rule != GRADED and year.is_barred else None


def find_first(years, method):
    """Return the keys that come first, in the order they came: several are a tie, none is nobody.

    Whoever has no score is not measured by it; who is free to choose finds nobody before the others.

    :param dict years: {key: Year}, of those who may be chosen
    :param str method: one of SCORE, POINTS, FREE

    >>> years = {1: Year("a", False, 20, Decimal("91.20")), 2: Year("a", False, 22, None)}
    >>> find_first(years, SCORE), find_first(years, POINTS), find_first(years, FREE)
    ([1], [2], [])
    """
    if method == FREE:
        return []
    measured = {key: year.points if method == POINTS else year.score for key, year in years.items()}
    return leaders({key: value for key, value in measured.items() if value is not None})
