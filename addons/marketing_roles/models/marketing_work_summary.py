from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date


class MarketingWorkSummary(models.AbstractModel):
    """One activity per person and day for everything that is due, instead of one for each.

    Whatever is due adds its lines by extending `_get_due_lines`.
    """

    _name = "marketing.work.summary"
    _description = "Summary of the Work that is Due"

    @api.model
    def _cron_summarise(self):
        """Tell everybody with something due today, once."""
        for company in self.env["hr.employee"]._get_employing_companies():
            self._summarise(company, fields.Date.context_today(self.with_company(company)))

    @api.model
    def _summarise(self, company, day):
        """Bring everybody's summary of a day up to date: made, rewritten, or taken away.

        Who has marked the summary of the day as done is left in peace until tomorrow.
        """
        due = self._get_due_lines(company, day)
        kind = self.env.ref("marketing_roles.mail_activity_type_work_summary")
        users = self.env["hr.employee"].browse(due).user_id
        activities = self.env["mail.activity"].with_context(active_test=False)
        present = activities.search([("activity_type_id", "=", kind.id), ("user_id.company_id", "=", company.id)])
        finished = present.filtered(lambda one: not one.active and one.date_done and one.date_done >= day).user_id
        waiting = present.filtered("active").grouped("user_id")
        values = []
        for employee_id, lines in due.items():
            user = self.env["hr.employee"].browse(employee_id).user_id
            if not user or user in finished:
                continue
            vals = self.with_context(lang=user.lang)._prepare_activity_vals(user, kind, day, lines)
            if user in waiting:
                waiting[user][0].write(vals)
            else:
                values.append(vals)
        (present.filtered("active").filtered(lambda one: one.user_id not in users)).unlink()
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(values)

    @api.model
    def _get_due_lines(self, company, day):
        """Return {employee id: list of (due day, text)} of what is due on or before a day and not done."""
        tasks = self.env["marketing.task"].search(
            [("company_id", "=", company.id), ("state", "=", "planned"), ("date_deadline", "<=", day)]
        )
        lines = {}
        for task in tasks:
            lines.setdefault(task.employee_id.id, []).append((task.date_deadline, task.name))
        reports = self.env["marketing.work.report"]._get_due_by_employee(company, day)
        for employee_id, due in reports.items():
            lines.setdefault(employee_id, []).extend((report.date_due, report.display_name) for report in due)
        return lines

    @api.model
    def _prepare_activity_vals(self, user, kind, day, lines):
        """Return the values of the one activity: how much is due, and what."""
        items = Markup("").join(
            Markup("<li>%s: %s</li>") % (format_date(self.env, due), text) for due, text in sorted(lines)
        )
        return {
            "activity_type_id": kind.id,
            "user_id": user.id,
            "date_deadline": day,
            "summary": self.env._("Work that is due: %(count)s", count=len(lines)),
            "note": Markup("<ul>%s</ul>") % items,
        }
