from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

KINDS = [
    ("function", "Function without a duty"),
    ("open", "Duty without a holder"),
    ("away", "Holder away, no deputy"),
    ("load", "Too much for one person"),
    ("below", "Too few in the job"),
    ("above", "Too many in the job"),
]
# Room for records below each kind of gap in the ids of rows.
KIND_ROOM = 8


class MarketingCoverageGap(models.Model):
    """What nobody answers for on one day, and who answers for too much.

    The day is the one of marketing.duty.holder: today, or what the context names.
    """

    _name = "marketing.coverage.gap"
    _description = "Gap in the Coverage"
    _inherit = ["marketing.live.rows.mixin"]
    _auto = False
    _order = "kind_order, department_id, job_id, id"
    _depends = {
        "marketing.duty.holder": ["duty_id"],
        "marketing.function": ["kind", "department_id", "active", "duty_ids"],
        "hr.job": ["headcount_min", "headcount_max", "active", "department_id", "company_id"],
        "res.company": ["duty_load_hours", "duty_load_count"],
    }

    kind = fields.Selection(KINDS, string="Gap", readonly=True)
    kind_order = fields.Integer(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    function_id = fields.Many2one("marketing.function", readonly=True)
    job_id = fields.Many2one("hr.job", string="Job Position", readonly=True)
    duty_id = fields.Many2one("marketing.duty", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    actual = fields.Float(readonly=True, digits=(16, 1), aggregator=None)
    threshold = fields.Float(readonly=True, digits=(16, 1), aggregator=None)
    explanation = fields.Char(compute="_compute_explanation")

    @api.depends("kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for gap in self:
            gap.display_name = labels.get(gap.kind)

    @api.depends_context("lang", "on_date", "in_days")
    @api.depends("kind", "actual", "threshold")
    def _compute_explanation(self):
        for gap in self:
            gap.explanation = gap._explain()

    def _explain(self):
        self.ensure_one()
        actual, limit = f"{round(self.actual, 1):g}", f"{round(self.threshold, 1):g}"
        texts = {
            "function": lambda: self.env._("No duty of any job fulfils “%(name)s”.", name=self.function_id.name),
            "open": lambda: self.env._("Nobody answers for “%(name)s”.", name=self.duty_id.name),
            "away": lambda: self.env._(
                "Whoever answers for “%(name)s” is away and no deputy is there.", name=self.duty_id.name
            ),
            "load": lambda: self._explain_load(actual, limit),
            "below": lambda: self.env._(
                "%(actual)s in the job, at least %(limit)s planned.", actual=actual, limit=limit
            ),
            "above": lambda: self.env._(
                "%(actual)s in the job, at most %(limit)s planned.", actual=actual, limit=limit
            ),
        }
        return texts[self.kind]()

    def _explain_load(self, actual, limit):
        if self.company_id.sudo().duty_load_hours and self.actual > self.company_id.sudo().duty_load_hours:
            return self.env._("%(actual)s hours a month, %(limit)s set as the limit.", actual=actual, limit=limit)
        return self.env._("Responsible for %(actual)s duties, %(limit)s set as the limit.", actual=actual, limit=limit)

    @property
    def _table_query(self):
        parts = [self._get_function_query(), self._get_duty_query(), self._get_load_query(), self._get_job_query()]
        return SQL(
            "WITH holder AS (%s) %s",
            self.env["marketing.duty.holder"]._table_query,
            SQL(" UNION ALL ").join(parts),
        )

    def _get_function_query(self):
        """Functions of departments that no duty fulfils."""
        return SQL(
            """
            SELECT f.id::bigint * %(room)s AS id, 'function' AS kind, 0 AS kind_order, f.company_id,
                   f.department_id, f.id AS function_id, NULL::int AS job_id, NULL::int AS duty_id,
                   NULL::int AS employee_id, 0::float AS actual, 0::float AS threshold
              FROM marketing_function f
             WHERE f.active AND f.kind = 'function' AND f.department_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM marketing_duty_function_rel r
                                 JOIN marketing_duty d ON d.id = r.duty_id AND d.active
                                WHERE r.function_id = f.id)
            """,
            room=KIND_ROOM,
        )

    def _get_duty_query(self):
        """Duties that nobody is there to do."""
        return SQL(
            """
            SELECT d.id::bigint * %(room)s + 1, CASE WHEN s.is_held IS TRUE THEN 'away' ELSE 'open' END,
                   CASE WHEN s.is_held IS TRUE THEN 2 ELSE 1 END, d.company_id, d.department_id, NULL, d.job_id,
                   d.id, NULL, 0, 0
              FROM marketing_duty d
              JOIN hr_job j ON j.id = d.job_id AND j.active
         LEFT JOIN (SELECT duty_id, TRUE AS is_held, BOOL_OR(NOT is_away) AS is_done
                      FROM holder WHERE kind IN ('responsible', 'deputy') GROUP BY duty_id) s ON s.duty_id = d.id
             WHERE d.active AND s.is_done IS NOT TRUE
            """,
            room=KIND_ROOM,
        )

    def _get_load_query(self):
        """People who are responsible for more than the company's limits allow."""
        return SQL(
            """
            SELECT t.employee_id::bigint * %(room)s + 2, 'load', 3, t.company_id, t.department_id, NULL, NULL, NULL,
                   t.employee_id,
                   CASE WHEN t.is_long THEN t.hours ELSE t.duties END,
                   CASE WHEN t.is_long THEN c.duty_load_hours ELSE c.duty_load_count END
              FROM (SELECT h.employee_id, h.company_id, h.department_id, SUM(h.monthly_hours) AS hours,
                           COUNT(*) AS duties, SUM(h.monthly_hours) > MAX(rc.duty_load_hours)
                           AND MAX(rc.duty_load_hours) > 0 AS is_long
                      FROM holder h JOIN res_company rc ON rc.id = h.company_id
                     WHERE h.kind = 'responsible'
                  GROUP BY h.employee_id, h.company_id, h.department_id) t
              JOIN res_company c ON c.id = t.company_id
             WHERE t.is_long OR (c.duty_load_count > 0 AND t.duties > c.duty_load_count)
            """,
            room=KIND_ROOM,
        )

    def _get_job_query(self):
        """Jobs with fewer or more people than planned (R3)."""
        day = self.env["marketing.duty.holder"]._get_day()
        return SQL(
            """
            SELECT j.id::bigint * %(room)s + 3,
                   CASE WHEN COALESCE(n.people, 0) < j.headcount_min THEN 'below' ELSE 'above' END,
                   CASE WHEN COALESCE(n.people, 0) < j.headcount_min THEN 4 ELSE 5 END,
                   j.company_id, j.department_id, NULL, j.id, NULL, NULL, COALESCE(n.people, 0),
                   CASE WHEN COALESCE(n.people, 0) < j.headcount_min THEN j.headcount_min ELSE j.headcount_max END
              FROM hr_job j
         LEFT JOIN (SELECT p.job_id, COUNT(*) AS people FROM (%(positions)s) p
                     WHERE p.date_from <= %(day)s AND p.date_to > %(day)s
                       AND p.date_start <= %(day)s AND COALESCE(p.date_end, 'infinity') >= %(day)s
                  GROUP BY p.job_id) n ON n.job_id = j.id
             WHERE j.active
               AND (COALESCE(n.people, 0) < j.headcount_min OR (j.headcount_max > 0 AND n.people > j.headcount_max))
            """,
            room=KIND_ROOM,
            day=day,
            positions=self.env["marketing.dated.position"]._get_position_query(),
        )

    def action_hand_over(self):
        """Begin one hand-over of the duties of several gaps.

        :raises UserError: where none of them is a duty without somebody who is there
        """
        duties = self.filtered(lambda gap: gap.kind in ("open", "away")).duty_id
        if not duties:
            raise UserError(self.env._("None of these is a duty that nobody answers for."))
        return duties.action_hand_over()

    def action_close(self):
        """Open what closes the gap: the function, the hand-over of the duty, the person's duties, or the job."""
        self.ensure_one()
        if self.kind in ("open", "away"):
            return self.duty_id.action_hand_over()
        if self.kind == "load":
            action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles.marketing_duty_holder_action")
            return dict(action, domain=[("employee_id", "=", self.employee_id.id)], context={})
        record = self.function_id or self.job_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
