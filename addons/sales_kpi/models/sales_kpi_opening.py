from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class SalesKpiOpening(models.Model):
    """What was carried over when the company began to work here: the roll-over chain of a person begins with it (R72).

    It stands for everything before its month, as a closed month does: documents and quotas from before are no part of
    the chain any more. Shares no plan, because it is no target that somebody approved.
    """

    _name = "sales.kpi.opening"
    _description = "Opening Balance"
    _inherit = ["mail.thread"]
    _order = "month desc, kpi_id, employee_id, id"
    _rec_name = "employee_id"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    kpi_id = fields.Many2one(
        "sales.kpi",
        string="KPI",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        domain="[('carry', '!=', 'none')]",
    )
    employee_id = fields.Many2one("hr.employee", required=True, ondelete="restrict", index=True, check_company=True)
    month = fields.Date(
        string="Carried Into", required=True, help="Any day of the first month that counts here; kept as its first."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount = fields.Monetary(
        string="Balance",
        required=True,
        tracking=True,
        help="What was short of the target until then; below zero: what was beyond it. Zero: nothing is carried, and "
        "what lay before does not count.",
    )
    note = fields.Char(string="Comes From", help="A list, minutes, the system before.")

    _person_uniq = models.Constraint(
        "unique(company_id, kpi_id, employee_id)", "A person has one opening balance of a KPI."
    )

    @api.depends("kpi_id", "employee_id", "month")
    def _compute_display_name(self):
        for opening in self:
            month = opening.month and f"{opening.month:%Y-%m}"
            opening.display_name = " ".join(filter(None, (opening.employee_id.name, opening.kpi_id.name, month)))

    @api.depends("kpi_id.unit", "company_id")
    def _compute_currency_id(self):
        for opening in self:
            opening.currency_id = opening.kpi_id.unit == "money" and opening.company_id.currency_id

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_first_of_month(vals) for vals in vals_list])

    def write(self, vals):
        self._check_is_free()
        return super().write(self._with_first_of_month(vals))

    @api.model
    def _with_first_of_month(self, vals):
        if not vals.get("month"):
            return vals
        return dict(vals, month=fields.Date.to_date(vals["month"]).replace(day=1))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_is_free()

    @api.constrains("company_id", "month")
    def _check_is_free(self):
        """What a closed month was reckoned with stays."""
        last = self.env["sales.kpi.closing"]._get_last_closed(self.company_id)
        for opening in self:
            closed = last.get(opening.company_id.id)
            if closed and opening.month <= closed:
                raise UserError(
                    self.env._(
                        "%(name)s: months up to %(month)s are closed, and what is carried out of them stands.",
                        name=opening.display_name,
                        month=f"{closed:%Y-%m}",
                    )
                )

    @api.constrains("kpi_id", "month", "amount")
    def _check_is_carried(self):
        """The KPI carries what the balance says."""
        for opening in self:
            words = {"kpi": opening.kpi_id.name}
            if opening.kpi_id.carry == "none":
                raise ValidationError(self.env._("%(kpi)s carries nothing from month to month.", **words))
            if opening.kpi_id.carry == "shortfall" and opening.amount < 0:
                raise ValidationError(
                    self.env._("%(kpi)s carries no surplus: the balance cannot be below zero.", **words)
                )
            if opening.kpi_id.carry_reset == "yearly" and opening.month.month == 1:
                raise ValidationError(
                    self.env._("%(kpi)s begins anew every year: nothing is carried into January.", **words)
                )

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Template: opening balances"),
                "template": "/sales_kpi/static/import/opening_balances.csv",
            }
        ]
