"""Probation (R40, R41): lengths, ends, the probation appraisal, and which decisions it allows.

A limit of a country can only shorten what R40 allows. Every refusal is a key; the sentences are written where the
reader's language is known.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .totals import round_half_up

HUNDRED = Decimal(100)
# R40: at least, normally up to, and never more than so many months.
LEAST_MONTHS, NORMAL_MONTHS, MOST_MONTHS = 1, 3, 6
# R41: one extension by at most so many days.
MOST_EXTENSION_DAYS = 30

FIXED, OPEN_ENDED, TASK = "fixed", "open", "task"
MONTHS, MANAGER, HR = "months", "manager", "hr"
PARTS = (MONTHS, MANAGER, HR)
CONFIRM, EARLY, EXTEND, END = "confirm", "confirm_early", "extend", "end"
NOT_QUALIFIED = "not_qualified"

# Why a length is refused.
TOO_SHORT, TOO_LONG, NONE_ALLOWED, OVER_COUNTRY = "too_short", "too_long", "none_allowed", "over_country"
# Why a decision is refused.
FAILED, PASSED, GRADE_TOO_LOW, NOT_BEFORE_END = "failed", "passed", "grade_too_low", "not_before_end"
NOT_AFTER_START, IN_THE_PAST = "not_after_start", "in_the_past"
SWITCHED_OFF, ONCE_ONLY, BAD_DAYS, BEYOND_LIMIT, NO_GROUND = (
    "switched_off", "once_only", "bad_days", "beyond_limit", "no_ground",
)  # fmt: skip
OUTSIDE = "outside"


# ------------------------------------------------------------------ days and months


def add_months(day, months):
    """Return the same day so many months later; where that month is shorter, its last day.

    >>> add_months(date(2025, 1, 15), 3), add_months(date(2024, 11, 30), 3)
    (datetime.date(2025, 4, 15), datetime.date(2025, 2, 28))
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(start, months):
    """Return the last day of so many calendar months: the day before the same day.

    Where the month of the end is too short to have the same day, its last day ends the probation: a day less would
    make it shorter than agreed, a day more longer.

    >>> last_day(date(2025, 1, 1), 3), last_day(date(2025, 3, 15), 1)
    (datetime.date(2025, 3, 31), datetime.date(2025, 4, 14))
    >>> last_day(date(2025, 1, 31), 1), last_day(date(2025, 8, 31), 6), last_day(date(2024, 1, 30), 1)
    (datetime.date(2025, 2, 28), datetime.date(2026, 2, 28), datetime.date(2024, 2, 29))
    """
    same = add_months(start, months)
    return same if same.day < start.day else same - timedelta(days=1)


def whole_months(start, end):
    """Return how many whole months lie from one day to another, both included.

    >>> whole_months(date(2025, 1, 1), date(2025, 3, 31)), whole_months(date(2025, 1, 1), date(2025, 3, 30))
    (3, 2)
    """
    if end < start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    while months and last_day(start, months) > end:
        months -= 1
    return months


def covering_months(start, end):
    """Return the least number of whole months that reaches a day.

    >>> covering_months(date(2025, 1, 1), date(2025, 3, 31)), covering_months(date(2025, 1, 1), date(2025, 4, 1))
    (3, 4)
    """
    whole = whole_months(start, end)
    return whole if whole and last_day(start, whole) == end else whole + 1


# ------------------------------------------------------------------ allowed lengths


@dataclass(frozen=True)
class Contract:
    """What the length depends on: the kind, and the whole months of a fixed term."""

    kind: str = OPEN_ENDED
    months: int = 0


@dataclass(frozen=True)
class Limit:
    """One line of a country's table: contracts from (included) to (excluded; None: without end), at most so long."""

    kind: str
    most: int
    month_from: int = 0
    month_to: int | None = None

    def covers(self, contract):
        """Tell whether the line is about a contract."""
        if self.kind != contract.kind:
            return False
        if self.kind != FIXED:
            return True
        return self.month_from <= contract.months and (self.month_to is None or contract.months < self.month_to)


