"""Which tasks a year of recurring work must have made: written from the rules, reading raw rows by SQL.

Imports nothing of the addons. Asks every question for a single day, walking through the calendar.
"""

from datetime import date, timedelta

ONE = timedelta(days=1)


class Year:
    """The raw rows of one company, and what they say about a day."""

    def __init__(self, cr, company_id):
        self.cr = cr
        self.company_id = company_id
        self.versions = self._rows(
            """SELECT v.employee_id, v.date_version, v.job_id, v.contract_date_start, v.departure_date
                 FROM hr_version v JOIN hr_employee e ON e.id = v.employee_id
                WHERE e.company_id = %s AND v.active ORDER BY v.employee_id, v.date_version"""
        )
        self.duties = self._rows(
            """SELECT id, job_id, frequency, weekday::int, day_of_month, month_of_cycle, tasks_from
                 FROM marketing_duty WHERE company_id = %s AND makes_tasks AND active ORDER BY id"""
        )
        self.assignments = self._rows(
            """SELECT duty_id, employee_id, kind, date_from, COALESCE(date_to, '9999-12-31')
                 FROM marketing_duty_assignment WHERE company_id = %s"""
        )
        self.overrides = self._rows(
            "SELECT kind, date_from, date_to FROM marketing_workday_override WHERE company_id = %s"
        )
        self.leaves = self._rows(
            """SELECT e.id, l.date_from::date, l.date_to::date
                 FROM resource_calendar_leaves l JOIN hr_employee e ON e.resource_id = l.resource_id
                WHERE e.company_id = %s"""
        )

    def _rows(self, query):
        self.cr.execute(query, [self.company_id])
        return self.cr.fetchall()

    def is_worked(self, day):
        kinds = {kind for kind, first, last in self.overrides if first <= day <= last}
        return "working" in kinds or (day.weekday() < 5 and "holiday" not in kinds)

    def is_away(self, employee, day):
        return any(who == employee and first <= day <= last for who, first, last in self.leaves)

    def job(self, employee, day):
        """The job of an employee on a day; None when not employed."""
        mine = [row for row in self.versions if row[0] == employee]
        starts = [row[3] or row[1] for row in mine]
        left = mine[-1][4]
        if day < min(starts) or (left and day > left):
            return None
        latest = [row for row in mine if row[1] <= day] or mine[:1]
        return latest[-1][2]

    def kind(self, duty, job_of_duty, employee, day):
        """How an employee holds a duty on a day, or None."""
        job = self.job(employee, day)
        if job is None:
            return None
        for duty_id, who, kind, first, last in self.assignments:
            if duty_id == duty and who == employee and first <= day <= last:
                return None if kind == "none" else kind
        return "responsible" if job == job_of_duty else None

    def people(self):
        return sorted({row[0] for row in self.versions})


def is_nominal(frequency, weekday, day_of_month, month_of_cycle, day):
    """Tell whether the frequency names this very day."""
    if frequency == "daily":
        return True
    if frequency == "weekly":
        return day.weekday() == weekday
    months = {"monthly": 1, "quarterly": 3, "yearly": 12}[frequency]
    right_month = months == 1 or (day.month - 1) % months == month_of_cycle - 1
    is_last = (day + ONE).month != day.month
    return right_month and (day.day == day_of_month or (is_last and day_of_month > day.day))


def expected_tasks(cr, company_id, first, last):
    """Return the set of (duty, nominal day, due day, employee) due between two days."""
    year = Year(cr, company_id)
    found = set()
    for duty, job, frequency, weekday, day_of_month, month_of_cycle, since in year.duties:
        rule = (frequency, weekday, day_of_month, month_of_cycle)
        nominal = max(first - timedelta(days=62), since)
        while nominal <= last:
            if is_nominal(*rule, nominal):
                found |= set(_tasks_of(year, duty, job, rule, nominal))
            nominal += ONE
    return {task for task in found if first <= task[2] <= last}


def _tasks_of(year, duty, job, rule, nominal):
    daily = rule[0] == "daily"
    if daily and not year.is_worked(nominal):
        return
    due = nominal
    while not year.is_worked(due):
        due += ONE
    kinds = {who: year.kind(duty, job, who, due) for who in year.people()}
    responsible = [who for who in year.people() if kinds[who] == "responsible"]
    deputies = [who for who in year.people() if kinds[who] == "deputy" and not year.is_away(who, due)]
    stood_in = False
    for who in responsible:
        if not year.is_away(who, due):
            yield duty, nominal, due, who
        elif deputies:
            if not stood_in:
                yield duty, nominal, due, deputies[0]
            stood_in = True
        elif not daily:
            later = _day_back(year, duty, job, rule, nominal, due, who)
            if later:
                yield duty, nominal, later, who
    if not responsible and deputies:
        yield duty, nominal, due, deputies[0]


def _day_back(year, duty, job, rule, nominal, due, who) -> date | None:
    """The first working day back before the next time, while still responsible."""
    day = due + ONE
    while (day - due).days < 62:
        if any(is_nominal(*rule, nominal + ONE * n) for n in range(1, (day - nominal).days + 1)):
            return None
        if year.kind(duty, job, who, day) != "responsible":
            return None
        if year.is_worked(day) and not year.is_away(who, day):
            return day
        day += ONE
    return None
