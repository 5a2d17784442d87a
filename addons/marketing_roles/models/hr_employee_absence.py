from datetime import date

from odoo import api, models
from odoo.tools import SQL

# Half a day off is not a day away.
HOURS_OF_A_DAY_AWAY = 5


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    @api.model
    def _get_absence_query(self, first_day, last_day, company_ids=None):
        """Return the SELECT of the days away between two dates, both included.

        Columns: employee_id, day. A day counts when its time off adds up to more than
        HOURS_OF_A_DAY_AWAY, in the time zone of the company's working hours. Time off is
        what Odoo's working hours know, from whichever app wrote it; training and the like,
        which they count as time worked, does not count.
        """
        return SQL(
            """
            SELECT e.id AS employee_id, d.day::date AS day
              FROM hr_employee e
              JOIN res_company rc ON rc.id = e.company_id
         LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
              JOIN resource_calendar_leaves l ON l.resource_id = e.resource_id AND l.time_type = 'leave'
        CROSS JOIN LATERAL (
                   SELECT l.date_from AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(c.tz, 'UTC') AS since,
                          l.date_to AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(c.tz, 'UTC') AS until) t
        CROSS JOIN LATERAL generate_series(
                   GREATEST(t.since::date, %(first)s::date), LEAST(t.until::date, %(last)s::date),
                   INTERVAL '1 day') AS d(day)
             WHERE %(companies)s
               AND l.date_from < %(last)s::date + 2 AND l.date_to > %(first)s::date - 1
          GROUP BY e.id, d.day
            HAVING SUM(LEAST(t.until, d.day + INTERVAL '1 day') - GREATEST(t.since, d.day))
                   > %(hours)s * INTERVAL '1 hour'
            """,
            first=first_day,
            last=last_day,
            companies=SQL("e.company_id IN %s", tuple(company_ids)) if company_ids else SQL("TRUE"),
            hours=HOURS_OF_A_DAY_AWAY,
        )

    @api.model
    def _get_absent_days(self, first_day: date, last_day: date, company):
        """Return {employee id: set of dates away} of a company's employees, in one query."""
        self.env["resource.calendar.leaves"].flush_model()
        absent = {}
        query = self._get_absence_query(first_day, last_day, company.ids)
        for employee_id, day in self.env.execute_query(query):
            absent.setdefault(employee_id, set()).add(day)
        return absent

    @api.model
    def _get_employing_companies(self):
        """Return the companies that have employees: those for which scheduled work is done."""
        return self.env["res.company"].union(*(company for (company,) in self.sudo()._read_group([], ["company_id"])))
