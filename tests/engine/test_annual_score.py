"""The annual score and its ranks (R52, R54, R55)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_appraisal.annual_score import (
    BLOCK,
    HISTORY,
    MANAGER,
    REVIEW,
    ZERO,
    ScoreRules,
    annual_score,
    history_mean,
)
from engine_of.marketing_appraisal.ranking import BOTTOM, TOP, rank

D = Decimal
POINTS = st.decimals(0, 100, places=2)


def score(history, review, manager, **rules):
    parts = {HISTORY: history, REVIEW: review, MANAGER: manager}
    parts = {key: None if value is None else D(value) for key, value in parts.items()}
    return annual_score(parts, ScoreRules(**rules)).score


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("84", "90", "80"), "84.50"),
        (("84", None, "80"), "82.67"),
        (("84", "90", None), "86.00"),
        ((None, "90", "80"), "85.00"),
        (("84", None, None), "84.00"),
        ((None, None, None), None),
        (("0", "0", "0"), "0.00"),
        (("49.98", "50", "50"), "49.99"),
        (("49.99", "50", "50"), "50.00"),  # 49.995 is rounded half up
    ],
)
def test_r52_worked_examples_and_missing_parts(parts, expected):
    assert score(*parts) == (expected and D(expected))


def test_r52_a_zero_is_a_value_and_no_missing_part():
    assert score("84", "0", "80") == D("62.00")


@pytest.mark.parametrize(("rule", "expected"), [(BLOCK, None), (ZERO, D("62.00"))])
def test_r52_what_a_missing_part_does_is_a_choice(rule, expected):
    assert score("84", None, "80", missing_rule=rule) == expected


def test_r52_a_part_without_weight_is_not_missed():
    rules = ScoreRules(review=D(0), missing_rule=BLOCK)
    assert annual_score({HISTORY: D(84), REVIEW: None, MANAGER: D(80)}, rules).score == D("82.67")


def test_r52_thirds_that_add_up_to_a_half_round_up():
    """Months and ballots whose means end in a third come to 88.185 exactly."""
    history, review = history_mean([D("92.01"), D("85.60"), D("90.00")]), D(268) / 3
    assert (Fraction("267.61") / 3) / 2 + Fraction(268, 12) + Fraction(85, 4) == Fraction("88.185")
    assert history * 50 + review * 25 + 85 * 25 < D("8818.5"), "in decimals it is a hair below"
    parts = {HISTORY: history, REVIEW: review, MANAGER: D(85)}
    assert annual_score(parts, ScoreRules()).score == D("88.19")


def test_r52_months_are_capped_at_100():
    assert history_mean([D("110"), D("101.5"), D("70")]) == D(90)
    assert history_mean([D("110"), D("70")], None) == D(90)
    assert history_mean([]) is None


@given(POINTS, POINTS, POINTS)
def test_r52_lies_between_its_parts(history, review, manager):
    found = score(history, review, manager)
    assert min(history, review, manager) <= found <= max(history, review, manager)


@given(st.dictionaries(st.integers(), st.none() | POINTS, max_size=30))
def test_r55_ranks_count_who_is_better_and_who_is_worse(scores):
    ranks = rank(scores)
    known = {key: value for key, value in scores.items() if value is not None}
    assert ranks.keys() == known.keys()
    for key, one in ranks.items():
        assert one.population == len(known)
        assert one.counted_from(TOP) == 1 + sum(value > known[key] for value in known.values())
        assert one.counted_from(BOTTOM) == 1 + sum(value < known[key] for value in known.values())
