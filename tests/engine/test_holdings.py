"""Who holds which duty from when to when (R4)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_roles.holdings import DEPUTY, NONE, RESPONSIBLE, Assignment, Holding, Position, holdings

START = date(2026, 1, 1)
FOREVER = date(9999, 12, 31)


def day(number):
    return START + timedelta(days=number)


def position(employee, job, start=0, end=None):
    return Position(employee, job, day(start), FOREVER if end is None else day(end))


def assignment(employee, duty, kind, start=0, end=None):
    return Assignment(employee, duty, kind, day(start), FOREVER if end is None else day(end))


def test_whoever_is_in_the_job_is_responsible():
    found = holdings([position("a", "sales"), position("b", "sales", 5)], {"visit": "sales", "plan": "lead"}, [])
    assert found == [
        Holding("a", "visit", RESPONSIBLE, day(0), FOREVER),
        Holding("b", "visit", RESPONSIBLE, day(5), FOREVER),
    ]


def test_an_exception_takes_its_days_out():
    found = holdings([position("a", "sales")], {"visit": "sales"}, [assignment("a", "visit", NONE, 3, 6)])
    assert [(each.start, each.end) for each in found] == [(day(0), day(3)), (day(6), FOREVER)]


def test_somebody_else_holds_it_only_while_employed():
    people = [position("b", "clerk", 0, 4), position("b", "lead", 4, 8)]
    found = holdings(people, {"visit": "sales"}, [assignment("b", "visit", DEPUTY, 2)])
    assert found == [Holding("b", "visit", DEPUTY, day(2), day(8))]


def test_an_arrangement_wins_over_the_job():
    found = holdings([position("a", "sales")], {"visit": "sales"}, [assignment("a", "visit", DEPUTY, 0, 2)])
    assert found == [
        Holding("a", "visit", RESPONSIBLE, day(2), FOREVER),
        Holding("a", "visit", DEPUTY, day(0), day(2)),
    ]


def test_a_duty_that_is_gone_is_held_by_nobody():
    assert holdings([position("a", "sales")], {}, [assignment("a", "visit", DEPUTY)]) == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from([NONE, DEPUTY])), max_size=4))
def test_every_day_is_held_in_exactly_the_way_that_was_arranged(ranges):
    """Asked day by day, the ranges say what the arrangements say."""
    arranged, expected = [], {number: RESPONSIBLE for number in range(40)}
    for start, length, kind in ranges:
        if any(expected.get(number) != RESPONSIBLE for number in range(start, start + length)):
            continue
        arranged.append(assignment("a", "visit", kind, start, start + length))
        expected.update(dict.fromkeys(range(start, start + length), kind))
    found = holdings([position("a", "sales", 0, 40)], {"visit": "sales"}, arranged)
    for number in range(40):
        kinds = [each.kind for each in found if each.covers(day(number))]
        assert kinds == ([] if expected[number] == NONE else [expected[number]])
