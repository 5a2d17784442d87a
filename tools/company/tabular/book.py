"""A folder of sales data as one clean book: people, products, customers, sales, quotas."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from . import quotas as rule
from .aliases import WON
from .files import read_tables
from .report import Report
from .text import Unreadable, clean, key_of, read_amount, read_date, read_month


@dataclass(frozen=True)
class Sale:
    """One sale that enters: an order, its invoice and its receipt."""

    key: str
    salesperson: str
    customer: str
    product: str
    day: date
    amount: Decimal


@dataclass
class Book:
    """Everything that a folder says, clean; ``sellers`` is {name: (manager, branch)}."""

    name: str
    report: Report = field(default_factory=Report)
    sellers: dict = field(default_factory=dict)
    managers: dict = field(default_factory=dict)
    products: dict = field(default_factory=dict)
    customers: dict = field(default_factory=dict)
    sales: list = field(default_factory=list)
    given_quotas: dict = field(default_factory=dict)
    names: dict = field(default_factory=lambda: defaultdict(dict))

    def months(self):
        """Return the first days of the months from the first sale to the last."""
        first, last = (pick(sale.day for sale in self.sales).replace(day=1) for pick in (min, max))
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]

    def sums(self, of):
        """Return the sums of the sales by whatever ``of(sale)`` says."""
        totals = defaultdict(Decimal)
        for sale in self.sales:
            totals[of(sale)] += sale.amount
        return dict(totals)

    def quotas(self):
        """Return {(seller, month): amount}: from files where they say, else by rule."""
        wins = defaultdict(dict)
        for (seller, month), amount in self.sums(lambda sale: (sale.salesperson, sale.day.replace(day=1))).items():
            wins[seller][month] = amount
        sellers = {name: manager for name, (manager, _branch) in self.sellers.items()}
        return rule.complete(sellers, self.months(), wins, self.given_quotas)


def read_folder(folder, extra_folder=None):
    """Read a folder of CSV files into a Book with its report."""
    book = Book(Path(folder).name)
    tables = read_tables(folder, book.report, extra_folder)
    kinds = {table.kind for table in tables}
    for kind, take in (("teams", _take_team), ("products", _take_product), ("customers", _take_customer)):
        for table in (table for table in tables if table.kind == kind):
            for line, cells in table.rows:
                take(book, table, line, cells)
    for table in (table for table in tables if table.kind == "sales"):
        _take_sales(book, table, known_people="teams" in kinds)
    for table in (table for table in tables if table.kind == "quotas"):
        _take_quotas(book, table)
    _finish(book)
    return book


def _name(book, table, line, cells, column):
    """Return a cell as the name it stands for, noting trimmed blanks and other spellings."""
    raw = table.cell(cells, column)
    text = clean(raw)
    known = book.names[column].setdefault(key_of(text), text) if text else ""
    if known != raw and text:
        book.report.mapped(table.name, line, column, raw, known)
    return known


def _take_team(book, table, line, cells):
    seller = _name(book, table, line, cells, "salesperson")
    manager = _name(book, table, line, cells, "manager")
    branch = _name(book, table, line, cells, "branch")
    if not seller:
        book.report.refused(table.name, line, "no salesperson", "the salesperson is missing")
    elif seller in book.sellers:
        book.report.refused(table.name, line, "salesperson named twice", f"{seller} is in the file already")
    else:
        book.sellers[seller] = (manager, branch)
        _take_manager(book, table, line, manager, branch)


def _take_manager(book, table, line, manager, branch):
    """Remember the branch of a manager; two branches for one manager are said."""
    if manager and book.managers.setdefault(manager, branch) != branch:
        text = f"the manager {manager} stands in {book.managers[manager]} and in {branch}; kept in the first"
        book.report.remark(table.name, line, "manager in two branches", text)


def _take_product(book, table, line, cells):
    name = _name(book, table, line, cells, "product")
    try:
        price = read_amount(table.cell(cells, "price")) if "price" in table.columns else Decimal(0)
    except Unreadable as error:
        book.report.remark(table.name, line, "price not read", f"{error}; entered without a price")
        price = Decimal(0)
    if name:
        book.products.setdefault(name, price)


def _take_customer(book, table, line, cells):
    name = _name(book, table, line, cells, "customer")
    if name:
        book.customers.setdefault(name, table.name)


def _take_sales(book, table, known_people):
    """Take every won row of a sales file; each row enters whole or not at all."""
    stages = Counter()
    keys = {sale.key for sale in book.sales}
    for line, cells in table.rows:
        stage = clean(table.cell(cells, "stage"))
        if "stage" in table.columns and key_of(stage) not in WON:
            stages[stage or "no stage"] += 1
            continue
        try:
            sale = _sale(book, table, line, cells, keys, known_people)
        except Unreadable as error:
            book.report.refused(table.name, line, _kind(str(error)), str(error))
            continue
        keys.add(sale.key)
        book.sales.append(sale)
        book.customers.setdefault(sale.customer, table.name)
        book.products.setdefault(sale.product, Decimal(0))
    for stage, number in sorted(stages.items()):
        book.report.say(f"{table.name}: {number} rows are {stage}, not won: not entered.")


def _kind(text):
    """Return the short kind of a refusal, for counting: its text without the value in it."""
    kinds = ("date", "amount", "salesperson", "key", "customer")
    return next((f"{kind} not usable" for kind in kinds if kind in text), text)


def _sale(book, table, line, cells, keys, known_people):
    """Return the Sale of one row, or raise Unreadable with the reason."""
    day = read_date(table.cell(cells, "date"))
    amount = read_amount(table.cell(cells, "amount"))
    if not clean(table.cell(cells, "salesperson")):
        raise Unreadable("the salesperson is missing")
    key = clean(table.cell(cells, "key")) or f"{table.name}:{line}"
    if key in keys:
        raise Unreadable(f"the key {key} was there before")
    seller_key = key_of(clean(table.cell(cells, "salesperson")))
    if known_people and book.names["salesperson"].get(seller_key) not in book.sellers:
        raise Unreadable(f"the salesperson {clean(table.cell(cells, 'salesperson'))!r} is in no team")
    seller = _name(book, table, line, cells, "salesperson")
    if not known_people:
        _place(book, table, line, cells, seller)
    customer = _name(book, table, line, cells, "customer") or "Customer not named"
    product = _name(book, table, line, cells, "product") or "Sales"
    return Sale(key, seller, customer, product, day, amount)


def _place(book, table, line, cells, seller):
    """Take manager and branch from the sales row itself; the first row of a seller holds."""
    place = (_name(book, table, line, cells, "manager"), _name(book, table, line, cells, "branch"))
    if seller not in book.sellers:
        book.sellers[seller] = place
        _take_manager(book, table, line, *place)
    elif book.sellers[seller] != place:
        text = f"{seller} stands under {' in '.join(place)} here and elsewhere before; the first holds"
        book.report.remark(table.name, line, "another manager or branch", text)


def _take_quotas(book, table):
    """Take the quotas of a file; a person who sells nowhere is refused."""
    column = "quota" if "quota" in table.columns else "amount"
    for line, cells in table.rows:
        seller = book.names["salesperson"].get(key_of(clean(table.cell(cells, "salesperson"))))
        try:
            if seller not in book.sellers:
                raise Unreadable(f"the salesperson {clean(table.cell(cells, 'salesperson'))!r} is in no team")
            month, amount = read_month(table.cell(cells, "month")), read_amount(table.cell(cells, column))
            if (seller, month) in book.given_quotas:
                raise Unreadable(f"the key {seller}, {month:%Y-%m} was there before")
        except Unreadable as error:
            book.report.refused(table.name, line, _kind(str(error)), str(error))
            continue
        book.given_quotas[seller, month] = amount


def _finish(book):
    """Say in a sentence what the book holds."""
    total = sum((sale.amount for sale in book.sales), Decimal(0))
    winners = len({sale.salesperson for sale in book.sales})
    branches = {branch for _manager, branch in book.sellers.values()} - {""}
    sentence = (
        f"{book.name}: {len(book.sales):,} sales of {total:,} by {winners} of {len(book.sellers)} salespeople"
        f", {len(book.managers)} managers, {len(branches)} branches, {len(book.customers)} customers, "
        f"{len(book.products)} products; {len(book.report.refusals())} lines not entered."
    )
    book.report.sentences.insert(0, sentence)
