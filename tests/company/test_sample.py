"""The sample company: the same bytes everywhere, and what it promises is in it."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from tools.company.csvio import read_rows
from tools.company.independent import calculate_months, calculate_year
from tools.company.independent.files import facts_from_tables
from tools.company.independent.sales import SalesTable
from tools.company.independent.tables import month_rows, year_rows
from tools.company.sample import generate
from tools.company.sample.tables import COLUMNS


@pytest.fixture(scope="module")
def tables():
    return generate.generate()


@pytest.fixture(scope="module")
def months(tables):
    return calculate_months(facts_from_tables(tables), generate.YEAR)


@pytest.mark.parametrize("name", COLUMNS)
def test_generator_writes_the_committed_file(tables, name, sample_folder, tmp_path):
    generate.write(tables, tmp_path)
    assert (tmp_path / f"{name}.csv").read_bytes() == (sample_folder / f"{name}.csv").read_bytes()


def test_expected_tables_follow_from_the_files(months, sample_folder):
    stored = [tuple(row.values()) for row in read_rows(sample_folder / "expected_months.csv")]
    assert month_rows(months) == stored
    stored = [tuple(row.values()) for row in read_rows(sample_folder / "expected_year.csv")]
    assert year_rows(calculate_year(months)) == stored


def test_all_grades_and_edges_occur(months):
    years = calculate_year(months)
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
