"""Which days and companies a query is asked for, so that it reads no document of another month."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo.tools import SQL


@dataclass(frozen=True)
class Scope:
    """Bounds of a query; None is no bound. Whoever sums rows still applies them to what comes back.

    :ivar date_from: first day
    :ivar date_to: last day
    :ivar company_ids: tuple of ids of companies
    """

    date_from: date | None = None
    date_to: date | None = None
    company_ids: tuple | None = None

    def rows(self, day, company):
        """Return the condition on a day and a company, both given as SQL."""
        conditions = [SQL("TRUE")]
        if self.date_from:
            conditions.append(SQL("%s >= %s", day, self.date_from))
        if self.date_to:
            conditions.append(SQL("%s <= %s", day, self.date_to))
        if self.company_ids:
            conditions.append(SQL("%s IN %s", company, self.company_ids))
        return SQL(" AND ").join(conditions)

    def moments(self, moment, company):
        """Return the same for a moment in UTC: a day wider at both ends, wherever the company is."""
        wider = replace(
            self,
            date_from=self.date_from and self.date_from - timedelta(days=1),
            date_to=self.date_to and self.date_to + timedelta(days=2),
        )
        return wider.rows(moment, company)

    def months(self, month, company):
        """Return the same for a column that holds firsts of months."""
        return replace(self, date_from=self.date_from and self.date_from.replace(day=1)).rows(month, company)

    def touches(self, month):
        """Tell whether the scope has a day in the month that begins on a day."""
        last = month + relativedelta(day=31)
        return (not self.date_to or month <= self.date_to) and (not self.date_from or last >= self.date_from)

    def up_to_its_end(self):
        """Return the same without a beginning, for what adds up from the first day on."""
        return replace(self, date_from=None)

    def whole_months(self):
        """Return the months that the scope touches, for what is decided by a whole month."""
        month_end = relativedelta(day=31)
        return replace(
            self,
            date_from=self.date_from and self.date_from.replace(day=1),
            date_to=self.date_to and self.date_to + month_end,
        )


EVERYTHING = Scope()
