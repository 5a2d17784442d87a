"""R7: taking over a catalogue proposes matches, and tells the company's changes from the catalogue's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_roles.adoption import Drift, Named, drift_of, drifts, likeness, match, overall


def named(key, *names):
    return Named(key, names)


def test_names_match_in_any_language_and_whatever_their_marks():
    roles = [named("ms", "Marketing Supervisor", "市场部主管"), named("ss", "Sales Supervisor", "销售主管")]
    jobs = [named(1, "sales-supervisor"), named(2, "市场部主管"), named(3, "Accountant")]
    assert match(roles, jobs) == {"ms": (2, 1.0), "ss": (1, 1.0)}


def test_the_most_alike_wins_and_nothing_is_taken_twice():
    roles = [named("a", "Marketing Manager"), named("b", "Marketing Managers")]
    jobs = [named(1, "Marketing Managers")]
    assert match(roles, jobs) == {"b": (1, 1.0)}


def test_what_is_little_alike_is_not_proposed():
    assert match([named("a", "Marketing Director")], [named(1, "Accountant"), named(2, "")]) == {}


@pytest.mark.parametrize(
    ("adopted", "here", "there", "expected"),
    [
        ("a", "a", "a", Drift.SAME),
        ("a", "b", "a", Drift.HERE),
        ("a", "a", "b", Drift.THERE),
        ("a", "b", "c", Drift.BOTH),
        ("a", "b", "b", Drift.SAME),
        (None, "a", "b", Drift.THERE),
        (None, "b", "b", Drift.SAME),
        ("a", False, "a", Drift.HERE),
        (False, False, "a", Drift.THERE),
    ],
)
def test_drift_of_a_value(adopted, here, there, expected):
    assert drift_of(adopted, here, there) is expected


def test_drifts_of_all_values():
    adopted = {"name": "Visit", "standard": "Three a day", "area": 1}
    here = {"name": "Visit dealers", "standard": "Three a day", "area": 1}
    there = {"name": "Visit", "standard": "Four a day", "area": 1}
    found = drifts(adopted, here, there)
    assert found == {"name": Drift.HERE, "standard": Drift.THERE}
    assert overall(found) is Drift.BOTH
    assert overall({}) is Drift.SAME
    assert overall({"name": Drift.HERE}) is Drift.HERE


NAMES = st.lists(st.text("abc 市场", max_size=6), min_size=1, max_size=2).map(tuple)


@given(st.lists(NAMES, max_size=6), st.lists(NAMES, max_size=6))
def test_matching_pairs_each_at_most_once(ours, theirs):
    ours = [Named(f"o{i}", names) for i, names in enumerate(ours)]
    theirs = [Named(f"t{i}", names) for i, names in enumerate(theirs)]
    found = match(ours, theirs)
    partners = [key for key, _value in found.values()]
    assert len(partners) == len(set(partners))
    by_key = {one.key: one for one in ours + theirs}
    for key, (partner, value) in found.items():
        assert likeness(by_key[key], by_key[partner]) == value >= 0.75
