"""The sample company: the same bytes everywhere, and what it promises is in it."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from tools.company.csvio import read_rows
from tools.company.independent import calculate_months, calculate_year
from tools.company.independent.files import facts_from_tables
from tools.company.independent.sales import SalesTable
from tools.company.independent.tables import month_rows
from tools.company.independent.tables_year import year_rows
from tools.company.sample import generate
from tools.company.sample.tables import COLUMNS


@pytest.fixture(scope="module")
def tables():
    return generate.generate()


# Whose card stands on collections and late days: what settles what is in the books, not in the files.
BY_THE_BOOKS = {"E008"}


@pytest.fixture(scope="module")
def facts(tables):
    return facts_from_tables(tables)


@pytest.fixture(scope="module")
def months(facts):
    return calculate_months(facts, generate.YEAR)


@pytest.mark.parametrize("name", COLUMNS)
def test_generator_writes_the_committed_file(tables, name, sample_folder, tmp_path):
    generate.write(tables, tmp_path)
    assert (tmp_path / f"{name}.csv").read_bytes() == (sample_folder / f"{name}.csv").read_bytes()


def test_expected_tables_follow_from_the_files(months, facts, sample_folder):
    for name, found in (("months", month_rows(months)), ("year", year_rows(calculate_year(months, facts)))):
        stored = [tuple(row.values()) for row in read_rows(sample_folder / f"expected_{name}.csv")]
        assert len({row[0] for row in stored} & BY_THE_BOOKS) == 1
        found, stored = ([row for row in rows if row[0] not in BY_THE_BOOKS] for rows in (found, stored))
        assert found == stored


def test_every_card_is_in_it(months, facts, sample_folder):
    """S1 to S4 give different grades, an absence bars an A of the month and of the year (R26)."""
    stored = {(row["employee"], row["month"]): row for row in read_rows(sample_folder / "expected_months.csv")}
    for code in ("E006", "E007", "E008", "E014", "E032"):
        works = {row["work"] for (who, _month), row in stored.items() if who == code}
        assert len(works) > 6 and "" not in works
    barred = stored["E024", "2025-04"]
    assert Decimal(barred["total"]) >= 90 and barred["grade"] == "b"
    year = {row["employee"]: row for row in read_rows(sample_folder / "expected_year.csv")}["E024"]
    assert int(year["points"]) >= 18 and year["grade"] == "b"


def test_all_grades_and_edges_occur(months, facts):
    years = calculate_year(months, facts)
    assert set(Counter(row.grade for row in months)) == {"a", "b", "c", ""}
    assert {row.grade for row in years} == {"a", "b", "c"}
    assert {18, 17, 12, 11} <= {row.points for row in years if row.months == 12}
    totals = {row.total for row in months}
    assert {Decimal("89.99"), Decimal("90.00"), Decimal("69.99"), Decimal("70.00")} <= totals


def test_dated_people(months):
    reasons = {(row.person, row.month.month): row.reason for row in months}
    assert reasons["E020", 8] == "present less than half" and reasons["E020", 9] == ""
    assert reasons["E035", 10] == "present less than half" and ("E035", 11) not in reasons
    assert reasons["E018", 5] == "missing: work"
    assert ("E029", 3) not in reasons and reasons["E029", 4] == ""


def test_rates_at_the_edges(tables):
    facts = facts_from_tables(tables)
    sales = SalesTable(facts)
    rates = {(key, month.month): sales.rate(month, kind, key) for month, kind, key in sales.planned if kind == "person"}
    assert Fraction(599, 1000) < rates["E027", 3] < Fraction(6, 10) <= rates["E034", 9] < Fraction(601, 1000)
    assert rates["E016", 11] > Fraction(3, 2)


def test_parts_add_up_to_the_company(tables):
    sales = SalesTable(facts_from_tables(tables))
    for sums in (sales.actual, sales.planned):
        for month, kind, _key in [key for key in sums if key[1] == "company"]:
            for part in ("person", "branch"):
                assert sum(value for key, value in sums.items() if key[:2] == (month, part)) == sums[month, kind, None]
