from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

HR_MANAGER = "marketing_roles.group_hr_manager"


class MarketingAppraisalOutcomeEffect(models.TransientModel):
    """The contract version or the change of job that was decided, for the HR manager to enter (R55)."""

    _name = "marketing.appraisal.outcome.effect"
    _description = "Prepare What Was Decided"

    outcome_id = fields.Many2one("marketing.appraisal.outcome", required=True, readonly=True, ondelete="cascade")
    effect = fields.Selection(related="outcome_id.kind_id.effect")
    employee_id = fields.Many2one(related="outcome_id.employee_id")
    company_id = fields.Many2one(related="outcome_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_version = fields.Date(
        string="Holds From",
        required=True,
        default=lambda self: fields.Date.start_of(fields.Date.add(fields.Date.context_today(self), months=1), "month"),
    )
    performance_pay_base = fields.Monetary(string="New Base Performance Pay", compute="_compute_present",
                                           store=True, readonly=False)  # fmt: skip
    job_id = fields.Many2one("hr.job", string="New Job", compute="_compute_present", store=True, readonly=False)
    department_id = fields.Many2one(
        "hr.department", string="New Department", compute="_compute_present", store=True, readonly=False
    )

    @api.depends("outcome_id")
    def _compute_present(self):
        """Begin with what holds at present."""
        for one in self:
            version = one.outcome_id.sudo().employee_id.current_version_id
            one.performance_pay_base = version.performance_pay_base
            one.job_id = version.job_id
            one.department_id = version.department_id

    def action_prepare(self):
        """Make the version that holds from the day on, and link it to the decision."""
        self.ensure_one()
        if not self.env.user.has_group(HR_MANAGER) or self.outcome_id.user_id == self.env.user:
            raise AccessError(self.env._("It is prepared by the HR manager, and never for oneself."))
        self.outcome_id._check_may_prepare()
        employee = self.outcome_id.sudo().employee_id
        if self.date_version <= self.outcome_id.period_id.date_to:
            raise UserError(
                self.env._(
                    "It holds from a day after %(day)s.", day=format_date(self.env, self.outcome_id.period_id.date_to)
                )
            )
        vals = {"date_version": self.date_version}
        if self.effect == "pay":
            vals["performance_pay_base"] = self.performance_pay_base
        else:
            vals |= {"job_id": self.job_id.id, "department_id": self.department_id.id}
        version = employee.create_version(vals)
        self.outcome_id.sudo().version_id = version
        self.outcome_id.sudo().activity_ids.action_done()
        return {"type": "ir.actions.act_window_close"}
