from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.recurrence import MONTHS_PER_CYCLE, Recurrence

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
# Occurrences in an average month, for the load of a person: 365.25 days a year, 5 of 7 worked.
TIMES_A_MONTH = {"daily": 21.74, "weekly": 4.348, "monthly": 1.0, "quarterly": 1 / 3, "yearly": 1 / 12}


class MarketingDuty(models.Model):
    """One thing that a role, or a job of the company, answers for (R1, R2)."""

    _name = "marketing.duty"
    _description = "Duty"
    _inherit = ["mail.thread", "marketing.shipped.mixin", "marketing.work.item.mixin"]
    _order = "job_id, role_id, sequence, id"
    _rec_names_search = ["name", "work_standard"]
    _check_company_auto = True

    name = fields.Char(string="Duty", tracking=True)
    active = fields.Boolean(tracking=True)
    job_id = fields.Many2one("hr.job", string="Job Position", ondelete="cascade", index="btree_not_null")
    role_id = fields.Many2one("marketing.role", ondelete="cascade", index="btree_not_null")
    company_id = fields.Many2one(related="job_id.company_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one(related="job_id.department_id", store=True, precompute=True)
    origin_id = fields.Many2one(
        "marketing.duty",
        string="Taken From",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="The duty of a role from which this one was taken.",
    )
    same_as_id = fields.Many2one(
        "marketing.duty", ondelete="set null", index="btree_not_null", copy=False,
        help="The duty of another catalogue that says the same; a company that takes both gets it once.",
    )  # fmt: skip
    catalog_id = fields.Many2one(
        related="role_id.catalog_id", string="Catalogue", store=True, precompute=True, index="btree_not_null"
    )
    area_id = fields.Many2one(tracking=True)
    frequency = fields.Selection(tracking=True)
    function_ids = fields.Many2many(
        "marketing.function",
        "marketing_duty_function_rel",
        "duty_id",
        "function_id",
        string="Fulfils",
        domain="[('department_id', '!=', False), ('kind', '=', 'function')]",
        help="The functions of the department that this duty fulfils.",
    )
    hours = fields.Float(
        string="Hours Each Time", help="How long it takes once; makes the load of whoever answers for it."
    )
    monthly_hours = fields.Float(
        string="Hours a Month",
        compute="_compute_monthly_hours",
        store=True,
        aggregator="sum",
        help="Hours each time by the frequency; work per event is counted as once a month.",
    )
    makes_tasks = fields.Boolean(
        tracking=True, help="Makes a dated task for its holder by the frequency, on working days."
    )
    weekday = fields.Selection(WEEKDAYS, default="4", help="On a day of rest the task moves to the next working day.")
    day_of_month = fields.Integer(default=1, help="A day beyond the end of the month is its last day.")
    month_of_cycle = fields.Integer(
        string="Month", default=1, help="Which month: 1 to 3 of a quarter, 1 to 12 of a year."
    )
    tasks_from = fields.Date(
        default=fields.Date.context_today, tracking=True, help="No task is made for days before this one."
    )
    is_appraised = fields.Boolean(
        string="Scored in the Appraisal",
        compute="_compute_is_appraised",
        store=True,
        readonly=False,
        precompute=True,
        help="A choice: whether each of its tasks is scored in the monthly appraisal. Proposed for all work but the "
        "daily, which would outweigh everything else.",
    )
    holder_count = fields.Integer(compute="_compute_holder_count", help="Responsible today.")

    _one_owner = models.Constraint(
        "CHECK(num_nonnulls(job_id, role_id) = 1)", "A duty belongs either to a job or to a role."
    )
    _code_uniq = models.UniqueIndex(
        "(role_id, code) WHERE role_id IS NOT NULL", "There is already a duty with this code in the role."
    )
    _hours_not_negative = models.Constraint("CHECK(hours >= 0)", "Hours cannot be negative.")
    _day_in_month = models.Constraint("CHECK(day_of_month BETWEEN 1 AND 31)", "A day of the month is from 1 to 31.")
    _month_in_year = models.Constraint("CHECK(month_of_cycle BETWEEN 1 AND 12)", "A month is from 1 to 12.")

    @api.depends("hours", "frequency")
    def _compute_monthly_hours(self):
        for duty in self:
            duty.monthly_hours = duty.hours * TIMES_A_MONTH.get(duty.frequency, 1.0)

    @api.depends("frequency")
    def _compute_is_appraised(self):
        for duty in self:
            duty.is_appraised = duty.frequency != "daily"

    @api.depends_context("duty_with_owner")
    @api.depends("name", "job_id", "role_id")
    def _compute_display_name(self):
        """Where duties are chosen, two jobs may have one of the same name."""
        for duty in self:
            owner = (duty.job_id or duty.role_id).name
            has_owner = self.env.context.get("duty_with_owner") and owner
            duty.display_name = f"{duty.name} ({owner})" if has_owner else duty.name

    def _compute_holder_count(self):
        holders = self.env["marketing.duty.holder"].sudo()
        counts = dict(
            holders._read_group([("duty_id", "in", self.ids), ("kind", "=", "responsible")], ["duty_id"], ["__count"])
        )
        for duty in self:
            duty.holder_count = counts.get(duty._origin, 0)

    @api.constrains("makes_tasks", "frequency", "month_of_cycle")
    def _check_can_recur(self):
        for duty in self.filtered("makes_tasks"):
            if duty.frequency in (False, "event"):
                raise ValidationError(
                    self.env._("“%(name)s” has no frequency, so it cannot make tasks by itself.", name=duty.name)
                )
            if duty.frequency == "quarterly" and duty.month_of_cycle > MONTHS_PER_CYCLE["quarterly"]:
                raise ValidationError(self.env._("“%(name)s”: a quarter has three months.", name=duty.name))

    def _get_catalogs(self):
        return self.role_id.catalog_id

    def _get_code_owner(self):
        return self.role_id, f"{self.role_id.code}."

    def _to_recurrence(self):
        """Return the frequency as an object of the engine."""
        self.ensure_one()
        return Recurrence(self.frequency, int(self.weekday or 0), self.day_of_month, self.month_of_cycle)

    def action_hand_over(self):
        """Begin a hand-over of the duties, from whoever held them last."""
        handover = self.env["marketing.duty.handover"]._prepare_for_duties(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": handover._name,
            "res_id": handover.id,
            "views": [(False, "form")],
        }

    def action_open_holders(self):
        """Open who holds the duty today."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles.marketing_duty_holder_action")
        return dict(action, domain=[("duty_id", "=", self.id)], context={}, display_name=self.name)

    def action_open_assignments(self):
        """Open what was arranged about the duty beside its job, past and future."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles.marketing_duty_assignment_action")
        context = {"default_duty_id": self.id}
        return dict(action, domain=[("duty_id", "=", self.id)], context=context, display_name=self.name)
