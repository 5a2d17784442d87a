"""Tables read from and written to files: every line keeps the number a spreadsheet shows."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_roles.table import MAX_BYTES, Line, TableError, read_table, write_csv, write_workbook


def test_empty_lines_keep_their_numbers():
    headings, lines = read_table(b"Job,Duty\n\nSeller,Visit\n , \nSeller,Report\n")
    assert headings == ("Job", "Duty")
    assert lines == [Line(3, ("Seller", "Visit")), Line(5, ("Seller", "Report"))]


def test_a_cell_of_several_lines_is_one_line():
    _, lines = read_table(b'Duty,Standard\nVisit,"one\ntwo"\nReport,x\n')
    assert [(line.number, line.cells) for line in lines] == [(2, ("Visit", "one\ntwo")), (3, ("Report", "x"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_in_the_encodings_of_spreadsheets(encoding):
    headings, lines = read_table("职责,工作标准\n市场调研,每月一次\n".encode(encoding))
    assert headings == ("职责", "工作标准")
    assert lines[0].cells == ("市场调研", "每月一次")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators(separator):
    headings, lines = read_table(f"a{separator}b\n1{separator}2\n".encode())
    assert (headings, lines[0].cells) == (("a", "b"), ("1", "2"))


def test_cells_of_a_workbook_become_text():
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c", "d", "e", "f"])
    book.active.append([5.0, 2.5, True, date(2026, 2, 28), datetime(2026, 3, 1, 8, 30), "  x "])
    output = io.BytesIO()
    book.save(output)
    _, lines = read_table(output.getvalue())
    assert lines[0].cells == ("5", "2.5", "1", "2026-02-28", "2026-03-01 08:30:00", "x")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04 cut off", "unreadable"),
        (b"\0\1\2\3", "unreadable"),
        (b"a,b\n" + b"x" * MAX_BYTES, "too_large"),
        (b"a\n" + b"x\n" * 50_000, "too_many_lines"),
    ],
)
def test_files_that_are_no_table(content, code):
    with pytest.raises(TableError) as caught:
        read_table(content)
    assert caught.value.code == code


def test_a_workbook_never_holds_a_formula():
    content = write_workbook({"Sheet": [["a"], ['=HYPERLINK("http://example.org")']]})
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]
    assert cell.data_type == "s"


CELLS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=20).map(str.strip)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2).filter(any), min_size=1, max_size=8))
def test_what_is_written_reads_back_the_same(rows):
    rows = [["first", "second"], *rows]
    for content in (write_csv(rows), write_workbook({"Sheet": rows})):
        headings, lines = read_table(content)
        assert [list(headings), *([*line.cells] for line in lines)] == rows
