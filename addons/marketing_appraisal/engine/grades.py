"""Grades of the month, points and grade of the year (R25, R26, R50)."""

from dataclasses import dataclass
from decimal import Decimal

A, B, C = "a", "b", "c"
PRO_RATA, STRICT = "pro_rata", "strict"
MONTHS_OF_A_YEAR = 12
GRADED, TOO_FEW_MONTHS = "graded", "too_few_months"


@dataclass(frozen=True)
class GradeScale:
    """The lowest totals that still make an A and a B, and what a barred A becomes.

    >>> scale = GradeScale(Decimal(90), Decimal(70))
    >>> [scale.grade(Decimal(total)) for total in ("90", "89.99", "70", "69.99")]
    ['a', 'b', 'b', 'c']
    >>> scale.grade(Decimal(95), a_is_barred=True)
    'b'
    """

    a_from: Decimal
    b_from: Decimal
    barred: str = B

    def grade(self, total, a_is_barred=False):
        """Return the grade of a rounded total; a barred A becomes B, or what the policy says (R26)."""
        if total >= self.a_from:
            return self.barred if a_is_barred else A
        return B if total >= self.b_from else C


@dataclass(frozen=True)
class AnnualRules:
    """Points per monthly grade and what they must add up to over twelve months."""

    points_a: int = 2
    points_b: int = 1
    points_c: int = 0
    a_from: int = 18
    b_from: int = 12
    short_year: str = PRO_RATA
    minimum_months: int = 3
    barred: str = B

    def month_points(self, grade):
        """Return the points of one monthly grade."""
        return {A: self.points_a, B: self.points_b, C: self.points_c}[grade]


@dataclass(frozen=True)
class AnnualGrade:
    """Points of the year, the months they come from, and the grade (None with a reason)."""

    points: int
    months: int
    grade: str | None
    status: str


def grade_year(grades, rules, a_is_barred=False):
    """Add up the months' points and grade the year (R50).

    Someone with fewer months than twelve is held to the same averages, or under
    the strict rule to the full year's points.

    :param grades: the grades of the months that count, in any order
    :param AnnualRules rules: points and thresholds

    >>> rules = AnnualRules()
    >>> grade_year("aaaaaabbbbbb", rules), grade_year("bbbbbbbbbbbc", rules).grade
    (AnnualGrade(points=18, months=12, grade='a', status='graded'), 'c')
    >>> grade_year("aaaaabbbb", rules).grade, grade_year("ab", rules).status
    ('a', 'too_few_months')
    """
    grades = list(grades)
    months = len(grades)
    points = sum(rules.month_points(grade) for grade in grades)
    if months < rules.minimum_months:
        return AnnualGrade(points, months, None, TOO_FEW_MONTHS)
    # points / months >= threshold / 12, without dividing
    held_to = months if rules.short_year == PRO_RATA else MONTHS_OF_A_YEAR
    reached = points * MONTHS_OF_A_YEAR
    if reached >= rules.a_from * held_to:
        return AnnualGrade(points, months, rules.barred if a_is_barred else A, GRADED)
    return AnnualGrade(points, months, B if reached >= rules.b_from * held_to else C, GRADED)
