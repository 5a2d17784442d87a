from odoo import api, fields, models
from odoo.exceptions import AccessError

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

    @api.model_create_multi
    def create(self, vals_list):
        """Say in a sentence whose people they are not, before the record rules refuse without one."""
        if not self.env.su and not self._is_runner():
            for vals in vals_list:
                self._settle_case(vals)
        return super().create(vals_list)

    @api.model
    def _settle_case(self, vals):
        """Refuse whom the user does not appraise; a substitute writes within the case in which they stand in.

        :raises AccessError: naming the person
        """
        case = self.env["marketing.appraisal"].sudo().browse(vals.get("appraisal_id") or ())
        employee = case.employee_id or self.env["hr.employee"].sudo().browse(vals.get("employee_id") or ())
        user = self.env.user
        if not employee or user in employee.appraiser_id.user_id | case.appraiser_id.user_id | employee.user_id:
            return
        running = case or employee.marketing_appraisal_ids.filtered(lambda one: not one.is_published)
        mine = running.filtered(lambda one: one.substitute_id.user_id == user)[:1]
        if not mine:
            raise AccessError(
                self.env._("You do not appraise %(name)s: choose one of your people.", name=employee.name)
            )
        vals["appraisal_id"] = mine.id

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
        return self._is_runner() or self.env.user in self._get_superiors()

    @api.model
    def _is_runner(self):
        return any(self.env.user.has_group(group) for group in RUNNERS)
