"""The annual score: history, democratic review and the direct manager (R52)."""

from dataclasses import dataclass
from decimal import Decimal

from .totals import round_half_up

HUNDRED = Decimal(100)
HISTORY, REVIEW, MANAGER = "history", "review", "manager"
PARTS = (HISTORY, REVIEW, MANAGER)
SPREAD, BLOCK, ZERO = "spread", "block", "zero"


@dataclass(frozen=True)
class ScoreRules:
    """The weight of each part, what caps a month in the history (None: nothing), and what a missing part does."""

    history: Decimal = Decimal(50)
    review: Decimal = Decimal(25)
    manager: Decimal = Decimal(25)
    month_cap: Decimal | None = HUNDRED
    missing_rule: str = SPREAD

    def weight(self, part):
        """Return the weight of a part by its key."""
        return getattr(self, part)


@dataclass(frozen=True)
class AnnualScore:
    """The score (None where nothing makes one), rounded half up, and the keys of the parts that were missing."""

    score: Decimal | None
    missing: tuple


def history_mean(totals, cap=HUNDRED):
    """Return the mean of the months' totals, each capped, unrounded; None without a month.

    >>> history_mean([Decimal(110), Decimal(90)]), history_mean([Decimal(110), Decimal(90)], None), history_mean([])
    (Decimal('95'), Decimal('100'), None)
    """
    totals = [total if cap is None else min(total, cap) for total in totals]
    return sum(totals, Decimal(0)) / len(totals) if totals else None


def annual_score(parts, rules):
    """Weigh the parts that are there; by default the weight of a missing one goes to the others in proportion (R52).

    A part with a weight of zero counts for nothing and is not missed.

    :param dict parts: {key of PARTS: points of 100, or None}
    :param ScoreRules rules: weights and what a missing part does

    >>> rules = ScoreRules()
    >>> annual_score({HISTORY: Decimal(84), REVIEW: Decimal(90), MANAGER: Decimal(80)}, rules).score
    Decimal('84.50')
    >>> annual_score({HISTORY: Decimal(84), REVIEW: None, MANAGER: Decimal(80)}, rules)
    AnnualScore(score=Decimal('82.67'), missing=('review',))
    """
    counted = [key for key in PARTS if rules.weight(key) > 0]
    missing = tuple(key for key in counted if parts.get(key) is None)
    present = [key for key in counted if key not in missing]
    if not present or (missing and rules.missing_rule == BLOCK):
        return AnnualScore(None, missing)
    divisor = present if rules.missing_rule == SPREAD else counted
    weighed = sum((parts[key] * rules.weight(key) for key in present), Decimal(0))
    score = weighed / sum((rules.weight(key) for key in divisor), Decimal(0))
    return AnnualScore(round_half_up(score), missing)
