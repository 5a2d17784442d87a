from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


class SalesQuotaLine(models.Model):
    _name = "sales.quota.line"
    _description = "Quota"
    _inherit = ["marketing.guarded.mixin"]
    _order = "month, employee_id, id"
    _check_company_auto = True

    quota_id = fields.Many2one("sales.quota", string="Plan", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="quota_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="quota_id.currency_id", store=True, precompute=True)
    kpi_id = fields.Many2one(related="quota_id.kpi_id", store=True, precompute=True, index=True)
    state = fields.Selection(related="quota_id.state", store=True, precompute=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict", check_company=True)
    month = fields.Date(required=True, index=True, help="Any day of the month; kept as its first.")
    amount = fields.Monetary(required=True)
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        check_company=True,
        index="btree_not_null",
        help="Of an expense budget: posted expenses of the month on this account count against it.",
    )

    _amount_not_negative = models.Constraint("CHECK(amount >= 0)", "A quota cannot be negative.")
    _line_uniq = models.Constraint(
        "unique(quota_id, employee_id, month)", "A plan holds one quota per person and month."
    )

    @api.model
    def _get_guarded_fields(self):
        """What a line repeats of its plan follows the plan."""
        return super()._get_guarded_fields() | {"state", "kpi_id", "company_id"}

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create([self._with_first_of_month(vals) for vals in vals_list])
        lines._check_draft()
        return lines

    def write(self, vals):
        if vals.keys() & {"amount", "month", "employee_id", "quota_id", "analytic_account_id"}:
            self._check_draft()
        return super().write(self._with_first_of_month(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self._check_draft()

    @api.model
    def _with_first_of_month(self, vals):
        if not vals.get("month"):
            return vals
        return dict(vals, month=fields.Date.to_date(vals["month"]).replace(day=1))

    def _check_draft(self):
        """An approved plan is fixed until it is set back to draft."""
        approved = self.filtered(lambda line: line.state == "approved")[:1]
        if approved:
            raise UserError(
                self.env._("%(plan)s is approved; its quotas cannot be changed.", plan=approved.quota_id.name)
            )

    @api.constrains("month", "quota_id")
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

    @api.model
    def get_import_templates(self):
        return [{"label": self.env._("Template: quotas"), "template": "/sales_kpi/static/import/quotas.csv"}]
