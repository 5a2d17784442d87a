from odoo import models
from odoo.fields import Domain

from ...engine.best_year import SCORE
from .. import steps


class MarketingAppraisalPeriod(models.Model):
    """The way from a month to its employee of the month, and from a year to those of its units."""

    _inherit = "marketing.appraisal.period"

    def action_open_best(self):
        """Open the decision on the employee of the month, or the decisions of a year; the first time prepares them."""
        self.ensure_one()
        bests = self.env["marketing.appraisal.best"]._prepare_for(self)
        if len(bests) > 1:
            name = "marketing_appraisal.marketing_appraisal_best_action_year"
            action = self.env["ir.actions.act_window"]._for_xml_id(name)
            return dict(action, domain=[("period_id", "=", self.id)], context={})
        return {
            "type": "ir.actions.act_window",
            "res_model": bests._name,
            "res_id": bests.id,
            "views": [(False, "form")],
        }

    def _get_best_method(self):
        """Return by which method the year compares people: that of the policy of the whole company (R56)."""
        policy = self._get_main_policy() or self.sudo().appraisal_ids.policy_id[:1]
        return policy.best_year_method or SCORE


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
        again = self.filtered(lambda one: one.kind in ("monthly", "annual") and one.result_ids.replaces_id)
        if not again:
            return
        # In a year somebody else may come first now.
        whose = Domain("kind", "=", "annual") | Domain("employee_id", "in", again.employee_id.ids)
        bests = self.env["marketing.appraisal.best"].sudo().search(
            Domain("period_id", "in", again.period_id.ids)
            & Domain("state", "=", "announced") & Domain("employee_id", "!=", False) & whose
        )  # fmt: skip
        refusals = bests._get_refusals({best: best.employee_id for best in bests})
        for best in bests.filtered(lambda best: refusals[best]):
            reader = best._get_decider()
            best.with_context(lang=reader.lang).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.with_context(lang=reader.lang).env._(
                    "A result of %(month)s was issued again: see whether the announcement still holds",
                    month=best.period_id.name,
                ),
                user_id=reader.id,
            )
