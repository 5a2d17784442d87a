from odoo import api, fields, models
from odoo.tools import format_amount, formatLang

from .marketing_appraisal_pay import DUE, NO_BASE, NONE, PENDING


class MarketingAppraisalPay(models.Model):
    """Says how an amount came about: total, base, pool, what was paid before (R27, R28)."""

    _inherit = "marketing.appraisal.pay"

    explanation = fields.Text(string="How It Came About", compute="_compute_explanation")

    @api.depends_context("lang")
    @api.depends("status", "total", "base", "computed_amount", "amount", "overpaid_amount", "result_id")
    def _compute_explanation(self):
        words = self._get_words()
        pools, differences = self._get_pools(), self._filter_differences()
        for pay in self:
            if pay in differences and pay.status in self._get_settled_statuses():
                pay.explanation = "\n".join(pay._explain_difference())
            elif pay.status == DUE:
                pay.explanation = "\n".join(pay._explain_amount(pools))
            else:
                pay.explanation = words[pay.status]

    def _get_words(self):
        """Return {status: why there is no amount}."""
        return {
            PENDING: self.env._("The result still waits for the signature. This is no zero."),
            NO_BASE: self.env._("The contract version at the end of the month has no base performance pay."),
            NONE: self.env._("No appraisal in this month, so no performance pay."),
        }

    def _explain_difference(self):
        """Return the sentences of what a reissued result brings on top of what was paid."""
        self.ensure_one()
        if self.computed_amount:
            more = self._money(self.computed_amount)
            sentences = [
                self.env._(
                    "The result was issued again: %(more)s more than was paid before, beside the pool.", more=more
                )
            ]
        else:
            sentences = [self.env._("The result was issued again and gives no more than was paid before.")]
        if self.overpaid_amount:
            over = self._money(self.overpaid_amount)
            sentences.append(self.env._("%(over)s was paid too much and is not taken back.", over=over))
        return sentences

    def _explain_amount(self, pools):
        """Return the sentences of an amount that is due."""
        self.ensure_one()
        asked = self._money(self.computed_amount)
        total, base = formatLang(self.env, self.total, digits=2), self._money(self.base)
        sentences = [self.env._("%(total)s / 100 × %(base)s = %(asked)s", total=total, base=base, asked=asked)]
        pool = pools.get((self.period_id.id, self.department_id.id))
        if pool is not None and self.amount != self.computed_amount:
            sentences.append(
                self.env._(
                    "The department asked for more than its pool of %(pool)s: everybody's share is cut alike, to"
                    " %(amount)s here.",
                    pool=self._money(pool),
                    amount=self._money(self.amount),
                )
            )
        return sentences

    def _filter_differences(self):
        """Return those that come on top of pay of the same person and month that was confirmed before: one query."""
        paid = self.sudo().search(
            [
                ("period_id", "in", self.period_id.ids),
                ("employee_id", "in", self.employee_id.ids),
                ("is_confirmed", "=", True),
            ]
        )
        first = {}
        for one in paid.sorted("id"):
            first.setdefault((one.period_id.id, one.employee_id.id), one.id)
        return self.filtered(lambda pay: first.get((pay.period_id.id, pay.employee_id.id), pay.id) != pay.id)

    def _get_pools(self):
        """Return {(period id, department id): amount of the pool}: one query."""
        pools = self.env["marketing.appraisal.pay.pool"].sudo().search([("period_id", "in", self.period_id.ids)])
        return {(pool.period_id.id, pool.department_id.id): pool.amount for pool in pools}

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def action_open_result(self):
        """Open the result that was paid for."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "marketing.appraisal.result",
            "res_id": self.result_id.id,
            "views": [(False, "form")],
        }
