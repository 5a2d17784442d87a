from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrJob(models.Model):
    _inherit = "hr.job"

    role_id = fields.Many2one(
        "marketing.role",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The role that this job fills. Scorecards are chosen by role.",
    )
    role_level = fields.Selection(related="role_id.level", string="Level")
    reports_to_id = fields.Many2one(
        "hr.job", ondelete="set null", check_company=True, tracking=True, help="The job that this one answers to."
    )
    headcount_min = fields.Integer(string="At Least", tracking=True, help="How many people the job needs.")
    headcount_max = fields.Integer(string="At Most", tracking=True, help="Zero: no upper limit.")
    headcount_status = fields.Selection(
        [("below", "Too few"), ("within", "As planned"), ("above", "Too many")], compute="_compute_headcount_status"
    )
    duty_ids = fields.One2many("marketing.duty", "job_id", string="Duties", copy=True)
    duty_count = fields.Integer(compute="_compute_duty_count")

    _headcount_in_order = models.Constraint(
        "CHECK(headcount_min >= 0 AND (headcount_max = 0 OR headcount_max >= headcount_min))",
        "The highest headcount cannot be below the lowest.",
    )

    @api.depends("headcount_min", "headcount_max", "no_of_employee")
    def _compute_headcount_status(self):
        for job in self:
            if job.no_of_employee < job.headcount_min:
                job.headcount_status = "below"
            elif job.headcount_max and job.no_of_employee > job.headcount_max:
                job.headcount_status = "above"
            else:
                planned = job.headcount_min or job.headcount_max
                job.headcount_status = "within" if planned else False

    @api.depends("duty_ids")
    def _compute_duty_count(self):
        counts = dict(self.env["marketing.duty"]._read_group([("job_id", "in", self.ids)], ["job_id"], ["__count"]))
        for job in self:
            job.duty_count = counts.get(job._origin, 0)

    @api.constrains("reports_to_id")
    def _check_no_cycle(self):
        if self._has_cycle("reports_to_id"):
            raise ValidationError(self.env._("A job cannot report to itself, directly or through others."))

    def action_take_duties_of_role(self):
        """Copy the duties of the role that the job does not have yet."""
        self.check_access("write")
        for job in self:
            present = job.with_context(active_test=False).duty_ids.origin_id
            job._adopt_duties(job.role_id.duty_ids - present)

    def _adopt_duties(self, duties):
        """Copy duties of a role; the copies know where they came from and how that read (R7)."""
        self.ensure_one()
        copies = self.env["marketing.duty"]
        for duty in duties:
            copies |= duty.copy({"role_id": False, "job_id": self.id, "origin_id": duty.id, "tasks_from": False})
        copies._remember_origin()
        return copies

    def action_open_coverage(self):
        """Open who of the job's people holds which of its duties."""
        self.ensure_one()
        return self.env["marketing.duty"]._get_coverage_action(job_id=self.id)
