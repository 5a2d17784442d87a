"""Sheets of a workbook: texts stay texts, numbers and days are numbers and days."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from engine_of.sales_kpi.sheets import AMOUNT, DAY, MONEY, RATE, Book, Column


def _read(book):
    return openpyxl.load_workbook(io.BytesIO(book.get_content()))


def test_cells_keep_what_they_are():
    book = Book()
    columns = [Column("Name"), Column("Amount", AMOUNT), Column("Day", DAY), Column("Rate", RATE)]
    book.add_sheet("People", columns, [("=1+1", 2.5, date(2025, 3, 31), 0.905), ("http://x", None, False, 0)])
    sheet = _read(book)["People"]
    first, second = list(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in first] == ["=1+1", 2.5, datetime(2025, 3, 31), 0.905]
    assert [cell.data_type for cell in first] == ["s", "n", "d", "n"]
    assert [cell.value for cell in second] == ["http://x", None, None, 0]
    assert (second[0].hyperlink, first[3].number_format) == (None, "0.00%")


def test_headings_are_frozen_and_columns_have_their_width():
    book = Book()
    book.add_sheet("People", [Column("=Name", width=30), Column("To Pay", MONEY)])
    sheet = _read(book)["People"]
    assert (sheet.freeze_panes, sheet["A1"].value, sheet["A1"].data_type) == ("A2", "=Name", "s")
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)


def test_any_name_becomes_a_name_of_a_sheet():
    book = Book()
    names = ["Q1/Q2: [draft]?*", "'quoted'", "", "x" * 40, "X" * 40, "People", "PEOPLE"]
    for name in names:
        book.add_sheet(name, [Column("a")])
    found = _read(book).sheetnames
    assert len({name.lower() for name in found}) == len(names)
    assert found[:3] == ["Q1-Q2- -draft---", "quoted", "-"]
    assert all(1 <= len(name) <= 31 for name in found)


def test_a_text_longer_than_a_cell_is_cut():
    book = Book()
    book.add_sheet("Long", [Column("a")], [["y" * 40_000]])
    assert len(_read(book)["Long"]["A2"].value) == 32_767


def test_a_row_has_a_value_for_each_column():
    with pytest.raises(ValueError, match="zip"):
        Book().add_sheet("Short", [Column("a"), Column("b")], [["only"]])
