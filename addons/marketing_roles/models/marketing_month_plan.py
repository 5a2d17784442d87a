from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


class MarketingMonthPlan(models.Model):
    """A department's plan of a month, broken down to people (R20)."""

    _name = "marketing.month.plan"
    _description = "Month Plan of a Department"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "month desc, department_id"
    _check_company_auto = True

    department_id = fields.Many2one("hr.department", required=True, index=True, check_company=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.start_of(fields.Date.context_today(self), "month"),
        help="Any day of the month; kept as its first.",
    )
    goal = fields.Text(string="Goals of the Month")
    line_ids = fields.One2many("marketing.month.plan.line", "plan_id", string="Work", copy=True)
    task_count = fields.Integer(compute="_compute_task_counts")
    open_count = fields.Integer(compute="_compute_task_counts")
    done_percent = fields.Float(string="Done", compute="_compute_task_counts")

    _month_uniq = models.Constraint("unique(department_id, month)", "The department already has a plan for the month.")

    @api.depends("department_id", "month")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.department_id.name or ''} {plan.month:%Y-%m}" if plan.month else False

    def _compute_task_counts(self):
        rows = self.env["marketing.task"]._read_group(
            [("plan_line_id.plan_id", "in", self.ids)], ["plan_line_id", "state"], ["__count"]
        )
        for plan in self:
            counts = {"planned": 0, "done": 0, "missed": 0}
            for line, state, count in rows:
                if line.plan_id == plan._origin:
                    counts[state] += count
            plan.task_count = sum(counts.values())
            plan.open_count = counts["planned"]
            plan.done_percent = 100.0 * counts["done"] / plan.task_count if plan.task_count else 0.0

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_first_of_month(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_first_of_month(vals))

    @api.model
    def _with_first_of_month(self, vals):
        return dict(vals, month=fields.Date.to_date(vals["month"]).replace(day=1)) if vals.get("month") else vals

    def action_hand_out(self):
        """Make the tasks of the lines that nobody has yet, however often it is run."""
        for plan in self:
            if not plan.line_ids.employee_ids:
                raise UserError(self.env._("%(name)s names nobody yet.", name=plan.display_name))
            self.env["marketing.task"].create(plan.line_ids._prepare_missing_tasks())

    def action_open_tasks(self):
        """Open the tasks that came from the plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles.marketing_task_action")
        domain = [("plan_line_id.plan_id", "=", self.id)]
        return dict(action, domain=domain, context={}, display_name=self.display_name)


class MarketingMonthPlanLine(models.Model):
    _name = "marketing.month.plan.line"
    _description = "Work in a Month Plan"
    # Whoever plans for a department need not be able to read private data of people.
    _inherit = ["hr.mixin"]
    _order = "plan_id, sequence, id"
    _check_company_auto = True

    plan_id = fields.Many2one("marketing.month.plan", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Work", required=True)
    standard = fields.Text(string="Work Standard", help="What a good result looks like.")
    employee_ids = fields.Many2many(
        "hr.employee", string="By", check_company=True, help="Each gets a task of their own."
    )
    date_deadline = fields.Date(
        string="Due", compute="_compute_date_deadline", store=True, readonly=False, required=True, precompute=True
    )
    task_ids = fields.One2many("marketing.task", "plan_line_id", string="Tasks", readonly=True)

    @api.depends("plan_id.month")
    def _compute_date_deadline(self):
        for line in self:
            if line.plan_id.month and not line.date_deadline:
                line.date_deadline = fields.Date.end_of(line.plan_id.month, "month")

    @api.constrains("date_deadline", "plan_id")
    def _check_in_month(self):
        for line in self:
            month = line.plan_id.month
            if not month <= line.date_deadline <= fields.Date.end_of(month, "month"):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is due on %(day)s, outside the month of the plan.",
                        name=line.name,
                        day=format_date(self.env, line.date_deadline),
                    )
                )

    def _prepare_missing_tasks(self):
        """Return the values of the tasks that people named on the lines do not have yet."""
        have = {(task.plan_line_id.id, task.employee_id.id) for task in self.task_ids}
        return [
            {
                "name": line.name,
                "standard": line.standard,
                "employee_id": employee.id,
                "date_from": line.plan_id.month,
                "date_deadline": line.date_deadline,
                "origin": "plan",
                "plan_line_id": line.id,
            }
            for line in self
            for employee in line.employee_ids
            if (line.id, employee.id) not in have
        ]
