"""R8, R32: when feedback on a lead is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_roles.workdays import WorkCalendar
from engine_of.marketing_roles_crm.follow_up import MONTHLY, WEEKLY, due_day, feedback_rate, nominal_day

HOLIDAYS = [date(2026, 10, day) for day in range(1, 8)]
CHINA = WorkCalendar.from_rules(date(2025, 12, 1), date(2027, 6, 30), HOLIDAYS, [date(2026, 10, 10)])
days = st.dates(date(2026, 1, 1), date(2027, 3, 31))
frequencies = st.sampled_from([WEEKLY, MONTHLY])


@pytest.mark.parametrize(
    ("base", "frequency", "nominal", "due"),
    [
        ("2026-01-31", MONTHLY, "2026-02-28", "2026-03-02"),
        ("2028-01-31", MONTHLY, "2028-02-29", None),
        ("2026-12-31", MONTHLY, "2027-01-31", "2027-02-01"),
        ("2026-09-24", WEEKLY, "2026-10-01", "2026-10-08"),
        ("2026-10-03", WEEKLY, "2026-10-10", "2026-10-10"),
        ("2026-12-28", WEEKLY, "2027-01-04", "2027-01-04"),
    ],
)
def test_r8_r32_worked_examples(base, frequency, nominal, due):
    base = date.fromisoformat(base)
    assert nominal_day(base, frequency) == date.fromisoformat(nominal)
    if due:
        assert due_day(base, frequency, CHINA.next_working_day) == date.fromisoformat(due)


@given(days, frequencies)
def test_r32_due_days_are_worked_and_never_early(base, frequency):
    nominal, due = nominal_day(base, frequency), due_day(base, frequency, CHINA.next_working_day)
    assert CHINA.is_working_day(due) and due >= nominal
    assert not any(CHINA.is_working_day(nominal + timedelta(days=n)) for n in range((due - nominal).days))


@given(days, frequencies)
def test_r8_a_later_day_is_never_due_earlier(base, frequency):
    later = base + timedelta(days=1)
    assert nominal_day(base, frequency) <= nominal_day(later, frequency)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_rate_is_a_share(in_time, rest):
    rate = feedback_rate(in_time + rest, in_time)
    assert (rate is None) == (in_time + rest == 0)
    assert rate is None or 0 <= rate <= 1
