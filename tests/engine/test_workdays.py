"""R29c, R31, R32: working days, deadlines and presence."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_appraisal.deadlines import StepDays, month_deadlines, month_step_deadlines, year_deadlines
from engine_of.marketing_appraisal.presence import presence
from engine_of.marketing_roles.workdays import OutsideCalendar, WorkCalendar


def span(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


HOLIDAYS = [
    *span(date(2024, 4, 4), date(2024, 4, 6)),
    *span(date(2026, 4, 4), date(2026, 4, 6)),
    *span(date(2026, 10, 1), date(2026, 10, 7)),
]
MAKE_UP = [date(2024, 4, 7), date(2026, 10, 10)]
CHINA = WorkCalendar.from_rules(date(2024, 1, 1), date(2027, 12, 31), HOLIDAYS, MAKE_UP)
days = st.dates(date(2024, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("month_end", "grade", "publish"),
    [
        (date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9)),
        (date(2026, 1, 31), date(2026, 2, 5), date(2026, 2, 9)),
        (date(2026, 3, 31), date(2026, 4, 7), date(2026, 4, 8)),
        (date(2024, 3, 31), date(2024, 4, 7), date(2024, 4, 8)),
    ],
)
def test_r32_deadlines_of_section_9(month_end, grade, publish):
    deadlines = month_deadlines(month_end, CHINA)
    assert (deadlines.grading, deadlines.publication) == (grade, publish)


def test_r32_without_a_distance_both_may_fall_on_one_day():
    deadlines = month_deadlines(date(2026, 9, 30), CHINA, distance=0)
    assert deadlines.grading == deadlines.publication == date(2026, 10, 8)


def test_r31_annual_ends_on_the_fifteenth_of_january():
    assert year_deadlines(date(2025, 12, 31), CHINA).publication == date(2026, 1, 15)
    assert year_deadlines(date(2026, 12, 31), CHINA).publication == date(2027, 1, 15)


def test_r32_a_make_up_day_wins_over_a_weekend_and_over_a_holiday():
    assert CHINA.is_working_day(date(2024, 4, 7))
    both = WorkCalendar.from_rules(date(2024, 4, 1), date(2024, 4, 30), [date(2024, 4, 4)], [date(2024, 4, 4)])
    assert both.is_working_day(date(2024, 4, 4))


def test_a_day_beyond_the_loaded_calendar_is_refused_not_guessed():
    with pytest.raises(OutsideCalendar):
        CHINA.is_working_day(date(2030, 1, 1))


@given(days)
def test_r32_deadlines_are_working_days_in_order(day):
    month_end = day.replace(day=1) - timedelta(days=1) if day.month > 1 or day.year > 2024 else date(2024, 1, 31)
    if month_end < date(2024, 1, 31):
        return
    deadlines = month_deadlines(month_end, CHINA)
    assert CHINA.is_working_day(deadlines.grading) and CHINA.is_working_day(deadlines.publication)
    assert month_end < deadlines.grading < deadlines.publication


@given(days, st.integers(1, 20))
def test_adding_working_days_passes_exactly_as_many(day, count):
    later = CHINA.add_working_days(day, count)
    assert CHINA.is_working_day(later)
    assert CHINA.count(day + timedelta(days=1), later) == count


@pytest.mark.parametrize(
    ("employed_from", "employed_to", "worked"),
    [
        (date(2026, 1, 1), None, 22),
        (date(2026, 9, 30), None, 1),
        (date(2026, 10, 1), None, 0),
        (date(2025, 1, 1), date(2026, 9, 1), 1),
        (date(2025, 1, 1), date(2026, 8, 31), 0),
    ],
)
def test_r29c_days_employed_in_september_2026(employed_from, employed_to, worked):
    days_there = presence(CHINA, date(2026, 9, 1), date(2026, 9, 30), employed_from, employed_to)
    assert (days_there.worked, days_there.possible) == (worked, 22)


@pytest.mark.parametrize(("employed_from", "enough"), [(date(2026, 9, 16), True), (date(2026, 9, 17), False)])
def test_r29c_half_of_the_working_days_is_just_enough(employed_from, enough):
    days_there = presence(CHINA, date(2026, 9, 1), date(2026, 9, 30), employed_from)
    assert days_there.is_enough(Decimal("0.5")) is enough


def test_r29c_never_there_is_never_enough():
    assert not presence(CHINA, date(2026, 9, 1), date(2026, 9, 30), date(2026, 12, 1)).is_enough(Decimal(0))


@given(days)
def test_r23_steps_are_due_on_working_days_and_in_order(day):
    month_end = day.replace(day=1) - timedelta(days=1) if day.month > 1 or day.year > 2024 else date(2024, 2, 29)
    if month_end < date(2024, 2, 29):
        return
    found = month_step_deadlines(
        month_end.replace(day=1), month_end, CHINA, StepDays(), month_deadlines(month_end, CHINA)
    )
    assert all(CHINA.is_working_day(due) for due in found.values())
    assert list(found.values()) == sorted(found.values())


def test_r23_golden_week_moves_the_steps_and_keeps_their_order():
    found = month_step_deadlines(
        date(2026, 9, 1), date(2026, 9, 30), CHINA, StepDays(), month_deadlines(date(2026, 9, 30), CHINA)
    )
    assert found["plan"] == date(2026, 9, 7)
    assert {found[step] for step in ("self_assessment", "interview", "scoring", "behaviour", "oral_report")} == {
        date(2026, 10, 8)
    }
    assert found["publication"] == date(2026, 10, 9)
