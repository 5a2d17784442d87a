from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

TEXTS = ("done", "problems", "next", "market_feedback", "service_feedback")
WRITTEN_BY_AUTHOR = {*TEXTS, "attachment_ids"}
SUBJECT = {"employee_id", "kind", "date_from", "department_id"}


class MarketingWorkReport(models.Model):
    """Who writes what in a report, and when: the author until it is handed in, the assessor a comment after."""

    _inherit = "marketing.work.report"

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {
            *("state", "submitted_date", "is_late", "is_owed", "read_by_id", "read_date"),
            *("appraiser_id", "company_id", "date_to", "date_due"),
        }

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create([self._prepare_new_vals(vals) for vals in vals_list])
        if not self.env.su:
            # Whatever a screen proposed, only the department's own report names a department of its own.
            others = reports.filtered(lambda report: report.kind != "department")
            self.env.add_to_compute(self._fields["department_id"], others)
        reports._own_attachments()
        return reports

    @api.model
    def _prepare_new_vals(self, vals):
        """Check who writes for whom, and begin the report on the first day of its stretch."""
        given = {**self.default_get(["employee_id", "kind", "date_from", "manager_comment"]), **vals}
        employee = self.env["hr.employee"].browse(given.get("employee_id")).sudo().exists()
        if not self.env.su:
            self._check_new(employee, given)
        # What the system makes is asked for; what people write besides does not count as due.
        vals = {"is_owed": self.env.su, **vals}
        day = fields.Date.to_date(given.get("date_from"))
        if employee and day and given.get("kind"):
            vals["date_from"] = employee.company_id._get_report_begin(given["kind"], day)
        return vals

    @api.model
    def _check_new(self, employee, given):
        if not employee:
            raise UserError(
                self.env._("Your login belongs to no employee of this company, so it has nothing to report.")
            )
        if not self._writes_for(employee):
            raise AccessError(
                self.env._("A report is written by the person themselves, not for %(name)s.", name=employee.name)
            )
        if given.get("manager_comment"):
            raise AccessError(self.env._("A comment is written on a report that was handed in."))
        if given.get("kind") == "department":
            department = self.env["hr.department"].sudo().browse(given.get("department_id"))
            if department and department.manager_id != employee:
                raise UserError(
                    self.env._("The monthly report of %(name)s is written by its manager.", name=department.name)
                )

    @api.model
    def _writes_for(self, employee):
        """Tell whether the user writes this employee's reports: their own, or as HR of staff without a login."""
        author = employee.sudo().user_id
        if author:
            return author == self.env.user
        return self.env.user.has_group("marketing_roles.group_hr_officer")

    @api.model
    def _sees_all(self):
        user = self.env.user
        groups = ("marketing_roles.group_hr_officer", "marketing_roles.group_general_manager")
        return any(user.has_group(group) for group in groups)

    def write(self, vals):
        if not self.env.su:
            if vals.keys() & SUBJECT:
                raise UserError(
                    self.env._("Whose report it is and for which days stays as it is; write another one instead.")
                )
            if vals.keys() & WRITTEN_BY_AUTHOR:
                self._check_author()
                self._check_state("due", self.env._("Withdraw the report first: it is handed in and stays as it is."))
            if "manager_comment" in vals:
                self._check_assessor()
                self._check_handed_in()
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._own_attachments()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        """What is asked for goes only when it is no longer owed, and what was handed in stays."""
        if not self.env.su and self.filtered(lambda report: report.is_owed or report.state != "due"):
            raise UserError(
                self.env._(
                    "A report that is asked for or handed in is not deleted; time off takes back what was asked."
                )
            )

    def _own_attachments(self):
        """Let whoever may read the report read the files that were added to it while it was new."""
        for report in self:
            loose = report.attachment_ids.sudo().filtered(
                lambda file: not file.res_id and (self.env.su or file.create_uid == self.env.user)
            )
            loose.write({"res_model": self._name, "res_id": report.id})

    @api.constrains("employee_id", "kind", "date_from", "department_id")
    def _check_days(self):
        """Nobody reports on days that have not come, or on which they were not employed."""
        positions = self.env["marketing.dated.position"].sudo().search([("employee_id", "in", self.employee_id.ids)])
        employed = {position.employee_id: (position.date_start, position.date_end) for position in positions}
        for report in self:
            if report.kind == "department" and not report.department_id:
                raise ValidationError(
                    self.env._("%(name)s manages no department to report on.", name=report.employee_id.name)
                )
            problem = report._describe_wrong_days(*employed.get(report.employee_id, (False, False)))
            if problem:
                raise ValidationError(problem)

    def _describe_wrong_days(self, first_day, last_day):
        """Return the sentence that says why the report cannot be on its days, or nothing."""
        self.ensure_one()
        name = self.employee_id.sudo().name
        if self.date_from > self.company_id.sudo()._get_company_today():
            day = format_date(self.env, self.date_from)
            return self.env._("The days from %(day)s on have not come yet; report on them later.", day=day)
        if not first_day:
            return self.env._("%(name)s has no position in this company to report from.", name=name)
        if self.date_to < first_day:
            day = format_date(self.env, first_day)
            return self.env._("%(name)s began on %(day)s; there is nothing to report before.", name=name, day=day)
        if last_day and self.date_from > last_day:
            day = format_date(self.env, last_day)
            return self.env._("%(name)s left on %(day)s; there is nothing to report after.", name=name, day=day)
        return None

    @api.onchange("kind", "date_from")
    def _onchange_day(self):
        """Any day of a week or month means the whole of it."""
        if self.kind and self.date_from:
            company = self.company_id or self.env.company
            self.date_from = company.sudo()._get_report_begin(self.kind, self.date_from)

    def action_submit(self):
        """Hand the reports in."""
        self._check_author()
        self._check_state("due", self.env._("This report is handed in already."))
        if self.filtered(lambda report: not (report.done or "").strip()):
            raise UserError(self.env._("Write what was done before you hand the report in."))
        self.sudo().write({"state": "submitted", "submitted_date": fields.Datetime.now()})

    def action_withdraw(self):
        """Take the reports back to change them, as long as nobody has read them."""
        self._check_author()
        if self.filtered(lambda report: report.state == "read"):
            raise UserError(self.env._("The report has been read and stays as it is; add to it in the messages below."))
        self._check_handed_in()
        self.sudo().write({"state": "due", "submitted_date": False})

    def action_mark_read(self):
        """Note that the reports were read, by whom and when."""
        self._check_assessor()
        self._check_handed_in()
        unread = self.filtered(lambda report: report.state == "submitted").sudo()
        unread.write({"state": "read", "read_by_id": self.env.uid, "read_date": fields.Datetime.now()})
        unread.filtered("manager_comment")._tell_authors()

    def _tell_authors(self):
        """Tell the authors of commented reports, in their language, what was said."""
        for report in self:
            author = report.employee_id.user_id
            if author:
                env = report.with_context(lang=author.lang or "en_US").env
                report.message_notify(
                    partner_ids=author.partner_id.ids,
                    subject=env._("Comment on your report"),
                    body=report.manager_comment,
                    email_layout_xmlid="mail.mail_notification_light",
                )

    def _check_state(self, state, sentence):
        if self.filtered(lambda report: report.state != state):
            raise UserError(sentence)

    def _check_handed_in(self):
        if self.filtered(lambda report: report.state == "due"):
            raise UserError(self.env._("This report has not been handed in yet."))

    def _check_author(self):
        self.check_access("read")
        if not self.env.su and self.filtered(lambda report: not report.is_mine):
            raise AccessError(self.env._("Only its author writes a report, hands it in and withdraws it."))

    def _check_assessor(self):
        self.check_access("read")
        if not self.env.su and self.filtered(lambda report: not report.may_assess):
            raise AccessError(
                self.env._(
                    "Only the appraiser, HR and the general manager read and comment a report, never its author."
                )
            )
