from odoo import api, fields, models

RUNNERS = ("marketing_roles.group_hr_officer", "marketing_roles.group_general_manager")


class MarketingAppraisalAboutMixin(models.AbstractModel):
    """What is written or agreed about one person, by those above them, within an appraisal or beside one."""

    _name = "marketing.appraisal.about.mixin"
    _description = "About a Person"

    employee_id = fields.Many2one(
        "hr.employee",
        compute="_compute_employee_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('company_id', 'in', allowed_company_ids)]",
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, precompute=True, index=True)
    appraisal_id = fields.Many2one("marketing.appraisal", index="btree_not_null", ondelete="set null")

    @api.depends("appraisal_id")
    def _compute_employee_id(self):
        for one in self:
            one.employee_id = one.appraisal_id.employee_id or one.employee_id

    def _get_superiors(self):
        """Return the users who appraise the person now, or who do so in the appraisal it belongs to."""
        self.ensure_one()
        one = self.sudo()
        case = one._get_case()
        return one.employee_id.appraiser_id.user_id | case.appraiser_id.user_id | case.substitute_id.user_id

    def _get_case(self):
        """Return the appraisal it belongs to, or none."""
        return self.appraisal_id

    def _is_by_superior(self):
        """Tell whether the user stands above the person: a superior, their substitute, HR or the general manager."""
        self.ensure_one()
        user = self.env.user
        return any(user.has_group(group) for group in RUNNERS) or user in self._get_superiors()
