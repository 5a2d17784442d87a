from typing import NamedTuple

from odoo import api, fields, models

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.best_year import FREE, GRADE_A, POINTS, Year, find_first, find_obstacle
from .marketing_appraisal_best_mixin import BRANCH, COMPANY


class JudgedYear(NamedTuple):
    """A signed annual result held against what the employee of the year must have, and who comes first (R56)."""

    result: models.Model
    year: Year
    obstacle: str | None
    method: str
    bar_name: str | bool
    is_first: bool = False

    @property
    def is_candidate(self):
        """Tell whether it stands for choice at all."""
        return not self.obstacle

    def prepare_vals(self):
        """Return the values of its candidate."""
        result = self.result
        return {"result_id": result.id, "annual_score": result.annual_score, "points": result.points}

    def explain(self, env):
        """Return a sentence that says why its person cannot be chosen, or False."""
        words = {"name": self.result.employee_id.name, "record": self.bar_name}
        if self.obstacle == GRADE_A:
            return env._("%(name)s cannot be chosen: the policy asks for an annual A.", **words)
        if self.obstacle:
            return env._("%(name)s cannot be chosen, for it is barred: %(record)s.", **words)
        if not self.result.is_published:
            return env._("%(name)s can be chosen once the result is published.", **words)
        if self.method != FREE and not self.is_first:
            if self.method == POINTS:
                return env._("%(name)s does not have the most annual points, by which the policy chooses.", **words)
            return env._("%(name)s does not have the highest annual score, by which the policy chooses.", **words)
        return False


class MarketingAppraisalBestCandidate(models.Model):
    """Who may become employee of the year: one of a unit, by the method and the conditions of the policy (R56)."""

    _inherit = "marketing.appraisal.best.candidate"

    can_be_chosen = fields.Boolean(compute="_compute_can_be_chosen", export_string_translation=False)

    @api.depends("is_first", "best_id.kind")
    def _compute_can_be_chosen(self):
        """By the method of a year only those who come first can be chosen; of a month all can."""
        methods = {
            period: period.sudo()._get_best_method() if period.kind == "annual" else FREE
            for period in self.best_id.period_id
        }
        for candidate in self:
            candidate.can_be_chosen = candidate.is_first or methods.get(candidate.best_id.period_id) == FREE

    @api.model
    def _judge(self, period):
        return self._judge_year(period) if period.kind == "annual" else super()._judge(period)

    @api.model
    def _judge_year(self, period):
        """Return {employee: JudgedYear} of every signed result with a grade, in one query for everybody.

        Each is held to the conditions of their own policy; the method compares people, so it is the company's.
        """
        results = self.env["marketing.appraisal.result"].sudo().search_fetch(
            [("period_id", "=", period.id), ("is_signed", "=", True), ("status", "=", "graded")],
            [
                "appraisal_id", "employee_id", "branch_id", "grade", "points", "annual_score", "has_annual_score",
                "bar_model", "bar_id", "is_published",
            ],
        )  # fmt: skip
        bars = self._find_bars(period, results)
        method = period._get_best_method()
        judged = {}
        for result in results:
            score = as_decimal(result.annual_score, 2) if result.has_annual_score else None
            year = Year(result.grade, result in bars, result.points, score)
            obstacle = find_obstacle(year, result.appraisal_id.policy_id.best_year_rule)
            judged[result.employee_id] = JudgedYear(result, year, obstacle, method, bars.get(result, False))
        return judged

    @api.model
    def _filter_unit(self, best, judged):
        if best.kind != "annual":
            return super()._filter_unit(best, judged)
        branch = best.branch_id if best.unit == BRANCH else best.branch_id.browse()
        mine = {
            employee: one for employee, one in judged.items() if best.unit == COMPANY or one.result.branch_id == branch
        }
        first = find_first(
            {employee: one.year for employee, one in mine.items() if one.is_candidate},
            best.period_id._get_best_method(),
        )
        return {employee: one._replace(is_first=employee in first) for employee, one in mine.items()}
