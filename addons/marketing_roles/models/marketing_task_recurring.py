from datetime import date, timedelta

from odoo import api, fields, models

from ..engine.recurrence import WEEKLY
from ..engine.worklist import LONGEST_MOVE, RecurringDuty, occurrences

# Written by whoever reads a task, so a task that has any of it is not taken back.
WORDS = ("comment", "email")


class MarketingTask(models.Model):
    """Recurring duties make tasks: each once, on the right day, also after the cron was off."""

    _inherit = "marketing.task"

    @api.model
    def _cron_make_tasks(self):
        """Make the tasks of recurring duties some days ahead, and record what was missed."""
        for company in self.env["hr.employee"]._get_employing_companies():
            self._make_tasks(company, fields.Date.context_today(self.with_company(company)))
            self._record_missed(company)

    @api.model
    def _remake_tasks(self, companies):
        """Let open tasks of the days to come follow a change of holders at once."""
        for company in companies.sudo():
            self._make_tasks(company, fields.Date.context_today(self.with_company(company)))

    @api.model
    def _make_tasks(self, company, today):
        """Make what falls due between the last run and some days ahead, and mend what lies ahead.

        What lies ahead follows later changes: a task that nobody has touched goes when it is
        no longer due or somebody else's, and comes again where it belongs. What is due today
        or was due before is only added to.
        """
        duties = self.env["marketing.duty"].search(
            [("makes_tasks", "=", True), ("job_id", "!=", False), ("company_id", "in", [company.id, False])]
        )
        last_day = today + timedelta(days=company.task_days_ahead)
        first_day = min(company.tasks_made_until + timedelta(days=1), today) if company.tasks_made_until else today
        wanted = self._get_wanted(company, duties, first_day, last_day)
        present = self.search(
            [
                ("company_id", "=", company.id),
                ("nominal_date", "!=", False),
                ("date_planned", ">=", first_day),
                ("date_planned", "<=", last_day),
            ]
        )
        due_days = {(each.duty, each.nominal_day, each.employee): each.due_day for each in wanted}
        kept = present._follow(due_days, today)
        self._add_missing(duties, wanted, kept)
        company.tasks_made_until = max(last_day, company.tasks_made_until or last_day)

    @api.model
    def _get_wanted(self, company, duties, first_day, last_day):
        """Return the engine occurrences that fall due between two days, both included."""
        begin, end = first_day - LONGEST_MOVE, last_day + 2 * LONGEST_MOVE
        recurring = [RecurringDuty(duty.id, duty._to_recurrence(), duty.tasks_from or date.min) for duty in duties]
        held = duties._get_holdings(begin, end, companies=company) if duties else []
        calendar = company._get_work_calendar(begin, end)
        absent = self.env["hr.employee"]._get_absent_days(begin, end, company)
        return occurrences(recurring, held, calendar, absent, first_day, last_day)

    def _follow(self, due_days, today):
        """Let the untouched tasks of days to come follow what is wanted now; return the tasks that stay.

        :param due_days: {(duty id, nominal day, employee id): due day} of everything that is wanted
        """
        free = self.filtered(lambda task: task.date_planned > today and task.state == "planned" and not task.move_count)
        free -= free._get_talked_about()
        needless = self.browse()
        for task in free:
            due_day = due_days.get(task._get_key())
            if not due_day:
                needless += task
            elif due_day != task.date_planned:
                task.write({"date_deadline": due_day, "date_planned": due_day})
        needless._release()
        needless -= needless.browse().union(*(used for _model, used in needless._get_in_use()))
        kept = self - needless
        needless.unlink()
        return kept

    def _get_key(self):
        """Return what makes a recurring task itself: (duty id, nominal day, employee id)."""
        self.ensure_one()
        return self.duty_id.id, self.nominal_date, self.employee_id.id

    def _get_talked_about(self):
        """Return the tasks under which somebody has written."""
        domain = [("model", "=", self._name), ("res_id", "in", self.ids), ("message_type", "in", WORDS)]
        talked = set(self.env["mail.message"].sudo().search(domain).mapped("res_id"))
        return self.filtered(lambda task: task.id in talked)

    @api.model
    def _add_missing(self, duties, wanted, kept):
        """Create the wanted tasks that are not there; a touched task of the same duty and day takes one's place."""
        known = {task._get_key() for task in kept}
        keys = {(each.duty, each.nominal_day, each.employee) for each in wanted}
        surplus = {}
        for duty, nominal, _employee in known - keys:
            surplus[duty, nominal] = surplus.get((duty, nominal), 0) + 1
        existing = self._get_existing_keys(duties, wanted)
        by_id = {duty.id: duty for duty in duties}
        values = []
        for each in wanted:
            key = (each.duty, each.nominal_day, each.employee)
            if key in existing:
                continue
            if surplus.get(key[:2]):
                surplus[key[:2]] -= 1
                continue
            values.append(self._prepare_recurring_vals(by_id[each.duty], each))
        self.with_context(mail_create_nolog=True, tracking_disable=True).create(values)

    @api.model
    def _get_existing_keys(self, duties, wanted):
        """Return the keys of tasks that were made for the same nominal days, wherever they were moved since."""
        if not wanted:
            return set()
        days = [each.nominal_day for each in wanted]
        rows = self.search_fetch(
            [("duty_id", "in", duties.ids), ("nominal_date", ">=", min(days)), ("nominal_date", "<=", max(days))],
            ["duty_id", "nominal_date", "employee_id"],
        )
        return {row._get_key() for row in rows}

    @api.model
    def _prepare_recurring_vals(self, duty, occurrence):
        """Return the values of one task, in the language of whoever does it."""
        employee = self.env["hr.employee"].browse(occurrence.employee)
        language = employee.sudo().user_id.lang or self.env.company.partner_id.lang or self.env.lang
        duty = duty.with_context(lang=language)
        return {
            "name": duty.name,
            "standard": duty.work_standard,
            "employee_id": employee.id,
            "date_from": self._get_start(duty, occurrence),
            "date_deadline": occurrence.due_day,
            "nominal_date": occurrence.nominal_day,
            "duty_id": duty.id,
            "origin": "duty",
            "stands_in_for_id": occurrence.stands_in_for,
            "is_appraised": duty.is_appraised,
        }

    @api.model
    def _get_start(self, duty, occurrence):
        """Return the day on which work on it can begin: a week ahead for what comes rarely."""
        if duty.frequency == "daily":
            return occurrence.due_day
        lead = 4 if duty.frequency == WEEKLY else 7
        return min(occurrence.nominal_day, occurrence.due_day) - timedelta(days=lead)

    @api.model
    def _record_missed(self, company):
        """Record as missed what is still open some working days after its day, as the company chose."""
        if not company.task_missed_days:
            return
        today = fields.Date.context_today(self.with_company(company))
        calendar = company._get_work_calendar(today - LONGEST_MOVE, today)
        limit = today
        for _day in range(company.task_missed_days):
            limit -= timedelta(days=1)
            while not calendar.is_working_day(limit) and limit > calendar.first_day:
                limit -= timedelta(days=1)
        overdue = self.search(
            [("company_id", "=", company.id), ("state", "=", "planned"), ("date_deadline", "<", limit)]
        )
        overdue.write({"state": "missed"})
