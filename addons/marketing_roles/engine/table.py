"""Tables as people keep them in a spreadsheet: read from CSV and XLSX, and written to both.

Knows nothing of what the cells mean. Every cell is text; a date is written as YYYY-MM-DD.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from zipfile import BadZipFile

import openpyxl

MAX_BYTES = 20 * 1024 * 1024
MAX_LINES = 50_000
# The first that can read the whole file is taken; Excel in China saves CSV as GB 18030.
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")
SEPARATORS = ",;\t"


class TableError(ValueError):
    """A file that cannot be read as a table; `code` says why, for a sentence in the user's language."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Line:
    """One line of the file, by the number a spreadsheet shows beside it (the headings are line 1)."""

    number: int
    cells: tuple

    def __bool__(self):
        return any(self.cells)


def read_table(content):
    """Read the first sheet, or the CSV text, of a file.

    :param bytes content: the whole file
    :return: (tuple of headings, list of `Line`); empty lines are left out, their numbers are not reused
    :raises TableError: `empty`, `too_large`, `too_many_lines`, `unreadable`
    """
    if not content:
        raise TableError("empty")
    if len(content) > MAX_BYTES:
        raise TableError("too_large")
    rows = _read_workbook(content) if content.startswith(b"PK") else _read_csv(content)
    lines = []
    for number, cells in enumerate(rows, 1):
        if number > MAX_LINES:
            raise TableError("too_many_lines")
        lines.append(Line(number, tuple(cells)))
    lines = [line for line in lines if line]
    if not lines:
        raise TableError("empty")
    headings, *lines = lines
    return headings.cells, lines


def write_workbook(sheets):
    """Return an XLSX file.

    :param sheets: dict of name of a sheet: list of rows, the first being the headings; cells are text
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        # Excel takes 31 characters for the name of a sheet, and not these.
        sheet = book.create_sheet("".join(char for char in name if char not in "[]:*?/\\")[:31])
        for row in rows:
            sheet.append([None if cell in (None, False) else cell for cell in row])
        for cell in sheet[1]:
            cell.font = openpyxl.styles.Font(bold=True)
        _set_widths(sheet)
        sheet.freeze_panes = "A2"
        for cells in sheet.iter_rows():
            for cell in cells:
                # A text that begins with "=" is a text, not a formula to run.
                cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def write_csv(rows):
    """Return a CSV file that spreadsheets open in the right encoding."""
    output = io.StringIO(newline="")
    csv.writer(output).writerows([["" if cell in (None, False) else cell for cell in row] for row in rows])
    return output.getvalue().encode("utf-8-sig")


def _set_widths(sheet):
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column[:200])
        sheet.column_dimensions[column[0].column_letter].width = min(max(longest + 2, 12), 60)


def _read_workbook(content):
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # A sheet whose stated size is wrong would otherwise be read as one cell.
        sheet.reset_dimensions()
        return [[_to_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    except (BadZipFile, KeyError, ValueError, IndexError, TypeError, AttributeError, EOFError, SyntaxError) as error:
        raise TableError("unreadable") from error


def _to_text(value):
    """Return the content of a cell as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


def _read_csv(content):
    text = _decode(content)
    if "\0" in text:
        raise TableError("unreadable")
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as error:
        raise TableError("unreadable") from error


def _decode(content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("unreadable")
