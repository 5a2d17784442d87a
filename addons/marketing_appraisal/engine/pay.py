"""Performance pay of a month, and the pool that may limit it (R27, R28). Money is Decimal, rounded to the coin."""

from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)


def coin(decimals):
    """Return the smallest amount of a currency.

    >>> coin(2), coin(0), coin(3)
    (Decimal('0.01'), Decimal('1'), Decimal('0.001'))
    """
    return Decimal(1).scaleb(-decimals)


def performance_pay(total, base, decimals=2):
    """Return total / 100 x base, rounded half up to the coin (R27).

    :param Decimal total: the total of the month, as rounded for the grade
    :param Decimal base: base performance pay of the month
    :param int decimals: of the currency

    >>> [performance_pay(Decimal(total), Decimal(3000)) for total in ("101.00", "88.50")]
    [Decimal('3030.00'), Decimal('2655.00')]
    """
    return (total * base / HUNDRED).quantize(coin(decimals), rounding=ROUND_HALF_UP)


def fit_into_pool(amounts, pool, decimals=2):
    """Scale amounts by one factor so that they add up to a pool that they exceed (R28).

    Each is rounded down to the coin; the coins that are left go to those that lost most by it, ties by id.

    :param dict amounts: {employee id: Decimal, not below zero, in whole coins}
    :param Decimal pool: what the department has for the month, in whole coins; None is no limit
    :param int decimals: of the currency
    :return: {employee id: Decimal}

    >>> fit_into_pool({1: Decimal(50), 2: Decimal(50), 3: Decimal(50)}, Decimal(100))
    {1: Decimal('33.34'), 2: Decimal('33.33'), 3: Decimal('33.33')}
    >>> fit_into_pool({1: Decimal(50)}, Decimal(100))
    {1: Decimal('50')}
    """
    asked = sum(amounts.values(), Decimal(0))
    if pool is None or asked <= pool:
        return dict(amounts)
    step = coin(decimals)
    # Whole coins are whole numbers: nothing is rounded before its remainder is known.
    coins = {key: int(amount / step) for key, amount in amounts.items()}
    shares = {key: divmod(count * int(pool / step), sum(coins.values())) for key, count in coins.items()}
    left = int(pool / step) - sum(whole for whole, _remainder in shares.values())
    first = set(sorted(amounts, key=lambda key: (-shares[key][1], key))[:left])
    return {key: (whole + (key in first)) * step for key, (whole, _remainder) in shares.items()}
