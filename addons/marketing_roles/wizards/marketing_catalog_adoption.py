from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.adoption import Named, match
from .adoption_plan import CREATE, SKIP, UPDATE, AdoptionPlan

ACTIONS = [(CREATE, "New job"), (UPDATE, "This job"), (SKIP, "Leave out")]


class MarketingCatalogAdoption(models.TransientModel):
    """Takes a catalogue over into the company's jobs and one department (R7).

    First the roles beside the jobs that match, then everything that would be made, then it is made.
    Run again, it finds what is there already: what was adopted knows its origin.
    """

    _name = "marketing.catalog.adoption"
    _description = "Adopt a Catalogue"

    catalog_id = fields.Many2one("marketing.role.catalog", string="Catalogue", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, readonly=True)
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        domain="[('company_id', 'in', [company_id, False])]",
        help="Gets the functions and powers, and the jobs that are new.",
    )
    take_functions = fields.Boolean(
        string="Functions, Powers and Rules",
        compute="_compute_take_functions",
        store=True,
        readonly=False,
        help="They become those of the department.",
    )
    function_count = fields.Integer(related="catalog_id.function_count", export_string_translation=False)
    makes_tasks = fields.Boolean(
        string="Duties Make Tasks",
        help="A choice: duties with a frequency make dated tasks from today on; else you switch it on duty by duty.",
    )
    line_ids = fields.One2many(
        "marketing.catalog.adoption.line", "adoption_id", compute="_compute_line_ids", store=True, readonly=False
    )
    change_ids = fields.One2many("marketing.catalog.adoption.change", "adoption_id", readonly=True)
    state = fields.Selection([("roles", "Roles"), ("preview", "Changes"), ("done", "Done")], default="roles")
    new_count = fields.Integer(compute="_compute_summary", export_string_translation=False)
    gap_count = fields.Integer(compute="_compute_gap_count", export_string_translation=False)
    summary = fields.Char(compute="_compute_summary")

    @api.depends("catalog_id")
    def _compute_line_ids(self):
        """Propose a job for each role: the one that has the role, else the most alike by name."""
        for adoption in self:
            found = adoption._propose_jobs()
            adoption.line_ids = [
                fields.Command.create(
                    {
                        "role_id": role.id,
                        "action": UPDATE if role.id in found else CREATE,
                        "job_id": found.get(role.id, (False, 0))[0],
                        "likeness": found.get(role.id, (False, 0))[1],
                    }
                )
                for role in adoption.catalog_id.role_ids
            ]

    @api.depends("line_ids.job_id")
    def _compute_department_id(self):
        """Propose the department of most of the matching jobs, else where the holders of the first one work."""
        for adoption in self.filtered(lambda adoption: not adoption.department_id):
            jobs = adoption.line_ids.job_id
            found = Counter(jobs.department_id)
            for job in jobs:
                found = found or Counter(employee.department_id for employee in job.employee_ids)
            adoption.department_id = found.most_common(1)[0][0] if found else False

    @api.depends("catalog_id")
    def _compute_take_functions(self):
        for adoption in self:
            adoption.take_functions = bool(adoption.catalog_id.function_count)

    @api.depends("change_ids.status", "state")
    def _compute_summary(self):
        for adoption in self:
            adoption.new_count = len(adoption.change_ids.filtered(lambda change: change.status in ("new", "filled")))
            adoption.summary = adoption._get_summary()

    def _get_summary(self):
        self.ensure_one()
        count = self.new_count
        drifted = len(self.change_ids.filtered(lambda change: change.status == "drifted"))
        if self.state == "done":
            sentences = [self.env._("Done: %(count)s entries made or filled in.", count=count)]
            if self.gap_count:
                sentences.append(
                    self.env._("Of the adopted duties and functions %(count)s have gaps now.", count=self.gap_count)
                )
        elif count:
            sentences = [
                self.env._(
                    "%(count)s entries would be made or filled in; nothing is changed yet. What you worded yourselves "
                    "stays.",
                    count=count,
                )
            ]
        else:
            sentences = [self.env._("Everything is there already; there is nothing to make.")]
        if drifted:
            sentences.append(
                self.env._(
                    "%(count)s read differently in the catalogue since: see “Changed since Adoption”.", count=drifted
                )
            )
        return " ".join(sentences)

    @api.depends("state")
    def _compute_gap_count(self):
        """Count what the adoption leaves open: functions without a duty, duties without a holder."""
        for adoption in self:
            gaps = self.env["marketing.coverage.gap"]
            origin = [
                *("|", ("duty_id.origin_id.role_id", "in", adoption.line_ids.role_id.ids)),
                ("function_id.origin_id.catalog_id", "=", adoption.catalog_id.id),
            ]
            domain = [("company_id", "=", adoption.company_id.id), ("kind", "in", ("function", "open")), *origin]
            adoption.gap_count = gaps.search_count(domain) if adoption.state == "done" else 0

    def _propose_jobs(self):
        """Return {role id: (job id, likeness from 0 to 1)}."""
        self.ensure_one()
        roles = self.catalog_id.role_ids
        jobs = self.env["hr.job"].search([("company_id", "in", [self.company_id.id, False])])
        found = {}
        for role in roles:
            same = jobs.filtered(lambda job, role=role: job.role_id == role)[:1]
            if same:
                found[role.id] = (same.id, 1.0)
        free = jobs.filtered(lambda job: job.role_id not in roles and job.id not in {job for job, _ in found.values()})
        rest = roles.filtered(lambda role: role.id not in found)
        return found | match(self._to_named(rest), self._to_named(free))

    def _to_named(self, records):
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        return [
            Named(record.id, tuple(record.with_context(lang=code).name for code in languages)) for record in records
        ]

    # ------------------------------------------------------------------ steps

    def action_preview(self):
        """Show everything that would be made or filled in, and change nothing."""
        self.ensure_one()
        plan = self._get_plan()
        self.change_ids.unlink()
        self.write({"state": "preview", "change_ids": [fields.Command.create(vals) for vals in plan.describe()]})
        return self._reopen()

    def action_back(self):
        """Go back to the roles."""
        self.ensure_one()
        self.state = "roles"
        return self._reopen()

    def action_adopt(self):
        """Make what was shown, as of now: what somebody else made meanwhile is not made again."""
        self.ensure_one()
        # Two people at once would double everything.
        self.company_id.sudo().lock_for_update(allow_referencing=True)
        plan = self._get_plan()
        plan.carry_out()
        self.state = "done"
        return self._reopen()

    def _get_plan(self):
        self._check_complete()
        return AdoptionPlan(self)

    def _check_complete(self):
        chosen = self.line_ids.filtered(lambda line: line.action == UPDATE)
        for line in chosen:
            if not line.job_id:
                raise UserError(self.env._("Choose the job for “%(role)s”.", role=line.role_id.name))
        jobs = chosen.job_id
        if len(jobs) < len(chosen):
            twice = next(job for job in jobs if len(chosen.filtered(lambda line, job=job: line.job_id == job)) > 1)
            raise UserError(self.env._("“%(job)s” is chosen for two roles.", job=twice.name))
        if self.take_functions and self.catalog_id.function_ids and not self.department_id:
            raise UserError(self.env._("Choose the department that gets the functions, or leave them out."))

    def action_open_jobs(self):
        """Open the jobs that have the catalogue's roles now."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr.action_hr_job")
        return dict(action, domain=[("role_id", "in", self.catalog_id.role_ids.ids)], context={}, target="main")

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Adopt “%(catalogue)s”", catalogue=self.catalog_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class MarketingCatalogAdoptionLine(models.TransientModel):
    """What happens with one role."""

    _name = "marketing.catalog.adoption.line"
    _description = "Role to Adopt"

    adoption_id = fields.Many2one("marketing.catalog.adoption", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="adoption_id.company_id")
    role_id = fields.Many2one("marketing.role", required=True, readonly=True)
    duty_count = fields.Integer(related="role_id.duty_count", string="Duties")
    action = fields.Selection(ACTIONS, string="Becomes", required=True, default=CREATE)
    job_id = fields.Many2one(
        "hr.job", string="Job Position", domain="[('company_id', 'in', [company_id, False])]", check_company=True
    )
    job_department_id = fields.Many2one(related="job_id.department_id", string="Department of the Job")
    likeness = fields.Float(string="Alike", readonly=True)

    @api.onchange("job_id")
    def _onchange_job_id(self):
        """Choosing a job means taking it."""
        if self.job_id:
            self.action = UPDATE

    @api.onchange("action")
    def _onchange_action(self):
        """Only an existing job has one to choose."""
        if self.action != UPDATE:
            self.job_id = False


class MarketingCatalogAdoptionChange(models.TransientModel):
    """One thing that would be made, filled in, or is there already."""

    _name = "marketing.catalog.adoption.change"
    _description = "Change by an Adoption"

    adoption_id = fields.Many2one("marketing.catalog.adoption", required=True, ondelete="cascade")
    kind = fields.Selection([("job", "Job Position"), ("duty", "Duty"), ("function", "Function")], readonly=True)
    name = fields.Char(readonly=True)
    owner = fields.Char(string="Of", readonly=True)
    status = fields.Selection(
        [
            ("new", "New"),
            ("filled", "Filled in"),
            ("there", "There already"),
            ("same", "There already, from elsewhere"),
            ("drifted", "Changed in the catalogue since"),
        ],
        string="Becomes",
        readonly=True,
    )
    note = fields.Char(string="Remarks", readonly=True)
