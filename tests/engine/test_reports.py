"""R5, R24, R32: who owes which report, for which days and by when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_roles.recurrence import DAILY, MONTHLY, WEEKLY
from engine_of.marketing_roles.reports import (
    DEPARTMENT,
    KINDS,
    Department,
    OwedReport,
    Person,
    Position,
    ReportRules,
    owed_reports,
    to_make,
)
from engine_of.marketing_roles.workdays import WorkCalendar

HOLIDAYS = [date(2026, 10, day) for day in range(1, 8)]
CHINA = WorkCalendar.from_rules(date(2025, 12, 1), date(2027, 6, 30), HOLIDAYS, [date(2026, 10, 10)])
RULES = ReportRules(date(2026, 1, 1))
EVER = (date(1900, 1, 1), date(9999, 12, 31))
SELLER = Person(1, date(2026, 1, 1), None, (Position(*EVER, department=7, appraiser=9, is_field_staff=True),))
CLERK = Person(2, date(2026, 1, 1), None, (Position(*EVER, department=7, appraiser=9),))
days = st.dates(date(2026, 1, 1), date(2027, 1, 31))
kinds = st.sampled_from(KINDS)


def span(first, last):
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def owed(person=SELLER, kind=DAILY, first=date(2026, 9, 1), today=date(2026, 9, 30), away=(), rules=RULES, **others):
    """The first days of one person's reports of one kind."""
    found = owed_reports(
        [person], others.get("departments", []), CHINA, {person.employee: set(away)}, rules, first, today
    )
    return [str(one.date_from) for one in found if one.kind == kind]


# --- stretches and due days


@pytest.mark.parametrize(
    ("weekday", "day", "stretch"),
    [
        (6, date(2026, 7, 13), (date(2026, 7, 13), date(2026, 7, 19))),
        (6, date(2026, 7, 19), (date(2026, 7, 13), date(2026, 7, 19))),
        (6, date(2026, 7, 20), (date(2026, 7, 20), date(2026, 7, 26))),
        (0, date(2026, 7, 13), (date(2026, 7, 7), date(2026, 7, 13))),
        (4, date(2026, 7, 18), (date(2026, 7, 18), date(2026, 7, 24))),
    ],
)
def test_r5_a_week_ends_on_the_day_on_which_its_report_is_due(weekday, day, stretch):
    assert replace(RULES, weekday=weekday).stretch(WEEKLY, day) == stretch


@pytest.mark.parametrize("kind", [MONTHLY, DEPARTMENT])
@pytest.mark.parametrize("month_end", [date(2026, 2, 28), date(2026, 12, 31)])
def test_r24_a_monthly_report_covers_the_calendar_month(kind, month_end):
    assert RULES.stretch(kind, month_end) == (month_end.replace(day=1), month_end)
    assert RULES.stretch(kind, month_end.replace(day=1)) == (month_end.replace(day=1), month_end)


@pytest.mark.parametrize(
    ("kind", "last_day", "moved", "unmoved"),
    [
        (WEEKLY, date(2026, 7, 19), date(2026, 7, 20), date(2026, 7, 19)),
        (WEEKLY, date(2026, 10, 4), date(2026, 10, 8), date(2026, 10, 4)),
        (MONTHLY, date(2026, 8, 31), date(2026, 9, 3), date(2026, 9, 3)),
        (MONTHLY, date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 3)),
        (DEPARTMENT, date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 3)),
        (DAILY, date(2026, 10, 10), date(2026, 10, 10), date(2026, 10, 10)),
    ],
)
def test_r32_a_due_day_of_rest_moves_to_the_next_working_day_or_stays(kind, last_day, moved, unmoved):
    assert RULES.due_day(kind, last_day, CHINA) == moved
    assert replace(RULES, moves=False).due_day(kind, last_day, CHINA) == unmoved


def test_r32_a_company_that_never_works_keeps_the_due_day():
    never = WorkCalendar.from_rules(date(2026, 1, 1), date(2026, 12, 31), weekdays=())
    assert RULES.due_day(WEEKLY, date(2026, 7, 19), never) == date(2026, 7, 19)


