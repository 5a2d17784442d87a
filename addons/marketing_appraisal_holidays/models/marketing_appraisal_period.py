from odoo import fields, models


class MarketingAppraisalPeriod(models.Model):
    """Who is away at the end of a year, or came back to the post too late in it, takes no part (R51)."""

    _inherit = "marketing.appraisal.period"

    def _get_left_out_of_year(self, employees):
        found = super()._get_left_out_of_year(employees)
        policy = self._get_main_policy()
        for employee, leaves in self._get_long_leaves(employees).items():
            last = max(leaves, key=lambda leave: leave.request_date_to)
            if last.request_date_to >= self.date_to and last.holiday_status_id.keeps_post:
                vals = {"reason": "unpaid_leave", "date": last.request_date_to}
            elif policy and policy._is_late_return(last, self.date_to):
                vals = {"reason": "returned", "date": fields.Date.add(last.request_date_to, days=1)}
            else:
                continue
            found.setdefault(employee, vals)
        return found

    def _get_long_leaves(self, employees):
        """Return {employee: approved leave that touches the year and is long, or keeps the post}: one query."""
        policy = self._get_main_policy()
        leaves = (
            self.env["hr.leave"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", employees.ids),
                    ("state", "=", "validate"),
                    ("request_date_from", "<=", self.date_to),
                    ("request_date_to", ">=", self.date_from),
                ],
                ["employee_id", "holiday_status_id", "request_date_from", "request_date_to"],
                order="request_date_from, id",
            )
        )
        least = policy.long_leave_days if policy else 0
        return leaves.filtered(
            lambda leave: (
                leave.holiday_status_id.keeps_post
                or (leave.request_date_to - leave.request_date_from).days + 1 >= least
            )
        ).grouped("employee_id")


class MarketingAppraisalPolicy(models.Model):
    _inherit = "marketing.appraisal.policy"

    def _is_late_return(self, leave, year_end):
        """Tell whether somebody came back from leave within the year, but too late in it.

        :param date year_end: last day of the year
        """
        self.ensure_one()
        back = fields.Date.add(leave.request_date_to, days=1)
        limit = fields.Date.subtract(fields.Date.add(year_end, days=1), months=self.return_months)
        return bool(self.return_months) and limit < back <= year_end
