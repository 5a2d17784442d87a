from odoo import api, fields, models
from odoo.exceptions import UserError


class MarketingAppraisalPayPool(models.Model):
    """What a department has for performance pay in a month, fixed before it is computed (R28)."""

    _name = "marketing.appraisal.pay.pool"
    _description = "Pool of Performance Pay"
    _order = "period_id desc, department_id"
    _check_company_auto = True

    period_id = fields.Many2one("marketing.appraisal.period", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one("hr.department", required=True, check_company=True)
    amount = fields.Monetary(string="Pool", required=True)
    asked_amount = fields.Monetary(
        string="Asked of the Pool",
        compute="_compute_asked_amount",
        help="What the department's totals and bases come to.",
    )
    scale_percentage = fields.Float(
        string="Paid Out (%)", compute="_compute_asked_amount", help="100 % unless the pool is exceeded."
    )

    _department_uniq = models.Constraint("unique(period_id, department_id)", "The department has a pool already.")
    _amount_not_negative = models.Constraint("CHECK(amount >= 0)", "A pool is not below zero.")

    @api.depends("amount", "period_id", "department_id")
    def _compute_asked_amount(self):
        groups = self.env["marketing.appraisal.pay"]._read_group(
            [("period_id", "in", self.period_id.ids)], ["period_id", "department_id"], ["computed_amount:sum"]
        )
        asked = {(period, department): amount for period, department, amount in groups}
        for pool in self:
            pool.asked_amount = asked.get((pool.period_id, pool.department_id), 0)
            exceeded = pool.asked_amount > max(pool.amount, 0)
            pool.scale_percentage = 100 * pool.amount / pool.asked_amount if exceeded else 100

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
        for pool in self:
            if (
                self.env["marketing.appraisal.pay"]
                .sudo()
                .search_count(
                    [
                        ("period_id", "=", pool.period_id.id),
                        ("department_id", "=", pool.department_id.id),
                        ("is_confirmed", "=", True),
                    ],
                    limit=1,
                )
            ):
                raise UserError(
                    self.env._("The pay of %(department)s is confirmed.", department=pool.department_id.name)
                )
