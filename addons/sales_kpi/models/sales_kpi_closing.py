from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .sales_kpi import DERIVED
from .scope import Scope

FROZEN = (
    "kpi_id", "company_id", "currency_id", "employee_id", "appraiser_id", "department_id", "branch_id", "date", "kind",
    "numerator", "denominator", "res_model", "res_id", "label",
)  # fmt: skip


class SalesKpiClosing(models.Model):
    """A month that is settled: its evidence is kept as it was, and the next months carry over from it.

    Months are closed one after the other, and only the last one is opened again.
    """

    _name = "sales.kpi.closing"
    _description = "Closed Month"
    _inherit = ["mail.thread", "marketing.guarded.mixin"]
    _order = "month desc, id desc"
    _rec_name = "month_label"

    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    month = fields.Date(
        required=True,
        default=lambda self: self._default_month(),
        help="Any day of the month; kept as its first.",
    )
    month_label = fields.Char(string="Closed Month", compute="_compute_month_label", store=True, precompute=True)
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Closed On", readonly=True, copy=False)
    kpi_ids = fields.Many2many(
        "sales.kpi",
        "sales_kpi_closing_kpi_rel",
        "closing_id",
        "kpi_id",
        string="KPIs",
        readonly=True,
        copy=False,
        help="What was closed.",
    )
    row_ids = fields.One2many("sales.kpi.closed.row", "closing_id", string="Frozen Documents")
    row_count = fields.Integer(string="Documents", compute="_compute_row_count")
    drift_count = fields.Integer(
        string="Changed Since",
        compute="_compute_drift_count",
        help="Documents and quotas that have changed, come or gone since the month was closed.",
    )

    is_first = fields.Boolean(compute="_compute_is_first", export_string_translation=False)

    _month_uniq = models.Constraint("unique(company_id, month)", "This month is there already.")

    @api.model
    def _default_month(self):
        """Return the month after the last closed one, or the last month that is over."""
        last = self._get_last_closed(self.env.company).get(self.env.company.id)
        if last:
            return last + relativedelta(months=1)
        return fields.Date.context_today(self).replace(day=1) - relativedelta(months=1)

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "closed_by_id", "date_closed", "kpi_ids"}

    @api.depends("month")
    def _compute_month_label(self):
        for closing in self:
            closing.month_label = f"{closing.month:%Y-%m}" if closing.month else False

    def _compute_row_count(self):
        counts = self.env["sales.kpi.closed.row"]._read_group(
            [("closing_id", "in", self.ids), ("kind", "=", "done")], ["closing_id"], ["__count"]
        )
        by_closing = dict(counts)
        for closing in self:
            closing.row_count = by_closing.get(closing, 0)

    def _compute_drift_count(self):
        for closing in self:
            closing.drift_count = (
                self.env["sales.kpi.drift"].search_count(closing._get_drift_domain())
                if closing.state == "closed"
                else 0
            )

    @api.depends("company_id", "state")
    def _compute_is_first(self):
        """Tell whether it decides with which month the company begins to close."""
        last = self._get_last_closed(self.company_id)
        for closing in self:
            closing.is_first = closing.state == "open" and closing.company_id.id not in last

    @api.constrains("month", "company_id")
    def _check_month_is_next(self):
        """Enter no month that cannot be closed: a refusal would leave it behind as an open one."""
        for closing in self:
            closing._check_can_close()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_first_of_month(vals) for vals in vals_list])

    def write(self, vals):
        if vals.keys() & {"month", "company_id"} and any(closing.state == "closed" for closing in self):
            raise UserError(self.env._("A closed month stays the month that it is."))
        return super().write(self._with_first_of_month(vals))

    @api.model
    def _with_first_of_month(self, vals):
        if not vals.get("month"):
            return vals
        return dict(vals, month=fields.Date.to_date(vals["month"]).replace(day=1))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        if any(closing.state == "closed" for closing in self):
            raise UserError(self.env._("A closed month is not deleted; open it again first."))

    # ------------------------------------------------------------------ closing and opening again

    def action_close(self):
        """Keep the evidence of the month as it is now."""
        self.check_access("write")
        for closing in self.sorted("month"):
            closing.lock_for_update()
            closing._check_can_close()
            closing._freeze()
            closing.sudo().write(
                {"state": "closed", "closed_by_id": self.env.uid, "date_closed": fields.Datetime.now()}
            )

    def _check_can_close(self):
        self.ensure_one()
        if self.state == "closed":
            raise UserError(self.env._("%(month)s is closed already.", month=self.month_label))
        if fields.Date.end_of(self.month, "month") >= self.company_id._get_company_today():
            raise UserError(self.env._("%(month)s is not over yet.", month=self.month_label))
        last = self._get_last_closed(self.company_id).get(self.company_id.id)
        if last and self.month != last + relativedelta(months=1):
            raise UserError(
                self.env._(
                    "Months are closed one after the other: after %(last)s comes %(next)s.",
                    last=f"{last:%Y-%m}",
                    next=f"{last + relativedelta(months=1):%Y-%m}",
                )
            )

    def _freeze(self):
        """Insert the SELECT of every KPI: what is kept is what was summed."""
        self.env.flush_all()
        self.env["sales.kpi"]._prepare_reading()
        scope = Scope(self.month, fields.Date.end_of(self.month, "month"), (self.company_id.id,))
        kpis = self.env["sales.kpi"].sudo().search([("company_id", "in", [self.company_id.id, False])])
        columns = SQL(", ").join(map(SQL.identifier, FROZEN))
        self.env["sales.kpi.closed.row"].sudo().search([("closing_id", "=", self.id)]).unlink()
        # What is worked out from another KPI first: it would take that one's new rows for an earlier closing.
        for kpi in kpis.sorted(lambda kpi: kpi.measure not in DERIVED):
            self.env.cr.execute(
                SQL(
                    "INSERT INTO sales_kpi_closed_row (closing_id, month, %s) SELECT %s, %s, %s FROM (%s) evidence",
                    columns,
                    self.id,
                    self.month,
                    columns,
                    kpi._get_evidence_query(scope),
                )
            )
        self.sudo().kpi_ids = kpis
        self.env["sales.kpi.closed.row"].invalidate_model()

    def _open_again(self, reason):
        """Open the last closed month again; the discussion keeps who did it and why.

        :raises UserError: without a reason, or for another month than the last one
        """
        self.ensure_one()
        if not self.env.user.has_group("sales_kpi.group_controller"):
            raise AccessError(self.env._("Closed months are opened again by a controller."))
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the month is opened again."))
        last = self._get_last_closed(self.company_id).get(self.company_id.id)
        if self.state != "closed" or self.month != last:
            raise UserError(
                self.env._(
                    "Only the last closed month is opened again: %(last)s.", last=last and f"{last:%Y-%m}" or "-"
                )
            )
        self.message_post(body=self.env._("Opened again: %(reason)s", reason=reason.strip()))
        self.sudo().row_ids.unlink()
        self.sudo().write({"state": "open", "closed_by_id": False, "date_closed": False, "kpi_ids": False})

    @api.model
    def _get_closed_months(self, scope):
        """Return the firsts of the closed months that a scope of one company touches."""
        closings = self.sudo().search([("state", "=", "closed"), ("company_id", "in", scope.company_ids)])
        return [month for month in closings.mapped("month") if scope.touches(month)]

    @api.model
    def _get_last_closed(self, companies):
        """Return {company id: first day of the last closed month}.

        :param companies: res.company records, or None for all
        """
        domain = [("state", "=", "closed")]
        if companies is not None:
            domain.append(("company_id", "in", companies.ids))
        groups = self.sudo()._read_group(domain, ["company_id"], ["month:max"])
        return {company.id: month for company, month in groups}

    @api.model
    def _name_closed_months(self, company, days):
        """Return the months of some days that are closed, such as "2025-03, 2025-04"; empty if none is."""
        last = self._get_last_closed(company).get(company.id)
        return ", ".join(sorted({f"{day:%Y-%m}" for day in days if last and f"{day:%Y-%m}" <= f"{last:%Y-%m}"}))

    # ------------------------------------------------------------------ looking at it

    def _get_drift_domain(self):
        self.ensure_one()
        return [("closing_id", "=", self.id), ("month", "=", self.month)]

    def action_open_drift(self):
        """Open what has changed since the month was closed."""
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_drift_action")
        return dict(action, domain=self._get_drift_domain(), context={})

    def action_open_rows(self):
        """Open the evidence as it was when the month was closed."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_closed_row_action")
        return dict(action, domain=[("closing_id", "=", self.id)])
