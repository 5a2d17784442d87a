import json
from dataclasses import replace
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..engine.reports import DEPARTMENT, Department, Person, Position, owed_reports, to_make
from .marketing_work_report_writing import TEXTS
from .res_company_reports import DAYS_UNTIL_DUE

# Time off and departures that are entered later than this do not change what was owed.
LOOK_BACK = timedelta(days=100)
# From the first day of a month to the end of the calendar that its due day needs.
LOOK_AHEAD = timedelta(days=31 + DAYS_UNTIL_DUE)
ONE_DAY = timedelta(days=1)
OWED_COLUMNS = "employee_id int4, department_id int4, appraiser_id int4, kind varchar, first date, last date, due date"


class MarketingWorkReport(models.Model):
    """Makes what is owed, once, and takes back what no longer is (R24).

    Written by a fixed number of SQL statements for each company: the ORM writes in
    batches of a hundred rows. Nothing that is computed from these columns is stored.
    """

    _inherit = "marketing.work.report"

    @api.model
    def _make_soon(self):
        """Run the scheduled action in a moment, for the people who were just asked to see what for."""
        cron = self.env.ref("marketing_roles.ir_cron_work_reports", raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()

    @api.model
    def _cron_make_reports(self):
        """Bring the reports of every company up to its today; however often it runs, each is made once."""
        asking = self.env["res.company"].search([("work_report_scope", "!=", "nobody")])
        # Whoever stopped asking may still have reports that are under way.
        under_way = self._read_group([("state", "=", "due"), ("is_owed", "=", True)], ["company_id"])
        companies = asking.union(*(company for (company,) in under_way))
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(companies))
        for company in companies:
            self._make_reports(company)
            if not commit(1):
                break

    @api.model
    def _make_reports(self, company):
        """Make, refresh and take back the reports of one company as of its today."""
        self.env.flush_all()
        today = company._get_company_today()
        rules = company._get_report_rules()
        made_until = company.work_report_made_until or rules.since - ONE_DAY
        first_day = min(made_until + ONE_DAY, today - LOOK_BACK)
        calendar = company._get_work_calendar(first_day, today + LOOK_AHEAD)
        absences = self.env["hr.employee"]._get_absent_days(first_day, today + LOOK_AHEAD, company)
        people, active = self._get_people(company, first_day, today)
        departments = self._get_departments(company)
        owed = owed_reports(people.values(), departments, calendar, absences, rules, first_day, today)
        present = self._get_present(company, first_day)
        wanted = {one.key: one for one in to_make(owed, made_until, today) if one.employee in active}
        self._insert(company, [one for key, one in wanted.items() if key not in present])
        self._refresh(present, people, wanted, today)
        self._take_back(self._get_no_longer_owed(present, {one.key for one in owed}, people, calendar, absences, today))
        if company.work_report_scope != "nobody":
            company.work_report_made_until = max(made_until, today)

    @api.model
    def _get_people(self, company, first_day, today):
        """Return {employee id: Person} with the positions from a day on, and the set of active employees.

        Somebody who is archived without a day of departure is taken to have left yesterday.
        """
        query = SQL(
            """
            SELECT p.employee_id, e.active, p.date_start,
                   COALESCE(p.date_end, CASE WHEN e.active THEN NULL ELSE %(yesterday)s END),
                   p.date_from, p.date_to, p.department_id, p.appraiser_id,
                   %(everybody)s OR COALESCE(d.is_reporting, FALSE), COALESCE(j.is_field_staff, FALSE)
              FROM (%(positions)s) p
              JOIN hr_employee e ON e.id = p.employee_id
         LEFT JOIN hr_department d ON d.id = p.department_id
         LEFT JOIN hr_job j ON j.id = p.job_id
             WHERE p.date_to > %(first)s
          ORDER BY p.employee_id, p.date_from
            """,
            positions=self.env["marketing.dated.position"]._get_position_query(tuple(company.ids)),
            yesterday=today - ONE_DAY,
            everybody=company.work_report_scope == "everybody",
            first=first_day,
        )
        people, active = {}, set()
        for employee, is_active, date_start, date_end, *position in self.env.execute_query(query):
            known = people.get(employee, Person(employee, date_start, date_end))
            people[employee] = replace(known, positions=(*known.positions, Position(*position)))
            if is_active:
                active.add(employee)
        return people, active

    @api.model
    def _get_departments(self, company):
        """Return Department of each department that somebody manages today; managers have no history."""
        domain = [("manager_id", "!=", False), ("company_id", "in", [company.id, False])]
        return [
            Department(
                department.id,
                department.manager_id.id,
                company.work_report_scope == "everybody" or department.is_reporting,
            )
            for department in self.env["hr.department"].search_fetch(domain, ["manager_id", "is_reporting"])
        ]

    @api.model
    def _get_present(self, company, first_day):
        """Return {key as in the engine: report} of what is there from a day on."""
        names = ["employee_id", "kind", "date_from", "date_to", "date_due", "department_id", "appraiser_id"]
        reports = self.search_fetch(
            [("company_id", "=", company.id), ("date_from", ">=", first_day)], [*names, "state", "is_owed"], order="id"
        )
        return {report._get_key(): report for report in reports}

    def _get_key(self):
        self.ensure_one()
        department = self.department_id.id if self.kind == DEPARTMENT else None
        return self.employee_id.id, self.kind, self.date_from, department

    @api.model
    def _insert(self, company, owed):
        """Store new reports in one statement; another run at the same time makes no second one."""
        if not owed:
            return
        rows = json.dumps([self._prepare_owed_row(one) for one in owed])
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO marketing_work_report (
                       employee_id, department_id, appraiser_id, kind, date_from, date_to, date_due, company_id,
                       state, is_owed, is_late, create_uid, create_date, write_uid, write_date)
                SELECT employee_id, department_id, appraiser_id, kind, first, last, due, %(company)s,
                       'due', TRUE, FALSE, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM json_to_recordset(%(rows)s) AS owed(%(columns)s)
                    ON CONFLICT DO NOTHING
                """,
                company=company.id,
                uid=self.env.uid,
                rows=rows,
                columns=SQL(OWED_COLUMNS),
            )
        )
        self.invalidate_model()

    @api.model
    def _prepare_owed_row(self, owed):
        """Return an engine.reports.OwedReport by the names of OWED_COLUMNS."""
        return {
            "employee_id": owed.employee,
            "department_id": owed.department,
            "appraiser_id": owed.appraiser,
            "kind": owed.kind,
            "first": str(owed.date_from),
            "last": str(owed.date_to),
            "due": str(owed.date_due),
        }

    @api.model
    def _refresh(self, present, people, wanted, today):
        """Let what is not handed in follow position and holidays, and count what was written before it was owed."""
        rows = []
        for key, report in present.items():
            old = (report.department_id.id, report.appraiser_id.id, report.date_due, report.is_owed)
            new = report._get_refreshed(people.get(report.employee_id.id), wanted.get(key), today)
            if new != old:
                rows.append((report.id, *(value or None for value in new[:3]), new[3]))
        if rows:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE marketing_work_report r
                       SET department_id = v.department_id, appraiser_id = v.appraiser_id,
                           date_due = v.date_due, is_owed = v.is_owed
                      FROM UNNEST(%s, %s::int4[], %s::int4[], %s::date[], %s)
                           AS v(id, department_id, appraiser_id, date_due, is_owed)
                     WHERE r.id = v.id
                    """,
                    *(list(column) for column in zip(*rows, strict=True)),
                )
            )
            self.invalidate_model()

    def _get_refreshed(self, person, owed, today):
        """Return (department id, appraiser id, due day, is it owed) as they are by what is known today."""
        self.ensure_one()
        department, appraiser, due = self.department_id.id, self.appraiser_id.id, self.date_due
        if self.state == "due":
            position = person and person.position_on(self.date_to)
            if position:
                appraiser = position.appraiser or False
                department = department if self.kind == DEPARTMENT else position.department or False
            if owed and due >= today:
                due = owed.date_due
        return department, appraiser, due, self.is_owed or bool(owed)

    @api.model
    def _get_no_longer_owed(self, present, owed, people, calendar, absences, today):
        """Return the reports that were asked for and are owed no more.

        What can still be in time follows every change of the settings. What is past follows
        only what is found out about the person: a change of the settings rewrites no history.
        """
        gone = self.browse()
        for key, report in present.items():
            if report.state != "due" or not report.is_owed:
                continue
            employee = report.employee_id.id
            if report.date_due >= today:
                is_still_owed = key in owed
            else:
                days = (report.date_from, report.date_to, calendar, absences.get(employee, frozenset()))
                is_still_owed = employee not in people or people[employee].could_report(*days)
            if not is_still_owed:
                gone += report
        return gone

    @api.model
    def _take_back(self, reports):
        """Delete what nobody has written in; the rest stays and no longer counts as due."""
        untouched = reports._filter_untouched()
        kept = reports - untouched
        if kept:
            self.env.cr.execute(SQL("UPDATE marketing_work_report SET is_owed = FALSE WHERE id IN %s", tuple(kept.ids)))
            self.invalidate_model()
        untouched.unlink()

    def _filter_untouched(self):
        """Return the reports without text, file, comment or message."""
        if not self:
            return self
        domain = [("id", "in", self.ids), ("attachment_ids", "=", False), ("manager_comment", "in", [False, ""])]
        domain += [(name, "in", [False, ""]) for name in TEXTS]
        untouched = self.search(domain)
        here = [("res_id", "in", self.ids)]
        messages = self.env["mail.message"].search_fetch(
            [*here, ("model", "=", self._name), ("message_type", "in", ["comment", "email"])], ["res_id"]
        )
        files = self.env["ir.attachment"].search_fetch([*here, ("res_model", "=", self._name)], ["res_id"])
        return untouched - self.browse({*messages.mapped("res_id"), *files.mapped("res_id")})
