"""The public data set crm_sales, read and summed against its own files."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tools.company.csvio import read_rows
from tools.company.tabular.book import read_folder
from tools.company.tabular.march import first_quotas

QUOTAS = Path(__file__).resolve().parents[2] / "data" / "crm_sales"
BY_MONTH = {3: 531, 4: 285, 5: 438, 6: 531, 7: 308, 8: 446, 9: 503, 10: 279, 11: 406, 12: 511}


@pytest.fixture
def book(crm_folder):
    return read_folder(crm_folder, QUOTAS)


def won(folder):
    with (folder / "sales_pipeline.csv").open() as stream:
        return [row for row in csv.DictReader(stream) if row["deal_stage"] == "Won"]


def test_counts_and_total(book):
    assert len(book.sales) == 4238
    assert sum(sale.amount for sale in book.sales) == 10005534
    counts = defaultdict(int)
    for sale in book.sales:
        counts[sale.day.month] += 1
    assert counts == BY_MONTH
    assert book.report.refusals() == []


def test_sums_by_agent_and_branch(book, crm_folder):
    expected = defaultdict(Decimal)
    for row in won(crm_folder):
        expected[row["sales_agent"], row["close_date"][:7]] += Decimal(row["close_value"])
    assert book.sums(lambda sale: (sale.salesperson, sale.day.isoformat()[:7])) == expected
    assert len({sale.salesperson for sale in book.sales}) == 30
    assert (len(book.sellers), len(book.managers), len(set(book.managers.values()))) == (35, 6, 3)


def test_every_other_spelling_is_in_the_report(book, crm_folder):
    wanted = sum(row["product"] == "GTXPro" for row in won(crm_folder))
    notes = [note for note in book.report.notes if "'GTXPro' read as 'GTX Pro'" in str(note)]
    assert len(notes) == wanted > 0
    assert "GTXPro" not in book.products


def test_everybody_has_a_quota_every_month(book):
    quotas = book.quotas()
    assert len(quotas) == 35 * 10
    assert all(amount > 0 for amount in quotas.values())
    april = quotas["Moses Frase", date(2017, 4, 1)]
    march = book.sums(lambda sale: (sale.salesperson, sale.day.month))["Moses Frase", 3]
    assert april == (march * Decimal("1.1")).quantize(Decimal(1))


def test_march_quotas_are_the_committed_ones(crm_folder):
    stored = [tuple(row.values()) for row in read_rows(QUOTAS / "quotas.csv")]
    assert first_quotas(crm_folder, date(2017, 3, 1)) == stored
