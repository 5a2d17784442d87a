from odoo import api, fields, models
from odoo.fields import Domain

from .marketing_appraisal_appeal import ANSWERED, FILED, MEETING


class MarketingAppraisalPolicy(models.Model):
    """The days of an appeal. No result rests on them, so they may be changed; what is under way keeps its days."""

    _inherit = "marketing.appraisal.policy"

    appeal_day_moves = fields.Boolean(
        string="Last Days of Appeals Move",
        default=True,
        tracking=True,
        help="A choice: the last day to appeal, to answer or to go to the meeting moves to the next working day "
        "where it is none.",
    )
    answer_days = fields.Integer(
        string="Days to Answer an Appeal",
        default=7,
        required=True,
        tracking=True,
        help="A choice: calendar days in which HR answers an appeal.",
    )
    further_days = fields.Integer(
        string="Days to Go to the Meeting",
        default=7,
        required=True,
        tracking=True,
        help="A choice: calendar days after HR's answer in which the person may take it to the general manager's "
        "meeting. Afterwards the answer is final.",
    )
    meeting_days = fields.Integer(
        string="Days Until the Meeting",
        default=14,
        required=True,
        tracking=True,
        help="A choice: calendar days in which the general manager's meeting decides on an appeal.",
    )

    _days_of_appeals = models.Constraint(
        "CHECK(answer_days > 0 AND further_days > 0 AND meeting_days > 0)", "Each part of an appeal has a day at least."
    )


class MarketingAppraisal(models.Model):
    _inherit = "marketing.appraisal"

    def _get_last_appeal_day(self, day, days):
        """Return the last of some calendar days after a day; where it is no working day it moves (R32, R60).

        :param date day: from which the days are counted, itself not included
        """
        self.ensure_one()
        last = fields.Date.add(day, days=days)
        if not self.sudo().policy_id.appeal_day_moves:
            return last
        calendar = self.company_id.sudo()._get_work_calendar(last, fields.Date.add(last, days=62))
        return calendar.next_working_day(last)


class MarketingAppraisalAppeal(models.Model):
    """Until when something is to be done about an appeal: kept as it was told, whatever the policy says later."""

    _inherit = "marketing.appraisal.appeal"

    appeal_deadline = fields.Date(string="Could Be Filed Until", readonly=True, help="This day included.")
    answer_deadline = fields.Date(string="To Be Answered By", readonly=True, help="This day included.")
    further_deadline = fields.Date(string="To the Meeting Until", readonly=True, help="This day included.")
    meeting_deadline = fields.Date(string="To Be Decided By", readonly=True, help="This day included.")
    deadline = fields.Date(compute="_compute_deadline", store=True, help="Last day of what comes next, included.")
    is_late = fields.Boolean(string="Overdue", compute="_compute_is_late", search="_search_is_late")

    @api.depends("state", "answer_deadline", "further_deadline", "meeting_deadline")
    def _compute_deadline(self):
        for appeal in self:
            days = {
                FILED: appeal.answer_deadline,
                ANSWERED: appeal.further_deadline,
                MEETING: appeal.meeting_deadline,
            }
            appeal.deadline = days.get(appeal.state)

    @api.depends("deadline", "state")
    def _compute_is_late(self):
        """HR and the meeting can be late; a person who goes no further is not."""
        today = {company: company.sudo()._get_company_today() for company in self.company_id}
        for appeal in self:
            due = appeal.deadline if appeal.state in (FILED, MEETING) else False
            appeal.is_late = bool(due) and due < today[appeal.company_id]

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        companies = self.env["res.company"].sudo().search([("active", "in", [True, False])])
        late = Domain("state", "in", (FILED, MEETING)) & Domain.OR(
            Domain("company_id", "=", company.id) & Domain("deadline", "<", company._get_company_today())
            for company in companies
        )
        return late if True in value else ~late
