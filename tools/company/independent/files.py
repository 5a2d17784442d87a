"""The raw facts of the sample company, read from its tables (as the CSV files hold them)."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .facts import Behaviour, Facts, Person, Quota, Sale, Task, Version

CENT = Decimal("0.01")


def cents(value):
    """Round a decimal half up to cents."""
    return value.quantize(CENT, ROUND_HALF_UP)


def facts_from_tables(tables):
    """Return the Facts of ``tables``: a dictionary of lists of rows (dictionaries of text)."""
    facts = Facts()
    facts.persons = persons_of(tables)
    facts.sales = list(sales_of(tables))
    facts.quotas = [
        Quota(row["employee"], first_day(row["month"]), Fraction(row["amount"])) for row in tables["quotas"]
    ]
    facts.tasks = [
        Task(row["employee"], date.fromisoformat(row["deadline"]), Fraction(row["score"])) for row in tables["tasks"]
    ]
    facts.behaviour = [
        Behaviour(row["employee"], first_day(row["month"]), item, int(score))
        for row in tables["behaviour"]
        for item, score in row.items()
        if item not in ("employee", "month")
    ]
    facts.overrides = [
        (row["kind"], date.fromisoformat(row["date_from"]), date.fromisoformat(row["date_to"]))
        for row in tables["holidays"]
    ]
    return facts


def first_day(month):
    """Return the first day of a month written as 2025-03."""
    return date.fromisoformat(month + "-01")


def branches_of(departments):
    """Return {department: its branch or None}: itself or the nearest ancestor flagged as one."""
    by_code = {row["code"]: row for row in departments}

    def branch(code):
        while code:
            if by_code[code]["is_branch"] == "1":
                return code
            code = by_code[code]["parent"]
        return None

    return {code: branch(code) for code in by_code}


def persons_of(tables):
    """Return {code: Person} with their dated versions."""
    branch = branches_of(tables["departments"])
    roles = {row["code"]: row["role"] for row in tables["jobs"]}
    versions = defaultdict(list)
    for row in tables["employees"]:
        versions[row["code"]].append((row["hired"], row))
    for row in tables["versions"]:
        versions[row["employee"]].append((row["date"], row))
    persons = {}
    for row in tables["employees"]:
        dated = tuple(
            Version(
                date.fromisoformat(day),
                branch[item["department"]],
                roles[item["job"]],
                item["appraiser"] or None,
            )
            for day, item in sorted(versions[row["code"]], key=lambda pair: pair[0])
        )
        end = date.fromisoformat(row["left"]) if row["left"] else None
        persons[row["code"]] = Person(row["code"], row["name"], date.fromisoformat(row["hired"]), end, dated)
    return persons


def rate_on(rates, currency, day):
    """Return the company-currency value of one unit of ``currency`` on ``day``."""
    known = [row for row in rates if row["currency"] == currency and row["date"] <= day]
    return Decimal(max(known, key=lambda row: row["date"])["rate"]) if known else Decimal(1)


def sales_of(tables):
    """Yield a Sale for every posted invoice and every credit note."""
    logins = {row["login"]: row["code"] for row in tables["employees"]}
    orders = {row["order"]: row for row in tables["orders"]}
    lines = {(row["order"], row["line"]): row for row in tables["order_lines"]}
    invoices = {row["invoice"]: row for row in tables["invoices"]}

    def sale(invoice, day, amounts, sign):
        currency = orders[invoice["order"]]["currency"]
        rate = rate_on(tables["rates"], currency, day)
        total = sum((cents(cents(amount) * rate) for amount in amounts), Decimal(0))
        person = logins.get(invoice["salesperson"])
        return Sale(person, date.fromisoformat(day), sign * Fraction(total))

    for invoice in invoices.values():
        if invoice["state"] == "posted":
            chosen = [lines[invoice["order"], number] for number in invoice["lines"].split()]
            yield sale(invoice, invoice["date"], [Decimal(x["quantity"]) * Decimal(x["price"]) for x in chosen], 1)
    credited = defaultdict(list)
    for row in tables["credit_notes"]:
        credited[row["credit_note"], row["invoice"], row["date"]].append(row)
    for (_note, number, day), rows in credited.items():
        invoice = invoices[number]
        prices = [(row, lines[invoice["order"], row["line"]]["price"]) for row in rows]
        yield sale(invoice, day, [Decimal(row["quantity"]) * Decimal(price) for row, price in prices], -1)
