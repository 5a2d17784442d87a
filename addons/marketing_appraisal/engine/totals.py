"""From points of single lines to the points of sections and the total (R20 to R22, R34)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

BLOCK, SPREAD, ZERO = "block", "spread", "zero"
AS_WRITTEN, CAPPED, SCALED = "as_written", "capped", "scaled"
CENT = Decimal("0.01")
HUNDRED = Decimal(100)
# Far below any difference that figures can have, far above what 28 digits lose on the way.
SETTLED = Decimal("1e-20")


@dataclass(frozen=True)
class Part:
    """One line of a section, or one section of the total.

    `points` is None when the value is missing; that is not the same as zero.
    """

    key: object
    maximum: Decimal
    points: Decimal | None


@dataclass(frozen=True)
class Combined:
    """What several parts come to, and the keys of those that were missing."""

    points: Decimal | None
    maximum: Decimal
    missing: tuple


def combine(parts, missing_rule):
    """Add parts up under the policy's rule for missing values.

    block: one missing part leaves the whole without a value; spread: the weight
    of what is missing goes to the others in proportion; zero: missing counts 0.
    Nothing present at all never makes a value, whatever the rule.

    >>> parts = [Part("work", Decimal(40), Decimal(36)), Part("behaviour", Decimal(30), None)]
    >>> [combine(parts, rule).points for rule in (BLOCK, SPREAD, ZERO)]
    [None, Decimal('63'), Decimal('36')]
    """
    parts = list(parts)
    maximum = sum((part.maximum for part in parts), Decimal(0))
    present = [part for part in parts if part.points is not None]
    missing = tuple(part.key for part in parts if part.points is None)
    points = sum((part.points for part in present), Decimal(0))
    if not present or (missing and missing_rule == BLOCK):
        points = None
    elif missing and missing_rule == SPREAD:
        present_maximum = sum((part.maximum for part in present), Decimal(0))
        points = points * maximum / present_maximum if present_maximum else None
    return Combined(points, maximum, missing)


def section_points(combined, weight, cap=False):
    """Scale what a section's lines came to, to the weight of the section (R20).

    >>> section_points(Combined(Decimal(120), Decimal(100), ()), Decimal(40), cap=True)
    Decimal('40')
    """
    if combined.points is None or not combined.maximum:
        return None
    points = combined.points * weight / combined.maximum
    return min(points, weight) if cap else points


def equal_shares(fractions, weight):
    """Return one Part per task, each worth the same share of the section (R20).

    :param fractions: {key: part of the task fulfilled, 0 to 1, or None when not scored}
    :param Decimal weight: points of the section

    >>> [part.points for part in equal_shares({1: Decimal(1), 2: Decimal("0.5")}, Decimal(40))]
    [Decimal('20'), Decimal('10.0')]
    """
    if not fractions:
        return []
    share = weight / len(fractions)
    return [Part(key, share, None if fraction is None else share * fraction) for key, fraction in fractions.items()]


def company_points(rate, weight, cap=False):
    """Points of the company result: the rate times the weight, never below zero (R22).

    >>> company_points(Decimal("0.95"), Decimal(40)), company_points(Decimal("-0.1"), Decimal(40))
    (Decimal('38.00'), Decimal('0'))
    """
    if rate is None:
        return None
    points = max(rate * weight, Decimal(0))
    return min(points, weight) if cap else points


def round_half_up(value):
    """Round to two decimals, halves up (R25); None stays None.

    A third and two thirds do not add up to a whole in decimals; what is a hair below a half for that reason alone is
    that half.

    >>> round_half_up(Decimal("89.995")), round_half_up(Decimal("89.994"))
    (Decimal('90.00'), Decimal('89.99'))
    >>> third = Decimal(40) / 3
    >>> round_half_up(third + third / 2 + Decimal("69.995"))
    Decimal('90.00')
    """
    return None if value is None else value.quantize(SETTLED).quantize(CENT, rounding=ROUND_HALF_UP)


def form_total(combined, mode):
    """Form the total out of the combined sections and round it (R34).

    >>> sections = Combined(Decimal(101), Decimal(110), ())
    >>> [form_total(sections, mode) for mode in (AS_WRITTEN, CAPPED, SCALED)]
    [Decimal('101.00'), Decimal('100.00'), Decimal('91.82')]
    """
    if combined.points is None:
        return None
    total = combined.points
    if mode == CAPPED:
        total = min(total, HUNDRED)
    elif mode == SCALED:
        total = total * HUNDRED / combined.maximum
    return round_half_up(total)
