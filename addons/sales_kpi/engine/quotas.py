"""Sharing an amount out, and letting it grow, to the last cent."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def share_out(amount, weights, unit=CENT):
    """Share an amount out in proportion to weights; the parts add up to it.

    What rounding down leaves over goes, a unit each, to the largest fractions, of equal ones to the
    first; a rest that is no whole unit goes to the next of them.

    :param Decimal amount: what is shared out, zero or more
    :param weights: {key: Decimal}, none below zero and not all zero
    :param Decimal unit: what the parts are multiples of
    :return: {key: Decimal}
    :raises ValueError: if there is nothing to go by

    >>> share_out(Decimal(100), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    {'a': Decimal('33.34'), 'b': Decimal('33.33'), 'c': Decimal('33.33')}
    >>> share_out(Decimal(10), {"a": Decimal(0), "b": Decimal(5)}, Decimal(1))
    {'a': Decimal('0.00'), 'b': Decimal('10.00')}
    >>> share_out(Decimal(1050), {"a": Decimal(1), "b": Decimal(1)}, Decimal(100))
    {'a': Decimal('550.00'), 'b': Decimal('500.00')}
    """
    total = sum(weights.values(), Decimal(0))
    if total <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("weights must not be negative, and not all zero")
    exact = {key: amount * weight / total for key, weight in weights.items()}
    parts = {key: (part / unit).to_integral_value(ROUND_FLOOR) * unit for key, part in exact.items()}
    left = amount.quantize(min(unit, CENT), ROUND_HALF_UP) - sum(parts.values(), Decimal(0))
    for key in sorted(exact, key=lambda key: parts[key] - exact[key]):
        step = min(unit, left)
        parts[key] += step
        left -= step
    return parts


def grown(amount, percent, digits=2):
    """Return an amount with a percentage added, rounded half up.

    >>> grown(Decimal("100.10"), Decimal(5))
    Decimal('105.11')
    """
    return (amount * (100 + percent) / 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
