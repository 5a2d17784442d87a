from odoo import Command, api, fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    appraiser_id = fields.Many2one(
        related="version_id.appraiser_id", inherited=True, readonly=False, groups="hr.group_hr_user"
    )

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        for employee in employees.filtered("parent_id"):
            version = employee.sudo().version_ids[:1]
            version.appraiser_id = version.appraiser_id or employee.parent_id
        return employees

    def write(self, vals):
        """Let the appraiser follow a change of manager from today on, keeping the past."""
        followers = self.browse()
        if "parent_id" in vals and "appraiser_id" not in vals:
            followers = self.filtered(
                lambda employee: (
                    employee.sudo().current_version_id.appraiser_id == employee.parent_id
                    and employee.parent_id.id != vals["parent_id"]
                )
            )
        result = super().write(vals)
        followers._follow_manager_from(fields.Date.context_today(self))
        if vals.get("user_id"):
            self._grant_assessor_group(only_appraisers=True)
        return result

    def _follow_manager_from(self, day):
        """Make each employee's manager their appraiser from `day` on.

        A version that began before `day` stays as it was, because the team of
        past dates is read from it (R10a); a new version begins on `day`.
        """
        for employee in self.sudo():
            version = employee._get_version(day)
            if version.date_version < day:
                version = employee.create_version({"date_version": day})
            version.appraiser_id = employee.parent_id

    def _grant_assessor_group(self, only_appraisers=False):
        """Give the people who appraise somebody the right to do so.

        The record rules limit an assessor to their own team, so naming somebody
        as appraiser is all that HR has to do.

        :param bool only_appraisers: skip those whom no version names as appraiser
        """
        group = self.env.ref("marketing_roles.group_assessor").sudo()
        appraisers = self.sudo()
        if only_appraisers:
            named = self.env["hr.version"].sudo()._read_group([("appraiser_id", "in", self.ids)], ["appraiser_id"])
            appraisers = appraisers.browse([appraiser.id for (appraiser,) in named])
        missing = appraisers.user_id.filtered(lambda user: not user.share) - group.all_user_ids
        if missing:
            group.user_ids = [Command.link(user.id) for user in missing]
