from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .sales_kpi import PLANNED


class SalesQuota(models.Model):
    """A plan: who has to reach how much in which month. Only approved plans count."""

    _name = "sales.quota"
    _description = "Quota Plan"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, readonly=False
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id", store=True, precompute=True)
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
        [("draft", "Draft"), ("approved", "Approved")],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    line_ids = fields.One2many("sales.quota.line", "quota_id", string="Quotas", copy=True)
    total_amount = fields.Monetary(string="Total", compute="_compute_total_amount")

    _dates_in_order = models.Constraint("CHECK(date_from <= date_to)", "A plan cannot end before it begins.")

    @api.model
    def _default_year(self):
        """Return first and last day of the running fiscal year."""
        year = self.env.company.compute_fiscalyear_dates(fields.Date.context_today(self))
        return year["date_from"], year["date_to"]

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "approved_by_id"}

    @api.depends("company_id.currency_id", "kpi_id.unit")
    def _compute_currency_id(self):
        """Only money has a currency; a number of customers has none."""
        for quota in self:
            quota.currency_id = quota.company_id.currency_id if quota.kpi_id.unit == "money" else False

    @api.depends("line_ids.amount")
    def _compute_total_amount(self):
        sums = dict(
            self.env["sales.quota.line"]._read_group([("quota_id", "in", self.ids)], ["quota_id"], ["amount:sum"])
        )
        for quota in self:
            quota.total_amount = sums.get(quota._origin, 0.0)

    def action_approve(self):
        """Approve the plans: from now on they count, and no line can be changed."""
        self.check_access("write")
        for quota in self:
            quota._check_can_approve()
        self.sudo().write({"state": "approved", "approved_by_id": self.env.uid})

    def _check_can_approve(self):
        self.ensure_one()
        if self.state != "draft":
            raise UserError(self.env._("%(name)s is approved already.", name=self.name))
        if not self.line_ids:
            raise UserError(self.env._("%(name)s has no quota to approve.", name=self.name))
        twin = self._find_twin_line()
        if twin:
            raise ValidationError(
                self.env._(
                    "%(person)s has an approved quota for %(month)s already, in %(plan)s.",
                    person=twin.employee_id.name,
                    month=f"{twin.month:%Y-%m}",
                    plan=twin.quota_id.name,
                )
            )

    def _find_twin_line(self):
        """Return an approved line of another plan for the same person, month and KPI."""
        mine = {(line.employee_id, line.month) for line in self.line_ids}
        others = self.env["sales.quota.line"].search(
            [
                ("state", "=", "approved"),
                ("quota_id", "!=", self.id),
                ("kpi_id", "=", self.kpi_id.id),
                ("employee_id", "in", self.line_ids.employee_id.ids),
            ]
        )
        return others.filtered(lambda line: (line.employee_id, line.month) in mine)[:1]

    def action_reset_to_draft(self):
        """Open approved plans for change again; the discussion keeps who did it."""
        self.check_access("write")
        self.sudo().write({"state": "draft", "approved_by_id": False})

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        for quota in self:
            if quota.state == "approved":
                raise UserError(
                    self.env._("%(name)s is approved; set it back to draft before deleting it.", name=quota.name)
                )

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Template: a plan with its quotas"),
                "template": "/sales_kpi/static/import/quota_plan.csv",
            }
        ]
