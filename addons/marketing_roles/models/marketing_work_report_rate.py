from odoo import api, models
from odoo.tools import SQL


class MarketingWorkReport(models.Model):
    """What others ask about reports: who is behind, and how many came in time."""

    _inherit = "marketing.work.report"

    @api.model
    def _get_due_by_employee(self, company, day):
        """Return {employee id: reports asked for, due on or before `day` and not handed in} of a company."""
        domain = [
            ("company_id", "=", company.id),
            ("state", "=", "due"),
            ("is_owed", "=", True),
            ("date_due", "<=", day),
        ]
        by_employee = self.search(domain, order="date_due, id").grouped("employee_id")
        return {employee.id: reports for employee, reports in by_employee.items()}

    @api.model
    def _get_report_rates(self, kind, date_from, date_to, company):
        """Return {employee id: (in time, due)} of everybody who had a report of this kind due, in one SELECT.

        Due are the reports asked for whose due date lies between the two dates, both included,
        handed in or not. In time are those of them that were handed in by the end of their due
        day and not withdrawn since. Whoever had nothing due has no entry: that is no rate, not
        a rate of zero. For a period that is still running pass yesterday as `date_to`, so that
        a report that can still be in time does not count against anybody.

        :param str kind: daily, weekly, monthly or department
        :param date date_from: first due day
        :param date date_to: last due day
        :param company: res.company whose reports are counted
        """
        self.flush_model(["company_id", "employee_id", "kind", "is_owed", "date_due", "submitted_date", "is_late"])
        query = SQL(
            """
            SELECT employee_id,
                   COUNT(*) FILTER (WHERE submitted_date IS NOT NULL AND is_late IS NOT TRUE),
                   COUNT(*)
              FROM marketing_work_report
             WHERE company_id = %s AND kind = %s AND is_owed AND date_due BETWEEN %s AND %s
          GROUP BY employee_id
            """,
            company.id,
            kind,
            date_from,
            date_to,
        )
        return {employee: (in_time, due) for employee, in_time, due in self.env.execute_query(query)}
