"""Builds the company in a database, measures, and prints a page with a table."""

import sys
import time
from datetime import date

from tests.system.programs.inside import opened
from tools.bench.company import YEAR, Company
from tools.bench.measures import PLAIN, Figures

SMALLER = 10
TURNS = 5
FIRST, LAST = date(YEAR, 6, 1), date(YEAR, 6, 30)
HEAD = """# How long figures take

Made by `make bench` (PEOPLE and DOCUMENTS set the size). One run, one machine, one database: {people:,} salespeople,
{documents:,} orders, as many invoices and receipts, one year. Each time is the best of {turns}. A ratio is our time
over that of plain SQL that adds up the same rows.

| What | ours, s | plain SQL, s | ratio |
|---|---:|---:|---:|"""
GROWTH = """
From {small:,} to {documents:,} documents, the month with {factor} times as many:

| What | {small:,}, s | {documents:,}, s | growth |
|---|---:|---:|---:|"""


def main(database, people, documents):
    people, documents = int(people), int(documents)
    small = documents // SMALLER
    with opened(database) as env:
        company = Company(env)
        company.people(people)
        company.templates()
        company.documents(1, small, people, documents)
        before = _measure(env)
        company.documents(small + 1, documents, people, documents)
        after = _measure(env)
    print(HEAD.format(people=people, documents=documents, turns=TURNS))
    for name, (ours, plain) in after.items():
        print(f"| {name} | {ours:.3f} | {plain:.3f} | {ours / plain:.2f} |")
    print(GROWTH.format(small=small, documents=documents, factor=SMALLER))
    for name, (ours, _plain) in after.items():
        print(f"| {name} | {before[name][0]:.3f} | {ours:.3f} | {ours / before[name][0]:.1f} |")


def _measure(env):
    """Return {what: (our seconds, seconds of plain SQL)}."""
    for table in ("account_move", "account_move_line", "account_partial_reconcile", "sale_order", "sales_quota_line",
                  "hr_employee", "hr_version", "res_users", "res_partner"):  # fmt: skip
        env.cr.execute(f"ANALYZE {table}")
    env["sales.kpi"]._prepare_reading()
    figures = Figures(env, FIRST, LAST)
    return {
        name: (_best(lambda what=what: figures.run(what)), _best(lambda sql=sql: figures.plain(sql)))
        for name, what, sql in PLAIN
    }


def _best(function):
    """Return the shortest time of several turns, in seconds."""
    times = []
    for _turn in range(TURNS):
        started = time.perf_counter()
        function()
        times.append(time.perf_counter() - started)
    return min(times)


main(*sys.argv[1:])
