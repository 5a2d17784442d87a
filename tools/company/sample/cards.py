"""What the scorecards of the sample company stand on: plans, expenses, daily reports, scores, events."""

from collections import defaultdict
from decimal import Decimal

from ..independent.calendar import month_end, months_of, working_days

SUPERVISORS = {"E011": 6000, "E014": 14000, "E023": 13000, "E032": 11000}
# How a supervisor spends against the budget, and their attitude x 10.
_SPENDING = {"E011": (84, 45), "E014": (93, 43), "E023": (101, 38), "E032": (112, 33)}
_EXPENSES = [
    ("Customer visits", "客户拜访"),
    ("Promotion stand", "促销展台"),
    ("Freight of samples", "样品运费"),
    ("Meals with customers", "客户招待"),
]
# Criteria that the superior scores: (external id, full marks), and how well the person usually does, in percent.
_SCORED = {
    "E006": (
        88,
        [
            ("criterion_s1_department", 30),
            ("criterion_s1_publicity", 30),
            ("criterion_s1_output", 20),
            ("criterion_s1_support", 20),
            ("criterion_s1_market_sense", 30),
            ("criterion_s1_team_spirit", 30),
            ("criterion_s1_execution", 40),
        ],
    ),
    "E007": (
        92,
        [
            ("criterion_s4_accuracy", 30),
            ("criterion_s4_systems", 30),
            ("criterion_s4_security", 30),
            ("criterion_s4_cooperation", 10),
        ],
    ),
}
EVENTS = [
    # employee, date, type, amount, points, what happened
    ("E008", "2025-03-11", "event_type_item_missed", "", "", "The report on service quality came three days late."),
    (
        "E008",
        "2025-05-20",
        "event_type_contract_text_loss",
        "15000",
        "",
        "The delivery term was missing in a contract; the company paid for express freight.",
    ),
    ("E008", "2025-05-23", "event_type_item_missed", "", "", "The customer file of May was not updated."),
    ("E008", "2025-08-14", "event_type_order_loss", "", "8", "An order was not followed up; goods came back spoiled."),
    ("E008", "2025-09-02", "event_type_customer_lost", "", "", "A chain of shops left because nobody visited it."),
    ("E008", "2025-10-21", "event_type_breach", "", "3", "A customer's price list was left in a public place."),
    ("E008", "2025-11-06", "event_type_task_missed", "", "", "The satisfaction calls of October were not made."),
    (
        "E048",
        "2025-07-22",
        "event_type_demerit",
        "",
        "",
        "Took goods out of the store without a note, and said so only when asked.",
    ),
    ("E024", "2025-04-17", "event_type_absence", "", "", "Absent for a day without leave."),
    ("E015", "2025-10-31", "event_type_commendation", "", "", "Won the tender of the school canteens."),
]
_LATE, _MARKET, _SERVICE = 9, 22, 30


def plans_of(tables, persons, year):
    """Return plans: collections of each seller, new customers of the company, budgets of the supervisors."""
    rows = [
        ("expense_use", code, f"{year}-{month:02d}", base * (90 + 5 * (month % 5)) // 100)
        for code, base in sorted(SUPERVISORS.items())
        for month in range(1, 13)
    ]
    rows += [("new_customers", "", f"{year}-{month:02d}", 6 if month == 1 else 2) for month in range(1, 13)]
    for code, received in sorted(_received(tables).items()):
        person = persons[code]
        months = [first for first in months_of(year) if _is_there(person, first)]
        amount = int(received * 8 / 10 / len(months) / 100) * 100
        rows += [("collection", code, first.isoformat()[:7], amount) for first in months if amount]
    return rows


def _received(tables):
    """Return {employee: money received in the year, roughly, in yuan}."""
    codes = {row["login"]: row["code"] for row in tables["employees"]}
    invoices = {row["invoice"]: row for row in tables["invoices"]}
    currencies = {row["order"]: row["currency"] for row in tables["orders"]}
    found = defaultdict(Decimal)
    for row in tables["receipts"]:
        invoice = invoices[row["invoice"]]
        code = codes.get(invoice["salesperson"])
        if code and row["date"] < "2026":
            rate = Decimal("7.2") if currencies[invoice["order"]] == "USD" else Decimal(1)
            found[code] += Decimal(row["amount"]) * rate
    return found


def _is_there(person, first):
    return person.start <= first.replace(day=15) and (person.end is None or person.end >= first)


def expenses_of(rng, year, overrides):
    """Return the expense entries of the supervisors: two to four a month."""
    rows = []
    for code, base in sorted(SUPERVISORS.items()):
        for first in months_of(year):
            days = working_days(first, month_end(first), overrides)
            percent = _SPENDING[code][0] + rng.randrange(-14, 15)
            count = 2 + rng.randrange(3)
            for number in range(count):
                name, chinese = _EXPENSES[(number + first.month) % len(_EXPENSES)]
                amount = Decimal(base * percent * (95 + rng.randrange(11))) / 10000 / count
                day = days[rng.randrange(len(days))]
                rows.append((code, day.isoformat(), name, chinese, f"{amount:.2f}"))
    return [(f"EX-{number:03d}", *row) for number, row in enumerate(rows, 1)]


def daily_reports_of(rng, facts, job_on, year):
    """Return one row a seller and month: on which days the report came late or brought feedback."""
    rows = []
    for first in months_of(year):
        days = working_days(first, month_end(first), facts.overrides)
        for code in sorted(facts.persons):
            person = facts.persons[code]
            own = [
                day
                for day in days
                if person.start <= day and (person.end is None or day <= person.end) and job_on(code, day) == "SALES"
            ]
            if own:
                rows.append(
                    (code, first.isoformat()[:7], *(_some(rng, own, part) for part in (_LATE, _MARKET, _SERVICE)))
                )
    return rows


def _some(rng, days, percent):
    return " ".join(str(day.day) for day in days if rng.randrange(100) < percent)


def scores_of(rng, year):
    """Return what the superiors score on the cards."""
    rows = []
    for first in months_of(year):
        month = first.isoformat()[:7]
        for code, (mean, criteria) in sorted(_SCORED.items()):
            for name, full in criteria:
                percent = min(100, mean + rng.randrange(-12, 11))
                rows.append((code, month, name, (full * percent + 50) // 100))
        for code in sorted(SUPERVISORS):
            attitude = (_SPENDING[code][1] + rng.randrange(-9, 10) + 5) // 10
            rows.append((code, month, "criterion_s2_attitude", max(0, min(5, attitude))))
        rows.append(("E008", month, "criterion_s3_research", rng.randrange(4)))
    return rows
