from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .. import steps

DONE, BACK, HELD = "done", "back", "held"
# Where the appraiser is at work: from there they may ask the employee to write again, for instance.
APPRAISERS = {step for step, owner in steps.STEP_OWNER.items() if owner == steps.APPRAISER}


class MarketingAppraisalStep(models.Model):
    """Going back is logged beside what was completed, with its reason (R23)."""

    _inherit = "marketing.appraisal.step"

    operation = fields.Selection(
        [(DONE, "Completed"), (BACK, "Sent Back"), (HELD, "Held")], string="What Was Done", required=True, default=DONE
    )
    to_step = fields.Selection(steps.STEPS, string="Back To")
    reason = fields.Text()


class MarketingAppraisal(models.Model):
    """Sending an appraisal back to an earlier step: by whom, and with what trace."""

    _inherit = "marketing.appraisal"

    may_send_back = fields.Boolean(compute="_compute_may_send_back", export_string_translation=False)

    @api.depends_context("uid")
    @api.depends("step", "appraiser_id", "user_id", "is_signed")
    def _compute_may_send_back(self):
        for appraisal in self:
            appraisal.may_send_back = bool(appraisal._filter_may_send_back())

    def _filter_may_send_back(self):
        """Return those that the user may send back: nobody their own, and nothing that is signed or has not begun."""
        movable = self.filtered(lambda one: not one.is_signed and one.step not in (steps.PLAN, steps.DONE))
        if self.env.su:
            return movable
        user = self.env.user
        runs = user.has_group("marketing_roles.group_hr_officer") or user.has_group(
            "marketing_roles.group_general_manager"
        )
        return movable.filtered(
            lambda one: (
                one.user_id != user
                and (
                    runs
                    or (one.step in APPRAISERS and one._filter_appraised_by(user))
                    or (one.step == steps.COUNTERSIGNATURE and one.sudo().countersigner_id.user_id == user)
                    or (one.step == steps.SIGNATURE and one.sudo().delegate_id.user_id == user)
                )
            )
        )

    def _send_back(self, step, reason):
        """Set appraisals back to an earlier step.

        :param step: key of the step
        :raises UserError: without a reason, or where the step does not lie before the present one
        """
        self.check_access("read")
        refused = (self - self._filter_may_send_back())[:1]
        if refused:
            raise AccessError(
                self.env._(
                    "%(name)s is sent back by HR, the general manager or whoever it is with at the moment; never on "
                    "one's own appraisal, and not after the signature.",
                    name=refused.display_name,
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is sent back; the person reads it."))
        labels = dict(self._fields["step"]._description_selection(self.env))
        for appraisal in self:
            if step not in steps.path(appraisal.kind) or not steps.is_before(step, appraisal.step):
                raise UserError(
                    self.env._("%(name)s has not passed %(step)s yet.", name=appraisal.display_name, step=labels[step])
                )
        for current, cases in self.sudo().grouped("step").items():
            cases._log_steps([current], operation=BACK, to_step=step, reason=reason.strip())
        self.sudo()._forget_interview(step)
        self.sudo().write({"step": step})
        for appraisal in self:
            appraisal.sudo().message_post(
                body=self.env._("Sent back to %(step)s: %(reason)s", step=labels[step], reason=reason.strip()),
                author_id=self.env.user.partner_id.id,
            )

    def action_ask_back(self):
        """Ask to which step and why."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Back"),
            "res_model": "marketing.appraisal.back",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_appraisal_ids": self.ids},
        }
