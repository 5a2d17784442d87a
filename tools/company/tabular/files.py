"""The CSV files of a folder as tables: decoded, their delimiter found, their columns recognised."""

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from ..errors import CompanyError
from .aliases import columns_of, kind_of, missing_for_sales
from .text import Unreadable, decode


@dataclass(frozen=True)
class Table:
    """One file: its kind, its columns, and (line number, cells) of its rows."""

    name: str
    kind: str
    columns: dict
    rows: tuple

    def cell(self, cells, column):
        """Return one cell as it stands in the file, or an empty text."""
        position = self.columns.get(column)
        return cells[position] if position is not None and position < len(cells) else ""


def read_tables(folder, report, extra_folder=None):
    """Return the tables of a folder; what it lacks of quotas may come from a second folder.

    A file that cannot be used is noted; without any sales file there is nothing to load.
    """
    folder = Path(folder)
    lacking, seen = {}, {}
    tables = _read_all(folder, report, lacking, seen)
    for table in tables:
        if not table.kind and missing_for_sales(table.columns):
            lacking[table.name] = "has no column for " + " and ".join(missing_for_sales(table.columns))
    if not any(table.kind == "sales" for table in tables):
        raise CompanyError(_nothing_to_load(folder, lacking))
    if extra_folder and Path(extra_folder).is_dir() and not any(table.kind == "quotas" for table in tables):
        extra = _read_all(Path(extra_folder), report, lacking, seen)
        tables += [table for table in extra if table.kind == "quotas"]
    for name, reason in lacking.items():
        report.say(f"{name} {reason}: not used.")
    return tables


def _read_all(folder, report, lacking, seen):
    """Return the tables of a folder's readable files; ``lacking`` takes the others with the reason."""
    tables = []
    for path in _paths(folder):
        try:
            table = _read_table(path, seen, report)
        except Unreadable as error:
            report.remark(path.name, 0, "file not used", f"{error}; the file was not used")
            lacking[path.name] = str(error)
            continue
        if table:
            tables.append(table)
    return tables


def _paths(folder):
    return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.is_file())


def _nothing_to_load(folder, lacking):
    """Say in one sentence why a folder holds no sales."""
    if lacking:
        name, reason = next(iter(lacking.items()))
        return f"There are no sales in {folder}: {name} {reason}."
    return f"There are no sales in {folder}: no CSV file there has columns for salesperson, date and amount."


def _read_table(path, seen, report):
    """Read one file; None when it is a copy of another one or unknown."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be opened ({error.strerror})") from error
    if not data.strip():
        raise Unreadable("is empty")
    digest = hashlib.sha256(data).hexdigest()
    if digest in seen:
        report.remark(path.name, 0, "file not used", f"is the same file as {seen[digest]}; it was read once")
        report.say(f"{path.name} is the same file as {seen[digest]}: read once.")
        return None
    seen[digest] = path.name
    text, encoding = decode(data)
    if encoding != "UTF-8":
        report.remark(path.name, 0, f"read as {encoding}", f"read as {encoding}")
    table = _parse(path.name, text, report)
    if not table.kind:
        report.remark(path.name, 0, "file not used", "its columns are none that are known; the file was not used")
    elif not table.rows:
        report.remark(path.name, 1, "no rows", "the file has a header line and nothing else")
    return table


def _parse(name, text, report):
    """Split a text into a table; the delimiter is the one that the header line has most of.

    What each column was taken for is noted.
    """
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    columns = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = columns_of(cells)
                taken = ", ".join(f"{column} from {cells[position]!r}" for column, position in columns.items())
                if taken:
                    report.remark(name, reader.line_num, "columns recognised", f"read {taken}")
            else:
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise Unreadable(f"cannot be read from line {reader.line_num} on ({error})") from error
    return Table(name, kind_of(columns or {}), columns or {}, tuple(rows))
