from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_list, formatLang

YEAR = "year"


class MarketingAppraisalRating(models.Model):
    """The manager's overall judgement of a year: what its months came to stands beside it (R54)."""

    _inherit = "marketing.appraisal.rating"

    year_facts = fields.Char(
        string="The Months", compute="_compute_year_facts", help="Of the year so far, as far as they are published."
    )

    @api.depends_context("uid", "lang")
    @api.depends("kind", "employee_id", "period_id")
    def _compute_year_facts(self):
        """Count the published months of each year by grade, as the reader may read them: one query."""
        years = self.filtered(lambda rating: rating.kind == YEAR)
        (self - years).year_facts = False
        by_employee = years._get_months()
        for rating in years:
            period, months = rating.period_id, by_employee.get(rating.employee_id, [])
            rating.year_facts = rating._describe_months(
                [month for month in months if period.date_from <= month.date_from <= period.date_to]
            )

    def _get_months(self):
        """Return {employee: published results of the months within the years of these ratings}: one query."""
        if not self:
            return {}
        periods = self.period_id
        domain = Domain("kind", "=", "monthly") & Domain("is_published", "=", True) & Domain("grade", "!=", False)
        domain &= Domain("employee_id", "in", self.employee_id.ids) & Domain("company_id", "in", self.company_id.ids)
        domain &= Domain("date_from", ">=", min(periods.mapped("date_from")))
        domain &= Domain("date_from", "<=", max(periods.mapped("date_to")))
        results = self.env["marketing.appraisal.result"]
        if not results.has_access("read"):
            return {}
        return results.search_fetch(domain, ["employee_id", "date_from", "grade", "total"]).grouped("employee_id")

    def _describe_months(self, months):
        """Say how many months there are of each grade, and the mean of their totals.

        :param months: list of marketing.appraisal.result
        """
        if not months:
            return self.env._("No month of it is published.")
        grades = [month.grade for month in months]
        counts = [f"{grades.count(grade)} × {grade.upper()}" for grade in ("a", "b", "c") if grade in grades]
        return self.env._(
            "%(months)s months: %(grades)s; mean total %(mean)s",
            months=len(months),
            grades=format_list(self.env, counts),
            mean=formatLang(self.env, sum(month.total for month in months) / len(months), digits=2),
        )
