from datetime import timedelta

from odoo import api, fields, models

from ...engine.deadlines import month_deadlines, month_step_deadlines, year_deadlines, year_step_deadlines

# Holidays of a whole season can lie between a deadline and the next working day.
CALENDAR_MARGIN = timedelta(days=62)


class MarketingAppraisalPeriod(models.Model):
    """By when a period and each of its steps is done: days of the policy, moved by holidays (R31, R32)."""

    _inherit = "marketing.appraisal.period"

    grading_deadline = fields.Date(string="Grade By", compute="_compute_deadlines", store=True)
    publication_deadline = fields.Date(string="Publish By", compute="_compute_deadlines", store=True)
    step_deadlines = fields.Json(compute="_compute_deadlines", store=True, export_string_translation=False)
    is_overdue = fields.Boolean(string="Overdue", compute="_compute_is_overdue")

    @api.depends("kind", "date_from", "date_to", "company_id", "policy_id", "opening_date")
    def _compute_deadlines(self):
        for period in self:
            in_order = period.date_from and period.date_to and period.date_from <= period.date_to
            deadlines = period._get_deadlines() if in_order and period.company_id else None
            period.grading_deadline = deadlines and deadlines.grading
            period.publication_deadline = deadlines and deadlines.publication
            period.step_deadlines = deadlines and period._get_step_deadlines(deadlines)

    def _get_deadlines(self):
        """Return the engine's Deadlines by the policy and the working calendar (R31, R32)."""
        self.ensure_one()
        policy = self._get_main_policy()
        if not policy:
            return None
        last = self._get_day_counted_from()
        calendar = self.company_id._get_work_calendar(last, last + CALENDAR_MARGIN)
        if self.kind == "annual":
            return year_deadlines(self.date_to, calendar, policy.annual_day)
        return month_deadlines(last, calendar, policy.grading_day, policy.publication_day, policy.publication_distance)

    def _get_step_deadlines(self, deadlines):
        """Return {step: last day as text} by the policy and the working calendar (R23, R32)."""
        self.ensure_one()
        if self.kind == "annual":
            found = year_step_deadlines(deadlines)
        else:
            last = self._get_day_counted_from()
            # A special appraisal plans no month: nothing of it is due before its last day.
            first = last if self.kind == "special" else self.date_from
            calendar = self.company_id._get_work_calendar(first, last + CALENDAR_MARGIN)
            days = self._get_main_policy()._to_step_days()
            found = month_step_deadlines(first, last, calendar, days, deadlines)
        return {step: fields.Date.to_string(day) for step, day in found.items()}

    def _get_day_counted_from(self):
        """Return the day after which the days of the policy run."""
        self.ensure_one()
        return self.date_to

    @api.model
    def _refresh_deadlines(self, companies):
        """Compute the deadlines of everything of these companies that is not published anew."""
        domain = [("state", "!=", "published"), ("company_id", "in", companies.ids)]
        periods = self.sudo().search(domain)
        for name in ("grading_deadline", "publication_deadline", "step_deadlines"):
            self.env.add_to_compute(self._fields[name], periods)

    def _get_main_policy(self):
        """Return the policy that holds for the company as a whole at the period's end."""
        self.ensure_one()
        return self._get_policies().get(False)

    @api.depends("state", "publication_deadline")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for period in self:
            deadline = period.publication_deadline
            period.is_overdue = period.state in ("open", "signed") and bool(deadline) and today > deadline
