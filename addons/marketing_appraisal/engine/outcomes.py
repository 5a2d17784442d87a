"""Conditions of outcome rules over a year (R55): months in a row or in all, annual grade, score, rank.

A condition looks at the facts of one person and returns a Finding: whether it is met, and the facts by which it is or
is not. Nothing here decides anything about anybody.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from .ranking import BOTTOM, Rank

MONTHS, GRADE, SCORE, RANK = "months", "grade", "score", "rank"
# Why a condition is not met, where there is more to say than that it is not.
NO_VALUE, TOO_FEW, NO_YEAR_BEFORE = "no_value", "too_few", "no_year_before"


@dataclass(frozen=True)
class Month:
    """A month that counts: its year and number, its grade, and what it is evidenced by."""

    year: int
    number: int
    grade: str
    key: object = None


@dataclass(frozen=True)
class YearFacts:
    """What is known of one person at the end of a year.

    `months` are those that count, of this year and the year before, in their order; a month without an appraisal is
    in no list, so it neither makes nor breaks a streak (R29c). Ranks are {name of a ranking: Rank}.
    """

    year: int
    months: tuple = ()
    grade: str | None = None
    score: Decimal | None = None
    ranks: dict = field(default_factory=dict)
    ranks_before: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """Whether a condition is met, the months or the rank by which it is, and why not where that is worth saying."""

    is_met: bool
    months: tuple = ()
    rank: Rank | None = None
    rank_before: Rank | None = None
    reason: str | None = None


def split_into_runs(months):
    """Return the months as tuples of those of one grade that follow each other.

    >>> months = [Month(2025, number, grade) for number, grade in enumerate("aabaa", 1)]
    >>> ["".join(month.grade for month in run) for run in split_into_runs(months)]
    ['aa', 'b', 'aa']
    """
    runs = []
    for month in months:
        if runs and runs[-1][-1].grade == month.grade:
            runs[-1] += (month,)
        else:
            runs.append((month,))
    return runs


@dataclass(frozen=True)
class MonthsCondition:
    """So many months of a grade one after the other, or so many in all of the calendar year; zero: not asked for."""

    grade: str
    in_a_row: int = 0
    in_all: int = 0
    may_begin_before: bool = True

    def find(self, facts):
        """Look for the streak first, then for the count.

        >>> year = tuple(Month(2025, number, grade) for number, grade in enumerate("aaabaaaaaaaa", 1))
        >>> MonthsCondition("a", 9, 11).find(YearFacts(2025, year)).is_met
        True
        >>> MonthsCondition("a", 9, 12).find(YearFacts(2025, year)).is_met
        False
        """
        run = self._find_streak(facts) if self.in_a_row else ()
        if run:
            return Finding(True, run)
        mine = tuple(month for month in facts.months if month.year == facts.year and month.grade == self.grade)
        return Finding(bool(self.in_all) and len(mine) >= self.in_all, mine)

    def _find_streak(self, facts):
        """Return the months of the first streak that is long enough and reaches into the year, or nothing.

        It may begin in the year before. So one month more of the grade never takes a proposal away; that months stood
        behind a proposal of the year before as well is seen by whoever decides.
        """
        for months in split_into_runs(facts.months):
            of_year = tuple(month for month in months if month.year == facts.year)
            counted = months if self.may_begin_before else of_year
            if of_year and months[0].grade == self.grade and len(counted) >= self.in_a_row:
                return counted
        return ()


@dataclass(frozen=True)
class GradeCondition:
    """A certain annual grade."""

    grade: str

    def find(self, facts):
        """Tell whether the year has it."""
        return Finding(facts.grade == self.grade, reason=None if facts.grade else NO_VALUE)


@dataclass(frozen=True)
class ScoreCondition:
    """An annual score below a limit; the limit itself is not below."""

    below: Decimal

    def find(self, facts):
        """Tell whether there is a score, and one below the limit.

        >>> facts = [YearFacts(2025, score=Decimal(score)) for score in ("49.99", "50")]
        >>> [ScoreCondition(Decimal(50)).find(one).is_met for one in facts]
        [True, False]
        """
        if facts.score is None:
            return Finding(False, reason=NO_VALUE)
        return Finding(facts.score < self.below)


@dataclass(frozen=True)
class RankCondition:
    """A place in a ranking, from the top or the bottom, in this year or in two years one after the other.

    `first` to `last` are the places, both included. In a population below the minimum nobody is ranked: being last of
    two says nothing.
    """

    ranking: str
    end: str = BOTTOM
    first: int = 1
    last: int = 1
    minimum: int = 0
    years: int = 1

    def find(self, facts):
        """Tell whether the place is taken; with two years the year before must be known and must have been alike.

        >>> ranks = {"heads": Rank(3, 1, 3)}
        >>> RankCondition("heads", minimum=3).find(YearFacts(2025, ranks=ranks)).is_met
        True
        >>> RankCondition("heads", minimum=4).find(YearFacts(2025, ranks=ranks)).reason
        'too_few'
        """
        now, before = facts.ranks.get(self.ranking), facts.ranks_before.get(self.ranking)
        reason = self._why_not(now)
        if reason is None and self.years > 1:
            reason = self._why_not(before)
            reason = NO_YEAR_BEFORE if reason == NO_VALUE else reason
        return Finding(reason is None, rank=now, rank_before=before if self.years > 1 else None, reason=reason or None)

    def _why_not(self, rank):
        """Return None where the place is taken, "" where another is, else why there is none."""
        if rank is None:
            return NO_VALUE
        if rank.population < self.minimum:
            return TOO_FEW
        return None if self.first <= rank.counted_from(self.end) <= self.last else ""

    def tied_at_cut(self, met):
        """Return by how many more people than places there are, because of a tie.

        :param int met: how many people of one ranking take the places
        """
        return max(met - (self.last - self.first + 1), 0)
