"""Performance pay and its pool (R27, R28)."""

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from engine_of.marketing_appraisal.pay import coin, fit_into_pool, performance_pay

D = Decimal
SEED, CASES = 20260401, 1000


@pytest.mark.parametrize(
    "total, base, decimals, expected",
    [
        ("101.00", "3000", 2, "3030.00"),
        ("88.50", "3000", 2, "2655.00"),
        ("0.00", "3000", 2, "0.00"),
        ("50.00", "0.01", 2, "0.01"),  # half a cent goes up
        ("49.99", "0.01", 2, "0.00"),
        ("88.50", "3001", 0, "2656"),
        ("88.55", "1.111", 3, "0.984"),
    ],
)
def test_r27_total_percent_of_the_base(total, base, decimals, expected):
    assert performance_pay(D(total), D(base), decimals) == D(expected)


@pytest.mark.parametrize(
    "pool, shares, expected",
    [
        ("10000.00", ("3333.33", "3333.33", "3833.34"), ("3174.60", "3174.60", "3650.80")),
        ("100.00", ("50.00", "50.00", "50.00"), ("33.34", "33.33", "33.33")),
        ("150.00", ("50.00", "50.00", "50.00"), ("50.00", "50.00", "50.00")),
        ("0.00", ("50.00", "0.00"), ("0.00", "0.00")),
        (None, ("50.00", "1.00"), ("50.00", "1.00")),
    ],
)
def test_r28_worked_examples(pool, shares, expected):
    fitted = fit_into_pool(dict(enumerate(map(D, shares))), pool and D(pool))
    assert tuple(fitted.values()) == tuple(map(D, expected))


@pytest.mark.parametrize("decimals", [0, 2, 3])
def test_r28_sums_are_exact_in_random_pools(decimals):
    chance = random.Random(SEED + decimals)
    step = coin(decimals)
    for _case in range(CASES):
        amounts = {number: chance.randrange(0, 10 ** chance.randint(1, 8)) * step
                   for number in chance.sample(range(1, 500), chance.randint(1, 40))}  # fmt: skip
        asked = sum(amounts.values())
        pool = chance.choice([asked, asked + step, max(asked - step, 0 * step), chance.randrange(0, 10**8) * step])
        fitted = fit_into_pool(amounts, pool, decimals)
        if asked <= pool:
            assert fitted == amounts
            continue
        assert sum(fitted.values()) == pool
        for number, amount in amounts.items():
            exact = Fraction(amount) * Fraction(pool) / Fraction(asked)
            assert abs(Fraction(fitted[number]) - exact) < Fraction(step), (SEED, decimals, amounts, pool)
            assert fitted[number] == fitted[number].quantize(step, rounding=ROUND_HALF_UP)
        # Of two with the same amount nobody is more than one coin ahead, and it is the lower id.
        for one in amounts:
            for other in amounts:
                if one < other and amounts[one] == amounts[other]:
                    assert 0 <= fitted[one] - fitted[other] <= step
