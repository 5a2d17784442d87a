from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class MarketingAppraisalPayPool(models.Model):
    """What a department has for performance pay in a month, fixed before it is computed (R28).

    A year may have one for the whole company besides: for everybody whose department has none of its own.
    """

    _name = "marketing.appraisal.pay.pool"
    _description = "Pool of Performance Pay"
    _order = "period_id desc, department_id"
    _check_company_auto = True

    period_id = fields.Many2one("marketing.appraisal.period", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one("hr.department", check_company=True)
    amount = fields.Monetary(string="Pool", required=True)
    asked_amount = fields.Monetary(
        string="Asked of the Pool",
        compute="_compute_asked_amount",
        help="What the results and bases of its people come to.",
    )
    scale_percentage = fields.Float(
        string="Paid Out (%)", compute="_compute_asked_amount", help="100 % unless the pool is exceeded."
    )
    has_asked_amount = fields.Boolean(
        string="You Read All of It",
        compute="_compute_asked_amount",
        help="A sum beside your own amount would tell it to you before you may read it; so it is not shown to you.",
    )

    _department_uniq = models.UniqueIndex(
        "(period_id, COALESCE(department_id, 0))", "The department or the whole company has a pool already."
    )
    # A line left empty would cut everybody whose department has no pool of its own to nothing.
    _amount_positive = models.Constraint("CHECK(amount > 0)", "Enter what the pool has: more than zero.")

    @api.depends_context("uid")
    @api.depends("amount", "period_id", "department_id")
    def _compute_asked_amount(self):
        """Show what is asked to whoever may read all of it; a sum without the reader's own would be a wrong one."""
        asked, everything = self._get_asked(), self.sudo()._get_asked()
        for pool in self:
            key = (pool.period_id._origin.id, pool.department_id._origin.id)
            amount, count = asked[key]
            pool.has_asked_amount = count == everything[key][1]
            pool.asked_amount = pool.has_asked_amount and amount
            exceeded = amount > max(pool.amount, 0)
            paid_out = 100 * pool.amount / amount if exceeded else 100
            pool.scale_percentage = pool.has_asked_amount and paid_out

    def _get_asked(self):
        """Return {(period id, department id): (what is asked of its pool, by how many)} as far as one may read it.

        One query for each kind of pay. Without a department it is the pool of the whole company.
        """
        asked = defaultdict(lambda: (0.0, 0))
        for model, periods in self.period_id._origin.grouped(lambda period: period._get_pay_model()).items():
            own = {(pool.period_id.id, pool.department_id.id) for pool in periods.pay_pool_ids}
            own |= {(pool.period_id._origin.id, pool.department_id._origin.id) for pool in self}
            groups = self.env[model]._read_group(
                [("period_id", "in", periods.ids)], ["period_id", "department_id"], ["computed_amount:sum", "__count"]
            )
            for period, department, amount, count in groups:
                key = (period.id, department.id)
                key = key if key in own else (period.id, False)
                asked[key] = (asked[key][0] + amount, asked[key][1] + count)
        return asked

    def _find(self, department_id):
        """Return the pool that somebody of a department is paid from: its own, or else that of the whole company."""
        mine = self.filtered(lambda pool: pool.department_id.id == department_id)
        return (mine or self.filtered(lambda pool: not pool.department_id))[:1]

    @api.constrains("department_id", "period_id")
    def _check_department(self):
        for pool in self:
            if not pool.department_id and pool.period_id.kind != "annual":
                raise ValidationError(self.env._("A pool of a month belongs to a department."))

    @api.model_create_multi
    def create(self, vals_list):
        pools = super().create(vals_list)
        pools._check_not_confirmed()
        return pools

    def write(self, vals):
        self._check_not_confirmed()
        result = super().write(vals)
        self._check_not_confirmed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_not_confirmed()

    def _check_not_confirmed(self):
        """What was shared out is not made smaller or larger afterwards."""
        for period, pools in self.grouped("period_id").items():
            paid = (
                self.env[period._get_pay_model()]
                .sudo()
                ._read_group([("period_id", "=", period.id), ("is_confirmed", "=", True)], ["department_id"])
            )
            everybody = period.sudo().pay_pool_ids | pools
            shared = {everybody._find(department.id): department for (department,) in paid}
            for pool in pools.filtered(lambda pool, shared=shared: pool in shared):
                name = pool.department_id.name or period.company_id.name
                raise UserError(self.env._("The pay of %(department)s is confirmed.", department=name))
