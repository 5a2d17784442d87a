"""What the load and summary commands decide without a database."""

from datetime import date
from types import SimpleNamespace

import pytest

from tools.company.errors import CompanyError
from tools.company.load import run, summary

HEADER = "salesperson,date,amount\n"


def options(folder, tmp_path):
    return SimpleNamespace(folder=str(folder), report=str(tmp_path / "report.txt"), database="none", config=None)


def test_a_folder_is_known_again_whatever_its_files_are_called(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    for folder, name in ((first, "sales.csv"), (second, "other.csv")):
        folder.mkdir()
        (folder / name).write_text(HEADER + "Ann,2017-03-01,5\n")
    assert run.fingerprint(first) == run.fingerprint(second)
    (second / "other.csv").write_text(HEADER + "Ann,2017-03-01,6\n")
    assert run.fingerprint(first) != run.fingerprint(second)


def test_no_folder(tmp_path):
    with pytest.raises(CompanyError, match="does not exist"):
        run.load(options(tmp_path / "nowhere", tmp_path))


def test_no_line_that_enters(folder_of, tmp_path):
    folder = folder_of(sales=HEADER + "Ann,never,5\n")
    with pytest.raises(CompanyError, match="no line could be entered; the first reason: sales.csv, line 2"):
        run.load(options(folder, tmp_path))


def test_table_of_grades():
    rows = [
        (1, "Ann", "North", "monthly", date(2025, 1, 1), "a"),
        (1, "Ann", "North", "monthly", date(2025, 2, 1), ""),
        (2, "李安", "North", "monthly", date(2025, 2, 1), "c"),
        (1, "Ann", "North", "annual", date(2025, 1, 1), "b"),
    ]
    head, first, second = summary.grade_lines(rows)
    assert head.split() == ["Grades", "2025", "01", "02", "year"]
    assert first.split() == ["Ann,", "North", "A", "-", "B"]
    assert second.split() == ["李安,", "North", "C"]
