"""Plan completion per person, manager, branch and company, from raw documents (R10, R10a, R18)."""

from calendar import monthrange
from collections import defaultdict
from fractions import Fraction
from math import floor

HEAD_OFFICE = "head office"
UNASSIGNED = "unassigned"


def by_days(quota):
    """Yield each day of a quota's month with its part; running totals are rounded to the cent."""
    length = monthrange(quota.month.year, quota.month.month)[1]
    before = Fraction(0)
    for number in range(1, length + 1):
        until = Fraction(floor(quota.amount * number / length * 100 + Fraction(1, 2)), 100)
        yield quota.month.replace(day=number), until - before
        before = until


class SalesTable:
    """Sums of sales and quotas of every month, by person, by manager's team and by branch."""

    def __init__(self, facts):
        self.facts = facts
        self.actual = defaultdict(Fraction)
        self.planned = defaultdict(Fraction)
        for sale in facts.sales:
            self._add(self.actual, sale.day.replace(day=1), sale.person, sale.day, sale.amount)
        for quota in facts.quotas:
            for day, amount in by_days(quota):
                self._add(self.planned, quota.month, quota.person, day, amount)

    def _add(self, sums, month, person_key, day, amount):
        """Add one amount to every group that it belongs to on ``day``."""
        sums[month, "company", None] += amount
        person = self.facts.persons.get(person_key)
        if person is None:
            sums[month, "person", UNASSIGNED] += amount
            sums[month, "branch", UNASSIGNED] += amount
            return
        version = person.version_on(day)
        sums[month, "person", person_key] += amount
        sums[month, "branch", version.branch or HEAD_OFFICE] += amount
        sums[month, "team", person_key] += amount
        if version.appraiser and version.appraiser != person_key:
            sums[month, "team", version.appraiser] += amount

    def rate(self, month, kind, key):
        """Return actual / quota as a fraction, or None where there is no positive quota."""
        planned = self.planned.get((month, kind, key), Fraction(0))
        if planned <= 0:
            return None
        return self.actual.get((month, kind, key), Fraction(0)) / planned

    def person_rate(self, person, month):
        """Return the completion of a seller and of whoever had them as appraiser on the document's date."""
        return self.rate(month, "team", person.key)

    def company_rate(self, branch, month):
        """Return the company result that counts for staff of ``branch`` (None: head office)."""
        if branch is None:
            return self.rate(month, "company", None)
        return self.rate(month, "branch", branch)


def calculate_sales_from(facts):
    """Return rows (month, kind, key, actual, quota, rate or None), sorted.

    ``kind`` is person, team, branch or company; the team of a manager includes the manager.
    """
    table = SalesTable(facts)
    keys = sorted(set(table.actual) | set(table.planned), key=lambda key: (key[0], key[1], str(key[2])))
    return [
        (
            month,
            kind,
            key,
            table.actual.get((month, kind, key), Fraction(0)),
            table.planned.get((month, kind, key), Fraction(0)),
            table.rate(month, kind, key),
        )
        for month, kind, key in keys
    ]
