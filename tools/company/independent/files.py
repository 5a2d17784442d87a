"""The raw facts of the sample company, read from its tables (as the CSV files hold them)."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .calendar import month_end, working_days
from .facts import Behaviour, CardScore, Event, Expense, Facts, Person, Plan, Quota, Report, Sale, Task, Version

CENT = Decimal("0.01")
# The levels of the roles that the addons bring along.
SHIPPED_LEVELS = {
    "role_salesperson": "staff",
    **dict.fromkeys(
        ("role_marketing_supervisor", "role_sales_supervisor", "role_customer_supervisor",
         "role_information_supervisor"), "supervisor",
    ),
}  # fmt: skip


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
    facts.plans = [
        Plan(row["kpi"], row["employee"] or None, first_day(row["month"]), Fraction(row["amount"]))
        for row in tables["plans"]
    ]
    facts.expenses = [
        Expense(row["employee"], date.fromisoformat(row["date"]), Fraction(row["amount"])) for row in tables["expenses"]
    ]
    facts.card_scores = [
        CardScore(row["employee"], first_day(row["month"]), row["criterion"], int(row["score"]))
        for row in tables["card_scores"]
    ]
    facts.events = [
        Event(
            row["employee"],
            date.fromisoformat(row["date"]),
            row["type"],
            Fraction(row["amount"] or 0),
            Fraction(row["points"] or 0),
        )
        for row in tables["events"]
    ]
    facts.reports = list(reports_of(tables, facts))
    _read_year(tables, facts)
    return facts


def _read_year(tables, facts):
    """Fill what the year stands on beside its months."""
    facts.year_scores = {row["employee"]: Fraction(row["score"]) for row in tables["year_scores"]}
    ballots, months = defaultdict(list), defaultdict(list)
    for row in tables["ballots"]:
        ballots[row["employee"]].append(tuple(int(row[item]) for item in ("behaviour", "work", "record")))
    for row in tables["earlier_months"]:
        months[row["employee"]].append((first_day(row["month"]), row["grade"]))
    facts.ballots, facts.earlier_months = dict(ballots), dict(months)
    facts.earlier_places = {
        (row["employee"], int(row["year"]), row["ranking"]): (int(row["position"]), int(row["population"]))
        for row in tables["earlier_places"]
    }


def reports_of(tables, facts):
    """Yield a Report for every working day on which somebody sold: the table names what is not as usual."""
    selling = selling_days(tables)
    for row in tables["daily_reports"]:
        first, person = first_day(row["month"]), facts.persons[row["employee"]]
        late, market, service = ({int(day) for day in row[name].split()} for name in ("late", "market", "service"))
        for day in working_days(first, month_end(first), facts.overrides):
            if selling(row["employee"], day) and person.start <= day and (person.end is None or day <= person.end):
                yield Report(row["employee"], day, day.day not in late, day.day in market, day.day in service)


def selling_days(tables):
    """Return a function that tells whether somebody was a salesperson on a day."""
    dated = {row["code"]: [(row["hired"], row["job"])] for row in tables["employees"]}
    for row in tables["versions"]:
        dated[row["employee"]].append((row["date"], row["job"]))

    def selling(code, day):
        jobs = [job for first, job in sorted(dated[code]) if first <= day.isoformat()]
        return bool(jobs) and jobs[-1] == "SALES"

    return selling


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
    levels = SHIPPED_LEVELS | {row["code"]: row["level"] for row in tables["roles"]}
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
                levels.get(roles[item["job"]], ""),
                Fraction(row["performance_pay"] or 0),
            )
            for day, item in sorted(versions[row["code"]], key=lambda pair: pair[0])
        )
        end = date.fromisoformat(row["left"]) if row["left"] else None
        trial = date.fromisoformat(row["trial_end"]) if row["trial_end"] else None
        persons[row["code"]] = Person(row["code"], row["name"], date.fromisoformat(row["hired"]), end, dated, trial)
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
