"""What the year of the sample company stands on beside its months: votes, the managers' scores, the year before.

The scores of two people are chosen so that one annual score is just below 50 and the other is 50 (R55).
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..independent.appraisal import calculate_months, rounded
from ..independent.files import facts_from_tables
from ..independent.year import Year

# Departments whose colleagues vote on each other; elsewhere there are too few of them.
REVIEWED = ("EAST-S", "SOUTH-S", "WEST-S", "HQ-MKT", "HQ-LOG")
# The annual score that two people come to: just below the limit, and the limit.
_SCORE_EDGES = {"E046": Decimal("49.99"), "E047": Decimal("50.00")}
_LOW = dict.fromkeys(_SCORE_EDGES, 40)
# Heads do not differ by their months alone.
_MANAGERS_SCORES = {"E005": 94, "E041": 88, "E042": 71, "E043": 60}
_JUDGEMENTS = {
    "a": "A reliable year: goals reached, the team helped, records in order.",
    "b": "A fair year with weak months; the plan for the next one names what to work on.",
    "c": "A weak year in spite of talks; an improvement plan is agreed.",
    "": "Too short a time to judge the whole year.",
}
# Months of the year before, as they stand on paper: one streak is nine months long with them, the other eight.
_EARLIER_MONTHS = [
    ("E044", "2024-10", "86.50", "b"),
    ("E044", "2024-11", "92.00", "a"),
    ("E044", "2024-12", "95.50", "a"),
    ("E045", "2024-11", "84.00", "b"),
    ("E045", "2024-12", "91.00", "a"),
]
_EARLIER_PLACES = [
    ("E005", 2024, "heads", 1, 4),
    ("E043", 2024, "heads", 2, 4),
    ("E042", 2024, "heads", 3, 4),
    ("E041", 2024, "heads", 4, 4),
]


def add_to(tables, rng, year):
    """Add the rows to ``tables``."""
    tables["earlier_months"] = _rows("employee month total grade", _EARLIER_MONTHS)
    tables["earlier_places"] = _rows("employee year ranking position population", _EARLIER_PLACES)
    facts = facts_from_tables(tables)
    months = calculate_months(facts, year)
    rows = [row for row in Year(months, facts).rows() if not row.left_out]
    means = {row.person: _mean(months, row.person) for row in rows}
    tables["ballots"] = _rows("employee behaviour work record", _ballots(rng, tables, rows, means, year))
    scores = []
    for row in sorted(rows, key=lambda row: row.person):
        usual = _MANAGERS_SCORES.get(row.person, int(means[row.person]) + rng.randrange(-7, 6))
        scores.append((row.person, max(0, min(100, usual)), _JUDGEMENTS[row.grade]))
    tables["year_scores"] = _rows("employee score judgement", scores)
    _tune(tables, months)


def _rows(columns, sequences):
    return [dict(zip(columns.split(), map(str, row), strict=True)) for row in sequences]


def _mean(months, code):
    """Return the mean of somebody's monthly totals."""
    totals = [min(Fraction(row.total), Fraction(100)) for row in months if row.person == code and row.grade]
    return sum(totals, Fraction(0)) / len(totals)


def _ballots(rng, tables, rows, means, year):
    """Yield a ballot for each colleague on each person reviewed: all but themselves and their appraiser."""
    members, last = defaultdict(list), date(year, 12, 31).isoformat()
    place = {row["code"]: row for row in tables["employees"]}
    for change in sorted(tables["versions"], key=lambda row: row["date"]):
        place[change["employee"]] = place[change["employee"]] | change
    left = {row["code"] for row in tables["employees"] if row["left"] and row["left"] <= last}
    for code in sorted(place):
        if code not in left:
            members[place[code]["department"]].append(code)
    for row in sorted(rows, key=lambda row: row.person):
        mine = place[row.person]
        if mine["department"] in REVIEWED:
            for colleague in members[mine["department"]]:
                if colleague not in (row.person, mine["appraiser"]):
                    mean = _LOW.get(row.person, int(means[row.person]))
                    yield (row.person, *(max(0, min(100, mean + rng.randrange(-9, 10))) for _item in range(3)))


def _tune(tables, months):
    """Set the manager's score of those who stand on the edge of 50."""
    facts = facts_from_tables(tables)
    rows = {row.person: row for row in Year(months, facts).rows()}
    for score in tables["year_scores"]:
        target = _SCORE_EDGES.get(score["employee"])
        if target is not None:
            row = rows[score["employee"]]
            history = _mean(months, row.person)
            score["score"] = str(rounded((Fraction(target) - history / 2 - row.review / 4) * 4))
