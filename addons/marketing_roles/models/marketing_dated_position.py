from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.holdings import Position


class MarketingDatedPosition(models.Model):
    """Who sat where, for whom, from when to when: one row per employee version.

    This is the one place that answers "as the employee they were on that date"
    (R10a). Ranges are half open, [date_from, date_to); the first version also
    covers everything before it, as Odoo's own version lookup does.
    """

    _name = "marketing.dated.position"
    _description = "Position by Date"
    _inherit = ["marketing.live.rows.mixin"]
    _auto = False
    _order = "employee_id, date_from"
    _rec_name = "employee_id"
    _depends = {
        "hr.version": [
            "employee_id", "date_version", "active", "department_id", "job_id", "appraiser_id",
            "contract_date_start", "contract_date_end", "departure_date",
        ],
        "hr.employee": ["company_id", "current_version_id"],
        "hr.department": ["branch_id"],
        "hr.job": ["role_id"],
    }  # fmt: skip

    employee_id = fields.Many2one("hr.employee", readonly=True)
    version_id = fields.Many2one("hr.version", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    branch_id = fields.Many2one("hr.department", readonly=True)
    job_id = fields.Many2one("hr.job", string="Job Position", readonly=True)
    role_id = fields.Many2one("marketing.role", readonly=True)
    appraiser_id = fields.Many2one("hr.employee", readonly=True)
    date_from = fields.Date(string="Counts From", readonly=True)
    date_to = fields.Date(string="Counts Until", readonly=True, help="First day on which this no longer holds.")
    valid_from = fields.Date(string="From", readonly=True)
    valid_until = fields.Date(string="Until", readonly=True, help="Empty: until further notice.")
    date_start = fields.Date(string="Employed Since", readonly=True, help="First day of employment.")
    date_end = fields.Date(string="Employed Until", readonly=True, help="Last day of employment, if known.")

    @property
    def _table_query(self):
        return self._get_position_query()

    def _get_position_query(self, company_ids=None):
        """Return the SELECT behind the model, optionally for some companies only.

        Other queries join it with `date >= date_from AND date < date_to`.
        The version's id serves as id, so rows keep their identity.

        :param tuple company_ids: restrict to employees of these companies
        """
        return SQL(
            """
            SELECT v.id,
                   v.id AS version_id,
                   v.employee_id,
                   e.company_id,
                   v.department_id,
                   d.branch_id,
                   v.job_id,
                   j.role_id,
                   v.appraiser_id,
                   CASE WHEN LAG(v.id) OVER w IS NULL THEN DATE '1900-01-01'
                        ELSE v.date_version END AS date_from,
                   COALESCE(LEAD(v.date_version) OVER w, DATE '9999-12-31') AS date_to,
                   v.date_version AS valid_from,
                   LEAD(v.date_version) OVER w - 1 AS valid_until,
                   MIN(COALESCE(v.contract_date_start, v.date_version))
                       OVER (PARTITION BY v.employee_id) AS date_start,
                   MAX(COALESCE(v.departure_date, v.contract_date_end))
                       FILTER (WHERE v.id = e.current_version_id)
                       OVER (PARTITION BY v.employee_id) AS date_end
              FROM hr_version v
              JOIN hr_employee e ON e.id = v.employee_id
         LEFT JOIN hr_department d ON d.id = v.department_id
         LEFT JOIN hr_job j ON j.id = v.job_id
             WHERE v.active AND %s
            WINDOW w AS (PARTITION BY v.employee_id ORDER BY v.date_version)
            """,
            SQL("e.company_id IN %s", tuple(company_ids)) if company_ids else SQL("TRUE"),
        )

    @api.model
    def _get_stretches(self, first_day, last_day, employees=None, companies=None):
        """Return who was in which job between two days: engine Positions inside the time of employment.

        :param employees: only these, or None for everybody
        :param companies: only people of these, or None for all
        """
        domain = [("date_from", "<=", last_day), ("date_to", ">", first_day)]
        if employees is not None:
            domain.append(("employee_id", "in", employees.ids))
        if companies is not None:
            domain.append(("company_id", "in", companies.ids))
        stretches = []
        for row in self.search(domain):
            start = max(row.date_from, row.date_start or row.date_from)
            end = min(row.date_to, row.date_end + timedelta(days=1) if row.date_end else date.max)
            # Who left before the first day, or comes after the last one, is in no job between them.
            if start < end and start <= last_day and end > first_day:
                stretches.append(Position(row.employee_id.id, row.job_id.id, start, end))
        return stretches
