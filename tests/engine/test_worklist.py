"""Which tasks recurring duties make (R4, R32)."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from engine_of.marketing_roles.holdings import DEPUTY, RESPONSIBLE, SUPPORT, Holding
from engine_of.marketing_roles.recurrence import DAILY, MONTHLY, WEEKLY, Recurrence
from engine_of.marketing_roles.workdays import WorkCalendar
from engine_of.marketing_roles.worklist import RecurringDuty, occurrences

CALENDAR = WorkCalendar.from_rules(date(2025, 9, 1), date(2027, 6, 30))
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
WEEKLY_DUTY = RecurringDuty("survey", Recurrence(WEEKLY, weekday=4), FIRST)


def held(employee, kind=RESPONSIBLE, start=FIRST, end=LAST + timedelta(days=1)):
    return Holding(employee, "survey", kind, start, end)


def made(holdings, absent=None, first=FIRST, last=LAST, duty=WEEKLY_DUTY):
    return occurrences([duty], holdings, CALENDAR, absent or {}, first, last)


def days(first, last):
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


def test_r4_each_responsible_person_has_a_task_of_their_own():
    found = made([held("a"), held("b"), held("c", SUPPORT)], last=date(2026, 1, 9))
    assert [(each.employee, str(each.due_day)) for each in found] == [
        ("a", "2026-01-02"), ("b", "2026-01-02"), ("a", "2026-01-09"), ("b", "2026-01-09"),
    ]  # fmt: skip


def test_a_deputy_does_it_for_whoever_is_away():
    absent = {"a": {date(2026, 1, 9)}}
    found = made([held("a"), held("d", DEPUTY)], absent, last=date(2026, 1, 16))
    assert [(each.employee, each.stands_in_for) for each in found] == [("a", None), ("d", "a"), ("a", None)]


def test_without_a_deputy_it_waits_for_the_return():
    found = made([held("a")], {"a": {date(2026, 1, 9), date(2026, 1, 12)}}, date(2026, 1, 5), date(2026, 1, 15))
    assert [(str(each.nominal_day), str(each.due_day)) for each in found] == [("2026-01-09", "2026-01-13")]


def test_what_would_wait_until_the_next_time_is_not_made():
    absent = {"a": days(date(2026, 1, 9), date(2026, 1, 15))}
    found = made([held("a")], absent, date(2026, 1, 5), date(2026, 1, 16))
    assert [str(each.due_day) for each in found] == ["2026-01-16"]


def test_daily_work_is_not_done_while_away():
    duty = RecurringDuty("survey", Recurrence(DAILY), FIRST)
    found = made([held("a")], {"a": {date(2026, 1, 6)}}, date(2026, 1, 5), date(2026, 1, 8), duty)
    assert [each.due_day.day for each in found] == [5, 7, 8]


def test_after_a_hand_over_the_new_holder_does_it():
    change = date(2026, 1, 9)
    found = made([held("a", end=change), held("b", start=change)], last=date(2026, 1, 16))
    assert [each.employee for each in found] == ["a", "b", "b"]


def test_r32_the_holder_of_the_day_it_moves_to_does_it():
    """Nominally on a Sunday, when it was still the other's."""
    duty = RecurringDuty("survey", Recurrence(WEEKLY, weekday=6), FIRST)
    change = date(2026, 1, 12)
    found = made([held("a", end=change), held("b", start=change)], None, change, change, duty)
    assert [(str(each.nominal_day), each.employee) for each in found] == [("2026-01-11", "b")]


def test_nothing_before_its_first_day():
    duty = RecurringDuty("survey", Recurrence(MONTHLY, day=5), date(2026, 3, 6))
    assert [each.due_day.month for each in made([held("a")], None, FIRST, date(2026, 5, 31), duty)] == [4, 5]


@settings(max_examples=40)
@given(
    st.sets(st.integers(0, 364), max_size=120).map(lambda off: {FIRST + timedelta(days=number) for number in off}),
    st.lists(st.integers(1, 60), min_size=1, max_size=8),
    st.sampled_from([DAILY, WEEKLY, MONTHLY]),
)
def test_made_piece_by_piece_is_the_same_as_at_once(away, lengths, frequency):
    """However the year is cut into runs, every task is made once, on its day."""
    duty = RecurringDuty("survey", Recurrence(frequency, weekday=2, day=28), FIRST)
    people = [held("a"), held("d", DEPUTY, date(2026, 5, 1), date(2026, 8, 1))]
    whole = made(people, {"a": away}, duty=duty)
    pieces, start = [], FIRST
    for length in [*lengths, 400]:
        end = min(start + timedelta(days=length - 1), LAST)
        pieces += made(people, {"a": away}, start, end, duty)
        start = end + timedelta(days=1)
    key = sorted((each.nominal_day, each.due_day, each.employee) for each in whole)
    assert sorted((each.nominal_day, each.due_day, each.employee) for each in pieces) == key
    assert len(set(key)) == len(key)
    assert all(CALENDAR.is_working_day(each.due_day) for each in whole)
