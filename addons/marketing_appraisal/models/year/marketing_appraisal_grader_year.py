from odoo import api, models

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.annual_score import HISTORY, MANAGER, PARTS, REVIEW, annual_score, history_mean
from ...engine.grades import GRADED, grade_year

MONTH_FIELDS = (
    "appraisal_id", "employee_id", "period_id", "is_published", "status", "grade", "total", "date_from", "version",
)  # fmt: skip


class MarketingAppraisalGrader(models.AbstractModel):
    """The year: points and grade from its months (R50), and the score that ranks (R52)."""

    _inherit = "marketing.appraisal.grader"

    @api.model
    def _grade_annual(self, period, appraisals):
        """Return the outcome of a year: three queries, however many people it has."""
        months = self._get_months(period, appraisals.employee_id)
        events = self.env["marketing.appraisal.event"]._get_by_employee(appraisals.employee_id, period)
        bars = self._find_bars(period, appraisals, events)
        ratings = self._get_ratings(appraisals)
        reviews = self._get_review_means(period, appraisals)
        outcome = {}
        for appraisal in appraisals:
            mine = months.get(appraisal.employee_id, ())
            vals, lines = self._grade_one_year(appraisal, mine, bars.get(appraisal))
            score_vals, score_lines = self._score_one_year(
                appraisal, mine, reviews.get(appraisal), ratings.get(appraisal.id, ())
            )
            outcome[appraisal.id] = vals | score_vals, [*lines, *score_lines]
        return outcome

    @api.model
    def _get_months(self, period, employees):
        """Return {employee: results of the months of the year, in their order}: one query."""
        results = self.env["marketing.appraisal.result"].with_context(active_test=False)
        months = results.search_fetch(
            [
                ("employee_id", "in", employees.ids),
                ("company_id", "=", period.company_id.id),
                ("kind", "=", "monthly"),
                ("date_from", ">=", period.date_from),
                ("date_from", "<=", period.date_to),
                # What was taken back counts for nothing; what was issued again counts until it is published.
                "|", ("active", "=", True), ("is_published", "=", True),
            ],
            MONTH_FIELDS,
            order="date_from, id",
        )  # fmt: skip
        return months._get_latest_published(months).grouped("employee_id")

    @api.model
    def _get_review_means(self, period, appraisals):
        """Return {appraisal: mean of the democratic review as a Decimal}, of those that have one (R53)."""
        return {}

    @api.model
    def _grade_one_year(self, appraisal, months, bar):
        rules = appraisal.policy_id._to_annual_rules()
        counted = self._filter_counted(months)
        grades = [month.grade for month in counted]
        year = grade_year(grades, rules, a_is_barred=bool(bar))
        barred = bar if year.grade != grade_year(grades, rules).grade else None
        vals = {
            "bar_model": barred._name if barred else None,
            "bar_id": barred.id if barred else None,
            "status": "graded" if year.status == GRADED else year.status,
            "points": year.points,
            "months_counted": year.months,
            "grade": year.grade,
        }
        return vals, [self._prepare_month_line(month, month in counted, rules) for month in months]

    @api.model
    def _filter_counted(self, months):
        return [month for month in months if month.is_published and month.grade]

    @api.model
    def _prepare_month_line(self, month, counts, rules):
        line = self._prepare_line("month", "value" if counts else "not_counted", None, month_id=month.period_id.id)
        if counts:
            line |= {
                "grade": month.grade,
                "numerator": as_decimal(month.total),
                "points": rules.month_points(month.grade),
                "maximum": rules.points_a,
            }
        return line

    @api.model
    def _score_one_year(self, appraisal, months, review, ratings):
        """Return the values of the annual score, and the lines of its parts (R52)."""
        rules = appraisal.policy_id._to_score_rules()
        overall = next((one._get_score() for one in ratings if one.kind == "year"), None)
        totals = [as_decimal(month.total, 2) for month in self._filter_counted(months)]
        parts = {HISTORY: history_mean(totals, rules.month_cap), REVIEW: review, MANAGER: overall}
        found = annual_score(parts, rules)
        vals = {
            "annual_score": found.score,
            "has_annual_score": found.score is not None,
            "score_missing_rule": rules.missing_rule,
        }
        lines = [
            self._prepare_line(
                part,
                "not_known" if parts[part] is None else "value",
                rules.weight(part),
                numerator=parts[part],
                points=None if parts[part] is None else parts[part] * rules.weight(part) / 100,
            )
            for part in PARTS
            if rules.weight(part)
        ]
        return vals, lines
