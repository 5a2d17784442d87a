from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

OPEN = "open"


class MarketingAppraisalGoal(models.Model):
    """What is agreed for the months ahead (R23). It says what is expected, so its person reads it at once (R29d).

    A goal stays in sight in every month until it is closed; one that is not reached by its day is carried over to
    another day with a reason, and keeps count of it.
    """

    _name = "marketing.appraisal.goal"
    _description = "Goal"
    _inherit = ["mail.thread", "marketing.guarded.mixin", "marketing.appraisal.about.mixin"]
    _order = "date_deadline, id"

    name = fields.Char(string="Goal", required=True, tracking=True)
    appraisal_id = fields.Many2one(string="Agreed In", help="The appraisal at whose follow-up it was agreed.")
    standard = fields.Text(string="Reached When", help="How both will know that it is reached.")
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_deadline = fields.Date(
        string="Reach It By",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.add(fields.Date.context_today(self), months=6),
        help="Goals are agreed for the next 6 to 12 months.",
    )
    state = fields.Selection(
        [(OPEN, "Under Way"), ("met", "Reached"), ("missed", "Not Reached"), ("dropped", "Given Up")],
        default=OPEN,
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    carried_count = fields.Integer(string="Times Carried Over", readonly=True, copy=False)
    outcome = fields.Text(readonly=True, copy=False, help="What came of it, or why it was carried over.")
    is_due = fields.Boolean(string="Due", compute="_compute_is_due")

    _dates_in_order = models.Constraint("CHECK(date_from <= date_deadline)", "A goal cannot be due before it begins.")

    @api.depends("state", "date_deadline")
    def _compute_is_due(self):
        today = fields.Date.context_today(self)
        for goal in self:
            goal.is_due = goal.state == OPEN and bool(goal.date_deadline) and goal.date_deadline <= today

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "carried_count", "outcome"}

    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create(vals_list)
        goals._check_may_agree()
        return goals

    def write(self, vals):
        if not self.env.su and any(not name.startswith(("message_", "activity_")) for name in vals):
            self._check_may_agree()
            if "employee_id" in vals:
                raise AccessError(self.env._("A goal stays with its person."))
            if "date_deadline" in vals:
                raise UserError(self.env._("A goal is carried over to another day with a reason."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        self._check_may_agree()
        if any(goal.state != OPEN or goal.carried_count for goal in self):
            raise UserError(self.env._("A goal that has a history is given up, not deleted."))

    def _check_may_agree(self):
        """Goals are agreed by the superior, their substitute or HR, never by oneself alone."""
        if self.env.su:
            return
        for goal in self:
            if goal.sudo().employee_id.user_id == self.env.user or not goal._is_by_superior():
                raise AccessError(self.env._("Goals are agreed by the superior or HR, not by oneself alone."))
            if goal.state != OPEN:
                raise UserError(self.env._("“%(goal)s” is closed.", goal=goal.name))

    def action_met(self):
        """Close the goals as reached."""
        self._close("met")

    def _close(self, state, outcome=None):
        """Close goals.

        :param str outcome: what came of it; needed unless it is reached
        """
        self.check_access("write")
        self._check_may_agree()
        outcome = (outcome or "").strip()
        if state != "met" and not outcome:
            raise UserError(self.env._("Say what came of it."))
        self.sudo().write({"state": state, "outcome": outcome or False})

    def _carry_over(self, day, reason):
        """Give goals another day; the first one and the reason stay in the discussion (R23)."""
        self.check_access("write")
        self._check_may_agree()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is carried over."))
        for goal in self:
            if day <= goal.date_deadline:
                raise UserError(
                    self.env._("“%(goal)s” is carried over to a later day than %(day)s.", goal=goal.name,
                        day=format_date(self.env, goal.date_deadline))
                )  # fmt: skip
            goal.sudo().write(
                {"date_deadline": day, "carried_count": goal.carried_count + 1, "outcome": reason.strip()}
            )

    def action_ask_closing(self):
        """Ask what came of the goal."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close or Carry Over"),
            "res_model": "marketing.appraisal.goal.closing",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_goal_ids": self.ids},
        }


class MarketingAppraisal(models.Model):
    """The goals that were open in the days of an appraisal, and the follow-up that asks about the due ones."""

    _inherit = "marketing.appraisal"

    agreed_goal_ids = fields.One2many("marketing.appraisal.goal", "appraisal_id", string="Goals Agreed Here")
    goal_ids = fields.Many2many(
        "marketing.appraisal.goal", string="Goals", compute="_compute_goal_ids", export_string_translation=False
    )
    task_ids = fields.Many2many("marketing.task", string="Tasks", compute="_compute_task_ids")

    @api.depends("employee_id", "date_from", "date_to", "agreed_goal_ids.state")
    def _compute_goal_ids(self):
        goals = self.env["marketing.appraisal.goal"].search(
            Domain("employee_id", "in", self.employee_id.ids)
            & Domain("date_from", "<=", max(self.mapped("date_to"), default=False))
        )
        by_employee = goals.grouped("employee_id")
        for case in self:
            mine = by_employee.get(case.employee_id, goals.browse())
            # The next months' goals, agreed at the follow-up, are no part of what this month was judged by.
            case.goal_ids = mine.filtered(
                lambda goal, case=case: goal.date_from <= case.date_to and goal.date_deadline >= case.date_from
            )

    @api.depends("employee_id", "date_from", "date_to")
    def _compute_task_ids(self):
        tasks = self.env["marketing.task"]
        readable = tasks.has_access("read")
        if readable and self:
            tasks = tasks.search(
                Domain("employee_id", "in", self.employee_id.ids)
                & Domain("date_deadline", ">=", min(self.mapped("date_from")))
                & Domain("date_deadline", "<=", max(self.mapped("date_to")))
            )
        by_employee = tasks.grouped("employee_id")
        for case in self:
            mine = by_employee.get(case.employee_id, tasks.browse())
            case.task_ids = mine.filtered(lambda task, case=case: case.date_from <= task.date_deadline <= case.date_to)

    def _check_step_follow_up(self):
        """The follow-up ends when every goal that was due in the month is closed or carried over."""
        due = self.env["marketing.appraisal.goal"].sudo().search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("state", "=", OPEN),
                ("date_deadline", "<=", max(self.mapped("date_to"))),
            ]
        )  # fmt: skip
        by_employee = due.grouped("employee_id")
        for case in self.filtered(lambda case: case.kind == "monthly"):
            mine = by_employee.get(case.employee_id, due.browse())
            late = mine.filtered(lambda goal, case=case: goal.date_deadline <= case.date_to)[:1]
            if late:
                raise UserError(
                    self.env._(
                        "%(person)s: the goal “%(goal)s” was due. Close it or carry it over first.",
                        person=case.employee_id.name,
                        goal=late.name,
                    )
                )
