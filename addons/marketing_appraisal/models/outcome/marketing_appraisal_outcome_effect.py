from odoo import fields, models
from odoo.exceptions import UserError

from .marketing_appraisal_outcome import DECIDED


class MarketingAppraisalOutcome(models.Model):
    """What was prepared after the decision: a version of the contract or of the job, from a day on (R55)."""

    _inherit = "marketing.appraisal.outcome"

    effect = fields.Selection(related="kind_id.effect", string="What Is Prepared")
    version_id = fields.Many2one(
        "hr.version", string="Prepared Version", readonly=True, copy=False, ondelete="set null",
        groups="marketing_roles.group_hr_manager",
    )  # fmt: skip

    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"version_id"}

    def _check_may_prepare(self):
        """Refuse what is not decided, what prepares nothing, and a second time."""
        for one in self.sudo():
            if one.state != DECIDED or one.effect not in ("pay", "position"):
                raise UserError(self.env._("%(name)s leaves nothing to prepare.", name=one.display_name))
            if one.version_id:
                raise UserError(self.env._("%(name)s is prepared already.", name=one.display_name))

    def action_ask_effect(self):
        """Ask from which day on, and with what."""
        self.ensure_one()
        self.check_access("read")
        self._check_may_prepare()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Prepare What Was Decided"),
            "res_model": "marketing.appraisal.outcome.effect",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_outcome_id": self.id},
        }


class MarketingAppraisalPolicy(models.Model):
    _inherit = "marketing.appraisal.policy"

    publishes_outcomes = fields.Boolean(
        string="People Read What Is Proposed about Them",
        tracking=True,
        help="A choice: once the year is published, each person reads what is proposed about them and may comment on "
        "it. Otherwise they read what was decided.",
    )
