"""Scorecards of the engine: S1 to S4, trees and balances, what is missing."""

from decimal import Decimal

import pytest

from engine_of.marketing_appraisal.scorecard import Balance, Block, score_balance, score_weights
from engine_of.marketing_appraisal.totals import BLOCK, SPREAD, ZERO, Part

D = Decimal
S1_WORK, S1_QUALITY = (30, 30, 20, 20), (30, 30, 40)


def parts(maxima, points):
    return tuple(Part(number, D(maximum), None if value is None else D(value))
                 for number, (maximum, value) in enumerate(zip(maxima, points, strict=True)))  # fmt: skip


def supervisor(work, quality):
    """S1: 70 % work and 30 % quality."""
    return (Block("work", D(70), parts(S1_WORK, work)), Block("quality", D(30), parts(S1_QUALITY, quality)))


@pytest.mark.parametrize(
    "work, quality, expected",
    [
        (S1_WORK, S1_QUALITY, "100"),
        ((0, 0, 0, 0), (0, 0, 0), "0"),
        ((24, 27, 15, 18), (25, 20, 30), "81.3"),  # 84 x 0.7 + 75 x 0.3
    ],
)
def test_s1_two_levels(work, quality, expected):
    scored = score_weights(supervisor(work, quality), BLOCK)
    assert scored.card.points == D(expected)
    assert (scored.card.maximum, scored.card.missing) == (D(100), ())
    assert sum(block.points for block in scored.blocks.values()) == scored.card.points


@pytest.mark.parametrize("rule, expected", [(BLOCK, None), (SPREAD, "80"), (ZERO, "75.2")])
def test_s1_a_missing_score_spreads_inside_its_block_first(rule, expected):
    """80 % of everything that was scored: spread, the 20 marks that are missing change nothing."""
    card = (Block("work", D(70), parts((100,), (80,))), Block("quality", D(30), parts((70, 20, 10), (56, None, 8))))
    scored = score_weights(card, rule)
    assert scored.card.points == (expected and D(expected))
    assert scored.card.missing == (1,)


def test_a_block_without_any_score_is_missing_as_a_whole():
    card = supervisor((30, 30, 20, 20), (None, None, None))
    assert score_weights(card, SPREAD).card.points == D(100)
    # Nothing present makes no value, and a block that is missing counts zero where missing counts zero.
    assert score_weights(card, ZERO).card.points == D(70)
    assert score_weights(card, BLOCK).card.points is None
    assert score_weights(supervisor((None,) * 4, (None,) * 3), ZERO).card.points is None


def test_s2_goes_beyond_its_full_marks():
    card = parts((40, 20, 20, "3.75", "3.75", "3.75", "3.75", 5), (60, 20, 20, "3.75", "3.75", "3.75", "3.75", 5))
    assert score_weights(card, BLOCK).card.points == D(120)
    assert score_weights(card, BLOCK).card.maximum == D(100)


@pytest.mark.parametrize(
    "takes, expected",
    [
        (("-4", "-2", "-7.5", "-4", "-2"), "80.5"),  # the worked example, pro rata
        (("-4", "-2", "-10", "-4", "-2"), "78"),  # per started 10,000
        (("12", "0"), "112"),  # no ceiling
        (("-99.99",), "0.01"),
        (("-100",), "0"),
        (("-130",), "0"),  # floor 0
    ],
)
def test_s3_begins_with_a_hundred(takes, expected):
    scored = score_balance([Part(n, D(0), D(t)) for n, t in enumerate(takes)], Balance(D(100)), BLOCK)
    assert scored.card.points == D(expected)
    assert scored.card.maximum == D(100)


def test_s3_bounds_are_a_choice():
    some = [Part(1, D(0), D(30))]
    assert score_balance(some, Balance(D(100), ceiling=D(110)), BLOCK).card.points == D(110)
    assert score_balance([Part(1, D(0), D(-130))], Balance(D(100), floor=None), BLOCK).card.points == D(-30)


@pytest.mark.parametrize("rule, expected", [(BLOCK, None), (SPREAD, D(98)), (ZERO, D(98))])
def test_s3_what_is_missing_neither_adds_nor_takes(rule, expected):
    some = [Part("collection", D(0), None), Part("customers", D(0), D(-2))]
    scored = score_balance(some, Balance(D(100)), rule)
    assert (scored.card.points, scored.card.missing) == (expected, ("collection",))
    assert score_balance(some[:1], Balance(D(100)), rule).card.points is None
