"""Tables as sheets of a workbook: what every file for a spreadsheet program has in common."""

import io
from dataclasses import dataclass
from datetime import date

import xlsxwriter

TEXT, NUMBER, AMOUNT, MONEY, RATE, DAY = "text", "number", "amount", "money", "rate", "day"
# Money shows a third decimal where its currency has one.
NUMBER_FORMATS = {
    NUMBER: "#,##0",
    AMOUNT: "#,##0.00",
    MONEY: "#,##0.00#",
    RATE: "0.00%",
    DAY: "yyyy-mm-dd",
}
NAME_AT_MOST = 31
TEXT_AT_MOST = 32_767


@dataclass(frozen=True)
class Column:
    """A column: its heading, one of the kinds above, and its width in characters."""

    heading: str
    kind: str = TEXT
    width: int = 16


class Book:
    """An XLSX file in the making.

    A text stays a text whatever it begins with, so that nobody's name is run as a formula; numbers and days are
    numbers and days, and nothing is an empty cell.
    """

    def __init__(self):
        self._stream = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._stream, options)
        self._formats = {}

    def format(self, kind, **more):
        """Return the format of a kind of cells.

        :param more: properties of xlsxwriter besides, such as `bold=True`
        """
        key = (kind, *sorted(more.items()))
        if key not in self._formats:
            number = {"num_format": NUMBER_FORMATS[kind]} if kind in NUMBER_FORMATS else {}
            self._formats[key] = self._book.add_format(number | more)
        return self._formats[key]

    def add_sheet(self, name, columns, rows=()):
        """Add a sheet with frozen headings and return it, for what does not come as rows.

        :param columns: list of Column
        :param rows: a value for each column; None is an empty cell
        """
        sheet = self._book.add_worksheet(self._free_name(name))
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.heading, self.format(TEXT, bold=True, bottom=1, text_wrap=True))
            sheet.set_column(place, place, column.width)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, 1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                self._write(sheet, line, place, value, self.format(column.kind))
        return sheet

    def get_content(self):
        """Finish the file and return it as bytes."""
        self._book.close()
        return self._stream.getvalue()

    @staticmethod
    def _write(sheet, line, place, value, cell_format):
        if value is None or value is False:
            return
        if isinstance(value, str):
            sheet.write_string(line, place, value[:TEXT_AT_MOST], cell_format)
        elif isinstance(value, date):
            sheet.write_datetime(line, place, value, cell_format)
        else:
            sheet.write_number(line, place, value, cell_format)

    def _free_name(self, name):
        """Return the name without what spreadsheet programs refuse in it; two sheets differ in more than case."""
        clean = "".join("-" if char in "[]:*?/\\" else char for char in name).strip("'")[:NAME_AT_MOST] or "-"
        taken = {sheet.get_name().lower() for sheet in self._book.worksheets()}
        free, number = clean, 1
        while free.lower() in taken:
            number += 1
            end = f" {number}"
            free = clean[: NAME_AT_MOST - len(end)] + end
        return free
