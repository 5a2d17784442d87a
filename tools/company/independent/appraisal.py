"""Monthly totals and grades, and the grade of a year's points (R20-R25, R29c, R50)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .calendar import month_end, months_of, working_days
from .cards import CARD_ROLES, Cards, plan_points
from .facts import ROLE_SALESPERSON
from .sales import SalesTable

WORK, BEHAVIOUR, COMPANY = Fraction(40), Fraction(30), Fraction(40)
BEHAVIOUR_ITEMS = ("attendance", "discipline", "conduct", "environment", "teamwork", "professionalism")
POINTS = {"a": 2, "b": 1, "c": 0}


@dataclass(frozen=True)
class MonthRow:
    """One person's month; missing sections and totals are None."""

    person: object
    month: object
    work: object
    behaviour: object
    company: object
    total: object
    grade: str
    reason: str


def rounded(value, places=2):
    """Round a fraction half up.

    >>> rounded(Fraction("89.995")), rounded(Fraction("89.9949"))
    (Decimal('90.00'), Decimal('89.99'))
    """
    doubled, denominator = abs(2 * value.numerator) * 10**places, 2 * value.denominator
    units = (doubled + value.denominator) // denominator
    return Decimal(-units if value < 0 else units).scaleb(-places)


def grade_of(total):
    """Return the grade of a rounded total.

    >>> [grade_of(Decimal(text)) for text in ("90.00", "89.99", "70", "69.99")]
    ['a', 'b', 'b', 'c']
    """
    return "a" if total >= 90 else "b" if total >= 70 else "c"


def annual_grade(points, months):
    """Grade the points of the counted months by the averages 1.5 and 1.0, from three months on.

    >>> [annual_grade(*case) for case in ((18, 12), (17, 12), (12, 12), (11, 12), (14, 9), (13, 9), (6, 2))]
    ['a', 'b', 'b', 'c', 'a', 'b', '']
    """
    if months < 3:
        return ""
    if 2 * points >= 3 * months:
        return "a"
    return "b" if points >= months else "c"


class Appraiser:
    """Computes the rows of one year from the facts."""

    def __init__(self, facts):
        self.facts = facts
        self.sales = SalesTable(facts)
        self.cards = Cards(facts, self.sales)
        self.tasks = defaultdict(list)
        for task in facts.tasks:
            self.tasks[task.person, task.deadline.replace(day=1)].append(task.percent)
        self.behaviour = {(row.person, row.month, row.item): row.score for row in facts.behaviour}

    def present_enough(self, person, month):
        """Tell whether the person was there for at least half of the month's working days (R29c)."""
        last = month_end(month)
        days = working_days(month, last, self.facts.overrides)
        there = [day for day in days if person.start <= day and (person.end is None or day <= person.end)]
        return bool(there) and 2 * len(there) >= len(days)

    def work(self, person, version, month):
        """Return the work section, or None."""
        if version.role in CARD_ROLES:
            points = self.cards.points(person, version, month)
            return None if points is None else min(points * WORK / 100, WORK)
        if version.role == ROLE_SALESPERSON:
            rate = self.sales.person_rate(person, month)
            return None if rate is None else min(plan_points(rate), WORK)
        percents = self.tasks.get((person.key, month), [])
        if not percents or None in percents:
            return None
        return sum((WORK / len(percents) * Fraction(percent) / 100 for percent in percents), Fraction(0))

    def behaviour_section(self, person, month):
        """Return the sum of the six items, or None when one is missing."""
        scores = [self.behaviour.get((person.key, month, item)) for item in BEHAVIOUR_ITEMS]
        return None if None in scores else Fraction(sum(scores))

    def company(self, version, month):
        """Return the company section, or None."""
        rate = self.sales.company_rate(version.branch, month)
        return None if rate is None else max(COMPANY * rate, Fraction(0))

    def row(self, person, month):
        """Return the row of one person and month."""
        last = month_end(month)
        day = last if person.end is None else min(last, person.end)
        version = person.version_on(day)
        if not version.appraiser:
            return MonthRow(person.key, month, None, None, None, None, "", "no appraiser")
        if not self.present_enough(person, month):
            return MonthRow(person.key, month, None, None, None, None, "", "present less than half")
        sections = (
            self.work(person, version, month),
            self.behaviour_section(person, month),
            self.company(version, month),
        )
        total, reason = total_of(sections, self.facts.missing_rule)
        grade = "" if total is None else grade_of(total)
        if grade == "a" and self.cards.is_barred(person.key, month, last):
            grade = "b"
        return MonthRow(person.key, month, *sections, total, grade, reason)


def total_of(sections, missing_rule):
    """Return (rounded total or None, reason) of the three sections under a rule for missing ones.

    >>> total_of((Fraction(36), Fraction(27), Fraction(38)), "block")
    (Decimal('101.00'), '')
    >>> total_of((Fraction(40), None, Fraction(40)), "spread")
    (Decimal('110.00'), 'missing: behaviour')
    """
    weights = (WORK, BEHAVIOUR, COMPANY)
    names = ("work", "behaviour", "company")
    missing = [name for name, value in zip(names, sections, strict=True) if value is None]
    reason = "missing: " + ", ".join(missing) if missing else ""
    present = [(value, weight) for value, weight in zip(sections, weights, strict=True) if value is not None]
    if (missing and missing_rule == "block") or not present:
        return None, reason
    raw = sum((value for value, _weight in present), Fraction(0))
    if missing_rule == "spread":
        raw = raw * sum(weights) / sum((weight for _value, weight in present), Fraction(0))
    return rounded(raw), reason


def calculate_months(facts, year):
    """Return the MonthRow of every person and month of ``year`` in which they were employed."""
    appraiser = Appraiser(facts)
    rows = []
    for month in months_of(year):
        for person in facts.persons.values():
            if person.start <= month_end(month) and (person.end is None or person.end >= month):
                rows.append(appraiser.row(person, month))
    return rows