# --- who owes what


def test_r24_daily_reports_come_from_field_staff_on_working_days():
    assert owed(first=date(2026, 9, 28), today=date(2026, 10, 12)) == [
        *("2026-09-28", "2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"),
    ]
    assert owed(CLERK) == []


def test_r24_no_daily_report_on_a_day_away():
    assert owed(first=date(2026, 9, 7), today=date(2026, 9, 9), away=[date(2026, 9, 8)]) == ["2026-09-07", "2026-09-09"]


@pytest.mark.parametrize(
    ("away", "number"),
    [(span(date(2026, 9, 7), date(2026, 9, 11)), 0), (span(date(2026, 9, 7), date(2026, 9, 10)), 1)],
)
def test_r24_no_weekly_report_on_a_week_without_a_working_day(away, number):
    found = owed(CLERK, WEEKLY, date(2026, 9, 7), date(2026, 9, 7), away)
    assert len(found) == number


def test_r24_no_weekly_report_on_a_week_of_holidays():
    rules = replace(RULES, weekday=2)  # 1 to 7 October 2026 is one such week
    assert owed(CLERK, WEEKLY, date(2026, 10, 1), date(2026, 10, 1), rules=rules) == []


@pytest.mark.parametrize(
    ("away", "number"),
    [(span(date(2026, 9, 1), date(2026, 9, 30)), 0), (span(date(2026, 9, 1), date(2026, 9, 29)), 1)],
)
def test_r24_no_monthly_report_on_a_month_away(away, number):
    assert len(owed(CLERK, MONTHLY, away=away)) == number


@pytest.mark.parametrize(
    ("start", "first"),
    [(date(2026, 9, 1), "2026-09-01"), (date(2026, 9, 9), "2026-09-09"), (date(2026, 9, 12), "2026-09-14")],
)
def test_r24_nothing_is_owed_before_the_first_day_of_employment(start, first):
    assert owed(replace(SELLER, date_start=start))[0] == first


@pytest.mark.parametrize(("start", "number"), [(date(2026, 9, 11), 1), (date(2026, 9, 12), 0)])
def test_r24_who_begins_in_the_week_reports_on_it_if_there_was_a_day_of_work(start, number):
    person = replace(CLERK, date_start=start)
    assert len(owed(person, WEEKLY, date(2026, 9, 7), date(2026, 9, 7))) == number


@pytest.mark.parametrize(("end", "number"), [(date(2026, 9, 30), 1), (date(2026, 9, 29), 0)])
def test_r24_who_leaves_before_a_month_ends_does_not_owe_its_report(end, number):
    assert len(owed(replace(CLERK, date_end=end), MONTHLY)) == number
    assert owed(replace(SELLER, date_end=end))[-1] == str(end)


def test_r10a_job_department_and_appraiser_are_those_of_the_last_day():
    moved = replace(
        CLERK,
        positions=(
            Position(date(1900, 1, 1), date(2026, 9, 13), department=7, appraiser=9, is_field_staff=True),
            Position(date(2026, 9, 13), date(9999, 12, 31), department=8, appraiser=10),
        ),
    )
    assert owed(moved, first=date(2026, 9, 10), today=date(2026, 9, 16)) == ["2026-09-10", "2026-09-11"]
    weeks = owed_reports([moved], [], CHINA, {}, RULES, date(2026, 9, 1), date(2026, 9, 30))
    first, second = [one for one in weeks if one.kind == WEEKLY][:2]
    assert (str(first.date_to), first.department, first.appraiser) == ("2026-09-13", 8, 10)
    assert (second.department, second.appraiser) == (8, 10)


def test_r24_out_of_scope_nothing_is_owed():
    outside = replace(SELLER, positions=(replace(SELLER.positions[0], is_in_scope=False),))
    assert not any(owed(outside, kind) for kind in KINDS)


