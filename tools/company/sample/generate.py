"""Put the tables of the sample company together and write them."""

import random
from datetime import date
from pathlib import Path

from ..csvio import read_rows, write_rows
from ..independent.files import facts_from_tables, persons_of
from . import calendar, cards, cases, catalog, duties, leads, people, reports, scores, tune, year
from .sales import NO_QUOTA, SELLERS, SalesBook, quota_of
from .tables import COLUMNS, as_rows

SEED = 20250101
YEAR = 2025


def generate():
    """Return the tables {name: rows} of the sample company, the same on every machine."""
    rng = random.Random(SEED)
    tables = _fixed_tables()
    persons = persons_of(tables)
    overrides = [
        (kind, date.fromisoformat(first), date.fromisoformat(last))
        for _name, _chinese, kind, first, last in calendar.OVERRIDES
    ]
    book = SalesBook(rng, YEAR, persons, overrides)
    book.fill()
    tables["orders"] = as_rows("orders", book.orders)
    tables["order_lines"] = as_rows("order_lines", book.lines)
    tables["invoices"] = as_rows("invoices", book.invoices)
    tables["credit_notes"] = as_rows("credit_notes", book.credits)
    tables["receipts"] = as_rows("receipts", book.receipts)
    tables["quotas"] = as_rows("quotas", _quotas(persons))
    for name in (
        "tasks", "behaviour", "plans", "expenses", "daily_reports", "card_scores", "events",
        "earlier_months", "earlier_places", "year_scores", "ballots",
    ):  # fmt: skip
        tables[name] = []
    facts = facts_from_tables(tables)
    job_on = scores.job_finder(tables["employees"], tables["versions"])
    tasks, behaviour = [], []
    # Those of the edges draw their chances apart: whoever is added to them changes nobody else's figures.
    for chance, codes in ((rng, set(persons) - set(people.EDGES)), (random.Random(SEED + 2), people.EDGES)):
        tasks += scores.tasks_of(chance, facts, sorted(codes), job_on, YEAR)
        behaviour += scores.behaviour_of(chance, facts, sorted(codes), YEAR)
    tables["tasks"] = as_rows("tasks", scores.numbered(tasks))
    tables["behaviour"] = as_rows("behaviour", behaviour)
    rng = random.Random(SEED + 1)
    tables["plans"] = as_rows("plans", cards.plans_of(tables, persons, YEAR))
    tables["expenses"] = as_rows("expenses", cards.expenses_of(rng, YEAR, overrides))
    tables["daily_reports"] = as_rows("daily_reports", cards.daily_reports_of(rng, facts, job_on, YEAR))
    tables["card_scores"] = as_rows("card_scores", cards.scores_of(rng, YEAR))
    tables["events"] = as_rows("events", cards.EVENTS)
    tune.tune(tables, YEAR)
    year.add_to(tables, random.Random(SEED + 3), YEAR)
    return tables


def _fixed_tables():
    """Return the tables that are written by hand."""
    rates = [("USD", f"{YEAR}-{month:02d}-01", rate) for month, rate in enumerate(catalog.USD_RATES, 1)]
    rates.insert(0, ("USD", f"{YEAR - 1}-12-01", "7.3010"))
    fixed = {
        "company": people.COMPANY,
        "departments": people.DEPARTMENTS,
        "roles": people.ROLES,
        "jobs": people.JOBS,
        "employees": people.employees(),
        "versions": people.VERSIONS,
        "users": people.OUTSIDE_USERS,
        "holidays": calendar.OVERRIDES,
        "rates": rates,
        "products": catalog.PRODUCTS,
        "customers": catalog.customers(),
        "functions": duties.FUNCTIONS,
        "duties": duties.DUTIES,
        "assignments": duties.ASSIGNMENTS,
        "headcounts": duties.HEADCOUNTS,
        "regions": leads.REGIONS,
        "leads": leads.LEADS,
        "reports": reports.REPORTS,
        "probations": cases.PROBATIONS,
        "appeals": cases.APPEALS,
    }
    return {name: as_rows(name, rows) for name, rows in fixed.items()}


def _quotas(persons):
    """Return the quota rows: every seller, every month of employment, with the gaps wanted."""
    rows = []
    for code in sorted(SELLERS):
        for month in range(1, 13):
            first, person = date(YEAR, month, 1), persons[code]
            late = person.start > first.replace(day=15)
            left = person.end and person.end < first
            selling = person.version_on(first).role.startswith("role_sales")
            if not (late or left or (code, month) in NO_QUOTA) and selling:
                rows.append((code, f"{YEAR}-{month:02d}", quota_of(code, month)))
    return rows


def write(tables, folder):
    """Write the tables as CSV files into ``folder``."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in COLUMNS.items():
        write_rows(folder / f"{name}.csv", columns, [[row[column] for column in columns] for row in tables[name]])


def read(folder):
    """Read the tables back from ``folder``."""
    return {name: read_rows(Path(folder) / f"{name}.csv") for name in COLUMNS}
