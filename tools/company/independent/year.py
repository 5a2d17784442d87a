"""A year: who takes part, points and grade, the score that ranks, the ranks, and what is proposed (R50 to R55)."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from .appraisal import POINTS, annual_grade, rounded
from .calendar import month_end
from .cards import Cards
from .sales import SalesTable

HEADS = ("director", "deputy_director")
# R52: the weights of months, colleagues and manager; what is missing leaves its weight to the rest.
WEIGHTS = (Fraction(50), Fraction(25), Fraction(25))
LEAST_BALLOTS = 5
LEFT_OUT_BY_SANCTION, LEFT_OUT_BY_TRIAL = "sanction", "probation"


@dataclass
class YearRow:
    """One person's year; ``places`` is {ranking: (from the top, from the bottom, of how many)}."""

    person: object
    points: int = 0
    months: int = 0
    grade: str = ""
    left_out: str = ""
    review: object = None
    manager: object = None
    score: object = None
    places: dict = field(default_factory=dict)
    rules: list = field(default_factory=list)
    bonus: object = None


def annual_score(history, review, manager):
    """Return the score of three parts, of which any may be None, rounded half up; None of nothing (R52).

    >>> annual_score(Fraction(84), Fraction(90), Fraction(80)), annual_score(Fraction(84), None, Fraction(80))
    (Decimal('84.50'), Decimal('82.67'))
    """
    parts = [pair for pair in zip((history, review, manager), WEIGHTS, strict=True) if pair[0] is not None]
    if not parts:
        return None
    weights = sum((weight for _value, weight in parts), Fraction(0))
    return rounded(sum((value * weight for value, weight in parts), Fraction(0)) / weights)


def longest_streak(months, grade, year):
    """Return the length of the longest streak of a grade that stands in ``year``; months are (day, grade) in order.

    >>> from datetime import date
    >>> longest_streak([(date(2024, 12, 1), "a"), (date(2025, 1, 1), "a"), (date(2025, 3, 1), "a")], "a", 2025)
    3
    """
    longest = now = 0
    for day, found in months:
        now = now + 1 if found == grade else 0
        if day.year == year:
            longest = max(longest, now)
    return longest


def places_among(scores):
    """Return {key: (from the top, from the bottom, population)}; equals share a place.

    >>> sorted(places_among({"x": 90, "y": 80, "z": 90}).items())
    [('x', (1, 2, 3)), ('y', (3, 1, 3)), ('z', (1, 2, 3))]
    """
    everybody = list(scores.values())
    return {
        key: (1 + sum(other > score for other in everybody), 1 + sum(other < score for other in everybody),
              len(everybody))
        for key, score in scores.items()
    }  # fmt: skip


def year_end_bonus(grade, base, months):
    """Return two, one or no base performance pays of a month for A, B and C, in twelfths by the months, to the cent.

    >>> [year_end_bonus(grade, Fraction(3000), 11) for grade in "abc"]
    [Decimal('5500.00'), Decimal('2750.00'), Decimal('0.00')]
    """
    return rounded({"a": 2, "b": 1, "c": 0}[grade] * base * months / 12) if grade else None


