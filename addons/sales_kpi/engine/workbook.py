"""Figures with the documents behind them as a workbook that calculates by itself."""

from dataclasses import dataclass
from datetime import date

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from .sheets import AMOUNT, DAY, RATE, TEXT, Book, Column

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
    book = Book()
    figures_sheet = book.add_sheet(words["figures"], _get_columns_of_figures(words))
    documents_sheet = book.add_sheet(
        words["documents"],
        [
            Column(words["key"], width=6),
            Column(words["day"], DAY, 12),
            Column(words["label"], width=40),
            Column(words["kind"], width=15),
            Column(words["actual"], AMOUNT, 15),
            Column(words["target"], AMOUNT, 15),
        ],
        ((one.key, one.day, one.label, one.kind, one.actual, one.target) for one in documents),
    )
    _write_figures(book, figures_sheet, figures, quote_sheetname(documents_sheet.get_name()))
    _write_totals(book, figures_sheet, figures, words, total_by)
    return book.get_content()


def _get_columns_of_figures(words):
    return [
        Column(words["key"], width=6),
        *(Column(name, width=20) for name in words["names"]),
        *(Column(words[one], AMOUNT, 15) for one in ("target", "actual", "gap")),
        Column(words["rate"], RATE, 15),
    ]


def _write_figures(book, sheet, figures, source):
    """Target and actual sum the documents of the key; gap and rate follow.

    :param source: name of the sheet of documents as formulas write it
    """
    for line, figure in enumerate(figures, 1):
        row, first = line + 1, len(figure.names) + 1
        for place, text in enumerate((figure.key, *figure.names)):
            sheet.write_string(line, place, text or "")
        for column, letter, value in ((first, "F", figure.target), (first + 1, "E", figure.actual)):
            formula = f"=SUMIFS({source}!{letter}:{letter},{source}!A:A,$A{row})"
            sheet.write_formula(line, column, formula, book.format(AMOUNT), value)
        columns = xl_col_to_name(first), xl_col_to_name(first + 1)
        _write_gap_and_rate(sheet, line, first, columns, figure, book.format(AMOUNT), book.format(RATE))


def _write_totals(book, sheet, figures, words, total_by):
    """One line for each KPI and currency: money, days and numbers are not added up with each other."""
    first, last = len(words["names"]) + 1, len(figures) + 1
    letters = [xl_col_to_name(column) for column in range(first + 2)]
    name_format, *formats = (book.format(kind, bold=True, top=1) for kind in (TEXT, AMOUNT, RATE))
    groups = {}
    for figure in figures:
        groups.setdefault(tuple(figure.names[place] for place in total_by), []).append(figure)
    for line, (names, members) in enumerate(groups.items(), last):
        whole = Figure("", (), sum(one.target for one in members), sum(one.actual for one in members))
        sheet.write(line, 0, words["total"], name_format)
        conditions = ""
        for place, name in zip(total_by, names, strict=True):
            sheet.write(line, place + 1, name, name_format)
            letter = letters[place + 1]
            conditions += f",{letter}$2:{letter}${last},{letter}{line + 1}"
        for column, value in ((first, whole.target), (first + 1, whole.actual)):
            cells = f"{letters[column]}$2:{letters[column]}${last}"
            formula = f"=SUMIFS({cells}{conditions})" if conditions else f"=SUM({cells})"
            sheet.write_formula(line, column, formula, formats[0], value)
        _write_gap_and_rate(sheet, line, first, letters[first:], whole, *formats)


def _write_gap_and_rate(sheet, line, first, columns, figure, amount, rate):
    target, actual = columns
    row = line + 1
    sheet.write_formula(line, first + 2, f"={actual}{row}-{target}{row}", amount, figure.actual - figure.target)
    value = figure.actual / figure.target if figure.target > 0 else ""
    sheet.write_formula(line, first + 3, f'=IF({target}{row}>0,{actual}{row}/{target}{row},"")', rate, value)
