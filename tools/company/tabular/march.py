"""Quotas for the first month of a pipeline, which has no earlier month to take a mean of.

The rule: two fifths of the list price of the opportunities that an agent had open on the
first day of the month (engaged before, not closed before), to the nearest hundred; an agent
who had none gets the mean of the other agents of the same manager, to the nearest hundred.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from .files import read_tables
from .quotas import mean
from .report import Report
from .text import clean, key_of, read_amount, read_date

SHARE = Decimal("0.4")


def hundreds(value):
    """Round half up to the full hundred."""
    return (value / 100).quantize(Decimal(1), ROUND_HALF_UP) * 100


def first_quotas(folder, month):
    """Return rows (salesperson, month, amount) for every agent of a folder."""
    tables = {table.kind: table for table in read_tables(folder, Report())}
    prices = {}
    for _line, cells in tables["products"].rows:
        prices[key_of(tables["products"].cell(cells, "product"))] = read_amount(tables["products"].cell(cells, "price"))
    open_value = _open_values(tables["sales"], prices, month)
    team = {}
    for _line, cells in tables["teams"].rows:
        team[clean(tables["teams"].cell(cells, "salesperson"))] = clean(tables["teams"].cell(cells, "manager"))
    quota = {name: hundreds(open_value[key_of(name)] * SHARE) for name in team if open_value.get(key_of(name))}
    for name in [name for name in team if name not in quota]:
        peers = [peer for peer in quota if team[peer] == team[name] and open_value.get(key_of(peer))]
        quota[name] = hundreds(mean([quota[peer] for peer in peers]))
    return [(name, month.isoformat()[:7], str(quota[name])) for name in sorted(team)]


def _open_values(table, prices, month):
    """Return {agent key: list price of the opportunities open on the first day of ``month``}."""
    values = defaultdict(Decimal)
    for _line, cells in table.rows:
        opened, closed = clean(table.cell(cells, "opened")), clean(table.cell(cells, "date"))
        if not opened or read_date(opened) >= month or (closed and read_date(closed) < month):
            continue
        values[key_of(table.cell(cells, "salesperson"))] += prices[key_of(table.cell(cells, "product"))]
    return values