class Year:
    """Computes the rows of one year from its monthly rows and the facts."""

    def __init__(self, month_rows, facts):
        self.facts = facts
        self.first = min(row.month for row in month_rows).replace(month=1, day=1)
        self.last = month_end(self.first.replace(month=12))
        self.cards = Cards(facts, SalesTable(facts))
        self.graded = defaultdict(list)
        for row in month_rows:
            if row.grade:
                self.graded[row.person].append(row)

    def rows(self):
        """Return a YearRow of everybody who has a graded month."""
        rows = [self._row(person) for person in self.graded]
        self._rank([row for row in rows if row.score is not None])
        for row in rows:
            end = self.facts.persons[row.person].end
            # Nothing is proposed about whoever has left.
            if not row.left_out and (end is None or end > self.last):
                row.rules = [name for name, holds in self._ask(row) if holds]
        return rows

    # ------------------------------------------------------------------ who, points, grade, score

    def _left_out(self, key):
        """Return why somebody is not in the year, or an empty text (R51)."""
        trial = self.facts.persons[key].trial_end
        if trial and trial >= self.last:
            return LEFT_OUT_BY_TRIAL
        demerits = [
            event
            for event in self.facts.events
            if event.person == key and event.kind == "event_type_demerit" and self.first <= event.day <= self.last
        ]
        return LEFT_OUT_BY_SANCTION if demerits else ""

    def _row(self, key):
        left_out = self._left_out(key)
        if left_out:
            return YearRow(key, left_out=left_out)
        months = self.graded[key]
        points = sum(POINTS[row.grade] for row in months)
        grade = annual_grade(points, len(months))
        if grade == "a" and self.cards.is_barred(key, self.first, self.last):
            grade = "b"
        row = YearRow(
            key, points, len(months), grade, review=self._review(key), manager=self.facts.year_scores.get(key)
        )
        version = self.facts.persons[key].version_on(self._last_day(key))
        row.bonus = year_end_bonus(grade, version.base, len(months))
        totals = [min(Fraction(one.total), Fraction(100)) for one in months]
        row.score = annual_score(sum(totals, Fraction(0)) / len(totals), row.review, row.manager)
        return row

    def _last_day(self, key):
        """Return the last day of the year on which somebody was there."""
        return min(self.last, self.facts.persons[key].end or self.last)

    def _review(self, key):
        """Return the mean of the ballots on somebody, or None where there are too few (R53)."""
        ballots = self.facts.ballots.get(key, ())
        if len(ballots) < LEAST_BALLOTS:
            return None
        return sum((Fraction(sum(one), 3) for one in ballots), Fraction(0)) / len(ballots)

    # ------------------------------------------------------------------ ranks

    def _rank(self, rows):
        groups = defaultdict(dict)
        for row in rows:
            version = self.facts.persons[row.person].version_on(self._last_day(row.person))
            if version.level:
                groups["level", version.level][row.person] = row.score
                groups["level_in_unit", (version.level, version.branch)][row.person] = row.score
            groups["heads" if version.level in HEADS else "others", None][row.person] = row.score
        by_person = {row.person: row for row in rows}
        for (ranking, _group), scores in groups.items():
            for key, place in places_among(scores).items():
                by_person[key].places[ranking] = place

    # ------------------------------------------------------------------ what is proposed

    def _ask(self, row):
        """Yield (letter of the rule in R55, whether it holds)."""
        months = [one for one in self.facts.earlier_months.get(row.person, ()) if one[0].year == self.first.year - 1]
        months += [(one.month, one.grade) for one in self.graded[row.person]]
        months.sort()
        of_year = [grade for day, grade in months if day.year == self.first.year]
        year = self.first.year
        yield "a", longest_streak(months, "a", year) >= 9 or of_year.count("a") >= 10
        yield "b", longest_streak(months, "c", year) >= 6 or of_year.count("c") >= 9
        yield "c", row.grade == "c"
        top, _bottom, population = row.places.get("level", (0, 0, 0))
        yield "d", top == 1 and population >= 3
        yield "e", row.score is not None and row.score < Decimal(50)
        _top, bottom, population = row.places.get("heads", (0, 0, 0))
        yield "f", bottom == 1 and population >= 3
        before = self.facts.earlier_places.get((row.person, year - 1, "heads"), (0, 0))
        was_last_but_one = before[1] >= 3 and before[1] - before[0] == 1
        yield "f_two", bottom == 2 and population >= 3 and was_last_but_one
        _top, bottom, population = row.places.get("others", (0, 0, 0))
        yield "g", 1 <= bottom <= 5 and population >= 20


def calculate_year(month_rows, facts):
    """Return the YearRow of everybody who was appraised at least once, from the monthly rows."""
    return Year(month_rows, facts).rows()
