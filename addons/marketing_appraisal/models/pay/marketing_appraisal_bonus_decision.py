from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from .marketing_appraisal_bonus import GENERAL_MANAGER, NO_GRADE, ZERO
from .marketing_appraisal_pay import DUE, NONE

# What a grade proposes, nothing included; a base or a signature that is missing is mended where it is missing.
CHANGEABLE = (DUE, ZERO, NO_GRADE)


class MarketingAppraisalBonus(models.Model):
    """Deciding on the bonuses: the general manager changes an amount, never their own, and confirms the sheet (R54)."""

    _inherit = "marketing.appraisal.bonus"

    @api.depends_context("uid")
    @api.depends("status", "is_confirmed", "employee_id")
    def _compute_may_change(self):
        decides = self.env.user.has_group(GENERAL_MANAGER)
        for bonus in self:
            is_mine = bonus.employee_id.sudo().user_id == self.env.user
            bonus.may_change = decides and not is_mine and not bonus.is_confirmed and bonus.status in CHANGEABLE

    def action_ask_change(self):
        """Ask which other amount, and why."""
        self.ensure_one()
        self._check_may_change()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide on Another Amount"),
            "res_model": "marketing.appraisal.bonus.change",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_bonus_id": self.id},
        }

    def _check_may_change(self):
        """Refuse whoever does not decide, one's own, and what is confirmed or has no proposal."""
        self.ensure_one()
        if not self.env.su and not self.env.user.has_group(GENERAL_MANAGER):
            raise AccessError(self.env._("The general manager decides on year-end bonuses."))
        if not self.env.su and self.employee_id.sudo().user_id == self.env.user:
            raise AccessError(self.env._("Nobody decides on their own bonus."))
        self.check_access("read")
        if self.is_confirmed:
            raise UserError(self.env._("%(name)s is confirmed and stays as it is.", name=self.display_name))
        if self.status not in CHANGEABLE:
            raise UserError(self.env._("There is no proposal yet that another amount could take the place of."))

    def _change(self, amount, reason):
        """Decide on another amount than the proposed one; with the proposed one the change is taken back.

        :param float amount: in whole coins, not below zero
        :param str reason: why; the person reads it with the bonus
        """
        self._check_may_change()
        amount, reason = self.currency_id.round(amount), (reason or "").strip()
        if amount < 0:
            raise UserError(self.env._("A bonus is not below zero."))
        is_back = not self.currency_id.compare_amounts(amount, self.proposed_amount)
        if not is_back and not reason:
            raise UserError(self.env._("Say why; the person reads it with the bonus."))
        self.sudo().write(
            {
                "amount": amount,
                "change_reason": False if is_back else reason,
                "changed_by_id": False if is_back else self.env.uid,
                "changed_date": False if is_back else fields.Datetime.now(),
            }
        )

    # ------------------------------------------------------------------ confirming

    @api.model
    def _confirm_for(self, period):
        fixed = super()._confirm_for(period)
        fixed._tell_confirmed()
        return fixed

    def _tell_confirmed(self):
        """Tell those who read theirs now that it is decided, each in their language; the amount stands there alone."""
        told = self.sudo().filtered(
            lambda bonus: bonus.is_published and bonus.status != NONE and bonus.employee_id.user_id
        )
        for (period, lang), bonuses in told.grouped(lambda one: (one.period_id, one.employee_id.user_id.lang)).items():
            reader = self.with_context(lang=lang)
            reader.env["mail.thread"].message_notify(
                partner_ids=bonuses.employee_id.user_id.partner_id.ids,
                subject=reader.env._("Your year-end bonus is decided"),
                body=reader.env._(
                    "What was decided for %(period)s, and how it comes about, stands under Me > My Year-End Bonus.",
                    period=period.name,
                ),
                author_id=self.env.user.partner_id.id,
            )

    @api.model
    def _check_may_confirm(self, period):
        if not self.env.su and not self.env.user.has_group(GENERAL_MANAGER):
            raise AccessError(self.env._("The general manager confirms year-end bonuses."))
        result = super()._check_may_confirm(period)
        self._check_pools(period)
        return result

    @api.model
    def _check_pools(self, period):
        """Refuse amounts that were decided beyond a pool; what a result issued again brings is paid beside it (R28)."""
        pools = period.sudo().pay_pool_ids
        bonuses = self.sudo().search([("period_id", "=", period.id)])
        bonuses -= bonuses._filter_differences()
        for pool, mine in bonuses.grouped(lambda bonus: pools._find(bonus.department_id.id)).items():
            spent = sum(mine.mapped("amount"))
            if pool and not mine.currency_id.compare_amounts(spent, pool.amount) <= 0:
                raise UserError(
                    self.env._(
                        "The pool of %(name)s is %(pool)s; what is decided comes to %(spent)s. Lower an amount, "
                        "or have the pool raised.",
                        name=pool.department_id.name or period.company_id.name,
                        pool=format_amount(self.env, pool.amount, pool.currency_id),
                        spent=format_amount(self.env, spent, pool.currency_id),
                    )
                )
