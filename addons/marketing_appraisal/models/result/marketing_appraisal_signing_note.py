from odoo import api, fields, models

from .. import steps
from ..appraisal.marketing_appraisal_back import BACK


class MarketingAppraisal(models.Model):
    """What whoever has the case before them should know first: what is unusual, for whom, why it came back."""

    _inherit = "marketing.appraisal"

    signing_note = fields.Text(compute="_compute_signing_note")
    back_note = fields.Text(compute="_compute_back_note")

    @api.depends_context("uid", "lang")
    @api.depends("may_sign", "delegate_id")
    def _compute_signing_note(self):
        """Tell whoever signs what to look at first, and a delegate for whom it is (R23)."""
        mine = self.filtered("may_sign")
        stands_in_for = mine._get_stood_in_for(steps.SIGNATURE)
        exceptions = {result.appraisal_id: result.exceptions for result in mine.result_ids}
        for case in self:
            sentences = []
            if case in stands_in_for:
                name = stands_in_for[case].name
                sentences.append(self.env._("You sign in place of %(name)s.", name=name))
            if case in mine and exceptions.get(case):
                sentences.append(exceptions[case])
            case.signing_note = "\n".join(sentences)

    @api.depends_context("lang")
    @api.depends("step")
    def _compute_back_note(self):
        """Say why the case stands at its step again, until it goes on (R23)."""
        log = self.env["marketing.appraisal.step"].sudo().search([("appraisal_id", "in", self.ids)], order="id")
        last = {one.appraisal_id: one for one in log}
        for case in self:
            entry = last.get(case._origin)
            is_back = entry and entry.operation == BACK and entry.to_step == case.step
            case.back_note = is_back and self.env._(
                "Sent back by %(name)s: %(reason)s", name=entry.user_id.name, reason=entry.reason
            )


class MarketingAppraisalResult(models.Model):
    """In whose place a result was signed."""

    _inherit = "marketing.appraisal.result"

    signed_for_id = fields.Many2one("hr.employee", string="In Place Of", compute="_compute_signed_for_id")

    @api.depends("signed_date")
    def _compute_signed_for_id(self):
        log = (
            self.env["marketing.appraisal.step"]
            .sudo()
            .search([("appraisal_id", "in", self.appraisal_id.ids), ("step", "=", steps.SIGNATURE)], order="id")
        )
        entries = log.grouped(lambda one: (one.appraisal_id, one.user_id))
        for result in self:
            found = entries.get((result.appraisal_id, result.sudo().signed_by_id))
            result.signed_for_id = found and found[-1:].stood_in_for_id
