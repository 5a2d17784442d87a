from odoo import api, fields, models
from odoo.tools import SQL

from .marketing_duty_assignment import KINDS

# Room for employees below each duty in the ids of rows.
EMPLOYEE_ROOM = 10_000_000


class MarketingDutyHolder(models.Model):
    """Who holds which duty on one day: from the job, with what was arranged otherwise.

    The day is today, or the one that the context names: `on_date` (a date), or `in_days`
    (a number of days from today). The engine (engine/holdings.py) says the same for whole
    stretches of time; a test keeps the two alike.
    """

    _name = "marketing.duty.holder"
    _description = "Holder of a Duty"
    _inherit = ["marketing.live.rows.mixin"]
    _auto = False
    _order = "job_id, duty_id, kind desc, employee_id"
    _rec_name = "duty_id"
    _depends = {
        "marketing.duty": ["job_id", "active", "area_id", "frequency", "monthly_hours", "sequence"],
        "marketing.duty.assignment": ["duty_id", "employee_id", "kind", "date_from", "date_to"],
        "marketing.dated.position": ["employee_id"],
        "resource.calendar.leaves": ["resource_id", "date_from", "date_to", "time_type"],
    }

    duty_id = fields.Many2one("marketing.duty", readonly=True)
    job_id = fields.Many2one("hr.job", string="Job Position", readonly=True, help="The job that the duty belongs to.")
    area_id = fields.Many2one("marketing.duty.area", readonly=True)
    frequency = fields.Selection(related="duty_id.frequency")
    work_standard = fields.Text(related="duty_id.work_standard")
    employee_id = fields.Many2one("hr.employee", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    source = fields.Selection([("job", "From the job"), ("assignment", "Arranged")], readonly=True)
    assignment_id = fields.Many2one("marketing.duty.assignment", readonly=True)
    date_to = fields.Date(string="Until", readonly=True, help="Empty: until further notice.")
    is_away = fields.Boolean(string="Away", readonly=True, help="On time off on that day.")
    monthly_hours = fields.Float(string="Hours a Month", readonly=True)

    @api.model
    def _get_day(self):
        """Return the day that is asked about."""
        context = self.env.context
        day = fields.Date.to_date(context.get("on_date")) or fields.Date.context_today(self)
        return fields.Date.add(day, days=int(context.get("in_days") or 0))

    @property
    def _table_query(self):
        return self._get_holder_query(self._get_day())

    def _get_holder_query(self, day, company_ids=None):
        """Return the SELECT of the holders on a day, optionally of some companies only."""
        return SQL(
            """
            WITH position AS (
                SELECT p.* FROM (%(positions)s) p
                 WHERE p.date_from <= %(day)s AND p.date_to > %(day)s
                   AND p.date_start <= %(day)s AND COALESCE(p.date_end, 'infinity') >= %(day)s
            ), arranged AS (
                SELECT a.* FROM marketing_duty_assignment a
                 WHERE a.date_from <= %(day)s AND COALESCE(a.date_to, 'infinity') >= %(day)s
            ), away AS (%(absences)s)
            SELECT d.id::bigint * %(room)s + p.employee_id AS id,
                   d.id AS duty_id, d.job_id, d.area_id, d.monthly_hours,
                   p.employee_id, p.company_id, p.department_id,
                   COALESCE(a.kind, 'responsible') AS kind,
                   CASE WHEN a.id IS NULL THEN 'job' ELSE 'assignment' END AS source,
                   a.id AS assignment_id, a.date_to,
                   away.employee_id IS NOT NULL AS is_away
              FROM position p
              JOIN marketing_duty d ON d.active AND d.job_id IS NOT NULL
         LEFT JOIN arranged a ON a.duty_id = d.id AND a.employee_id = p.employee_id
         LEFT JOIN away ON away.employee_id = p.employee_id
             WHERE (d.job_id = p.job_id AND COALESCE(a.kind, '') != 'none')
                OR (d.job_id IS DISTINCT FROM p.job_id AND a.kind != 'none')
            """,
            positions=self.env["marketing.dated.position"]._get_position_query(company_ids),
            absences=self.env["hr.employee"]._get_absence_query(day, day, company_ids),
            day=day,
            room=EMPLOYEE_ROOM,
        )

    def action_hand_over(self):
        """Begin a hand-over of the chosen duties; they are all of one person."""
        handover = self.env["marketing.duty.handover"]._prepare_from_holders(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "marketing.duty.handover",
            "res_id": handover.id,
            "views": [(False, "form")],
        }
