"""R50: points and grade of the year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_appraisal.grades import AnnualRules, grade_year

RULES = AnnualRules()
STRICT = AnnualRules(short_year="strict")
years = st.lists(st.sampled_from("abc"), max_size=12)


@pytest.mark.parametrize(
    ("months", "points", "grade"),
    [
        ("a" * 6 + "b" * 6, 18, "a"),
        ("a" * 6 + "b" * 5 + "c", 17, "b"),
        ("b" * 12, 12, "b"),
        ("b" * 11 + "c", 11, "c"),
        ("a" * 12, 24, "a"),
        ("c" * 12, 0, "c"),
    ],
)
def test_r50_twelve_months(months, points, grade):
    year = grade_year(months, RULES)
    assert (year.points, year.months, year.grade) == (points, 12, grade)


@pytest.mark.parametrize(
    ("months", "points", "grade"),
    [("a" * 5 + "b" * 4, 14, "a"), ("a" * 4 + "b" * 5, 13, "b"), ("a" + "b" * 7 + "c", 9, "b")],
)
def test_r50_hired_in_april_is_held_to_the_same_averages(months, points, grade):
    year = grade_year(months, RULES)
    assert (year.points, year.months, year.grade) == (points, 9, grade)


def test_r50_strict_holds_a_short_year_to_the_full_points():
    assert grade_year("a" * 9, STRICT).grade == "a"
    assert grade_year("a" * 5 + "b" * 4, STRICT).grade == "b"
    assert grade_year("b" * 9, STRICT).grade == "c"


def test_r50_below_three_months_there_is_no_grade_and_it_says_so():
    assert grade_year("aa", RULES).grade is None
    assert grade_year("aa", RULES).status == "too_few_months"
    assert grade_year("", RULES).status == "too_few_months"
    assert grade_year("aab", RULES).grade == "a"


def test_r26_a_bar_over_the_year_makes_an_annual_a_a_b():
    assert grade_year("a" * 12, RULES, a_is_barred=True).grade == "b"


def test_r26_a_barred_month_brings_one_point():
    assert grade_year("b", AnnualRules(minimum_months=1)).points == 1


@given(years)
def test_order_of_months_does_not_matter(months):
    assert grade_year(months, RULES) == grade_year(sorted(months), RULES)


@given(years, st.integers(0, 11))
def test_a_better_month_never_makes_a_worse_year(months, position):
    if position >= len(months) or months[position] == "a":
        return
    better = [*months[:position], {"c": "b", "b": "a"}[months[position]], *months[position + 1 :]]
    before, after = grade_year(months, RULES), grade_year(better, RULES)
    assert after.points == before.points + 1
    if before.grade:
        assert after.grade <= before.grade


@given(years)
def test_pro_rata_equals_strict_over_a_full_year(months):
    if len(months) == 12:
        assert grade_year(months, RULES) == grade_year(months, STRICT)
