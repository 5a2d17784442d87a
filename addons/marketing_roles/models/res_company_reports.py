from datetime import date, timedelta

from pytz import UTC, timezone

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.recurrence import DAILY, MONTHLY, WEEKLY
from ..engine.reports import DEPARTMENT, ReportRules
from .marketing_duty import WEEKDAYS

# A monthly report is due by the 28th of the next month, and a month of holidays may follow.
DAYS_UNTIL_DUE = 60


class ResCompany(models.Model):
    """What a company asks its people to report (R24). The regulation leaves the details open."""

    _inherit = "res.company"

    work_report_scope = fields.Selection(
        [("nobody", "Nobody"), ("departments", "Departments that are ticked"), ("everybody", "Everybody")],
        string="Who Writes Work Reports",
        default="nobody",
        required=True,
        help="A choice: the regulation asks everybody, but nobody is asked until you say so.",
    )
    work_report_since = fields.Date(
        string="Asked For Since",
        help="Weeks and months that began before this day are left alone. Filled in when reports are first asked "
        "for; an earlier day also asks for what lies between.",
    )
    work_report_made_until = fields.Date(help="Last day for which the scheduled action has looked at what is owed.")
    work_report_daily = fields.Boolean(
        string="Daily Reports",
        default=True,
        help="From field staff (see the job position), on working days on which they are not away.",
    )
    work_report_weekly = fields.Boolean(
        string="Weekly Reports", default=True, help="From everybody in scope who worked in that week."
    )
    work_report_monthly = fields.Boolean(
        string="Monthly Reports", default=True, help="From everybody in scope who worked in that month."
    )
    work_report_department = fields.Boolean(
        string="Monthly Reports of Departments", default=True, help="From whoever manages the department."
    )
    work_report_weekday = fields.Selection(
        WEEKDAYS,
        string="Weekly Report Due On",
        default="6",
        required=True,
        help="The reported week ends on this day. A choice: the regulation names Sunday for some, Monday for others.",
    )
    work_report_month_day = fields.Integer(
        string="Monthly Report Due On Day",
        default=3,
        required=True,
        help="Day of the following month. A choice: the regulation names none; the third leaves time before grading.",
    )
    work_report_moves = fields.Boolean(
        string="Due Days Move to Working Days",
        default=True,
        help="A due day without work moves to the next working day. A choice: the regulation says so of its other "
        "deadlines only.",
    )

    @api.constrains("work_report_month_day")
    def _check_work_report_month_day(self):
        for company in self:
            if not 1 <= company.work_report_month_day <= 28:
                raise ValidationError(
                    self.env._("Monthly reports are due on a day from 1 to 28 of the following month.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        for company in companies.filtered(lambda company: company.work_report_scope != "nobody"):
            company.work_report_since = company.work_report_since or company._get_company_today()
        return companies

    def write(self, vals):
        """Keep the day since when reports are asked for, so that switching them on never asks about the past."""
        if not vals.keys() & {"work_report_scope", "work_report_since"}:
            return super().write(vals)
        for company in self:
            super(ResCompany, company).write(company._prepare_report_vals(vals))
        self.env["marketing.work.report"]._make_soon()
        return True

    def _prepare_report_vals(self, vals):
        """Begin today where no day is given; look once more at the days from an earlier one on."""
        self.ensure_one()
        if vals.get("work_report_scope", self.work_report_scope) == "nobody":
            return {**vals, "work_report_since": False}
        since = fields.Date.to_date(vals.get("work_report_since", self.work_report_since)) or self._get_company_today()
        known = self.work_report_since if self.work_report_scope != "nobody" else False
        if known and known <= since:
            return {**vals, "work_report_since": since}
        return {**vals, "work_report_since": since, "work_report_made_until": since - timedelta(days=1)}

    def _get_company_timezone(self):
        """Return the time zone in which the company's days begin and end: that of its working hours."""
        self.ensure_one()
        return timezone(self.sudo().resource_calendar_id.tz or "UTC")

    def _get_company_day(self, moment) -> date:
        """Return the company's date at a moment given in UTC, as Odoo stores it."""
        return UTC.localize(moment).astimezone(self._get_company_timezone()).date()

    def _get_company_today(self) -> date:
        return self._get_company_day(fields.Datetime.now())

    def _get_report_rules(self):
        """Return what the company asks for as engine.reports.ReportRules.

        With nobody in scope nothing is asked for; stretches and due days can still be asked about.
        """
        self.ensure_one()
        asked = {
            DAILY: self.work_report_daily,
            WEEKLY: self.work_report_weekly,
            MONTHLY: self.work_report_monthly,
            DEPARTMENT: self.work_report_department,
        }
        is_asking = self.work_report_scope != "nobody" and self.work_report_since
        return ReportRules(
            since=self.work_report_since or self._get_company_today(),
            kinds=frozenset(kind for kind, is_asked in asked.items() if is_asked and is_asking),
            weekday=int(self.work_report_weekday),
            month_day=self.work_report_month_day,
            moves=self.work_report_moves,
        )

    def _get_report_begin(self, kind, day):
        """Return the first day of the report of a kind whose stretch `day` lies in."""
        return self._get_report_rules().stretch(kind, day)[0]

    def _get_report_dates(self, kind, day):
        """Return (first day, last day, due day) of the report of a kind whose stretch `day` lies in."""
        return self._get_dates_of_reports([(kind, day)])[kind, day]

    def _get_dates_of_reports(self, reports):
        """Return {(kind, day): (first day, last day, due day)} of many reports, with one look at the calendar.

        :param reports: (kind, day) pairs, at least one
        """
        rules = self._get_report_rules()
        stretches = {(kind, day): rules.stretch(kind, day) for kind, day in reports}
        ends = [end for _begin, end in stretches.values()]
        calendar = self._get_work_calendar(min(ends), max(ends) + timedelta(days=DAYS_UNTIL_DUE))
        return {
            (kind, day): (begin, end, rules.due_day(kind, end, calendar))
            for (kind, day), (begin, end) in stretches.items()
        }
