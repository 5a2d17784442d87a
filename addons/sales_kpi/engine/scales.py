"""The kinds of scale that turn a measured value into points (source part 3, S1 to S4).

Values are Decimals: a rate of 85 % is Decimal("0.85"), a count of days is
Decimal(4). A scale never sees a missing value; who asks must decide before what
a missing value means.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_UP, Decimal
from itertools import pairwise

WHOLE_UNIT_ROUNDING = {"started": ROUND_CEILING, "full": ROUND_FLOOR}
# The same where units count both ways: away from nothing, or towards it.
SIGNED_UNIT_ROUNDING = {"started": ROUND_UP, "full": ROUND_DOWN}


class BadScale(ValueError):
    """The scale's own figures contradict each other."""


def _check_units(unit, whole_units):
    """Refuse units that nothing can be counted in.

    :raises BadScale: a unit that is not above zero, or an unknown way to count parts of one
    """
    if unit <= 0:
        raise BadScale("a unit must be above zero")
    if whole_units not in (None, *WHOLE_UNIT_ROUNDING):
        raise BadScale("whole units are counted when started or when full")


@dataclass(frozen=True)
class Proportional:
    """Points in proportion to the rate; nothing below `floor`, never more than `cap`.

    >>> plan = Proportional(Decimal(40), floor=Decimal("0.6"), cap=Decimal(60))
    >>> [plan.points(Decimal(rate)) for rate in ("0.5999", "0.6", "1.25", "2")]
    [Decimal('0'), Decimal('24.0'), Decimal('50.00'), Decimal('60')]
    """

    points_at_full: Decimal
    floor: Decimal | None = None
    cap: Decimal | None = None

    def points(self, value):
        """Return the points for a rate."""
        if value <= 0 or (self.floor is not None and value < self.floor):
            return Decimal(0)
        points = value * self.points_at_full
        return points if self.cap is None else min(points, self.cap)


@dataclass(frozen=True)
class Tiers:
    """The points of the highest step reached; nothing below the lowest.

    `steps` are (from value, points); their order does not matter.

    >>> team = Tiers(((Decimal("0.9"), Decimal(20)), (Decimal("0.8"), Decimal(18))))
    >>> team.points(Decimal("0.89")), team.points(Decimal("0.7"))
    (Decimal('18'), Decimal('0'))
    """

    steps: tuple

    def __post_init__(self):
        starts = [start for start, _points in self.steps]
        if not starts or len(set(starts)) != len(starts):
            raise BadScale("tiers need at least one step, each starting at another value")

    def points(self, value):
        """Return the points of the highest step that `value` reaches."""
        reached = [step for step in self.steps if value >= step[0]]
        return max(reached)[1] if reached else Decimal(0)


@dataclass(frozen=True)
class Deduction:
    """Points lost per unit, returned as a number that is zero or negative.

    `whole_units`: None takes fractions pro rata, "started" counts every begun
    unit, "full" only complete ones. `cap` limits what can be lost.

    >>> loss = Deduction(Decimal(5), unit=Decimal(10000))
    >>> loss.points(Decimal(15000))
    Decimal('-7.5')
    >>> Deduction(Decimal(5), Decimal(10000), "started").points(Decimal(15000))
    Decimal('-10')
    """

    points_per_unit: Decimal
    unit: Decimal = Decimal(1)
    whole_units: str | None = None
    cap: Decimal | None = None

    def __post_init__(self):
        _check_units(self.unit, self.whole_units)

    def points(self, value):
        """Return the deduction for `value`, zero when nothing happened."""
        units = max(value, Decimal(0)) / self.unit
        if self.whole_units:
            units = units.to_integral_value(rounding=WHOLE_UNIT_ROUNDING[self.whole_units])
        lost = units * self.points_per_unit
        lost = lost if self.cap is None else min(lost, self.cap)
        return -lost if lost else Decimal(0)


@dataclass(frozen=True)
class Difference:
    """Points added for each unit above a reference and taken for each unit below it.

    `whole_units` as in a deduction, alike in both directions. `cap` limits what can be added and taken.

    >>> collection = Difference(Decimal(1), unit=Decimal("0.01"), reference=Decimal(1), whole_units="full")
    >>> [collection.points(Decimal(rate)) for rate in ("0.96", "0.965", "1", "1.039")]
    [Decimal('-4'), Decimal('-3'), Decimal('0'), Decimal('3')]
    """

    points_per_unit: Decimal
    unit: Decimal = Decimal(1)
    reference: Decimal = Decimal(1)
    whole_units: str | None = None
    cap: Decimal | None = None

    def __post_init__(self):
        _check_units(self.unit, self.whole_units)

    def points(self, value):
        """Return what `value` adds (above the reference) or takes (below it)."""
        units = (value - self.reference) / self.unit
        if self.whole_units:
            units = units.to_integral_value(rounding=SIGNED_UNIT_ROUNDING[self.whole_units])
        points = units * self.points_per_unit
        if self.cap is not None:
            points = max(-self.cap, min(points, self.cap))
        return points or Decimal(0)


@dataclass(frozen=True)
class Rating:
    """Points that an assessor gives directly, within bounds.

    >>> Rating(Decimal(5)).points(Decimal(7))
    Decimal('5')
    """

    highest: Decimal
    lowest: Decimal = Decimal(0)

    def points(self, value):
        """Return the given points, held within the bounds."""
        return max(self.lowest, min(value, self.highest))


@dataclass(frozen=True)
class Piecewise:
    """Given points, linear between them, level beyond the first and the last.

    >>> expense = Piecewise(((Decimal("0.8"), Decimal(20)), (Decimal(1), Decimal(16)), (Decimal("1.2"), Decimal(0))))
    >>> [expense.points(Decimal(rate)) for rate in ("0.7", "0.9", "1.1", "1.3")]
    [Decimal('20'), Decimal('18'), Decimal('8'), Decimal('0')]
    """

    steps: tuple

    def __post_init__(self):
        starts = [start for start, _points in self.steps]
        if not starts or len(set(starts)) != len(starts):
            raise BadScale("a curve needs at least one point, each at another value")

    def points(self, value):
        """Return the points on the curve at `value`."""
        steps = sorted(self.steps)
        if value <= steps[0][0]:
            return steps[0][1]
        for (left, low), (right, high) in pairwise(steps):
            if value <= right:
                return (low + (high - low) * (value - left) / (right - left)).normalize() + 0
        return steps[-1][1]
