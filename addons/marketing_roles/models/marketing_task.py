from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

ORIGINS = [("hand", "By hand"), ("plan", "Month plan"), ("duty", "Recurring duty")]


class MarketingTask(models.Model):
    """One piece of a person's month plan (R20). It never carries a score.

    Comes from a recurring duty, from the department's month plan, or by hand.
    """

    _name = "marketing.task"
    _description = "Marketing Task"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.dated.appraiser.mixin", "marketing.in.use.mixin"]
    _order = "date_deadline, employee_id, id"
    _check_company_auto = True
    _appraiser_date = "date_deadline"

    name = fields.Char(string="Task", required=True, tracking=True)
    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
        tracking=True,
        domain="[('company_id', 'in', allowed_company_ids)]",
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, precompute=True, index=True)
    date_from = fields.Date(string="Start", default=fields.Date.context_today)
    date_deadline = fields.Date(string="Due", required=True, index=True, tracking=True)
    date_planned = fields.Date(
        string="First Planned For", compute="_compute_date_planned", store=True, precompute=True, readonly=True,
        help="The day on which it was due before it was moved.",
    )  # fmt: skip
    is_moved = fields.Boolean(string="Moved", compute="_compute_is_moved", store=True)
    move_count = fields.Integer(string="Times Moved", readonly=True, copy=False)
    standard = fields.Text(string="Work Standard", help="What a good result looks like.")
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("missed", "Missed")],
        default="planned",
        required=True,
        tracking=True,
        index=True,
    )
    date_done = fields.Date(string="Done On", readonly=True, copy=False)
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late", help="Done after its day, or still to do."
    )
    is_mine = fields.Boolean(compute="_compute_is_mine", export_string_translation=False)
    origin = fields.Selection(ORIGINS, default="hand", required=True, readonly=True)
    duty_id = fields.Many2one("marketing.duty", readonly=True, ondelete="set null", index="btree_not_null")
    nominal_date = fields.Date(
        string="Day by the Frequency", readonly=True, help="The day before rest days and absence moved it."
    )
    stands_in_for_id = fields.Many2one(
        "hr.employee", string="Stands in For", readonly=True, help="Away on the day; the deputy does it."
    )
    plan_line_id = fields.Many2one("marketing.month.plan.line", readonly=True, ondelete="set null", index=True)
    is_appraised = fields.Boolean(
        string="Scored in the Appraisal", default=True, help="Without a scorecard, makes up the work of the month."
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_from IS NULL OR date_from <= date_deadline)", "A task cannot be due before it starts."
    )
    _duty_day_uniq = models.UniqueIndex(
        "(duty_id, nominal_date, employee_id) WHERE duty_id IS NOT NULL",
        "The duty already has a task for this person and day.",
    )
    _plan_person_uniq = models.UniqueIndex(
        "(plan_line_id, employee_id) WHERE plan_line_id IS NOT NULL", "The plan gives this to a person once."
    )

    @api.depends("date_deadline")
    def _compute_date_planned(self):
        """Keep the first date that the task ever had."""
        for task in self:
            task.date_planned = task.date_planned or task.date_deadline

    @api.depends("date_planned", "date_deadline")
    def _compute_is_moved(self):
        for task in self:
            task.is_moved = bool(task.date_planned) and task.date_planned != task.date_deadline

    @api.depends("date_deadline", "date_done", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for task in self:
            day = task.date_done or today
            task.is_late = bool(task.date_deadline) and task.state != "missed" and day > task.date_deadline

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        done_late = self._search([("state", "=", "done"), ("date_deadline", "!=", False), ("date_done", "!=", False)])
        done_late.add_where("marketing_task.date_done > marketing_task.date_deadline")
        late = ["|", ("id", "in", done_late), "&", ("state", "=", "planned"), ("date_deadline", "<", today)]
        wants_late = True in value
        if wants_late and False in value:
            return [(1, "=", 1)]
        return late if wants_late else ["!", *late]

    @api.depends_context("uid")
    @api.depends("employee_id")
    def _compute_is_mine(self):
        for task in self:
            task.is_mine = task.employee_id.user_id == self.env.user

    def action_done(self):
        """Report the tasks as done today; the holder may do this for their own."""
        self._set_state("done", fields.Date.context_today(self))

    def action_reopen(self):
        """Take a report of completion back."""
        self._set_state("planned", False)

    def action_miss(self):
        """Record that the tasks were not done; this is for whoever plans them."""
        self.check_access("write")
        self.write({"state": "missed", "date_done": False})

    def _set_state(self, state, date_done):
        self.check_access("read")
        others = self.filtered(lambda task: task.sudo().employee_id.user_id != self.env.user)
        if others:
            others.check_access("write")
        missed = (self - others).filtered(lambda task: task.state == "missed")[:1]
        if missed and not missed.has_access("write"):
            raise UserError(
                self.env._("%(name)s was recorded as missed; whoever plans your work can reopen it.", name=missed.name)
            )
        self.sudo().write({"state": state, "date_done": date_done})

    def _move_to(self, day, reason):
        """Give the tasks another day; the first one and the reason stay on record."""
        self.check_access("write")
        day = fields.Date.to_date(day)
        done = self.filtered(lambda task: task.state != "planned")[:1]
        if done:
            raise UserError(self.env._("%(name)s is not open any more, so it has no day to move.", name=done.name))
        for task in self:
            values = {"date_deadline": day, "move_count": task.move_count + 1}
            if task.date_from and task.date_from > day:
                values["date_from"] = day
            task.write(values)
            task.message_post(
                body=self.env._("Moved to %(day)s: %(reason)s", day=format_date(self.env, day), reason=reason)
            )
