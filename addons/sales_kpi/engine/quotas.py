"""Sharing an amount out, and letting it grow, to the last cent."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


def share_out(amount, weights, digits=2):
    """Share an amount out in proportion to weights; the parts add up to it.

    What rounding down leaves over goes, a smallest unit each, to the largest fractions, of equal ones
    to the first.

    :param Decimal amount: what is shared out, zero or more
    :param weights: {key: Decimal}, none below zero and not all zero
    :param int digits: decimals of the parts
    :return: {key: Decimal}
    :raises ValueError: if there is nothing to go by

    >>> share_out(Decimal(100), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    {'a': Decimal('33.34'), 'b': Decimal('33.33'), 'c': Decimal('33.33')}
    >>> share_out(Decimal(10), {"a": Decimal(0), "b": Decimal(5)}, 0)
    {'a': Decimal('0'), 'b': Decimal('10')}
    """
    total = sum(weights.values(), Decimal(0))
    if total <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("weights must not be negative, and not all zero")
    unit = Decimal(1).scaleb(-digits)
    exact = {key: amount * weight / total for key, weight in weights.items()}
    parts = {key: part.quantize(unit, ROUND_FLOOR) for key, part in exact.items()}
    left = amount.quantize(unit, ROUND_HALF_UP) - sum(parts.values(), Decimal(0))
    by_fraction = sorted(exact, key=lambda key: parts[key] - exact[key])
    for key in by_fraction[: int(left / unit)]:
        parts[key] += unit
    return parts


def grown(amount, percent, digits=2):
    """Return an amount with a percentage added, rounded half up.

    >>> grown(Decimal("100.10"), Decimal(5))
    Decimal('105.11')
    """
    return (amount * (100 + percent) / 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
