"""Who may become employee of the year, and who comes first (R56)."""

from decimal import Decimal

import pytest

from engine_of.marketing_appraisal.best_year import (
    FREE,
    GRADE_A,
    GRADED,
    NO_BAR,
    POINTS,
    SCORE,
    Year,
    find_first,
    find_obstacle,
)

D = Decimal


@pytest.mark.parametrize(
    "grade, barred, expected",
    [
        ("a", False, {GRADE_A: None, NO_BAR: None, GRADED: None}),
        ("b", False, {GRADE_A: GRADE_A, NO_BAR: None, GRADED: None}),
        ("a", True, {GRADE_A: NO_BAR, NO_BAR: NO_BAR, GRADED: None}),
        ("c", True, {GRADE_A: GRADE_A, NO_BAR: NO_BAR, GRADED: None}),
    ],
)
def test_r56_who_stands_for_choice(grade, barred, expected):
    year = Year(grade, barred, 18, D(90))
    assert {rule: find_obstacle(year, rule) for rule in expected} == expected


@pytest.mark.parametrize(
    "scores, points, by_score, by_points",
    [
        (("90.00", "90.01"), (20, 19), [1], [0]),
        (("90.00", "90.00"), (20, 20), [0, 1], [0, 1]),  # a tie
        (("0.00", None), (0, 0), [0], [0, 1]),  # missing is not zero
        ((None, None), (18, 24), [], [1]),
        ((), (), [], []),
    ],
)
def test_r56_who_comes_first(scores, points, by_score, by_points):
    pairs = zip(scores, points, strict=True)
    years = {key: Year("a", False, mark, score and D(score)) for key, (score, mark) in enumerate(pairs)}
    assert find_first(years, SCORE) == by_score
    assert find_first(years, POINTS) == by_points
    assert find_first(years, FREE) == []
