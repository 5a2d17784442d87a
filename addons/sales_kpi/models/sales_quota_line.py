from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .sales_quota_row import HIGHEST


class SalesQuotaLine(models.Model):
    """The quota of one month. Whose it is stands in its row."""

    _name = "sales.quota.line"
    _description = "Quota"
    _inherit = ["marketing.guarded.mixin"]
    _order = "month, level_order, department_id, employee_id, id"
    _check_company_auto = True

    row_id = fields.Many2one("sales.quota.row", string="Quotas by Month", required=True, ondelete="cascade", index=True)
    quota_id = fields.Many2one(related="row_id.quota_id", string="Plan", store=True, index=True)
    company_id = fields.Many2one(related="row_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="row_id.currency_id", store=True, precompute=True)
    kpi_id = fields.Many2one(related="row_id.quota_id.kpi_id", store=True, precompute=True)
    state = fields.Selection(related="row_id.state", store=True, precompute=True)
    level = fields.Selection(related="row_id.level", store=True, precompute=True)
    level_order = fields.Integer(related="row_id.level_order", store=True, precompute=True)
    employee_id = fields.Many2one(related="row_id.employee_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one(related="row_id.department_id", string="Branch", store=True, precompute=True)
    analytic_account_id = fields.Many2one(
        related="row_id.analytic_account_id", store=True, precompute=True, readonly=False, index="btree_not_null"
    )
    subject = fields.Char(related="row_id.subject")
    month = fields.Date(required=True, index=True, help="Any day of the month; kept as its first.")
    amount = fields.Monetary(required=True)
    company_amount = fields.Float(
        string="In Company Currency",
        digits=0,
        compute="_compute_company_amount",
        store=True,
        precompute=True,
        help="The amount by which the completion is counted.",
    )

    _amount_not_negative = models.Constraint("CHECK(amount >= 0)", "A quota cannot be negative.")
    _amount_believable = models.Constraint(
        f"CHECK(amount < {HIGHEST})", "A quota of a thousand billions or more is taken for a slip of the hand."
    )
    # Figures ask for the quotas of one KPI and some months.
    _kpi_month = models.Index("(kpi_id, month)")
    _line_uniq = models.Constraint("unique(row_id, month)", "A plan holds one quota per person and month.")

    @api.model
    def _get_guarded_fields(self):
        """What a line repeats of its plan follows the plan."""
        return super()._get_guarded_fields() | {"state", "kpi_id", "company_id", "company_amount"}

    @api.depends("amount", "currency_id", "row_id.quota_id.rate_date", "company_id.currency_id")
    def _compute_company_amount(self):
        """Turn the amount into the company's currency at the one rate of the plan: a target does not float."""
        for line in self:
            own = line.company_id.currency_id
            if not line.currency_id or line.currency_id == own:
                line.company_amount = line.amount
            else:
                line.company_amount = line.currency_id._convert(
                    line.amount, own, line.company_id, line.row_id.quota_id.rate_date or line.row_id.quota_id.date_from
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create([self._with_first_of_month(vals) for vals in self._with_rows(vals_list)])
        lines.quota_id._check_draft()
        return lines

    def write(self, vals):
        if vals.keys() & {"amount", "month", "row_id", "analytic_account_id"}:
            self.quota_id._check_draft()
        return super().write(self._with_first_of_month(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self.quota_id._check_draft()

    @api.model
    def _with_rows(self, vals_list):
        """Find the row of lines that say whose they are instead: of a file, or of a program."""
        vals_list = [dict(vals) for vals in vals_list]
        loose = [vals for vals in vals_list if not vals.get("row_id") and vals.get("quota_id")]
        for vals, row in zip(loose, self.env["sales.quota.row"]._find_or_make(loose), strict=True):
            vals["row_id"] = row.id
        for vals in loose:
            for name in ("level", "employee_id", "department_id"):
                vals.pop(name, None)
        # Said here, or a draft of the line that nobody stores would stand among the plan's lines.
        for vals in vals_list:
            vals["quota_id"] = self.env["sales.quota.row"].browse(vals.get("row_id")).quota_id.id
        return vals_list

    @api.model
    def _with_first_of_month(self, vals):
        if not vals.get("month"):
            return vals
        return dict(vals, month=fields.Date.to_date(vals["month"]).replace(day=1))

    @api.constrains("month", "row_id")
    def _check_month_in_plan(self):
        for line in self:
            plan = line.quota_id
            if not plan.date_from.replace(day=1) <= line.month <= plan.date_to:
                raise ValidationError(
                    self.env._(
                        "%(month)s lies outside %(plan)s, which runs from %(first)s to %(last)s.",
                        month=f"{line.month:%Y-%m}",
                        plan=plan.name,
                        first=format_date(self.env, plan.date_from),
                        last=format_date(self.env, plan.date_to),
                    )
                )
