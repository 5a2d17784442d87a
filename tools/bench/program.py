"""Builds the company in a database, measures, and prints a page with a table."""

import sys
import time
from datetime import date

from tests.system.programs.inside import opened
from tools.bench.company import YEAR, Company
from tools.bench.measures import PLAIN, Figures

SMALLER = 10
TURNS = 7
CENT = 0.005
FIRST, LAST = date(YEAR, 6, 1), date(YEAR, 6, 30)
HEAD = """# How long figures take

Made by `make bench` (PEOPLE and DOCUMENTS set the size). One run, one machine, one database: {people:,} salespeople,
{documents:,} orders, as many invoices and receipts, one year. Each time is the best of {turns}. A ratio is our time
over that of plain SQL that gives the same figures from the same rows; both were seen to agree.

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
                  "sales_quota_row", "sales_credit_share", "hr_employee", "hr_version", "res_users",
                  "res_partner"):  # fmt: skip
        env.cr.execute(f"ANALYZE {table}")
    env["sales.kpi"]._prepare_reading()
    figures = Figures(env, FIRST, LAST)
    return {name: _race(name, figures, what, statement) for name, what, statement in PLAIN}


def _race(name, figures, what, statement):
    """Return the shortest time of several turns of each side, taken in turn, if both give the same sums."""
    ours, plain = [], []
    for _turn in range(TURNS):
        found, seconds = _timed(lambda: figures.run(what))
        ours.append(seconds)
        expected, seconds = _timed(lambda: figures.plain(statement))
        plain.append(seconds)
        done, planned = (abs(float(one) - float(other)) for one, other in zip(found, expected, strict=True))
        # What earlier months were short is planned as well, and no document of this one.
        if done >= CENT or (planned >= CENT and what != "collection"):
            raise SystemExit(f"{name}: {found} is not what plain SQL gives, {expected}")
    return min(ours), min(plain)


def _timed(function):
    started = time.perf_counter()
    result = function()
    return result, time.perf_counter() - started


main(*sys.argv[1:])
