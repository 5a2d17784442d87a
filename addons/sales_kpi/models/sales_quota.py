from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .sales_kpi import PLANNED
from .sales_quota_row import MONTHS, PERSON, month_field

# What a plan that counts was approved as.
FIXED = {"name", "kpi_id", "company_id", "currency_id", "date_from", "date_to", "rate_date"}


class SalesQuota(models.Model):
    """A plan: who has to reach how much in which month. Only approved plans count.

    A plan that was approved is revised by another one that takes its place, and stays as it was;
    or it is set back to draft by whoever may, with a reason.
    """

    _name = "sales.quota"
    _description = "Quota Plan"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, readonly=False
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        precompute=True,
        readonly=False,
        help="In which currency the amounts are planned. Figures are in the company's.",
    )
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of the Company")
    rate_date = fields.Date(
        string="Rate Of",
        help="Amounts in another currency become the company's at the rate of this day, or of the first day of the "
        "plan: a target does not float.",
    )
    kpi_id = fields.Many2one(
        "sales.kpi",
        string="KPI",
        required=True,
        ondelete="restrict",
        domain=lambda self: f"[('measure', 'in', {PLANNED}), ('company_id', 'in', [company_id, False])]",
        default=lambda self: self.env.ref("sales_kpi.kpi_plan_completion", raise_if_not_found=False),
    )
    date_from = fields.Date(string="Start Date", required=True, default=lambda self: self._default_year()[0])
    date_to = fields.Date(string="End Date", required=True, default=lambda self: self._default_year()[1])
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("revised", "Revised")],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    row_ids = fields.One2many("sales.quota.row", "quota_id", string="Quotas by Month", copy=True)
    line_ids = fields.One2many("sales.quota.line", "quota_id", string="Quotas", copy=False)
    total_amount = fields.Monetary(
        string="Total",
        compute="_compute_total_amount",
        help="Of each month the highest level that is planned: the company, else branches, teams and people. Whoever "
        "works in a planned branch or team is in its plan already.",
    )
    revises_id = fields.Many2one(
        "sales.quota",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The plan in whose place this one comes when it is approved.",
    )
    has_units = fields.Boolean(compute="_compute_has_units", export_string_translation=False)
    revision_ids = fields.One2many("sales.quota", "revises_id", string="Revisions")

    _dates_in_order = models.Constraint("CHECK(date_from <= date_to)", "A plan cannot end before it begins.")

    @api.model
    def _default_year(self):
        """Return first and last day of the running fiscal year."""
        year = self.env.company.compute_fiscalyear_dates(fields.Date.context_today(self))
        return year["date_from"], year["date_to"]

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "approved_by_id", "revises_id"}

    @api.depends("company_id.currency_id", "kpi_id.unit")
    def _compute_currency_id(self):
        """Only money has a currency; a number of customers has none."""
        for quota in self:
            own = quota.company_id.currency_id
            quota.currency_id = (quota.currency_id or own) if quota.kpi_id.unit == "money" else False

    @api.depends("row_ids.level_order", *(f"row_ids.{month_field(number)}" for number in MONTHS))
    def _compute_total_amount(self):
        for quota in self:
            quota.total_amount = sum(
                row[name] for name in map(month_field, MONTHS) for row in quota.row_ids.filtered(name)._without_parts()
            )

    @api.depends("row_ids.level")
    def _compute_has_units(self):
        for quota in self:
            quota.has_units = any(row.level != PERSON for row in quota.row_ids)

    @api.constrains("date_from", "date_to")
    def _check_at_most_a_year(self):
        """The grid has one column a calendar month."""
        for quota in self:
            if quota.date_to.replace(day=1) >= quota.date_from.replace(day=1) + relativedelta(years=1):
                raise ValidationError(
                    self.env._(
                        "%(name)s runs over more than twelve months; make a plan for each year.", name=quota.name
                    )
                )

    def write(self, vals):
        if vals.keys() & FIXED:
            self.check_access("write")
            self._check_draft()
        return super().write(vals)

    @api.constrains("kpi_id")
    def _check_kpi_is_planned(self):
        for quota in self:
            if quota.kpi_id.measure not in PLANNED:
                raise ValidationError(
                    self.env._("%(kpi)s has no quotas: its target does not come from a plan.", kpi=quota.kpi_id.name)
                )

    def _check_draft(self):
        """An approved plan is fixed until it is revised or set back to draft."""
        fixed = self.filtered(lambda quota: quota.state != "draft")[:1]
        if fixed.state == "approved":
            raise UserError(self.env._("%(plan)s is approved; its quotas cannot be changed.", plan=fixed.name))
        if fixed:
            raise UserError(self.env._("%(plan)s was revised; its quotas stay as they were.", plan=fixed.name))

    # ------------------------------------------------------------------ steps

    def action_approve(self):
        """Approve the plans: from now on they count, and no line can be changed."""
        self.check_access("write")
        for quota in self:
            quota._check_can_approve()
        self.revises_id.sudo().write({"state": "revised"})
        self.sudo().write({"state": "approved", "approved_by_id": self.env.uid})

    def _check_can_approve(self):
        self.ensure_one()
        if self.state == "revised":
            raise UserError(self.env._("%(name)s was revised: another plan has taken its place.", name=self.name))
        if self.state != "draft":
            raise UserError(self.env._("%(name)s is approved already.", name=self.name))
        if not self.line_ids:
            raise UserError(self.env._("%(name)s has no quota to approve.", name=self.name))
        if self.revises_id and self.revises_id.state != "approved":
            raise UserError(
                self.env._(
                    "%(plan)s is not approved any more, so %(name)s cannot take its place.",
                    plan=self.revises_id.name,
                    name=self.name,
                )
            )
        authors = self.create_uid | self.line_ids.create_uid | self.line_ids.write_uid
        if self.company_id.sales_quota_four_eyes and self.env.user in authors and not self.env.su:
            raise UserError(self.env._("You entered quotas of %(name)s; somebody else approves it.", name=self.name))
        self._check_no_twin()

    def _check_no_twin(self):
        """Nobody has two targets of one KPI in one month."""
        twin = self._find_twin_line()
        if twin:
            raise ValidationError(
                self.env._(
                    "%(person)s has an approved quota for %(month)s already, in %(plan)s.",
                    person=twin.subject,
                    month=f"{twin.month:%Y-%m}",
                    plan=twin.quota_id.name,
                )
            )

    def _find_twin_line(self):
        """Return an approved line of another plan for the same person or unit, month and KPI."""

        def key(line):
            return line.level, line.employee_id, line.department_id, line.month

        mine = set(map(key, self.line_ids))
        others = self.env["sales.quota.line"].search(
            [
                ("state", "=", "approved"),
                ("quota_id", "not in", (self | self.revises_id).ids),
                ("company_id", "=", self.company_id.id),
                ("kpi_id", "=", self.kpi_id.id),
                ("month", "in", self.line_ids.mapped("month")),
            ]
        )
        return others.filtered(lambda line: key(line) in mine)[:1]

    def action_revise(self):
        """Open a copy that takes the plan's place once it is approved; until then the plan counts."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "approved":
            raise UserError(self.env._("Only an approved plan is revised; change the draft itself."))
        revision = self.revision_ids.filtered(lambda plan: plan.state == "draft")[:1] or self._make_revision()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": revision.id,
            "views": [(False, "form")],
        }

    def _make_revision(self):
        first, count = self, 1
        while first.revises_id:
            first, count = first.revises_id, count + 1
        revision = self.copy({"name": self.env._("%(name)s, revision %(number)s", name=first.name, number=count)})
        revision.sudo().revises_id = self
        return revision

    def action_open_revisions(self):
        """Open the plan with what it was before and what took its place."""
        self.ensure_one()
        versions = self
        while versions.revises_id - versions or versions.revision_ids - versions:
            versions |= versions.revises_id | versions.revision_ids
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_quota_action")
        return dict(action, domain=[("id", "in", versions.ids)])

    def _reset_to_draft(self, reason):
        """Open approved plans for change again; the discussion keeps who did it and why.

        A plan in whose place one of them came counts again until that one is approved anew: nobody is left without
        a target meanwhile.

        :raises AccessError: for anybody but a controller
        :raises UserError: without a reason, or of a plan whose place another one has taken
        """
        if not (self.env.su or self.env.user.has_group("sales_kpi.group_controller")):
            raise AccessError(self.env._("Approved plans are opened again by a controller; revise the plan instead."))
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the plan is opened again."))
        for quota in self:
            if quota.state != "approved":
                raise UserError(self.env._("%(name)s is not approved.", name=quota.name))
            quota.message_post(body=self.env._("Set back to draft: %(reason)s", reason=reason.strip()))
        self.sudo().write({"state": "draft", "approved_by_id": False})
        for quota in self.revises_id.filtered(lambda plan: plan.state == "revised"):
            quota._check_no_twin()
            quota.sudo().state = "approved"
            quota.message_post(body=self.env._("Counts again: the plan that took its place was set back to draft."))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        for quota in self:
            if quota.state == "approved":
                raise UserError(
                    self.env._("%(name)s is approved; set it back to draft before deleting it.", name=quota.name)
                )
            if quota.state == "revised":
                raise UserError(self.env._("%(name)s was revised and is kept for that reason.", name=quota.name))
