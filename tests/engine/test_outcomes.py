"""Conditions of outcome rules: streaks, counts, two years, ties and populations (R55), by properties."""

from decimal import Decimal
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_appraisal.outcomes import (
    NO_VALUE,
    NO_YEAR_BEFORE,
    TOO_FEW,
    GradeCondition,
    Month,
    MonthsCondition,
    RankCondition,
    ScoreCondition,
    YearFacts,
)
from engine_of.marketing_appraisal.ranking import TOP, Rank, rank

YEAR = 2025
# A year as letters; a dot is a month that does not count: not appraised, on leave, not hired yet.
LETTERS = st.text("aabc.", min_size=12, max_size=12)


def months(before, now):
    return tuple(
        Month(year, number, grade)
        for year, letters in ((YEAR - 1, before), (YEAR, now))
        for number, grade in enumerate(letters, 1)
        if grade != "."
    )


def fires(before, now, **condition):
    facts = YearFacts(YEAR, months(before, now))
    return MonthsCondition("a", **condition).find(facts)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("", "aaaaaaaaabbb", True),
        ("", "aaaaaaaabaaa", False),
        ("", "aaaa.aaaaabb", True),  # a month that does not count breaks nothing
        ("", "aaaa..aaaabb", False),
        ("bbbbbbbaaaaa", "aaaabbbbbbbb", True),  # five and four
        ("bbbbbbbbaaaa", "aaaabbbbbbbb", False),
        ("bbbaaaaaaaaa", "aaabbbbbbbbb", True),  # reached in December, and it goes on
        ("aaaaaaaaaaaa", "abbbbbbbbbbb", True),
        ("aaaaaaaaaaaa", "bbbbbbbbbbbb", False),  # all of it in the year before
        ("aaaaaaaaaaaa", "baaaaaaaabbb", False),
        ("............", "............", False),
    ],
)
def test_r55a_nine_in_a_row_that_reach_into_the_year(before, now, expected):
    assert fires(before, now, in_a_row=9).is_met is expected


@pytest.mark.parametrize(("now", "expected"), [("aaaaabaaaaab", True), ("aaaaabaaaabb", False), ("aaaaab.aaaaa", True)])
def test_r55a_ten_in_all(now, expected):
    assert fires("aaaaaaaaaaaa", now, in_all=10).is_met is expected


def test_r55_a_streak_may_be_held_to_the_year():
    assert fires("bbbbbbbaaaaa", "aaaabbbbbbbb", in_a_row=9).is_met
    assert not fires("bbbbbbbaaaaa", "aaaabbbbbbbb", in_a_row=9, may_begin_before=False).is_met
    assert fires("bbbbbbbaaaaa", "aaaaaaaaabbb", in_a_row=9, may_begin_before=False).is_met


def runs(letters):
    """The runs of a grade, as (first index, last index), gaps left out."""
    counted = [(index, grade) for index, grade in enumerate(letters) if grade != "."]
    found = []
    for grade, group in groupby(counted, key=lambda one: one[1]):
        if grade == "a":
            found.append([index for index, _grade in group])
    return found


@given(LETTERS, LETTERS, st.integers(1, 12))
def test_r55_streaks_by_another_way_of_counting(before, now, length):
    """A run counts that is long enough and has a month in the year."""
    expected = any(len(run) >= length and run[-1] >= 12 for run in runs(before + now))
    found = fires(before, now, in_a_row=length)
    assert found.is_met is expected
    if expected:
        assert len(found.months) >= length and found.months[-1].year == YEAR
        assert {month.grade for month in found.months} == {"a"}


@given(LETTERS, LETTERS, st.integers(0, 23), st.integers(1, 12))
def test_r55_one_month_more_never_takes_a_proposal_away(before, now, place, length):
    """Whatever month becomes an A, before or in the year."""
    letters = before + now
    better = letters[:place] + "a" + letters[place + 1 :]
    for condition in ({"in_a_row": length}, {"in_all": length}):
        if fires(before, now, **condition).is_met:
            assert fires(better[:12], better[12:], **condition).is_met


