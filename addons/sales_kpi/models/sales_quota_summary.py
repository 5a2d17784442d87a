from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount, formatLang

from .sales_quota_grid import in_fiscal_order
from .sales_quota_row import MONTHS, PERSON, month_field


class SalesQuota(models.Model):
    """What the months of a plan add up to, below its grid: a column of the grid would count a branch and its people."""

    _inherit = "sales.quota"

    months_summary = fields.Html(string="By Month", compute="_compute_months_summary", sanitize=False)

    @api.depends_context("lang")
    @api.depends(
        "row_ids.level", "row_ids.employee_id", "row_ids.department_id", "currency_id",
        *(f"row_ids.{month_field(number)}" for number in MONTHS),
    )  # fmt: skip
    def _compute_months_summary(self):
        for plan in self:
            plan.months_summary = plan._render_summary() if plan.row_ids else False

    def _render_summary(self):
        """Return a table: the plan by month, and where it has more levels, how much of it people have."""
        months = [
            number
            for number in in_fiscal_order(int(self.company_id.fiscalyear_last_month or "12"))
            if any(row[month_field(number)] for row in self.row_ids)
        ]
        rows = [(self.env._("Plan"), self._sum_by_month(months, lambda rows: rows._without_parts()))]
        if self.has_units:
            people = self._sum_by_month(months, lambda rows: rows.filtered(lambda row: row.level == PERSON))
            rest = {number: rows[0][1][number] - people[number] for number in months}
            rows += [(self.env._("With people"), people), (self.env._("Not distributed"), rest)]
        head = [self.row_ids._fields[month_field(number)]._description_string(self.env) for number in months]
        return Markup(
            "<div class='table-responsive'><table class='table table-sm o_sales_quota_summary'>"
            "<thead><tr><th></th>%s<th class='text-end'>%s</th></tr></thead><tbody>%s</tbody></table></div>"
        ) % (
            Markup("").join(Markup("<th class='text-end'>%s</th>") % label for label in head),
            self.env._("Total"),
            Markup("").join(self._render_sums(label, sums) for label, sums in rows),
        )

    def _sum_by_month(self, months, pick):
        """Return {month: sum}; `pick` chooses among the rows that have something in the month."""
        return {
            number: sum(pick(self.row_ids.filtered(month_field(number))).mapped(month_field(number)))
            for number in months
        }

    def _render_sums(self, label, sums):
        cells = [*sums.values(), sum(sums.values())]
        # What was shared out beyond the plan stands out.
        return Markup("<tr><th>%s</th>%s</tr>") % (
            label,
            Markup("").join(
                Markup("<td class='text-end text-nowrap%s'>%s</td>")
                % (" text-danger" if self._compare(amount) < 0 else "", self._format(amount))
                for amount in cells
            ),
        )

    def _compare(self, amount):
        return self.currency_id.compare_amounts(amount, 0) if self.currency_id else amount

    def _format(self, amount):
        return format_amount(self.env, amount, self.currency_id) if self.currency_id else formatLang(self.env, amount)
