from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount, format_date, formatLang

from .sales_kpi_measure import CARRIED, DONE, OPEN, PLAN


class SalesKpiReport(models.Model):
    """Why a figure is what it is: the formula with its numbers, and where each of them came from (R19)."""

    _inherit = "sales.kpi.report"

    why = fields.Html(compute="_compute_why", sanitize=False)

    def action_why(self):
        """Open the explanation of the figure."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why?"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("sales_kpi.sales_kpi_report_view_form").id, "form")],
            "target": "new",
        }

    @api.depends_context("lang", "uid")
    @api.depends("numerator", "denominator")
    def _compute_why(self):
        for row in self:
            sums = row._get_sums_by_kind()
            parts = [
                row._explain_outside(), row._explain_rate(sums), row._explain_target(sums), row._explain_actual(sums)
            ]  # fmt: skip
            row.why = Markup("").join(Markup("<p>%s</p>") % part for part in parts if part)

    def _get_sums_by_kind(self):
        """Return {kind: [(label or None, actual, target, number of rows)]} of what the reader may read."""
        found = {DONE: [], PLAN: [], CARRIED: [], OPEN: []}
        groups = self.env["sales.kpi.evidence"]._read_group(
            [*self._get_evidence_domain(), ("kind", "!=", DONE)],
            ["kind", "label"],
            ["numerator:sum", "denominator:sum", "__count"],
        )
        for kind, *rest in groups:
            found[kind].append(tuple(rest))
        done = self.env["sales.kpi.evidence"]._read_group(
            [*self._get_evidence_domain(), ("kind", "=", DONE)],
            ["res_model"],
            ["numerator:sum", "denominator:sum", "__count"],
        )
        found[DONE] = done
        return found

    def _say(self, amount):
        """Return an amount with its currency, or a number."""
        if self.currency_id:
            return format_amount(self.env, amount, self.currency_id)
        return formatLang(self.env, amount, digits=0 if amount == int(amount) else 2)

    def _explain_outside(self):
        """Say what stands in the row of a company's result that is no branch's."""
        if not self.kpi_id.sudo()._is_unit_level() or self.branch_id:
            return False
        return self.env._(
            "Outside the branches stand head office's own sales, what belongs to nobody, and what the plan of the "
            "company leaves open or has given out too much."
        )

    def _explain_rate(self, sums):
        words = {"actual": self._say(self.numerator), "target": self._say(self.denominator)}
        if self.denominator > 0:
            rate = formatLang(self.env, 100 * self.numerator / self.denominator, digits=2)
            return self.env._("%(actual)s of %(target)s is %(rate)s %%.", rate=rate, **words)
        if self.kpi_id.sudo().value_kind == "sum":
            return self.env._("The figure is the sum itself: %(actual)s. It needs no target.", **words)
        if sums[PLAN] or sums[CARRIED] or sums[OPEN]:
            return self.env._(
                "%(actual)s of a target of %(target)s: without a target above zero there is no rate. "
                "That is a missing value, not a zero.",
                **words,
            )
        return self.env._(
            "%(actual)s, and no approved quota for the month: without a target there is no rate. "
            "That is a missing value, not a zero.",
            **words,
        )

    def _explain_target(self, sums):
        """Say of which plans, which months and which undistributed rest the target is made."""
        sentences = [
            self.env._("%(amount)s was planned in “%(plan)s”.", amount=self._say(target), plan=label)
            for label, _done, target, _count in sums[PLAN]
        ]
        sentences += [
            self.env._("%(amount)s was carried over from %(month)s.", amount=self._say(target), month=label)
            for label, _done, target, _count in sums[CARRIED]
        ]
        for label, _done, target, _count in sums[OPEN]:
            sentence = (
                self.env._("%(amount)s of “%(plan)s” is not shared out yet.", amount=self._say(target), plan=label)
                if target > 0
                else self.env._(
                    "%(amount)s more than “%(plan)s” holds was shared out.", amount=self._say(-target), plan=label
                )
            )
            sentences.append(sentence)
        return Markup("<br/>").join(sentences)

    def _name_documents(self, model):
        """Return what the documents of a model are for this KPI: not every journal entry is one to the reader."""
        kpi = self.kpi_id.sudo()
        if model == "account.move":
            return {
                "collection": self.env._("Receipts"),
                "expense": self.env._("Expense items"),
            }.get(kpi.measure, self.env._("Invoices and credit notes"))
        return self.env["ir.model"].sudo()._get(model).name

    def _explain_actual(self, sums):
        """Say of how many documents of which kind the actual is made; none at all is a true zero."""
        if not sums[DONE]:
            return self.env._("No document counts for this month: the actual is a true zero.")
        counts = [count for _model, _done, _target, count in sums[DONE]]
        if len(counts) == 1:
            # Who reads only sums still learns of how many documents they are.
            counts = [self.document_count]
        sentences = [
            self.env._(
                "%(kind)s: %(count)s, together %(amount)s.",
                count=count,
                kind=self._name_documents(model),
                amount=self._say(done),
            )
            for (model, done, _target, _rows), count in zip(sums[DONE], counts, strict=True)
        ]
        first, last = self.month, fields.Date.end_of(self.month, "month")
        sentences.append(
            self.env._(
                "Counted from %(first)s to %(last)s, both included, as of this moment.",
                first=format_date(self.env, first),
                last=format_date(self.env, last),
            )
        )
        return Markup("<br/>").join(sentences)
