"""When recurring work falls due (R4, R5, R32)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_roles.recurrence import DAILY, MONTHLY, QUARTERLY, WEEKLY, YEARLY, Recurrence
from engine_of.marketing_roles.workdays import WorkCalendar

# National Day of 2026 in China: 1 to 7 October free, Saturday the 10th worked.
AUTUMN = WorkCalendar.from_rules(
    date(2026, 1, 1),
    date(2027, 12, 31),
    holidays=[date(2026, 10, day) for day in range(1, 8)],
    make_up_days=[date(2026, 10, 10)],
)


def texts(days):
    return [str(day) for day in days]


def due(recurrence, first, last):
    return [tuple(map(str, pair)) for pair in recurrence.due_days(first, last, AUTUMN)]


def test_r4_weekly_work_has_its_weekday():
    days = Recurrence(WEEKLY, weekday=4).nominal_days(date(2026, 10, 1), date(2026, 10, 31))
    assert texts(days) == ["2026-10-02", "2026-10-09", "2026-10-16", "2026-10-23", "2026-10-30"]


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (Recurrence(MONTHLY, day=31), ["2026-02-28", "2026-03-31", "2026-04-30"]),
        (Recurrence(QUARTERLY, day=31, month=2), ["2026-02-28"]),
        (Recurrence(QUARTERLY, day=1, month=1), ["2026-04-01"]),
        (Recurrence(YEARLY, day=29, month=2), ["2026-02-28"]),
        (Recurrence(YEARLY, day=15, month=12), []),
    ],
)
def test_r4_a_day_beyond_the_month_is_its_last(recurrence, expected):
    assert texts(recurrence.nominal_days(date(2026, 2, 2), date(2026, 4, 30))) == expected


def test_r32_a_day_of_rest_moves_to_the_next_working_day():
    assert due(Recurrence(WEEKLY, weekday=4), date(2026, 10, 1), date(2026, 10, 9)) == [
        ("2026-10-02", "2026-10-08"),
        ("2026-10-09", "2026-10-09"),
    ]


def test_r5_a_sunday_report_moves_to_monday():
    assert due(Recurrence(WEEKLY, weekday=6), date(2026, 11, 1), date(2026, 11, 1)) == [("2026-11-01", "2026-11-02")]


def test_r32_daily_work_is_not_made_up_for_days_of_rest():
    days = due(Recurrence(DAILY), date(2026, 10, 1), date(2026, 10, 11))
    assert days == [(day, day) for day in ("2026-10-08", "2026-10-09", "2026-10-10")]


@given(
    st.builds(
        Recurrence,
        st.sampled_from([WEEKLY, MONTHLY, QUARTERLY, YEARLY]),
        st.integers(0, 6),
        st.integers(1, 31),
        st.integers(1, 3),
    ),
    st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    st.integers(0, 300),
)
def test_stretches_put_together_give_the_same_days(recurrence, first, length):
    last = first + timedelta(days=length)
    middle = first + timedelta(days=length // 2)
    halves = recurrence.nominal_days(first, middle) + recurrence.nominal_days(middle + timedelta(days=1), last)
    assert halves == recurrence.nominal_days(first, last)
    for day in halves:
        assert day < recurrence.next_nominal_day(day)