CHINA = (
    Limit(TASK, 0),
    Limit(FIXED, 0, 0, 3),
    Limit(FIXED, 1, 3, 12),
    Limit(FIXED, 2, 12, 36),
    Limit(FIXED, 6, 36),
    Limit(OPEN_ENDED, 6),
)


def most_months(contract, limits=()):
    """Return the longest probation for a contract: the strictest of R40 and the country's lines that are about it.

    >>> [most_months(Contract(FIXED, months), CHINA) for months in (2, 3, 11, 12, 35, 36)]
    [0, 1, 1, 2, 2, 6]
    >>> most_months(Contract(TASK, 24), CHINA), most_months(Contract(), CHINA), most_months(Contract(FIXED, 1))
    (0, 6, 6)
    """
    return min([MOST_MONTHS, *(limit.most for limit in limits if limit.covers(contract))])


def check_months(months, contract, limits=()):
    """Return why a length is refused, or None (R40).

    >>> [check_months(months, Contract(FIXED, 24), CHINA) for months in (0, 1, 2, 3, 7)]
    ['too_short', None, None, 'over_country', 'too_long']
    >>> check_months(1, Contract(FIXED, 2), CHINA)
    'none_allowed'
    """
    if months > MOST_MONTHS:
        return TOO_LONG
    most = most_months(contract, limits)
    if not most:
        return NONE_ALLOWED
    if months < LEAST_MONTHS:
        return TOO_SHORT
    return OVER_COUNTRY if months > most else None


def needs_approval(months):
    """Tell whether the general manager has to approve the length (R40).

    >>> needs_approval(3), needs_approval(4)
    (False, True)
    """
    return months > NORMAL_MONTHS


# ------------------------------------------------------------------ the probation appraisal


@dataclass(frozen=True)
class ProbationRules:
    """Weights of the three parts, limits of the grades, and what a company has chosen (R41)."""

    months: Decimal = Decimal(50)
    manager: Decimal = Decimal(25)
    hr: Decimal = Decimal(25)
    a_from: Decimal = Decimal(90)
    b_from: Decimal = Decimal(70)
    pass_grade: str = "b"
    early_grade: str = "a"
    may_extend: bool = False

    def weight(self, part):
        """Return the weight of a part by its key."""
        return getattr(self, part)


@dataclass(frozen=True)
class ProbationOutcome:
    """Score and grade (None where nothing makes one), whether it is passed, and the parts that were missing."""

    score: Decimal | None
    grade: str | None
    is_passed: bool
    missing: tuple = ()


def reaches(grade, needed):
    """Tell whether a grade is at least as good as another; no grade reaches none.

    >>> reaches("a", "b"), reaches("c", "b"), reaches(None, "c")
    (True, False, False)
    """
    return bool(grade) and grade <= needed


def appraise(parts, rules):
    """Weigh the months, the manager and HR; the weight of what is missing goes to the others in proportion.

    A part above 100 counts as 100. A part without weight counts for nothing and is not missed.

    :param dict parts: {key of PARTS: points of 100, or None}

    >>> rules = ProbationRules()
    >>> appraise({MONTHS: Decimal(84), MANAGER: Decimal(90), HR: Decimal(80)}, rules)
    ProbationOutcome(score=Decimal('84.50'), grade='b', is_passed=True, missing=())
    >>> appraise({MONTHS: None, MANAGER: Decimal(60), HR: Decimal(70)}, rules)
    ProbationOutcome(score=Decimal('65.00'), grade='c', is_passed=False, missing=('months',))
    """
    counted = [key for key in PARTS if rules.weight(key) > 0]
    missing = tuple(key for key in counted if parts.get(key) is None)
    present = [key for key in counted if key not in missing]
    if not present:
        return ProbationOutcome(None, None, False, missing)
    weighed = sum((min(parts[key], HUNDRED) * rules.weight(key) for key in present), Decimal(0))
    score = weighed / sum((rules.weight(key) for key in present), Decimal(0))
    score = round_half_up(score)
    grade = "a" if score >= rules.a_from else "b" if score >= rules.b_from else "c"
    return ProbationOutcome(score, grade, reaches(grade, rules.pass_grade), missing)


