from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError


class MarketingPositionDescription(models.Model):
    """What a job is there for and answers for, as it was on a day: a dated version that its holders acknowledge.

    Drawn from the job when it is issued, in every language that is installed, and fixed from then on.
    """

    _name = "marketing.position.description"
    _description = "Position Description"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "job_id, version desc, id desc"
    _check_company_auto = True

    job_id = fields.Many2one(
        "hr.job",
        string="Job Position",
        required=True,
        ondelete="cascade",
        index=True,
        domain="['|', ('company_id', 'in', allowed_company_ids), ('company_id', '=', False)]",
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True, precompute=True, index=True)
    version = fields.Integer(readonly=True, copy=False)
    date_from = fields.Date(string="Valid From", required=True, default=fields.Date.context_today, tracking=True)
    changes = fields.Text(string="What Changed", help="Shown to the holders when they are asked to acknowledge it.")
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued"), ("replaced", "Replaced")],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    text = fields.Html(compute="_compute_text", sanitize=False)
    content = fields.Json(readonly=True, copy=False, export_string_translation=False)
    acknowledgement_ids = fields.One2many(
        "marketing.position.acknowledgement", "description_id", string="Acknowledgements", readonly=True
    )
    pending_count = fields.Integer(string="Waiting", compute="_compute_counts")
    acknowledged_count = fields.Integer(string="Acknowledged", compute="_compute_counts")
    may_acknowledge = fields.Boolean(compute="_compute_may_acknowledge")

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "version", "content", "acknowledgement_ids"}

    @api.depends("job_id", "version")
    def _compute_display_name(self):
        for description in self:
            number = f" v{description.version}" if description.version else ""
            description.display_name = f"{description.job_id.name or ''}{number}"

    @api.depends_context("lang")
    @api.depends("job_id", "content", "version", "date_from")
    def _compute_text(self):
        """Show on the screen what is printed."""
        for description in self:
            values = {"doc": description, "with_signature": False}
            text = "marketing_roles.position_description_text"
            description.text = self.env["ir.qweb"]._render(text, values) if description.job_id else False

    @api.depends("acknowledgement_ids.date")
    def _compute_counts(self):
        for description in self:
            waiting = description.sudo().acknowledgement_ids.filtered(lambda one: not one.date)
            description.pending_count = len(waiting)
            description.acknowledged_count = len(description.sudo().acknowledgement_ids) - len(waiting)

    @api.depends_context("uid")
    @api.depends("acknowledgement_ids.date", "state")
    def _compute_may_acknowledge(self):
        for description in self:
            mine = description.sudo().acknowledgement_ids.filtered(
                lambda one: one.employee_id.user_id == self.env.user and not one.date
            )
            description.may_acknowledge = description.state == "issued" and bool(mine)

    def write(self, vals):
        fixed = self.filtered(lambda one: one.state != "draft")[:1]
        if fixed and vals.keys() & {"job_id", "date_from", "changes"} and not self.env.su:
            raise UserError(self.env._("%(name)s is issued and stays as it is.", name=fixed.display_name))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        for description in self:
            if description.state != "draft":
                raise UserError(
                    self.env._("%(name)s is issued; issued versions are kept.", name=description.display_name)
                )

    def action_issue(self):
        """Fix the text, replace the version before, and ask the holders to acknowledge it."""
        self.check_access("write")
        for description in self.sudo():
            if description.state != "draft":
                raise UserError(self.env._("%(name)s is issued already.", name=description.display_name))
            if not description.job_id.duty_ids:
                raise UserError(self.env._("%(name)s has no duties to describe yet.", name=description.job_id.name))
            before = self.sudo().search([("job_id", "=", description.job_id.id), ("state", "!=", "draft")])
            holders = description._get_holders()
            description.write(
                {
                    "state": "issued",
                    "version": max(before.mapped("version"), default=0) + 1,
                    "content": description._prepare_content(),
                    "acknowledgement_ids": [Command.create({"employee_id": holder.id}) for holder in holders],
                }
            )
            before.filtered(lambda one: one.state == "issued").state = "replaced"
            description._ask_holders(holders)

    def _get_holders(self):
        """Return who is in the job on the day from which the description holds, or today if that is later."""
        self.ensure_one()
        day = max(self.date_from, fields.Date.context_today(self))
        stretches = self.env["marketing.dated.position"].sudo()._get_stretches(day, day)
        ids = [each.employee for each in stretches if each.job == self.job_id.id]
        return self.env["hr.employee"].sudo().browse(ids)

    def _ask_holders(self, holders):
        for holder in holders.filtered("user_id"):
            self.with_context(lang=holder.user_id.lang or "en_US").activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=holder.user_id.id,
                summary=self.with_context(lang=holder.user_id.lang or "en_US").env._(
                    "Read and acknowledge your position description"
                ),
            )

    def _prepare_content(self):
        """Return {language: text of the description} for every language that is installed."""
        self.ensure_one()
        return {
            code: self.with_context(lang=code)._prepare_content_in_language()
            for code, _name in self.env["res.lang"].get_installed()
        }

    def _prepare_content_in_language(self):
        job = self.job_id
        label = {
            name: dict(self.env["marketing.duty"]._fields[name]._description_selection(self.env))
            for name in ("frequency", "deliverable")
        }
        return {
            "job": job.name,
            "role": job.role_id.name or "",
            "level": dict(job.role_id._fields["level"]._description_selection(self.env)).get(job.role_level, ""),
            "department": job.department_id.name or "",
            "company": (job.company_id or self.env.company).name,
            "reports_to": job.reports_to_id.name or "",
            "headcount": [job.headcount_min, job.headcount_max],
            "purpose": job.role_id.description or "",
            "requirements": job.sudo().requirements or job.role_id.requirements or "",
            "duties": [
                {
                    "name": duty.name,
                    "standard": duty.work_standard or "",
                    "area": duty.area_id.name or "",
                    "frequency": label["frequency"].get(duty.frequency, ""),
                    "deliverable": label["deliverable"].get(duty.deliverable, ""),
                }
                for duty in job.duty_ids
            ],
        }

    def _get_text(self):
        """Return the description in the reader's language: as issued, or as it would be issued now."""
        self.ensure_one()
        if not self.content:
            return self._prepare_content_in_language()
        return self.content.get(self.env.lang) or next(iter(self.content.values()))

    def action_acknowledge(self):
        """Record that its holder has read it; nobody does it for somebody else with a login."""
        for description in self:
            mine = description.sudo().acknowledgement_ids.filtered(
                lambda one: one.employee_id.user_id == self.env.user and not one.date
            )
            if description.state != "issued" or not mine:
                raise AccessError(
                    self.env._("%(name)s does not wait for your acknowledgement.", name=description.display_name)
                )
            mine.write({"date": fields.Datetime.now(), "user_id": self.env.uid})
            description.sudo().activity_feedback(["mail.mail_activity_data_todo"], user_id=self.env.uid)

    def action_add_holders(self):
        """Ask those to acknowledge it who came into the job since it was issued."""
        self.check_access("write")
        for description in self.sudo().filtered(lambda one: one.state == "issued"):
            new = description._get_holders() - description.acknowledgement_ids.employee_id
            description.acknowledgement_ids = [Command.create({"employee_id": holder.id}) for holder in new]
            description._ask_holders(new)


