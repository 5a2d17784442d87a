from odoo import api, fields, models

from .. import steps
from .marketing_appraisal_substitution import APPRAISAL, SIGNATURE


class MarketingAppraisal(models.Model):
    """Who acts on an appraisal beside the appraiser: the substitute, the designated employee, the delegate (R23, R33).

    All three are stored, so that the record rules read them without asking for the day, and are refreshed every day.
    A substitute and a delegate have nothing to read any more once the result is published; the log keeps who they were.
    """

    _inherit = "marketing.appraisal"

    substitute_id = fields.Many2one(
        "hr.employee",
        compute="_compute_substitute_id",
        store=True,
        index="btree_not_null",
        help="Appraises while the appraiser is away.",
    )
    countersigner_id = fields.Many2one(
        "hr.employee",
        compute="_compute_countersigner_id",
        store=True,
        index="btree_not_null",
        help="The designated employee, who countersigns the supervisor's scores.",
    )
    delegate_id = fields.Many2one(
        "hr.employee",
        compute="_compute_delegate_id",
        store=True,
        index="btree_not_null",
        help="Signs while the general manager is away.",
    )
    may_sign = fields.Boolean(compute="_compute_may_sign", export_string_translation=False)

    @api.depends("appraiser_id", "employee_id", "is_published")
    def _compute_substitute_id(self):
        running = self.env["marketing.appraisal.substitution"]._get_running(APPRAISAL, self.company_id)
        for case in self:
            found = running.get((case.company_id, case.appraiser_id))
            case.substitute_id = found and case._may_act(found.substitute_id) and found.substitute_id

    @api.depends("employee_id", "is_published")
    def _compute_delegate_id(self):
        running = self.env["marketing.appraisal.substitution"]._get_running(SIGNATURE, self.company_id)
        by_company = {company: found.substitute_id for (company, _owner), found in running.items()}
        for case in self:
            delegate = by_company.get(case.company_id)
            case.delegate_id = delegate and case._may_act(delegate) and delegate

    def _may_act(self, employee):
        """Tell whether somebody may stand in here: nobody for their own case, and nobody once it is published."""
        self.ensure_one()
        return not self.is_published and employee != self.employee_id

    @api.depends(
        "period_id.designation_ids.employee_id", "period_id.designation_ids.department_id", "department_id",
        "employee_id", "appraiser_id", "policy_id.second_assessor",
    )  # fmt: skip
    def _compute_countersigner_id(self):
        """Take the designated employee of the nearest department that has another than the person and the appraiser."""
        none = self.env["hr.department"]
        for case in self:
            if case.is_signed:
                case.countersigner_id = case.countersigner_id
                continue
            named = {one.department_id: one.employee_id for one in case.period_id.sudo().designation_ids}
            apart = case.employee_id | case.appraiser_id
            found = None
            if case.policy_id.second_assessor != "none" and case.kind != "annual":
                path = (case.sudo().department_id.parent_path or "").split("/")
                nearest_first = [*self.env["hr.department"].browse([int(key) for key in path if key][::-1]), none]
                candidates = (named.get(department) for department in nearest_first)
                found = next((one for one in candidates if one and one not in apart), None)
            case.countersigner_id = found

    @api.depends_context("uid")
    @api.depends("is_signable", "delegate_id", "user_id")
    def _compute_may_sign(self):
        for case in self:
            case.may_sign = case.is_signable and bool(case._filter_may_complete(steps.SIGNATURE))

    @api.model
    def _refresh_acting(self, companies):
        """Find out anew who acts today on what is not published yet."""
        open_cases = self.sudo().search([("company_id", "in", companies.ids), ("is_published", "=", False)])
        # Both hang on the publication; so marked, whatever hangs on them is computed anew as well.
        open_cases.modified(["is_published"])
        open_cases.flush_recordset(["substitute_id", "delegate_id", "waiting_user_id"])

    @api.model
    def _cron_refresh_acting(self):
        """Let substitutions begin and end with their days."""
        self._refresh_acting(self.env["res.company"].search([("active", "=", True)]))

    def _filter_appraised_by(self, user):
        """Return those on which a user does the appraiser's part, in their own right or in another's place."""
        return self.filtered(
            lambda case: user in (case.appraiser_user_id | case.sudo().substitute_id.user_id) and case.user_id != user
        )

    def _get_stood_in_for(self, step):
        """Return {appraisal: the employee in whose place the user completes a step}, of those that have one."""
        user, cases = self.env.user, self.sudo()
        if steps.STEP_OWNER[step] == steps.APPRAISER:
            return {case: case.appraiser_id for case in cases if user and case.substitute_id.user_id == user}
        if step != steps.SIGNATURE or user.has_group("marketing_roles.group_general_manager"):
            return {}
        running = self.env["marketing.appraisal.substitution"]._get_running(SIGNATURE, cases.company_id)
        owners = {company: owner for (company, owner), one in running.items() if one.substitute_id.user_id == user}
        return {case: owners[case.company_id] for case in cases if case.company_id in owners}
