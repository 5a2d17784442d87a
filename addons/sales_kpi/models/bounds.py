"""What a search asks for, read off its domain: without it each search would read all documents of all time."""

from dataclasses import dataclass
from datetime import date

from odoo import fields
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition, DomainOr

LOWEST, HIGHEST = date.min, date.max
DAYS = ("date", "month")


@dataclass(frozen=True)
class Bounds:
    """Hull of what a domain lets through.

    :ivar first: first day
    :ivar last: last day
    :ivar kpis: frozenset of ids of KPIs, or None for any
    :ivar measures: frozenset of measures, or None for any
    """

    first: date = LOWEST
    last: date = HIGHEST
    kpis: frozenset | None = None
    measures: frozenset | None = None

    def both(self, other):
        """Return what passes this and the other."""
        return Bounds(
            max(self.first, other.first),
            min(self.last, other.last),
            _common(self.kpis, other.kpis),
            _common(self.measures, other.measures),
        )

    def either(self, other):
        """Return what passes this or the other, or a little more."""
        return Bounds(
            min(self.first, other.first),
            max(self.last, other.last),
            None if self.kpis is None or other.kpis is None else self.kpis | other.kpis,
            None if self.measures is None or other.measures is None else self.measures | other.measures,
        )


def bounds_of(domain):
    """Return the Bounds of a domain; what it does not understand bounds nothing."""
    domain = Domain(domain)
    if isinstance(domain, DomainAnd):
        found = Bounds()
        for child in domain.children:
            found = found.both(bounds_of(child))
        return found
    if isinstance(domain, DomainOr):
        first, *others = map(bounds_of, domain.children)
        for other in others:
            first = first.either(other)
        return first
    return _of_condition(domain) if isinstance(domain, DomainCondition) else Bounds()


def _of_condition(condition):
    name, operator, value = condition.field_expr, condition.operator, condition.value
    if name in DAYS:
        return _of_day(operator, value)
    if operator not in ("=", "in"):
        return Bounds()
    values = value if operator == "in" else [value]
    if name in ("kpi_id", "kpi_id.id") and all(isinstance(one, int) and one for one in values):
        return Bounds(kpis=frozenset(values))
    if name == "kpi_id.measure" and all(isinstance(one, str) for one in values):
        return Bounds(measures=frozenset(values))
    return Bounds()


def _of_day(operator, value):
    days = [_to_day(one) for one in (value if operator == "in" else [value])]
    if not days or None in days:
        return Bounds()
    return {
        "=": Bounds(min(days), max(days)),
        "in": Bounds(min(days), max(days)),
        ">=": Bounds(first=min(days)),
        ">": Bounds(first=min(days)),
        "<=": Bounds(last=max(days)),
        "<": Bounds(last=max(days)),
    }.get(operator, Bounds())


def _to_day(value):
    try:
        return fields.Date.to_date(value) or None
    except (TypeError, ValueError):
        # Such as "today": the search knows what it means, the bound does without.
        return None


def _common(one, other):
    if one is None or other is None:
        return other if one is None else one
    return one & other
