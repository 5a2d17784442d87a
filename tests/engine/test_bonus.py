"""The year-end bonus by the annual grade (R54)."""

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from engine_of.marketing_appraisal.bonus import BonusRules, year_end_bonus
from engine_of.marketing_appraisal.pay import coin, fit_into_pool

D = Decimal
SEED, CASES = 20251231, 1000
MONTHS = BonusRules({"a": D(2), "b": D(1)})


@pytest.mark.parametrize(
    "grade, base, counted, expected",
    [
        ("a", "3000", 12, "6000.00"),
        ("b", "3000", 12, "3000.00"),
        ("c", "3000", 12, "0.00"),  # nothing, and no gap
        ("a", "3000", 11, "5500.00"),
        ("a", "1000", 10, "1666.67"),
        ("b", "0.06", 1, "0.01"),  # half a cent goes up
        ("b", "0.05", 1, "0.00"),
        ("a", "3000", 13, "6000.00"),
        ("a", "3000", 0, "0.00"),
    ],
)
def test_r54_months_of_the_base_in_proportion(grade, base, counted, expected):
    assert year_end_bonus(MONTHS, grade, D(base), counted) == D(expected)


def test_r54_an_amount_asks_for_no_base():
    rules = BonusRules({"a": D("5000.01")}, is_amount=True, pro_rata=False)
    assert year_end_bonus(rules, "a", D(0), 3) == D("5000.01")
    assert year_end_bonus(BonusRules({"a": D(100)}, is_amount=True), "a", D(0), 7) == D("58.33")


def test_r54_by_another_calculation():
    chance = random.Random(SEED)
    for _case in range(CASES):
        decimals = chance.choice((0, 2, 3))
        rate, base = D(chance.randint(0, 600)) / 100, D(chance.randint(0, 10**7)) / 100
        counted = chance.randint(0, 13)
        exact = Fraction(rate) * Fraction(base) * min(counted, 12) / 12 / Fraction(coin(decimals))
        whole = (exact.numerator * 2 + exact.denominator) // (exact.denominator * 2)
        assert year_end_bonus(BonusRules({"b": rate}), "b", base, counted, decimals) == whole * coin(decimals)


def test_r28_bonuses_fit_into_a_pool_to_the_coin():
    chance = random.Random(SEED + 1)
    for _case in range(CASES // 10):
        people = range(chance.randint(1, 60))
        asked = {key: year_end_bonus(MONTHS, chance.choice("abc"), D(chance.randint(0, 9000)), 12) for key in people}
        total = sum(asked.values())
        pool = (total * D(chance.randint(0, 120)) / 100).quantize(coin(2), rounding=ROUND_HALF_UP)
        found = fit_into_pool(asked, pool)
        assert sum(found.values()) == min(pool, total)
        assert all(0 <= found[key] <= asked[key] for key in people)
