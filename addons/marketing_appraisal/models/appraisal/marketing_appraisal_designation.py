from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class MarketingAppraisalDesignation(models.Model):
    """The employee who countersigns the scores of a period, of a department or of the whole company (R33)."""

    _name = "marketing.appraisal.designation"
    _description = "Countersigner"
    _order = "period_id, department_id, id"

    period_id = fields.Many2one("marketing.appraisal.period", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True)
    department_id = fields.Many2one(
        "hr.department", help="With the departments below it. Empty: every department without one of its own."
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Countersigner",
        help="The designated employee: a second pair of eyes on the supervisors' scores.",
        required=True,
        ondelete="restrict",
        domain="[('company_id', '=', company_id)]",
    )

    _department_uniq = models.UniqueIndex(
        "(period_id, COALESCE(department_id, 0))", "One employee is designated for a department and period."
    )

    @api.constrains("employee_id", "period_id")
    def _check_can_sign(self):
        for one in self:
            user = one.sudo().employee_id.user_id
            if not user or user.share:
                raise ValidationError(
                    self.env._("%(name)s has no login and cannot countersign.", name=one.employee_id.name)
                )
            if one.employee_id.company_id != one.company_id:
                raise ValidationError(self.env._("%(name)s belongs to another company.", name=one.employee_id.name))

    @api.model_create_multi
    def create(self, vals_list):
        designations = super().create(vals_list)
        designations._check_not_named_by_oneself()
        designations.employee_id._grant_assessor_group()
        return designations

    def write(self, vals):
        result = super().write(vals)
        self._check_not_named_by_oneself()
        self.employee_id._grant_assessor_group()
        return result

    def _check_not_named_by_oneself(self):
        """Whoever names the second pair of eyes is not that pair."""
        own = self.filtered(lambda one: one.sudo().employee_id.user_id == self.env.user)
        if own and not self.env.su:
            raise UserError(self.env._("Nobody designates themselves."))
