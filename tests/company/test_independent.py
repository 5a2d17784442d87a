"""The independent calculation on the worked examples of the rules."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tools.company.independent.appraisal import (
    annual_grade,
    calculate_months,
    grade_of,
    rounded,
    total_of,
)
from tools.company.independent.cards import plan_points
from tools.company.independent.facts import Facts, Person, Quota, Sale, Version

SALESPERSON = "role_salesperson"


@pytest.mark.parametrize(
    ("percent", "points"),
    [("59.99", 0), ("60", 24), ("85", 34), ("100", 40), ("125", 50), ("150", 60), ("200", 60)],
)
def test_plan_points(percent, points):
    assert plan_points(Fraction(percent) / 100) == points


@pytest.mark.parametrize(("raw", "grade"), [("89.994", "b"), ("89.995", "a"), ("70", "b"), ("69.99", "c")])
def test_grades(raw, grade):
    assert grade_of(rounded(Fraction(raw))) == grade


@pytest.mark.parametrize(
    ("points", "months", "grade"),
    [
        (18, 12, "a"),
        (17, 12, "b"),
        (12, 12, "b"),
        (11, 12, "c"),
        (14, 9, "a"),
        (13, 9, "b"),
        (9, 9, "b"),
        (4, 2, ""),
    ],
)
def test_annual_grades(points, months, grade):
    assert annual_grade(points, months) == grade


def test_missing_rules():
    sections = (Fraction(36), None, Fraction(38))
    assert total_of(sections, "block") == (None, "missing: behaviour")
    assert total_of(sections, "zero") == (Decimal("74.00"), "missing: behaviour")
    assert total_of(sections, "spread") == (Decimal("101.75"), "missing: behaviour")
    assert total_of((None, None, None), "zero")[0] is None


def company():
    """A manager with a seller who moves to another branch and manager on the 16th."""
    start = date(2024, 1, 1)
    persons = {
        "gm": Person("gm", "GM", start, None, (Version(start, None, "", None),)),
        "north": Person("north", "North", start, None, (Version(start, "N", SALESPERSON, "gm"),)),
        "south": Person("south", "South", start, None, (Version(start, "S", SALESPERSON, "gm"),)),
        "ann": Person(
            "ann",
            "Ann",
            start,
            None,
            (
                Version(start, "N", SALESPERSON, "north"),
                Version(date(2025, 6, 16), "S", SALESPERSON, "south"),
            ),
        ),
    }
    sales = [
        Sale("ann", date(2025, 6, 15), Fraction(60)),
        Sale("ann", date(2025, 6, 16), Fraction(30)),
        Sale("north", date(2025, 6, 20), Fraction(20)),
        Sale(None, date(2025, 6, 3), Fraction(10)),
    ]
    month = date(2025, 6, 1)
    quotas = [Quota("ann", month, Fraction(100)), Quota("south", month, Fraction(40))]
    return Facts(persons=persons, sales=sales, quotas=quotas, missing_rule="zero")


def test_team_and_branch_follow_the_date_of_the_document():
    rows = {row.person: row for row in calculate_months(company(), 2025) if row.month.month == 6}
    assert rows["ann"].work == 36  # 90 of 100
    # Half of Ann's plan stands in either team: 80 of 50, beyond full marks; 30 of 90 is below the floor.
    assert rows["north"].work == 40
    assert rows["south"].work == 0
    assert rows["north"].company == 64
    assert rows["ann"].company == Fraction(40) / 3  # the branch of the last day
    assert rows["gm"].total is None and rows["gm"].reason == "no appraiser"


def test_nobody_without_a_quota_gets_a_value():
    rows = {row.person: row for row in calculate_months(company(), 2025) if row.month.month == 7}
    assert rows["ann"].work is None and rows["ann"].company is None
    assert rows["ann"].total is None
