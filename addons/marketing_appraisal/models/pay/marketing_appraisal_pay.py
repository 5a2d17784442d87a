from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from odoo.addons.sales_kpi.engine.sheets import AMOUNT, MONEY, TEXT
from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.pay import fit_into_pool, performance_pay

DUE, PENDING, NO_BASE, NONE = "due", "pending", "no_base", "none"
HR_MANAGER = "marketing_roles.group_hr_manager"
NAMES_SHOWN = 8


class MarketingAppraisalPay(models.Model):
    """What somebody gets for a month: total / 100 x base performance pay, fitted into the pool (R27, R28).

    The year-end bonus is made after this model: what differs there stands in methods of its own.
    Computed as often as HR wants until it is confirmed. What only waits for a signature is pending and no zero.
    """

    _name = "marketing.appraisal.pay"
    _description = "Performance Pay"
    _inherit = ["marketing.guarded.mixin"]
    _order = "period_id desc, department_id, employee_id, id"

    period_id = fields.Many2one("marketing.appraisal.period", required=True, readonly=True, index=True,
                                ondelete="restrict")  # fmt: skip
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    employee_id = fields.Many2one("hr.employee", required=True, readonly=True, index=True, ondelete="restrict")
    department_id = fields.Many2one("hr.department", readonly=True)
    result_id = fields.Many2one("marketing.appraisal.result", readonly=True, index="btree_not_null",
                                ondelete="restrict")  # fmt: skip
    is_published = fields.Boolean(related="result_id.is_published", store=True)
    total = fields.Float(digits=(8, 2), readonly=True, aggregator="avg")
    base = fields.Monetary(readonly=True, help="On the contract version that holds at the end of the month.")
    computed_amount = fields.Monetary(
        string="Before the Pool",
        readonly=True,
        help="Total / 100 × base. A department that asks for more than its pool is cut to it, everybody alike.",
    )
    amount = fields.Monetary(string="To Pay", readonly=True)
    overpaid_amount = fields.Monetary(
        string="Paid Too Much",
        readonly=True,
        help="What was paid beyond a result that was issued again. It is not taken back: nobody's paid amount shrinks.",
    )
    status = fields.Selection(
        [
            (DUE, "To pay"),
            (PENDING, "Waiting for the signature"),
            (NO_BASE, "No base performance pay"),
            (NONE, "Did not take part"),
        ],
        required=True,
        readonly=True,
    )
    is_confirmed = fields.Boolean(string="Confirmed", readonly=True)

    _result_uniq = models.UniqueIndex(
        "(period_id, employee_id, COALESCE(result_id, 0))", "There is one pay per person and result."
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | set(self._fields)

    @api.depends("employee_id", "period_id")
    def _compute_display_name(self):
        for pay in self:
            pay.display_name = f"{pay.employee_id.name} {pay.period_id.name}"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        if any(pay.is_confirmed for pay in self):
            raise UserError(self.env._("Confirmed pay stays as it is."))

    # ------------------------------------------------------------------ computing

    @api.model
    def _compute_for(self, period):
        """Compute everybody's pay of a month anew, except what is confirmed.

        :param period: one monthly marketing.appraisal.period
        """
        self._check_may_compute(period)
        kept = self.sudo().search([("period_id", "=", period.id)])
        kept.filtered(lambda pay: not pay.is_confirmed).unlink()
        return self.sudo().create(self._get_open_rows(period, kept.exists()))

    @api.model
    def _get_open_rows(self, period, confirmed):
        """Return the values of what is still to pay: of people without confirmed pay, and differences of the others.

        :param confirmed: marketing.appraisal.pay records of the period that stay
        """
        rows = self._gather(period)
        known = set(confirmed.employee_id.ids)
        fresh = [vals for vals in rows if vals["employee_id"] not in known]
        self._fit(period, fresh)
        by_employee = confirmed.grouped(lambda pay: pay.employee_id.id)
        return fresh + [
            self._to_difference(vals, by_employee[vals["employee_id"]])
            for vals in rows
            if vals["employee_id"] in known
            and vals.get("result_id")
            and vals["result_id"] not in by_employee[vals["employee_id"]].result_id.ids
        ]

    @api.model
    def _to_difference(self, vals, paid):
        """Return what a reissued result brings on top of what was paid: outside the pool, and never less (R28, R61).

        :param paid: confirmed marketing.appraisal.pay records of the person and month
        """
        if vals["status"] not in self._get_settled_statuses():
            return vals
        before = sum((as_decimal(pay.computed_amount) for pay in paid), as_decimal(0))
        more = max(vals["computed_amount"] - before, as_decimal(0))
        over = max(before - vals["computed_amount"], as_decimal(0))
        # What was cut to its pool was overpaid by its cut share only.
        received = sum((as_decimal(pay.amount) for pay in paid), as_decimal(0))
        over = over * received / before if before else over
        # The base stands on what was paid first; sums of a list would hold it twice.
        return vals | {"base": 0, "computed_amount": more, "amount": more, "overpaid_amount": over}

    @api.model
    def _check_may_compute(self, period):
        self._check_may_prepare()
        period.ensure_one()
        self._check_period(period)

    @api.model
    def _check_may_prepare(self):
        if not self.env.su and not self.env.user.has_group(HR_MANAGER):
            raise AccessError(self.env._("Performance pay is computed by the HR manager."))

    @api.model
    def _check_may_confirm(self, period):
        """Refuse whoever may not fix the pay; by default who computes it."""
        self._check_may_compute(period)

    @api.model
    def _check_period(self, period):
        if period.kind != "monthly" or period.state == "draft":
            raise UserError(self.env._("Performance pay belongs to a month that has been opened."))

    @api.model
    def _get_settled_statuses(self):
        """Return the statuses that a signed result gives an amount with; of a month a zero total is due as well."""
        return (DUE,)

    @api.model
    def _prepare_result_vals(self, result, base, decimals):
        """Return what a result gives: its status, and its amount before the pool where there is one.

        :param float base: base performance pay at the end of the period
        :param int decimals: of the currency
        """
        status = NO_BASE if not base else DUE if result.is_signed else PENDING
        if status != DUE:
            return {"status": status}
        amount = performance_pay(as_decimal(result.total, 2), as_decimal(base), decimals)
        return {"status": status, "total": result.total, "computed_amount": amount, "amount": amount}

    @api.model
    def _gather(self, period):
        """Return the values of everybody of a period: who was appraised, and who was left out."""
        appraisals, omissions = period.sudo().appraisal_ids, period.sudo().omission_ids
        bases = self._get_bases(appraisals.employee_id | omissions.employee_id, period.date_to)
        decimals = period.company_id.currency_id.decimal_places
        rows = []
        for result in appraisals.result_ids:
            base = bases.get(result.employee_id.id, 0)
            rows.append(
                {
                    "period_id": period.id,
                    "employee_id": result.employee_id.id,
                    "department_id": result.department_id.id,
                    "result_id": result.id,
                    "base": base,
                    **self._prepare_result_vals(result, base, decimals),
                }
            )
        for omission in omissions:
            rows.append(
                {
                    "period_id": period.id,
                    "employee_id": omission.employee_id.id,
                    "department_id": omission.employee_id.department_id.id,
                    "base": bases.get(omission.employee_id.id, 0),
                    "status": NONE,
                }
            )
        return rows

    @api.model
    def _get_bases(self, employees, day):
        """Return {employee id: base performance pay} of the versions that hold on a day, in one query."""
        versions = self.env["hr.version"].sudo().search_fetch(
            [("employee_id", "in", employees.ids), ("date_version", "<=", day)],
            ["employee_id", "performance_pay_base"],
            order="employee_id, date_version, id",
        )  # fmt: skip
        return {version.employee_id.id: version.performance_pay_base for version in versions}

    @api.model
    def _fit(self, period, rows):
        """Scale what is asked of a pool to it (R28); rows are changed in place."""
        decimals = period.company_id.currency_id.decimal_places
        pools = period.sudo().pay_pool_ids
        by_pool = defaultdict(dict)
        for row in rows:
            if row["status"] == DUE:
                by_pool[pools._find(row["department_id"])][row["employee_id"]] = row
        for pool in pools:
            found = by_pool.get(pool, {})
            amounts = {person: row["computed_amount"] for person, row in found.items()}
            for person, amount in fit_into_pool(amounts, as_decimal(pool.amount), decimals).items():
                found[person]["amount"] = amount

    # ------------------------------------------------------------------ confirming

    @api.model
    def _confirm_for(self, period):
        """Fix what is to be paid and return it.

        A pool is shared out among everybody, so nobody of it may still be pending.
        """
        self._check_may_confirm(period)
        rows = self.sudo().search([("period_id", "=", period.id), ("is_confirmed", "=", False)])
        if not rows:
            paid = self.sudo().search_count([("period_id", "=", period.id)], limit=1)
            raise UserError(self.env._("Everything is confirmed already.") if paid else self._refuse_empty())
        changed = self._find_changed(period, rows)
        if changed:
            raise UserError(self._refuse_changed(self._list_names(changed)))
        pooled = rows.filtered(lambda pay: period.sudo().pay_pool_ids._find(pay.department_id.id))
        waiting = pooled.filtered(lambda pay: pay.status == PENDING)
        if waiting:
            raise UserError(
                self.env._(
                    "A pool is shared out among everybody, and these still wait for the signature: %(names)s.",
                    names=self._list_names(waiting.employee_id),
                )
            )
        fixed = rows.filtered(lambda pay: pay.status in (*self._get_settled_statuses(), NONE))
        fixed.write({"is_confirmed": True})
        return fixed

    @api.model
    def _refuse_empty(self):
        return self.env._("There is nothing to confirm: compute the pay first.")

    @api.model
    def _refuse_changed(self, names):
        return self.env._("Compute the pay again first; it has changed for %(names)s.", names=names)

    def _get_computed(self):
        """Return the amount as it was computed, whatever somebody has made of it since."""
        self.ensure_one()
        return self.amount

    def _find_changed(self, period, rows):
        """Return the people whose pay would be computed otherwise now."""
        confirmed = self.sudo().search([("period_id", "=", period.id), ("is_confirmed", "=", True)])
        now = self._get_open_rows(period, confirmed)
        stored = {pay.employee_id.id: (pay.status, round(pay._get_computed(), 4)) for pay in rows}
        found = {vals["employee_id"]: (vals["status"], round(float(vals.get("amount", 0)), 4)) for vals in now}
        return self.env["hr.employee"].browse([key for key in stored if stored[key] != found.get(key)])

    @api.model
    def _get_payable_domain(self):
        """Return the domain of what payroll pays out."""
        return [("is_confirmed", "=", True), ("status", "=", DUE)]

    @api.model
    def _get_sheet_kinds(self):
        """Return {field: (kind of cell, width)} of the sheet for payroll, in its order."""
        return {
            "employee_id": (TEXT, 24),
            "department_id": (TEXT, 24),
            "total": (AMOUNT, 16),
            "base": (MONEY, 16),
            "computed_amount": (MONEY, 16),
            "amount": (MONEY, 16),
        }

    def _get_cells(self, names):
        """Return the cells of a row of the sheet for payroll."""
        self.ensure_one()
        return [self[name].name if self._fields[name].relational else self[name] for name in names]

    def _list_names(self, employees):
        names = employees.sudo().mapped("name")
        more = len(names) - NAMES_SHOWN
        shown = names[:NAMES_SHOWN] + ([self.env._("%(count)s more", count=more)] if more > 0 else [])
        return format_list(self.env, shown)
