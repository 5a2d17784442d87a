from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount, formatLang

from .sales_quota_grid import in_fiscal_order
from .sales_quota_row import MONTHS, PERSON, month_field


class SalesQuota(models.Model):
    """What the months of a plan add up to, below its grid: a column of the grid would count a branch and its people."""

    _inherit = "sales.quota"

    months_summary = fields.Html(string="By Month", compute="_compute_months_summary", sanitize=False)
    over_note = fields.Char(compute="_compute_months_summary")

    @api.depends_context("lang")
    @api.depends(
        "row_ids.level", "row_ids.employee_id", "row_ids.department_id", "currency_id",
        *(f"row_ids.{month_field(number)}" for number in MONTHS),
    )  # fmt: skip
    def _compute_months_summary(self):
        for plan in self:
            gaps = plan._get_gaps() if plan.has_units else {}
            plan.months_summary = plan._render_summary(gaps) if plan.row_ids else False
            plan.over_note = plan._describe_over(gaps)

    def _get_gaps(self):
        """Return {(unit row, month number): what of its quota is not with those in it; below zero: too much is}."""
        gaps = {}
        inside = self._get_rows_by_unit()
        for unit in self.row_ids.filtered(lambda row: row.level != PERSON):
            rows = inside.get(unit._get_unit_key(), unit.browse()) - unit
            for number in MONTHS:
                name = month_field(number)
                if unit[name]:
                    gaps[unit, number] = unit[name] - sum(rows.filtered(name)._without_parts().mapped(name))
        return gaps

    def _get_rows_by_unit(self):
        """Return {key of a unit: the rows that are part of it}, in one walk over thousands of people."""
        ids = defaultdict(list)
        for row in self.row_ids:
            for key in row._get_keys_of_units_above():
                ids[key].append(row.id)
        return {key: self.row_ids.browse(found) for key, found in ids.items()}

    def _describe_over(self, gaps):
        """Say where more was shared out than planned."""
        over = {}
        for (unit, _number), gap in gaps.items():
            if self._compare(gap) < 0:
                over[unit] = over.get(unit, 0) - gap
        if not over:
            return False
        return self.env._(
            "More is shared out than planned: %(units)s.",
            units=", ".join(f"{unit.subject} {self._format(amount)}" for unit, amount in over.items()),
        )

    def _render_summary(self, gaps):
        """Return a table: the plan by month, and where it has more levels, how much of it people have.

        What one unit has left and another has given too much of are two things, as in the list of the distribution.
        """
        months = [
            number
            for number in in_fiscal_order(int(self.company_id.fiscalyear_last_month or "12"))
            if any(row[month_field(number)] for row in self.row_ids)
        ]
        rows = [(self.env._("Plan"), self._sum_by_month(months, lambda rows: rows._without_parts()))]
        if self.has_units:
            people = self._sum_by_month(months, lambda rows: rows.filtered(lambda row: row.level == PERSON))
            rest, over = dict.fromkeys(months, 0), dict.fromkeys(months, 0)
            for (_unit, number), gap in gaps.items():
                side = over if self._compare(gap) < 0 else rest
                side[number] += gap
            rows += [(self.env._("With people"), people), (self.env._("Not distributed"), rest)]
            if any(over.values()):
                rows.append((self.env._("Shared out too much"), over))
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
