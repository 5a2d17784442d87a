from odoo import api, models
from odoo.tools import formatLang

from .marketing_appraisal_bonus import NO_GRADE, ZERO
from .marketing_appraisal_pay import NO_BASE, NONE, PENDING


class MarketingAppraisalBonus(models.Model):
    """Says how a bonus came about: grade, rate, base, months, pool, and why it was decided otherwise (R54, R28)."""

    _inherit = "marketing.appraisal.bonus"

    @api.depends_context("lang")
    @api.depends("rate", "is_amount", "months", "proposed_amount", "change_reason")
    def _compute_explanation(self):
        result = super()._compute_explanation()
        reasons = self._get_reasons_of_absence()
        for bonus in self:
            sentences = [bonus.explanation]
            if bonus.status == NONE and reasons.get((bonus.period_id.id, bonus.employee_id.id)):
                sentences.append(reasons[bonus.period_id.id, bonus.employee_id.id])
            if bonus.change_reason:
                sentences.append(bonus._explain_change())
            bonus.explanation = "\n".join(sentences)
        return result

    def _get_words(self):
        return {
            PENDING: self.env._("The annual result still waits for the signature. This is no zero."),
            NO_BASE: self.env._("The contract version at the end of the year has no base performance pay."),
            ZERO: self.env._("By the policy this annual grade gives no bonus."),
            NO_GRADE: self.env._("The year has no annual grade: too few months were appraised."),
            NONE: self.env._("Not in the annual appraisal, so no bonus is proposed."),
        }

    def _get_reasons_of_absence(self):
        """Return {(period id, employee id): why somebody is not in the year}: one query."""
        absent = self.filtered(lambda bonus: bonus.status == NONE)
        omissions = self.env["marketing.appraisal.omission"].sudo().search(
            [("period_id", "in", absent.period_id.ids), ("employee_id", "in", absent.employee_id.ids)]
        )  # fmt: skip
        labels = dict(omissions._fields["reason"]._description_selection(self.env))
        return {(one.period_id.id, one.employee_id.id): labels[one.reason] for one in omissions}

    def _explain_amount(self, pools):
        """Return the sentences of a proposal."""
        self.ensure_one()
        grades = dict(self._fields["grade"]._description_selection(self.env))
        words = {
            "grade": grades.get(self.grade, "-"),
            "rate": formatLang(self.env, self.rate, digits=2),
            "base": self._money(self.base),
            "months": self.months,
            "asked": self._money(self.computed_amount),
        }
        if self.is_amount:
            words["rate"] = self._money(self.rate)
            sentences = [self.env._("%(grade)s: %(rate)s × %(months)s / 12 months = %(asked)s", **words)]
        else:
            sentences = [
                self.env._(
                    "%(grade)s: %(rate)s × %(base)s base performance pay × %(months)s / 12 months = %(asked)s", **words
                )
            ]
        if self.proposed_amount != self.computed_amount:
            key, company = (self.period_id.id, self.department_id.id), (self.period_id.id, False)
            sentences.append(
                self.env._(
                    "More was asked for than the pool of %(pool)s: everybody's share is cut alike, to %(amount)s here.",
                    pool=self._money(pools.get(key, pools.get(company, 0))),
                    amount=self._money(self.proposed_amount),
                )
            )
        return sentences

    def _explain_change(self):
        """Say that the general manager decided on another amount, and why."""
        return self.env._(
            "Decided: %(amount)s instead of %(proposed)s. %(reason)s",
            amount=self._money(self.amount),
            proposed=self._money(self.proposed_amount),
            reason=self.change_reason,
        )
