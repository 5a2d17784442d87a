from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrVersion(models.Model):
    _inherit = "hr.version"

    appraiser_id = fields.Many2one(
        "hr.employee",
        compute="_compute_appraiser_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        tracking=True,
        groups="hr.group_hr_user",
        domain="[('company_id', '=', company_id), ('id', '!=', employee_id)]",
        help="Who appraises this employee from the date of this version on. Proposed from the manager; "
        "the people who name you here on a date are your team on that date.",
    )

    @api.depends("employee_id")
    def _compute_appraiser_id(self):
        """Take the manager as appraiser where nobody has been named.

        Depends on the employee alone: a later change of manager must not rewrite
        the history of earlier versions (see hr.employee).
        """
        for version in self:
            employee = version.employee_id
            version.appraiser_id = version.appraiser_id or (
                employee.parent_id if employee.parent_id != employee else False
            )

    @api.constrains("appraiser_id", "employee_id")
    def _check_appraiser_is_another(self):
        """Nobody assesses himself (R33)."""
        for version in self:
            if version.appraiser_id and version.appraiser_id == version.employee_id:
                raise ValidationError(
                    self.env._("%(name)s cannot be their own appraiser.", name=version.employee_id.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions.sudo().appraiser_id._grant_assessor_group()
        versions._refresh_dated_appraisers(versions.employee_id)
        return versions

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"appraiser_id", "employee_id"}:
            self.sudo().appraiser_id._grant_assessor_group()
        if vals.keys() & {"appraiser_id", "employee_id", "date_version", "active"}:
            self._refresh_dated_appraisers(self.employee_id)
        return result

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        self._refresh_dated_appraisers(employees)
        return result

    @api.model
    def _refresh_dated_appraisers(self, employees):
        """Tasks and reports are read by the appraiser of their date: let them follow a corrected history."""
        self.env["marketing.dated.appraiser.mixin"]._refresh_appraisers(employees.exists())
