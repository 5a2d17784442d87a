from odoo import models

from . import steps


class MarketingAppraisalPeriod(models.Model):
    """The way from a month to its employee of the month."""

    _inherit = "marketing.appraisal.period"

    def action_open_best(self):
        """Open the decision on the employee of the month; the first time prepares it."""
        self.ensure_one()
        best = self.env["marketing.appraisal.best"]._prepare_for(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": best._name,
            "res_id": best.id,
            "views": [(False, "form")],
        }


class MarketingAppraisal(models.Model):
    """A result that is issued again may take from the announced person what they were chosen for."""

    _inherit = "marketing.appraisal"

    def _move_on(self, step, reason=None):
        result = super()._move_on(step, reason)
        if step == steps.PUBLICATION:
            self._tell_of_best()
        return result

    def _tell_of_best(self):
        """Ask the general manager to look at an announcement that would not be made any more; it stands until then.

        The reminder names neither the person nor why: what it is about is shown on the decision (R29d).
        """
        again = self.filtered(lambda one: one.kind == "monthly" and one.result_ids.replaces_id)
        bests = self.env["marketing.appraisal.best"].sudo().search(
            [("period_id", "in", again.period_id.ids), ("employee_id", "in", again.employee_id.ids),
             ("state", "=", "announced")]
        )  # fmt: skip
        for best in bests.filtered(lambda best: best._get_refusal(best.employee_id)):
            reader = best._get_decider()
            best.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.with_context(lang=reader.lang).env._(
                    "A result of %(month)s was issued again: see whether the announcement still holds",
                    month=best.period_id.name,
                ),
                user_id=reader.id,
            )
