from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

# Whole names, for their translations differ from those of the bare frequencies.
KINDS = [
    ("daily", "Daily Report"),
    ("weekly", "Weekly Report"),
    ("monthly", "Monthly Report"),
    ("department", "Department Report"),
]
STANDINGS = [
    ("due", "To Write"),
    ("missing", "Missing"),
    ("submitted", "Handed In"),
    ("submitted_late", "Handed In Late"),
    ("read", "Read"),
    ("read_late", "Read, Was Late"),
]
# Colours of Odoo's palette: red, blue, orange and green.
COLOURS = {"missing": 1, "submitted": 4, "submitted_late": 2, "read": 10, "read_late": 2}


class MarketingWorkReport(models.Model):
    """What somebody did in a day, a week or a month, handed in by a day (R5, R24).

    What is owed is made by the scheduled action; anybody may write another one, which
    nobody counts. Department and appraiser are those of the last day reported on.
    """

    _name = "marketing.work.report"
    _description = "Work Report"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin", "marketing.dated.appraiser.mixin"]
    _appraiser_date = "date_to"
    _order = "date_due desc, employee_id, id desc"
    _rec_names_search = ["employee_id"]
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True, required=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        help="The department reported on, or the employee's department on the last day.",
    )
    kind = fields.Selection(KINDS, required=True, default="weekly")
    date_from = fields.Date(string="From", required=True, index=True, default=fields.Date.context_today)
    date_to = fields.Date(string="To", compute="_compute_dates", store=True, precompute=True, required=True)
    date_due = fields.Date(
        string="Due", compute="_compute_dates", store=True, precompute=True, required=True, index=True
    )
    is_owed = fields.Boolean(
        string="Asked For", readonly=True, copy=False, help="Counts as due; others are written of one's own accord."
    )
    state = fields.Selection(
        [("due", "To Write"), ("submitted", "Handed In"), ("read", "Read")],
        default="due",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    done = fields.Text(string="What was done", copy=False)
    problems = fields.Text(copy=False)
    next = fields.Text(string="What is next", copy=False)
    market_feedback = fields.Text(copy=False, help="What customers and competitors do and say.")
    service_feedback = fields.Text(copy=False, help="What customers say about our own goods and service.")
    attachment_ids = fields.Many2many("ir.attachment", string="Attached Files", copy=False)
    submitted_date = fields.Datetime(string="Handed In On", readonly=True, copy=False)
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        store=True,
        help="Handed in after the end of the due day, in the time zone of the company's working hours.",
    )
    is_missing = fields.Boolean(
        string="Missing",
        compute="_compute_is_missing",
        search="_search_is_missing",
        help="Asked for, past its due day and not handed in.",
    )
    manager_comment = fields.Text(string="Comment", copy=False, tracking=True, help="The author can read it.")
    read_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    read_date = fields.Datetime(string="Read On", readonly=True, copy=False)
    is_mine = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_assess = fields.Boolean(compute="_compute_may", export_string_translation=False)
    standing = fields.Selection(STANDINGS, compute="_compute_standing", help="The state, and whether it is in time.")
    color = fields.Integer(compute="_compute_standing", export_string_translation=False)

    _employee_kind_uniq = models.UniqueIndex(
        "(employee_id, kind, date_from) WHERE kind != 'department'", "There is already a report on these days."
    )
    _department_uniq = models.UniqueIndex(
        "(employee_id, department_id, date_from) WHERE kind = 'department'",
        "There is already a report of the department on this month.",
    )

    @api.depends("employee_id")
    def _compute_company_id(self):
        for report in self:
            report.company_id = report.employee_id.company_id or self.env.company

    @api.depends("company_id", "kind", "date_from")
    def _compute_dates(self):
        dated = self.filtered(lambda report: report.kind and report.date_from)
        for report in self - dated:
            report.date_to = report.date_due = False
        for company, reports in dated.grouped(lambda report: report.company_id or self.env.company).items():
            dates = company._get_dates_of_reports({(report.kind, report.date_from) for report in reports})
            for report in reports:
                _begin, report.date_to, report.date_due = dates[report.kind, report.date_from]

    @api.depends("employee_id", "kind", "date_from")
    def _compute_department_id(self):
        """Take the department that the employee manages for its own report, else the one they work in."""
        positions = self._get_positions()
        managed = self.env["hr.department"].sudo().search([("manager_id", "in", self.employee_id.ids)])
        by_manager = managed.grouped("manager_id")
        for report in self:
            if report.kind == "department":
                report.department_id = by_manager.get(report.employee_id._origin, managed.browse())[:1]
            else:
                report.department_id = positions[report].department_id

    def _get_positions(self):
        """Return {report: position of the employee on the report's last day, empty if there is none}."""
        Position = self.env["marketing.dated.position"].sudo()
        found = Position.search([("employee_id", "in", self.employee_id.ids)]).grouped("employee_id")
        return {
            report: found.get(report.employee_id._origin, Position).filtered(
                lambda position, day=report.date_to: day and position.date_from <= day < position.date_to
            )[:1]
            for report in self
        }

    @api.depends("submitted_date", "date_due", "company_id")
    def _compute_is_late(self):
        for report in self:
            moment = report.submitted_date
            report.is_late = bool(moment) and report.company_id._get_company_day(moment) > report.date_due

    @api.depends("state", "is_owed", "date_due", "company_id")
    def _compute_is_missing(self):
        today = {company: company._get_company_today() for company in self.company_id}
        for report in self:
            is_past = bool(report.date_due) and report.date_due < today[report.company_id]
            report.is_missing = report.state == "due" and report.is_owed and is_past

    def _search_is_missing(self, operator, value):
        if operator != "in":
            return NotImplemented
        calendars = self.env["res.company"].sudo()._read_group([], ["resource_calendar_id"], ["id:recordset"])
        past = Domain.OR(
            Domain("company_id", "in", companies.ids) & Domain("date_due", "<", companies[0]._get_company_today())
            for _calendar, companies in calendars
        )
        missing = Domain("state", "=", "due") & Domain("is_owed", "=", True) & past
        return missing if True in value else ~missing

    @api.depends_context("uid")
    @api.depends("employee_id", "appraiser_id")
    def _compute_may(self):
        user = self.env.user
        sees_all = self._sees_all()
        for report in self:
            report.is_mine = bool(report.employee_id) and self._writes_for(report.employee_id)
            is_appraiser = report.sudo().appraiser_id.user_id == user
            report.may_assess = report.sudo().employee_id.user_id != user and (sees_all or is_appraiser)

    @api.depends("state", "is_late", "is_missing")
    def _compute_standing(self):
        for report in self:
            in_time = "missing" if report.is_missing else report.state
            report.standing = f"{in_time}_late" if report.is_late and report.state != "due" else in_time
            report.color = COLOURS.get(report.standing, 0)

    @api.depends_context("lang")
    @api.depends("kind", "date_from", "date_to", "employee_id", "department_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for report in self.sudo():
            days = [format_date(self.env, day) for day in (report.date_from, report.date_to) if day]
            whose = report.department_id if report.kind == "department" else report.employee_id
            parts = [kinds.get(report.kind), " – ".join(dict.fromkeys(days)), whose.name]
            report.display_name = " · ".join(part for part in parts if part)
