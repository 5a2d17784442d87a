from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..models.probation.marketing_probation import CONFIRMED, CONFIRMED_EARLY

HR_MANAGER = "marketing_roles.group_hr_manager"


class MarketingProbationContract(models.TransientModel):
    """Prepares the contract version after a confirmation; a decision by itself changes no pay."""

    _name = "marketing.probation.contract"
    _description = "Contract Version after a Probation"

    probation_id = fields.Many2one("marketing.probation", required=True, readonly=True)
    employee_id = fields.Many2one(related="probation_id.employee_id")
    currency_id = fields.Many2one(related="probation_id.company_id.currency_id")
    date = fields.Date(
        string="From", required=True, compute="_compute_values", store=True, readonly=False, precompute=True
    )
    performance_pay_base = fields.Monetary(
        string="Base Performance Pay", compute="_compute_values", store=True, readonly=False, precompute=True
    )

    @api.depends("probation_id")
    def _compute_values(self):
        """Propose the day after the probation, and the base as it is."""
        for wizard in self:
            probation = wizard.probation_id
            wizard.date = fields.Date.add(probation.date_end, days=1) if probation.date_end else False
            version = probation.employee_id and probation.employee_id._get_version(wizard.date)
            wizard.performance_pay_base = version.performance_pay_base if version else 0

    def action_confirm(self):
        """Make the version, or change the one that begins on that day."""
        self.ensure_one()
        probation = self.probation_id
        if not self.env.user.has_group(HR_MANAGER):
            raise AccessError(self.env._("Contract versions are prepared by the HR manager."))
        probation._check_not_own()
        if probation.state not in (CONFIRMED, CONFIRMED_EARLY):
            raise UserError(self.env._("%(name)s is not confirmed.", name=probation.employee_id.name))
        if self.date <= probation.date_start:
            raise UserError(self.env._("A new version begins after the first day of the probation."))
        version = self.employee_id.create_version({"date_version": self.date})
        version.write({"performance_pay_base": self.performance_pay_base})
        # The amount is on the contract, for those who read contracts.
        probation.sudo().message_post(
            body=self.env._("A contract version from %(day)s is prepared.", day=format_date(self.env, self.date))
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.employee",
            "res_id": self.employee_id.id,
            "views": [(False, "form")],
            "context": {"version_id": version.id},
        }
