"""Who may become employee of the month (R29)."""

from decimal import Decimal

import pytest

from engine_of.marketing_appraisal.best import Section, judge, leaders, share

D = Decimal
A_LEVEL = D("90.00")


def month(work="40", behaviour="30", company="40", weights=("40", "30", "40")):
    """Return the sections of a month; None is a missing one."""
    points = zip(("work", "behaviour", "company"), (work, behaviour, company), weights, strict=True)
    return [Section(key, None if value is None else D(value), D(weight)) for key, value, weight in points]


@pytest.mark.parametrize(
    "work, expected",
    [
        ("36.0000", True),  # 90.00 %
        ("35.9980", True),  # 89.995 %, shown as 90.00 %
        ("35.9979", False),  # 89.99475 %, shown as 89.99 %
        ("35.9960", False),  # 89.99 %
        ("44.0000", True),  # beyond full marks
        ("0.0000", False),
    ],
)
def test_r29_what_is_shown_is_compared(work, expected):
    standing = judge(month(work=work), A_LEVEL)
    assert standing.is_at_level is expected
    assert standing.below == (() if expected else ("work",))


@pytest.mark.parametrize("section", ["work", "behaviour", "company"])
def test_r29_each_section_counts(section):
    assert judge(month(**{section: "26.9999"}), A_LEVEL).below == (() if section == "behaviour" else (section,))
    assert judge(month(**{section: "26.9"}), A_LEVEL).below == (section,)
    missing = judge(month(**{section: None}), A_LEVEL)
    assert (missing.missing, missing.is_at_level) == ((section,), False)


def test_r29_a_section_without_weight_is_no_part_of_the_month():
    standing = judge(month(company=None, weights=("40", "30", "0")), A_LEVEL)
    assert standing.is_at_level
    assert standing.shares == {"work": D(100), "behaviour": D(100)}


def test_r29_a_month_without_sections_makes_nobody_eligible():
    assert not judge([], A_LEVEL).is_at_level
    assert not judge(month(weights=("0", "0", "0")), A_LEVEL).is_at_level


def test_r29_ties_keep_their_order():
    assert leaders({"b": D("105.00"), "a": D(105), "c": D("104.99")}) == ["b", "a"]
    assert leaders({}) == []
    assert share(D(1), D(3)) == D("33.33")
