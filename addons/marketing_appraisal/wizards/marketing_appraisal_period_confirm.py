from odoo import api, fields, models
from odoo.tools import format_list

from ..models import steps

# Names are read; beyond this many, a number says more.
NAMES_SHOWN = 8


class MarketingAppraisalPeriodConfirm(models.TransientModel):
    """Says what an action on a whole period is about to do, and for whom it will not."""

    _name = "marketing.appraisal.period.confirm"
    _description = "Before an Action on a Whole Period"

    period_id = fields.Many2one("marketing.appraisal.period", required=True, ondelete="cascade")
    operation = fields.Selection(
        [("step", "Complete a step"), ("sign", "Sign"), ("publish", "Publish")], required=True, readonly=True
    )
    does = fields.Text(string="What Happens", compute="_compute_texts")
    leaves = fields.Text(string="What Stays", compute="_compute_texts")
    needs_reason = fields.Boolean(compute="_compute_needs_reason", export_string_translation=False)
    reason = fields.Text(
        string="Why without Answers",
        help="Why the interviews are completed without the people's answers. They read it.",
    )

    @api.depends("period_id", "operation")
    def _compute_texts(self):
        for confirm in self:
            confirm.does, confirm.leaves = getattr(confirm, f"_describe_{confirm.operation}")()

    @api.depends("period_id", "operation")
    def _compute_needs_reason(self):
        for confirm in self:
            at = confirm.period_id._get_next_step()[0] if confirm.operation == "step" else False
            confirm.needs_reason = at == steps.INTERVIEW

    def _describe_step(self):
        step, mine = self.period_id._get_next_step()
        label = dict(mine._fields["step"]._description_selection(self.env))[step] if step else ""
        does = self.env._(
            "“%(step)s” is completed in your name (%(count)s): %(names)s.",
            step=label,
            count=len(mine),
            names=self._list_names(mine),
        )
        return does, self._describe_others(self.period_id.appraisal_ids.filtered(lambda one: one.step == step) - mine)

    def _describe_others(self, others):
        """Say which stay where they are: the reader's own, and those that somebody else completes."""
        own = others.filtered(lambda one: one.user_id == self.env.user)
        sentences = []
        if own:
            sentences.append(self.env._("Your own stays for somebody else."))
        if others - own:
            names = self._list_names(others - own)
            sentences.append(self.env._("Completed by their appraisers: %(names)s.", names=names))
        return "\n".join(sentences)

    def _describe_sign(self):
        period = self.period_id
        signable = period.appraisal_ids.filtered("is_signable")._filter_may_complete(steps.SIGNATURE)
        does = self.env._("Results signed in your name: %(count)s.", count=len(signable))
        rest = period.appraisal_ids.filtered(lambda one: not one.is_signed) - signable
        return does, bool(rest) and self.env._(
            "Left open (%(count)s), because they have no total or do not stand at the signature yet: %(names)s."
            " You can sign them later.",
            count=len(rest),
            names=self._list_names(rest),
        )

    def _describe_publish(self):
        period = self.period_id
        waiting = period.appraisal_ids.filtered(lambda one: one.step == steps.PUBLICATION)
        does = self.env._("From now on these see their result: %(count)s.", count=len(waiting))
        rest = period.appraisal_ids.filtered(lambda one: not one.is_signed)
        return does, bool(rest) and self.env._(
            "Not signed, left open (%(count)s): %(names)s.", count=len(rest), names=self._list_names(rest)
        )

    def _list_names(self, appraisals):
        names = appraisals.employee_id.mapped("name")
        shown = names[:NAMES_SHOWN]
        if len(names) > NAMES_SHOWN:
            shown.append(self.env._("%(count)s more", count=len(names) - NAMES_SHOWN))
        return format_list(self.env, shown)

    def action_confirm(self):
        """Do it."""
        self.ensure_one()
        if self.operation == "step":
            self.period_id.action_complete_step(self.reason)
        elif self.operation == "sign":
            self.period_id.action_sign()
        else:
            self.period_id.action_publish()
        return {"type": "ir.actions.act_window_close"}