@given(LETTERS, LETTERS, st.integers(1, 12))
def test_r55_held_to_the_year_a_streak_is_what_it_would_be_without_the_year_before(before, now, length):
    alone = fires("." * 12, now, in_a_row=length)
    held = fires(before, now, in_a_row=length, may_begin_before=False)
    assert (held.is_met, held.months) == (alone.is_met, alone.months)


@given(LETTERS, LETTERS, st.integers(1, 12))
def test_r55_a_gap_changes_neither_streak_nor_count(before, now, length):
    """Taking the gaps out and putting none in gives the same findings, as long as the months stay in their years."""
    closed = before.replace(".", "").rjust(12, "."), now.replace(".", "").ljust(12, ".")
    for condition in ({"in_a_row": length}, {"in_all": length}):
        assert fires(before, now, **condition).is_met is fires(*closed, **condition).is_met


@given(LETTERS, st.integers(1, 12))
def test_r55_reissued_and_imported_months_count_like_others(now, length):
    """Where a grade comes from is not asked: the count is that of the grades that stand."""
    assert fires("", now, in_all=length).is_met is (now.count("a") >= length)


def test_r55c_an_annual_grade():
    assert GradeCondition("c").find(YearFacts(YEAR, grade="c")).is_met
    assert not GradeCondition("c").find(YearFacts(YEAR, grade="b")).is_met
    assert GradeCondition("c").find(YearFacts(YEAR)).reason == NO_VALUE


@pytest.mark.parametrize(("score", "expected"), [("49.99", True), ("50.00", False), (None, False)])
def test_r55e_below_fifty(score, expected):
    facts = YearFacts(YEAR, score=score and Decimal(score))
    assert ScoreCondition(Decimal(50)).find(facts).is_met is expected


def place(ranks, key, before=None, **condition):
    facts = YearFacts(YEAR, ranks={"g": ranks[key]}, ranks_before={"g": before} if before else {})
    return RankCondition("g", **condition).find(facts)


def test_r55d_first_of_a_level_and_ties_share_it():
    ranks = rank({"a": 90, "b": 90, "c": 80})
    assert [place(ranks, key, end=TOP, minimum=3).is_met for key in "abc"] == [True, True, False]
    assert place(ranks, "a", end=TOP, minimum=4).reason == TOO_FEW


def test_r55g_a_tie_at_the_cut_names_all_of_them():
    ranks = rank({number: max(number, 5) for number in range(1, 21)})
    last = [key for key in ranks if place(ranks, key, first=1, last=5, minimum=20).is_met]
    assert last == [1, 2, 3, 4, 5]
    tied = rank({number: max(number, 7) for number in range(1, 21)})
    last = [key for key in tied if place(tied, key, first=1, last=5, minimum=20).is_met]
    assert last == [1, 2, 3, 4, 5, 6, 7]
    assert RankCondition("g", last=5).tied_at_cut(len(last)) == 2
    assert not any(place(rank(dict.fromkeys(range(19), 1)), 0, last=5, minimum=20).is_met for _ in "x")


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2, 12), st.integers(2, 12))
def test_r55f_last_but_one_in_two_consecutive_years(now, before, size_now, size_before):
    condition = {"first": 2, "last": 2, "minimum": 3, "years": 2}
    now, before = min(now, size_now), min(before, size_before)
    ranks = {"x": Rank(size_now - now + 1, now, size_now)}
    found = place(ranks, "x", before=Rank(size_before - before + 1, before, size_before), **condition)
    assert found.is_met is (now == before == 2 and min(size_now, size_before) >= 3)


def test_r55f_without_a_year_before_it_is_not_met_and_says_so():
    ranks = {"x": Rank(4, 2, 5)}
    assert place(ranks, "x", first=2, last=2, years=2).reason == NO_YEAR_BEFORE
