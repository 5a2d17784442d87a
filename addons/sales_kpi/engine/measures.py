"""From summed evidence to the figures of people, teams, branches and the company (R10, R18).

A *cell* is what one query returned for one employee in one position: the sums
of what was done (numerator) and of what was planned (denominator). Everything
that people look at is a sum of cells, so the figures of a team always add up to
those of its people.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

NO_PLAN = "no_plan"
ZERO_PLAN = "zero_plan"
VALUE = "value"


@dataclass(frozen=True)
class Cell:
    """Sums of one employee (None: unassigned) under one appraiser in one branch (None: head office)."""

    employee: int | None
    appraiser: int | None
    branch: int | None
    numerator: Decimal
    denominator: Decimal
    documents: int = 0
    plans: int = 0


@dataclass(frozen=True)
class Measure:
    """One figure: a rate with the two sums it comes from.

    >>> Measure(Decimal(85), Decimal(100), 3, 1).rate
    Decimal('0.85')
    >>> Measure(Decimal(85), Decimal(0), 3, 0).status
    'no_plan'
    """

    numerator: Decimal = Decimal(0)
    denominator: Decimal = Decimal(0)
    documents: int = 0
    plans: int = 0

    @property
    def status(self):
        """Tell a value from a missing one: without a plan above zero there is no rate (R19)."""
        if self.denominator > 0:
            return VALUE
        return ZERO_PLAN if self.plans else NO_PLAN

    @property
    def rate(self):
        """Return numerator / denominator as a Decimal, None when there is no value."""
        return self.numerator / self.denominator if self.status == VALUE else None


def add_up(cells):
    """Add cells up to one Measure.

    >>> cells = [Cell(1, None, None, Decimal(3), Decimal(4), 1, 1), Cell(2, 1, None, Decimal(1), Decimal(4), 1, 1)]
    >>> add_up(cells).rate
    Decimal('0.5')
    """
    cells = list(cells)
    return Measure(
        sum((cell.numerator for cell in cells), Decimal(0)),
        sum((cell.denominator for cell in cells), Decimal(0)),
        sum(cell.documents for cell in cells),
        sum(cell.plans for cell in cells),
    )


class MeasureTable:
    """All cells of one KPI, company and period, asked by person, team, branch or company."""

    def __init__(self, cells, with_team=True):
        """Keep the cells.

        :param with_team: whether the figures of a team are its leader's as well; false for what is
            already about the team
        """
        self._cells = list(cells)
        self._by_person = defaultdict(list)
        self._by_branch = defaultdict(list)
        for cell in self._cells:
            self._by_branch[cell.branch].append(cell)
            if cell.employee is not None:
                self._by_person[cell.employee].append(cell)
            if with_team and cell.appraiser is not None and cell.appraiser != cell.employee:
                self._by_person[cell.appraiser].append(cell)

    def of_person(self, employee):
        """Return a person's figure: their own, and the team's where they lead one (R10)."""
        return add_up(self._by_person.get(employee, ()))

    def of_employee_alone(self, employee):
        """Return a person's own figure, without any team."""
        return add_up(cell for cell in self._by_person.get(employee, ()) if cell.employee == employee)

    def of_branch(self, branch):
        """Return the figure of one branch."""
        return add_up(self._by_branch.get(branch, ()))

    def of_company(self, with_head_office=True):
        """Return the total of all branches, by default with head office and the unassigned (R18)."""
        return add_up(cell for cell in self._cells if with_head_office or cell.branch is not None)
