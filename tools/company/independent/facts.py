"""The raw rows that the calculation stands on, freed from where they were read."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

ROLE_SALESPERSON = "role_salesperson"


@dataclass(frozen=True)
class Version:
    """What an employee was from ``date`` on; ``branch`` is None in the head office."""

    date: date
    branch: object
    role: str
    appraiser: object
    level: str = ""
    base: Fraction = Fraction(0)


@dataclass(frozen=True)
class Person:
    """An employee with the dated versions, oldest first."""

    key: object
    name: str
    start: date
    end: object
    versions: tuple
    trial_end: object = None

    def version_on(self, day):
        """Return the version in force on ``day``; before the first one, the first one."""
        found = self.versions[0]
        for version in self.versions:
            if version.date <= day:
                found = version
        return found


@dataclass(frozen=True)
class Sale:
    """One posted invoice (positive) or credit note (negative), untaxed, company currency."""

    person: object
    day: date
    amount: Fraction


@dataclass(frozen=True)
class Quota:
    """The approved quota of one person for the month that begins on ``month``."""

    person: object
    month: date
    amount: Fraction


@dataclass(frozen=True)
class Task:
    """One task of a month, with the percentage the assessor gave, or None."""

    person: object
    deadline: date
    percent: object


@dataclass(frozen=True)
class Behaviour:
    """One behaviour item of one person in one month, 1 to 5, or None."""

    person: object
    month: date
    item: str
    score: object


@dataclass(frozen=True)
class Plan:
    """An approved plan of another measure: of a person, or of the company (None)."""

    kpi: str
    person: object
    month: date
    amount: Fraction


@dataclass(frozen=True)
class Expense:
    """One posted expense on the budget of a person."""

    person: object
    day: date
    amount: Fraction


@dataclass(frozen=True)
class Report:
    """One daily report that was owed: in time or not, and whether it says something of market and service."""

    person: object
    day: date
    in_time: bool
    market: bool
    service: bool


@dataclass(frozen=True)
class CardScore:
    """What the superior scored on a card, or None."""

    person: object
    month: date
    criterion: str
    score: object


@dataclass(frozen=True)
class Event:
    """One recorded event that counts."""

    person: object
    day: date
    kind: str
    amount: Fraction
    points: Fraction


@dataclass(frozen=True)
class Books:
    """What only the books tell: {(month, person): sum} of money and of new customers, (date, paid) of invoices."""

    collected: dict
    new_customers: dict
    invoices: tuple


@dataclass
class Facts:
    """Everything of one company that the calculation needs."""

    persons: dict = field(default_factory=dict)
    sales: list = field(default_factory=list)
    quotas: list = field(default_factory=list)
    tasks: list = field(default_factory=list)
    behaviour: list = field(default_factory=list)
    overrides: list = field(default_factory=list)
    plans: list = field(default_factory=list)
    expenses: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    card_scores: list = field(default_factory=list)
    events: list = field(default_factory=list)
    books: object = None
    # Of the year: {person: the manager's score}, {person: ballots of three numbers}, {person: [(month, grade)]} of the
    # year before, {(person, year, ranking): (place, of how many)}.
    year_scores: dict = field(default_factory=dict)
    ballots: dict = field(default_factory=dict)
    earlier_months: dict = field(default_factory=dict)
    earlier_places: dict = field(default_factory=dict)
    missing_rule: str = "block"
