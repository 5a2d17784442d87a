from datetime import timedelta

from odoo import api, models


class HrLeave(models.Model):
    _inherit = "hr.leave"

    @api.model
    def _get_counting_leave(self, employees, period):
        """Return {employee: [(leave, days of it in the period)]} of approved leave that counts against an A, by date.

        Leave that reaches over an edge of the period counts with its working days inside it.

        :param employees: hr.employee records of the period's company
        :param period: marketing.appraisal.period
        """
        leaves = self.sudo().search_fetch(
            [
                ("employee_id", "in", employees.ids),
                ("holiday_status_id.bars_a", "=", True),
                ("state", "=", "validate"),
                ("request_date_from", "<=", period.date_to),
                ("request_date_to", ">=", period.date_from),
            ],
            ["employee_id", "request_date_from", "request_date_to", "number_of_days"],
            order="request_date_from, id",
        )
        calendar = period.company_id._get_work_calendar(
            period.date_from - timedelta(days=366), period.date_to + timedelta(days=366)
        )
        found = {}
        for leave in leaves:
            first, last = leave.request_date_from, leave.request_date_to
            days = leave.number_of_days
            if first < period.date_from or last > period.date_to:
                inside = calendar.count(max(first, period.date_from), min(last, period.date_to))
                days = min(days, inside)
            found.setdefault(leave.employee_id, []).append((leave, days))
        return found