# ------------------------------------------------------------------ decisions


@dataclass(frozen=True)
class Case:
    """What a decision is held against: first and last day, grade, extended before, longest end allowed.

    Today is known while a decision is proposed; what is only signed was in time when it was proposed.
    """

    start: date
    end: date
    grade: str | None
    latest_end: date
    is_extended: bool = False
    today: date | None = None


@dataclass(frozen=True)
class Decision:
    """What is decided: from which day on it is confirmed early or ended, by how many days extended, on what ground."""

    kind: str
    day: date | None = None
    days: int = 0
    ground: str | None = None


def check_decision(decision, case, rules):
    """Return why a decision is refused, or None (R41).

    >>> rules = ProbationRules(may_extend=True)
    >>> case = Case(date(2025, 1, 1), date(2025, 3, 31), "c", date(2025, 6, 30))
    >>> check_decision(Decision(CONFIRM), case, rules), check_decision(Decision(EXTEND, days=30), case, rules)
    ('failed', None)
    """
    return {CONFIRM: _check_confirm, EARLY: _check_early, EXTEND: _check_extend, END: _check_end}[decision.kind](
        decision, case, rules
    )


def _check_confirm(_decision, case, rules):
    return None if reaches(case.grade, rules.pass_grade) else FAILED


def _check_early(decision, case, rules):
    if not reaches(case.grade, rules.pass_grade):
        return FAILED
    if not reaches(case.grade, rules.early_grade):
        return GRADE_TOO_LOW
    if decision.day and decision.day <= case.start:
        return NOT_AFTER_START
    if not decision.day or decision.day >= case.end:
        return NOT_BEFORE_END
    return IN_THE_PAST if case.today and decision.day < case.today else None


def _check_extend(decision, case, rules):
    if not rules.may_extend:
        return SWITCHED_OFF
    if case.is_extended:
        return ONCE_ONLY
    if reaches(case.grade, rules.pass_grade):
        return PASSED
    if not 1 <= decision.days <= MOST_EXTENSION_DAYS:
        return BAD_DAYS
    return BEYOND_LIMIT if extended_end(case.end, decision.days) > case.latest_end else None


def _check_end(decision, case, rules):
    if not decision.ground:
        return NO_GROUND
    # Whoever passed did meet the requirements; another ground may still end it.
    if decision.ground == NOT_QUALIFIED and reaches(case.grade, rules.pass_grade):
        return PASSED
    return None if decision.day and case.start <= decision.day <= case.end else OUTSIDE


def extended_end(end, days):
    """Return the new last day.

    >>> extended_end(date(2025, 3, 31), 30)
    datetime.date(2025, 4, 30)
    """
    return end + timedelta(days=days)


def trial_end(decision, case):
    """Return the last day of the trial by a decision: nobody is on trial from the day of an early confirmation on.

    Who is ended is on trial to the last day and not beyond.

    >>> case = Case(date(2025, 1, 1), date(2025, 3, 31), "a", date(2025, 6, 30))
    >>> trial_end(Decision(EARLY, date(2025, 3, 1)), case), trial_end(Decision(CONFIRM), case)
    (datetime.date(2025, 2, 28), datetime.date(2025, 3, 31))
    >>> trial_end(Decision(END, date(2025, 3, 20), ground="breach"), case)
    datetime.date(2025, 3, 20)
    """
    if decision.kind == END:
        return decision.day
    if decision.kind == EARLY:
        return decision.day - timedelta(days=1)
    if decision.kind == EXTEND:
        return extended_end(case.end, decision.days)
    return case.end
