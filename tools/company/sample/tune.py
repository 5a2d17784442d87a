"""Bend a few quotas and scores so that the sample shows the edges of the rules.

The results are never written: only inputs that a person could have entered are changed,
and what they come to is worked out afterwards, by the addons and by the independent
calculation, each for itself.
"""

from datetime import date
from fractions import Fraction

from ..independent.appraisal import BEHAVIOUR_ITEMS, Appraiser, rounded
from ..independent.calendar import months_of
from ..independent.files import facts_from_tables

# Completion just below and just above 60 %.
_RATE_EDGES = {("E027", 3): "below", ("E034", 9): "above"}
# The grades of a year that end on the edges of the annual grade: 18, 17, 12 and 11 points.
YEAR_PLANS = {
    "E040": "abaabbabaabb",
    "E009": "abbabaabbcaa",
    "E022": "bbcbbabbbbbb",
    "E039": "bcbbabbbbcbb",
    # A streak of nine that began in the year before, and one of eight; six poor months in a row, and five of eight.
    "E044": "aaaaaaabbbbb",
    "E045": "aaaaaaabbbab",
    "E046": "bccccccbcbbb",
    "E047": "bcccccbbcccb",
    "E041": "baababaabaab",
    "E042": "bbabbbabbbbb",
    "E043": "bbbbbcbbbbcb",
    "E050": "babbabbbabab",
}
# Totals to aim at: one of these people, lowest, below.
_BY_TASKS = ("E002", "E003", "E004", "E005", "E010", "E031")
_TOTAL_EDGES = [
    (_BY_TASKS, "89.99", "89.995"),
    (("E003", "E010"), "69.95", "70"),
    (_BY_TASKS, "90", "90.05"),
    (_BY_TASKS, "89.95", "90"),
    (("E010", "E031"), "70", "70.05"),
    (("E010", "E031"), "69.995", "70"),
    ((*_BY_TASKS, "E009", "E040", "E022", "E039"), "89.995", "90"),
    (_BY_TASKS, "69.99", "69.995"),
]


def tune(tables, year):
    """Change quotas, task percentages and behaviour scores of ``tables`` in place."""
    _tune_rates(tables, year)
    for code, plan in sorted(YEAR_PLANS.items()):
        _tune_year(tables, year, code, plan)
    used = set()
    for codes, lowest, below in _TOTAL_EDGES:
        _tune_total(tables, year, codes, (Fraction(lowest), Fraction(below)), used)


def _tune_rates(tables, year):
    """Set the quotas of the months that stand just beside 60 %."""
    facts = facts_from_tables(tables)
    sales = Appraiser(facts).sales
    for (code, month), side in sorted(_RATE_EDGES.items()):
        first = date(year, month, 1)
        exact = sales.actual[first, "person", code] / Fraction(6, 10)
        hundreds = -(-exact // 100) if side == "below" else exact // 100
        for row in tables["quotas"]:
            if row["employee"] == code and row["month"] == f"{year}-{month:02d}":
                row["amount"] = str(int(hundreds) * 100)


def _rows_of(tables, code, month):
    """Return the task rows and the behaviour row of one person's month."""
    text = month.isoformat()[:7]
    tasks = [row for row in tables["tasks"] if row["employee"] == code and row["deadline"].startswith(text)]
    behaviour = [row for row in tables["behaviour"] if row["employee"] == code and row["month"] == text]
    return tasks, behaviour[0]


def _company(appraiser, code, month):
    """Return the company section of one person's month."""
    return appraiser.row(appraiser.facts.persons[code], month).company


def _total(company, tasks, behaviour):
    """Return the unrounded total of a month from its parts."""
    work = sum((Fraction(40, len(tasks)) * int(row["score"]) / 100 for row in tasks), Fraction(0))
    return company + work + sum(int(behaviour[item]) for item in BEHAVIOUR_ITEMS)


def _tune_year(tables, year, code, plan):
    """Give one person with tasks the planned grade in each month."""
    appraiser = Appraiser(facts_from_tables(tables))
    bands = {
        "a": (Fraction(91), Fraction(103)),
        "b": (Fraction(72), Fraction(88)),
        "c": (Fraction(50), Fraction(68)),
    }
    for month, grade in zip(months_of(year), plan, strict=True):
        tasks, behaviour = _rows_of(tables, code, month)
        company = _company(appraiser, code, month)
        low, high = bands[grade]
        for turn in range(400):
            total = _total(company, tasks, behaviour)
            if low <= total < high:
                break
            step = 1 if total < low else -1
            _nudge(tasks[turn % len(tasks)], "score", 4 * step, 0, 100)
            if turn % 9 == 8:
                _nudge(behaviour, BEHAVIOUR_ITEMS[turn // 9 % 6], step, 1, 5)
        else:
            raise ValueError(f"{code} cannot reach {grade} in {month}")


def _nudge(row, key, step, low, high):
    """Change a whole number within its bounds."""
    row[key] = str(max(low, min(high, int(row[key]) + step)))


def _tune_total(tables, year, codes, window, used):
    """Move the task percentages of one month of one of ``codes`` so that the total falls into ``window``."""
    appraiser = Appraiser(facts_from_tables(tables))
    ways = [
        (abs(change), code, month, change)
        for code in codes
        for month in months_of(year)
        if (code, month) not in used
        for change in _changes(tables, code, month, _company(appraiser, code, month), window)
    ]
    if not ways:
        raise ValueError(f"{codes} cannot reach {rounded(window[0], 3)}")
    _distance, code, month, change = min(ways)
    used.add((code, month))
    _spread_change(_rows_of(tables, code, month)[0], change)


def _changes(tables, code, month, company, window):
    """Return the changes of the sum of the task percentages that bring the total into ``window``."""
    tasks, behaviour = _rows_of(tables, code, month)
    total, percent = _total(company, tasks, behaviour), Fraction(40, 100 * len(tasks))
    now = sum(int(row["score"]) for row in tasks)
    lowest, below = ((edge - total) / percent for edge in window)
    first = -(-lowest.numerator // lowest.denominator)
    return [change for change in range(first, first + 4) if change < below and 0 <= now + change <= 100 * len(tasks)]


def _spread_change(tasks, change):
    """Spread a change of the sum over the tasks, a point at a time."""
    step = 1 if change > 0 else -1
    while change:
        for row in tasks:
            before = int(row["score"])
            if change:
                _nudge(row, "score", step, 0, 100)
                change -= int(row["score"]) - before
