"""Probation: lengths, ends, the appraisal of it and its decisions (R40, R41)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_appraisal.probation import (
    BAD_DAYS,
    BEYOND_LIMIT,
    CHINA,
    CONFIRM,
    EARLY,
    END,
    EXTEND,
    FAILED,
    FIXED,
    GRADE_TOO_LOW,
    HR,
    IN_THE_PAST,
    MANAGER,
    MONTHS,
    MOST_MONTHS,
    NO_GROUND,
    NONE_ALLOWED,
    NOT_AFTER_START,
    NOT_BEFORE_END,
    NOT_QUALIFIED,
    ONCE_ONLY,
    OPEN_ENDED,
    OUTSIDE,
    OVER_COUNTRY,
    PASSED,
    SWITCHED_OFF,
    TASK,
    TOO_LONG,
    TOO_SHORT,
    Case,
    Contract,
    Decision,
    Limit,
    ProbationRules,
    add_months,
    appraise,
    check_decision,
    check_months,
    covering_months,
    last_day,
    most_months,
    needs_approval,
    trial_end,
    whole_months,
)

D = Decimal
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
LENGTHS = st.integers(1, 6)
POINTS = st.none() | st.decimals(0, 120, places=2)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2025-01-01", 1, "2025-01-31"),
        ("2025-01-15", 3, "2025-04-14"),
        ("2025-07-01", 6, "2025-12-31"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-01-29", 1, "2025-02-28"),
        ("2025-01-28", 1, "2025-02-27"),
        ("2024-01-29", 1, "2024-02-28"),
        ("2024-01-30", 1, "2024-02-29"),
        ("2025-03-31", 1, "2025-04-30"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2024-02-29", 1, "2024-03-28"),
    ],
)
def test_r40_the_last_day_is_the_day_before_the_same_day(start, months, expected):
    assert last_day(date.fromisoformat(start), months) == date.fromisoformat(expected)


@given(DAYS, LENGTHS)
def test_r40_a_longer_length_ends_later_and_counts_back_to_itself(start, months):
    end = last_day(start, months)
    assert last_day(start, months + 1) > end
    assert whole_months(start, end) == covering_months(start, end) == months
    assert whole_months(start, end - timedelta(days=1)) == months - 1
    assert covering_months(start, end + timedelta(days=1)) == months + 1
    assert 28 * months <= (end - start).days + 1 <= 31 * months + 1


@given(DAYS, LENGTHS)
def test_r40_the_end_is_never_later_than_the_same_day(start, months):
    assert last_day(start, months) <= add_months(start, months)


def test_r40_no_months_where_the_end_comes_first():
    assert whole_months(date(2025, 2, 1), date(2025, 1, 31)) == 0


@pytest.mark.parametrize(("months", "expected"), [(0, TOO_SHORT), (1, None), (3, None), (6, None), (7, TOO_LONG)])
def test_r40_at_least_1_at_most_6(months, expected):
    assert check_months(months, Contract()) == expected


@pytest.mark.parametrize(("months", "expected"), [(1, False), (3, False), (4, True), (6, True)])
def test_r40_more_than_3_takes_the_general_manager(months, expected):
    assert needs_approval(months) is expected


@pytest.mark.parametrize(
    ("kind", "contract", "most"),
    [
        (FIXED, 0, 0), (FIXED, 2, 0), (FIXED, 3, 1), (FIXED, 11, 1), (FIXED, 12, 2), (FIXED, 35, 2), (FIXED, 36, 6),
        (FIXED, 120, 6), (OPEN_ENDED, 0, 6), (TASK, 0, 0), (TASK, 48, 0),
    ],
)  # fmt: skip
def test_r40_china_by_the_length_of_the_contract(kind, contract, most):
    contract = Contract(kind, contract)
    assert most_months(contract, CHINA) == most
    if most:
        assert check_months(most, contract, CHINA) is None
        assert check_months(most + 1, contract, CHINA) == (OVER_COUNTRY if most < MOST_MONTHS else TOO_LONG)
    else:
        assert check_months(1, contract, CHINA) == NONE_ALLOWED
    assert check_months(7, contract, CHINA) == TOO_LONG


LIMITS = st.lists(
    st.builds(
        Limit, st.sampled_from([FIXED, OPEN_ENDED, TASK]), st.integers(0, 24), st.integers(0, 40),
        st.none() | st.integers(1, 60),
    ),
    max_size=6,
)  # fmt: skip
CONTRACTS = st.builds(Contract, st.sampled_from([FIXED, OPEN_ENDED, TASK]), st.integers(0, 60))


@given(CONTRACTS, LIMITS, st.integers(-3, 24))
def test_r40_a_table_may_only_be_stricter(contract, limits, months):
    assert 0 <= most_months(contract, limits) <= MOST_MONTHS
    if check_months(months, contract, limits) is None:
        assert check_months(months, contract) is None
    assert most_months(contract, limits) <= most_months(contract, limits[1:])


def outcome(months, manager, hr, **rules):
    parts = {MONTHS: months, MANAGER: manager, HR: hr}
    parts = {key: None if value is None else D(value) for key, value in parts.items()}
    return appraise(parts, ProbationRules(**rules))


@pytest.mark.parametrize(
    ("parts", "score", "grade"),
    [
        (("90", "90", "90"), "90.00", "a"),
        (("89.98", "90", "90"), "89.99", "b"),
        (("89.99", "90", "90"), "90.00", "a"),  # 89.995 is rounded half up before it is graded
        (("70", "70", "70"), "70.00", "b"),
        (("69.98", "70", "70"), "69.99", "c"),
        ((None, "100", "60"), "80.00", "b"),
        (("60", None, "90"), "70.00", "b"),
        (("110", "100", "100"), "100.00", "a"),
        (("0", "0", "0"), "0.00", "c"),
        ((None, None, None), None, None),
    ],
)
def test_r41_the_appraisal_weighs_months_and_both_voices(parts, score, grade):
    found = outcome(*parts)
    assert (found.score, found.grade) == (score and D(score), grade)
    assert found.is_passed == (grade in ("a", "b"))


def test_r41_what_is_a_pass_is_a_choice():
    assert not outcome("80", "80", "80", pass_grade="a").is_passed
    assert outcome("50", "50", "50", pass_grade="c").is_passed


@given(POINTS, POINTS, POINTS)
def test_r41_the_score_lies_between_its_parts(months, manager, hr):
    found = outcome(months, manager, hr)
    present = [min(part, D(100)) for part in (months, manager, hr) if part is not None]
    assert len(found.missing) == 3 - len(present)
    if present:
        assert min(present) <= found.score <= max(present)
    else:
        assert not found.is_passed


START, FINISH, LATEST = date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 30)


def refusal(grade, kind, is_extended=False, latest=LATEST, may_extend=True, **decision):
    case = Case(START, FINISH, grade, latest, is_extended)
    return check_decision(Decision(kind, **decision), case, ProbationRules(may_extend=may_extend))


@pytest.mark.parametrize(("grade", "expected"), [("a", None), ("b", None), ("c", FAILED), (None, FAILED)])
def test_r41_confirmed_is_who_passed(grade, expected):
    assert refusal(grade, CONFIRM) == expected


@pytest.mark.parametrize(
    ("grade", "day", "expected"),
    [
        ("a", date(2025, 3, 30), None),
        ("a", date(2025, 3, 31), NOT_BEFORE_END),
        ("a", date(2025, 1, 2), None),
        ("a", START, NOT_AFTER_START),
        ("a", date(2024, 12, 1), NOT_AFTER_START),
        ("a", None, NOT_BEFORE_END),
        ("b", date(2025, 3, 1), GRADE_TOO_LOW),
        ("c", date(2025, 3, 1), FAILED),
    ],
)
def test_r41_early_takes_excellent_results_and_a_day_before_the_end(grade, day, expected):
    assert refusal(grade, EARLY, day=day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2025, 2, 9), IN_THE_PAST), (date(2025, 2, 10), None), (date(2024, 12, 1), NOT_AFTER_START)],
)
def test_r41_early_is_not_on_a_day_that_is_over(day, expected):
    case = Case(START, FINISH, "a", LATEST, today=date(2025, 2, 10))
    assert check_decision(Decision(EARLY, day), case, ProbationRules()) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, BAD_DAYS), (-1, BAD_DAYS), (1, None), (30, None), (31, BAD_DAYS)])
def test_r41_extended_by_at_most_30_days(days, expected):
    assert refusal("c", EXTEND, days=days) == expected


def test_r41_extension_once_after_a_failure_within_the_limit_and_only_where_switched_on():
    assert refusal("b", EXTEND, days=10) == PASSED
    assert refusal("c", EXTEND, days=10, is_extended=True) == ONCE_ONLY
    assert refusal("c", EXTEND, days=10, may_extend=False) == SWITCHED_OFF
    assert refusal("c", EXTEND, days=30, latest=date(2025, 4, 29)) == BEYOND_LIMIT
    assert refusal("c", EXTEND, days=29, latest=date(2025, 4, 29)) is None


def test_r41_it_ends_with_a_ground_within_its_days():
    assert refusal("c", END, day=FINISH) == NO_GROUND
    assert refusal("c", END, day=FINISH, ground=NOT_QUALIFIED) is None
    assert refusal("b", END, day=FINISH, ground=NOT_QUALIFIED) == PASSED
    assert refusal("b", END, day=START, ground="breach") is None
    assert refusal("b", END, day=FINISH + timedelta(days=1), ground="breach") == OUTSIDE
    assert refusal("b", END, ground="breach") == OUTSIDE


@given(st.integers(1, 30))
def test_r41_what_the_trial_ends_with(days):
    case = Case(START, FINISH, "c", LATEST)
    assert trial_end(Decision(EXTEND, days=days), case) == FINISH + timedelta(days=days)
    last = START + timedelta(days=days)
    assert trial_end(Decision(END, day=last, ground="breach"), case) == last
    assert trial_end(Decision(EARLY, day=START + timedelta(days=days)), case) == START + timedelta(days=days - 1)