def test_r24_the_manager_owes_the_departments_report_once_for_each_department():
    departments = [Department(7, 2), Department(8, 2), Department(9, 2, is_in_scope=False), Department(10, 99)]
    found = owed_reports([CLERK], departments, CHINA, {}, RULES, date(2026, 9, 1), date(2026, 9, 1))
    keys = {one.key for one in found if one.kind == DEPARTMENT}
    assert keys == {(2, DEPARTMENT, date(2026, 9, 1), 7), (2, DEPARTMENT, date(2026, 9, 1), 8)}


def test_r24_a_manager_who_left_does_not_owe_the_departments_report():
    gone = replace(CLERK, date_end=date(2026, 9, 29))
    assert owed(gone, DEPARTMENT, departments=[Department(7, 2)]) == []


def test_r24_only_the_kinds_that_are_asked_for():
    rules = replace(RULES, kinds=frozenset({WEEKLY}))
    assert owed(rules=rules) == [] and owed(kind=MONTHLY, rules=rules) == []
    assert len(owed(kind=WEEKLY, rules=rules)) == 4


@pytest.mark.parametrize(("since", "first"), [(date(2026, 9, 7), "2026-09-07"), (date(2026, 9, 8), "2026-09-14")])
def test_r24_a_stretch_that_began_before_reports_were_asked_for_is_left_alone(since, first):
    assert owed(CLERK, WEEKLY, rules=replace(RULES, since=since))[0] == first


def test_r24_a_stretch_that_has_not_begun_is_not_owed_yet():
    assert owed(CLERK, WEEKLY, date(2026, 9, 7), date(2026, 9, 13)) == ["2026-09-07"]
    assert owed(CLERK, WEEKLY, date(2026, 9, 7), date(2026, 9, 14)) == ["2026-09-07", "2026-09-14"]


@pytest.mark.parametrize(
    ("begin", "due", "is_made"),
    [
        (date(2026, 9, 10), date(2026, 9, 10), True),  # no run has seen its day
        (date(2026, 9, 9), date(2026, 9, 9), False),  # seen and past
        (date(2026, 9, 7), date(2026, 9, 14), True),  # seen, but it can still be in time
        (date(2026, 9, 1), date(2026, 9, 11), True),  # due today
        (date(2026, 9, 1), date(2026, 9, 10), False),  # due yesterday
    ],
)
def test_r24_what_is_past_and_was_looked_at_is_not_made_afterwards(begin, due, is_made):
    one = OwedReport(1, WEEKLY, begin, due, due)
    assert bool(to_make([one], made_until=date(2026, 9, 9), today=date(2026, 9, 11))) is is_made


# --- properties


@given(kinds, days, st.integers(0, 6))
def test_stretches_follow_each_other_without_gap_or_overlap(kind, day, weekday):
    rules = replace(RULES, weekday=weekday)
    begin, end = rules.stretch(kind, day)
    assert begin <= day <= end
    assert rules.stretch(kind, begin) == rules.stretch(kind, end) == (begin, end)
    assert rules.stretch(kind, end + timedelta(days=1))[0] == end + timedelta(days=1)


@given(kinds, days, st.integers(1, 28))
def test_r32_a_report_is_due_on_a_working_day_not_before_its_last_day(kind, day, month_day):
    rules = replace(RULES, month_day=month_day)
    end = rules.stretch(kind, day)[1]
    due = rules.due_day(kind, end, CHINA)
    assert due >= end and CHINA.is_working_day(due)


@given(days, st.integers(0, 40), st.sets(days, max_size=30))
def test_what_is_owed_is_the_same_whether_asked_at_once_or_day_by_day(first, length, away):
    last = first + timedelta(days=length)
    at_once = owed_reports([SELLER, CLERK], [Department(7, 2)], CHINA, {1: away}, RULES, first, last)
    by_day = [
        one
        for day in span(first, last)
        for one in owed_reports([SELLER, CLERK], [Department(7, 2)], CHINA, {1: away}, RULES, day, day)
    ]
    assert sorted(map(repr, at_once)) == sorted(map(repr, by_day))
    assert len({one.key for one in at_once}) == len(at_once)
