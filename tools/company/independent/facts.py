"""The raw rows that the calculation stands on, freed from where they were read."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

ROLE_SALESPERSON = "role_salesperson"
ROLE_SALES_SUPERVISOR = "role_sales_supervisor"
SELLER_ROLES = frozenset((ROLE_SALESPERSON, ROLE_SALES_SUPERVISOR))


@dataclass(frozen=True)
class Version:
    """What an employee was from ``date`` on; ``branch`` is None in the head office."""

    date: date
    branch: object
    role: str
    appraiser: object


@dataclass(frozen=True)
class Person:
    """An employee with the dated versions, oldest first."""

    key: object
    name: str
    start: date
    end: object
    versions: tuple

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


@dataclass
class Facts:
    """Everything of one company that the calculation needs."""

    persons: dict = field(default_factory=dict)
    sales: list = field(default_factory=list)
    quotas: list = field(default_factory=list)
    tasks: list = field(default_factory=list)
    behaviour: list = field(default_factory=list)
    overrides: list = field(default_factory=list)
    missing_rule: str = "block"
