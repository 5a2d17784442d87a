from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.outcomes import Month, YearFacts


class MarketingAppraisalOutcomeFinder(models.AbstractModel):
    """Gathers what is known of everybody at the end of a year, and asks the rules; nothing is stored (R55).

    Four queries, however many people: months of two years, the annual results, their ranks, those of the year before.
    """

    _name = "marketing.appraisal.outcome.finder"
    _description = "Search for Outcomes"

    @api.model
    def _find(self, period, rules):
        """Return {(employee, rule): engine Finding} of all who are in a year, met or not.

        :param period: annual marketing.appraisal.period that is published
        """
        facts = self._get_facts(period)
        conditions = {rule: rule._to_condition() for rule in rules}
        return {
            (employee, rule): condition.find(one)
            for employee, one in facts.items()
            for rule, condition in conditions.items()
        }

    @api.model
    def _get_facts(self, period):
        """Return {employee: engine YearFacts} of everybody with a result that counts."""
        results = self._get_year_results(period)
        if period.kind == "special":
            return {result.employee_id: self._get_special_facts(result) for result in results}
        employees = results.employee_id
        months = self._get_months(period, employees)
        ranks = self._get_ranks(results)
        ranks_before = self._get_ranks_before(period, employees)
        return {
            result.employee_id: YearFacts(
                year=period.date_from.year,
                months=tuple(months.get(result.employee_id, ())),
                grade=result.grade or None,
                score=as_decimal(result.annual_score, 2) if result.has_annual_score else None,
                ranks=ranks.get(result.employee_id, {}),
                ranks_before=ranks_before.get(result.employee_id, {}),
            )
            for result in results
        }

    @api.model
    def _get_special_facts(self, result):
        """Return the facts of a special appraisal: its grade, and its total as the score."""
        return YearFacts(
            year=result.period_id.date_to.year,
            months=(),
            grade=result.grade or None,
            score=as_decimal(result.total, 2) if result.grade else None,
            ranks={},
            ranks_before={},
        )

    @api.model
    def _get_year_results(self, period):
        """Return the results of a period that count: signed, and of those issued again the published one."""
        results = self.env["marketing.appraisal.result"].sudo().with_context(active_test=False)
        found = results.search(
            Domain("period_id", "=", period.id)
            & Domain("is_signed", "=", True)
            & (Domain("active", "=", True) | Domain("is_published", "=", True))
        )
        return found._get_latest_published(found)

    @api.model
    def _get_months(self, period, employees):
        """Return {employee: engine Months of this year and the one before, in their order}."""
        results = self.env["marketing.appraisal.result"].sudo().with_context(active_test=False)
        months = results.search_fetch(
            Domain("employee_id", "in", employees.ids)
            & Domain("company_id", "=", period.company_id.id)
            & Domain("kind", "=", "monthly")
            & Domain("is_published", "=", True)
            & Domain("grade", "!=", False)
            & Domain("date_from", ">=", fields.Date.subtract(period.date_from, years=1))
            & Domain("date_from", "<=", period.date_to),
            ["appraisal_id", "employee_id", "grade", "date_from", "version", "is_published"],
            order="date_from, id",
        )
        by_employee = months._get_latest_published(months).grouped("employee_id")
        return {
            employee: [Month(one.date_from.year, one.date_from.month, one.grade, one.id) for one in mine]
            for employee, mine in by_employee.items()
        }

    @api.model
    def _get_ranks(self, results):
        """Return {employee: {ranking: engine Rank}}."""
        ranks = self.env["marketing.appraisal.rank"].sudo().search([("result_id", "in", results.ids)])
        found = {}
        for one in ranks:
            found.setdefault(one.employee_id, {})[one.ranking] = one._to_engine()
        return found

    @api.model
    def _get_ranks_before(self, period, employees):
        """Return the same of the year before; for its import to add to (R72)."""
        before = (
            self.env["marketing.appraisal.period"]
            .sudo()
            .search(
                [
                    ("kind", "=", "annual"),
                    ("company_id", "=", period.company_id.id),
                    ("date_from", "=", fields.Date.subtract(period.date_from, years=1)),
                ]
            )
        )
        if not before:
            return {}
        results = self._get_year_results(before)
        return self._get_ranks(results.filtered(lambda result: result.employee_id in employees))