class MarketingPositionAcknowledgement(models.Model):
    """One holder's acknowledgement of one version of a position description."""

    _name = "marketing.position.acknowledgement"
    _description = "Acknowledgement of a Position Description"
    _order = "description_id, id"
    _rec_name = "employee_id"

    description_id = fields.Many2one("marketing.position.description", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="employee_id.company_id", store=True, precompute=True)
    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade", index=True)
    date = fields.Datetime(string="Acknowledged On")
    user_id = fields.Many2one("res.users", string="By", ondelete="restrict")
    has_login = fields.Boolean(compute="_compute_has_login")

    _employee_uniq = models.Constraint("unique(description_id, employee_id)", "Somebody acknowledges a version once.")

    @api.depends("employee_id")
    def _compute_has_login(self):
        for acknowledgement in self:
            acknowledgement.has_login = bool(acknowledgement.sudo().employee_id.user_id)

    def action_record_signed(self):
        """Record a signature on paper, for somebody without a login; this is for HR."""
        if not self.env.user.has_group("marketing_roles.group_hr_officer"):
            raise AccessError(self.env._("A signature on paper is recorded by HR."))
        for acknowledgement in self:
            if acknowledgement.has_login:
                raise UserError(
                    self.env._("%(name)s has a login and acknowledges by themselves.",
                               name=acknowledgement.employee_id.name)
                )  # fmt: skip
        self.sudo().write({"date": fields.Datetime.now(), "user_id": self.env.uid})
