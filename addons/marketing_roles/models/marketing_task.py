from odoo import api, fields, models


class MarketingTask(models.Model):
    """One piece of a person's month plan (R20). It never carries a score."""

    _name = "marketing.task"
    _description = "Marketing Task"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_deadline, employee_id, id"
    _check_company_auto = True

    name = fields.Char(string="Task", required=True, tracking=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, precompute=True, index=True)
    date_from = fields.Date(string="Start", default=fields.Date.context_today)
    date_deadline = fields.Date(string="Due", required=True, index=True, tracking=True)
    standard = fields.Text(string="Work Standard", help="What a good result looks like.")
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("missed", "Missed")],
        default="planned",
        required=True,
        tracking=True,
    )
    date_done = fields.Date(string="Done On", readonly=True, copy=False)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late")
    is_mine = fields.Boolean(compute="_compute_is_mine", export_string_translation=False)

    _dates_in_order = models.Constraint(
        "CHECK(date_from IS NULL OR date_from <= date_deadline)", "A task cannot be due before it starts."
    )

    @api.depends("date_deadline", "date_done", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for task in self:
            day = task.date_done or today
            task.is_late = bool(task.date_deadline) and task.state != "missed" and day > task.date_deadline

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

    def _set_state(self, state, date_done):
        self.check_access("read")
        if not self.has_access("write"):
            others = self.filtered(lambda task: task.employee_id.user_id != self.env.user)
            others.check_access("write")
        self.sudo().write({"state": state, "date_done": date_done})
