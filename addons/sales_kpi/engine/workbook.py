"""Figures with the documents behind them as a workbook that calculates by itself."""

import io
from dataclasses import dataclass
from datetime import date

import xlsxwriter

ROWS_AT_MOST = 1_048_000


@dataclass(frozen=True)
class Figure:
    """One line of the first sheet.

    :ivar key: what its documents are found by
    :ivar names: texts in the order of the headings, at the end what target and actual are counted in
    """

    key: str
    names: tuple
    target: float
    actual: float


@dataclass(frozen=True)
class Document:
    """One line of the second sheet; `key` is that of its figure."""

    key: str
    day: date
    label: str
    kind: str
    actual: float
    target: float


def write(figures, documents, words, total_by=()):
    """Return an XLSX file: a sheet of figures whose sums are formulas over a sheet of documents.

    :param figures: list of Figure
    :param documents: list of Document
    :param words: {word: in the reader's language} of the keys figures, documents, names (a tuple), key, target,
        actual, gap, rate, total, day, label, kind
    :param total_by: places among the names; figures are added up that have the same there, such as KPI and currency
    :return: bytes
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "amount": book.add_format({"num_format": "#,##0.00"}),
        "rate": book.add_format({"num_format": "0.00%"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "total": book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1}),
        "total_rate": book.add_format({"bold": True, "num_format": "0.00%", "top": 1}),
        "total_name": book.add_format({"bold": True, "top": 1}),
    }
    sheet = book.add_worksheet(words["figures"][:31])
    _write_figures(sheet, figures, words, formats)
    _write_totals(sheet, figures, words, formats, total_by)
    _write_documents(book.add_worksheet(words["documents"][:31]), documents, words, formats)
    book.close()
    return stream.getvalue()


def _write_figures(sheet, figures, words, formats):
    """Target and actual sum the documents of the key; gap and rate follow."""
    names, source = words["names"], f"'{words['documents'][:31]}'"
    first = len(names) + 1
    sheet.write_row(0, 0, [words["key"], *names, *(words[one] for one in ("target", "actual", "gap", "rate"))],
                    formats["head"])  # fmt: skip
    columns = [xlsxwriter.utility.xl_col_to_name(first + offset) for offset in range(4)]
    target, actual, _gap, _rate = columns
    for line, figure in enumerate(figures, 1):
        row = line + 1
        sheet.write_row(line, 0, [figure.key, *figure.names])
        sheet.write_formula(line, first, f"=SUMIFS({source}!F:F,{source}!A:A,$A{row})", formats["amount"],
                            figure.target)  # fmt: skip
        sheet.write_formula(line, first + 1, f"=SUMIFS({source}!E:E,{source}!A:A,$A{row})", formats["amount"],
                            figure.actual)  # fmt: skip
        _write_gap_and_rate(sheet, line, first, (target, actual), figure, formats["amount"], formats["rate"])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, first - 1, 20)
    sheet.set_column(first, first + 3, 15)


def _write_totals(sheet, figures, words, formats, total_by):
    """One line for each KPI and currency: money, days and numbers are not added up with each other."""
    first, last = len(words["names"]) + 1, len(figures) + 1
    letters = [xlsxwriter.utility.xl_col_to_name(column) for column in range(first + 2)]
    groups = {}
    for figure in figures:
        groups.setdefault(tuple(figure.names[place] for place in total_by), []).append(figure)
    for line, (names, members) in enumerate(groups.items(), last):
        whole = Figure("", (), sum(one.target for one in members), sum(one.actual for one in members))
        sheet.write(line, 0, words["total"], formats["total_name"])
        conditions = ""
        for place, name in zip(total_by, names, strict=True):
            sheet.write(line, place + 1, name, formats["total_name"])
            letter = letters[place + 1]
            conditions += f",{letter}$2:{letter}${last},{letter}{line + 1}"
        for column, value in ((first, whole.target), (first + 1, whole.actual)):
            cells = f"{letters[column]}$2:{letters[column]}${last}"
            formula = f"=SUMIFS({cells}{conditions})" if conditions else f"=SUM({cells})"
            sheet.write_formula(line, column, formula, formats["total"], value)
        _write_gap_and_rate(sheet, line, first, letters[first:], whole, formats["total"], formats["total_rate"])


def _write_gap_and_rate(sheet, line, first, columns, figure, amount, rate):
    target, actual = columns
    row = line + 1
    sheet.write_formula(line, first + 2, f"={actual}{row}-{target}{row}", amount, figure.actual - figure.target)
    value = figure.actual / figure.target if figure.target > 0 else ""
    sheet.write_formula(line, first + 3, f'=IF({target}{row}>0,{actual}{row}/{target}{row},"")', rate, value)


def _write_documents(sheet, documents, words, formats):
    headings = [words[one] for one in ("key", "day", "label", "kind", "actual", "target")]
    sheet.write_row(0, 0, headings, formats["head"])
    for line, document in enumerate(documents, 1):
        sheet.write(line, 0, document.key)
        sheet.write_datetime(line, 1, document.day, formats["day"])
        sheet.write(line, 2, document.label)
        sheet.write(line, 3, document.kind)
        sheet.write_number(line, 4, document.actual, formats["amount"])
        sheet.write_number(line, 5, document.target, formats["amount"])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 40)
    sheet.set_column(3, 5, 15)
