from odoo import api, fields, models

from ..engine.annual_score import PARTS
from ..models.year.marketing_appraisal_rank import HEADS_RANKING, LEVEL, LEVEL_IN_UNIT, OTHERS
from .row import Row

MONTHS = 12
# On a form to be filled in by hand nobody knows yet whether the person is ranked among heads or among the others.
RANKINGS_BY_HAND = (LEVEL, LEVEL_IN_UNIT)


class AppraisalForm(models.AbstractModel):
    """What the form of a year has beside grade and signatures: months, score, ranks, judgement (R50, R52, R54)."""

    _inherit = "report.marketing_appraisal.report_appraisal_form"

    @api.model
    def _get_tables_of_year(self, case, lines, sections):
        """Return the months of the year, and the parts of its score.

        :param lines: the lines of the result
        :param dict sections: their rows
        """
        months = lines.filtered("month_id")
        by_day = {
            line.sudo().month_id.date_from: row for line, row in zip(months, sections.get("month", ()), strict=True)
        }
        return {"month": self._get_rows_of_months(case, by_day, self.env._("No appraisal in the month."))}

    @api.model
    def _get_rows_of_months(self, case, by_day, note=None):
        """Return twelve rows, each month by its first day; a month without a line says why, or leaves the room.

        :param dict by_day: {first day: row}
        """
        days = [fields.Date.add(case.date_from, months=number) for number in range(MONTHS)]
        rows = [by_day.get(day) or Row(f"{day:%Y-%m}", note=note) for day in days]
        # Whatever stands elsewhere has been counted all the same.
        return rows + [row for day, row in by_day.items() if day not in days]

    @api.model
    def _get_years(self, cases, shown):
        """Return {appraisal: score, ranks, judgement and thresholds}: a query for each, however many are printed."""
        if not cases:
            return {}
        results = [shown[case].id for case in cases if case in shown]
        lines = self.env["marketing.appraisal.result.line"].search(
            [("result_id", "in", results), ("section", "in", PARTS)]
        )
        ranks = self.env["marketing.appraisal.rank"].search([("result_id", "in", results)])
        by_case = self._get_judgements(cases.filtered(lambda case: case in shown))
        parts, places = (records.grouped(lambda one: one.result_id.id) for records in (lines, ranks))
        years = {}
        for case in cases:
            result = shown.get(case)
            key = result.id if result else None
            years[case] = {
                "parts": self._get_rows_of_parts(case, parts.get(key, ())),
                "score": self._get_score(result),
                "ranks": self._get_rows_of_ranks(places.get(key, ())) if result else self._get_blank_ranks(),
                "judgement": by_case.get(case),
                "thresholds": self._describe_thresholds(case.sudo().policy_id),
            }
        return years

    @api.model
    def _get_score(self, result):
        return self._points(result.annual_score) if result and result.has_annual_score else None

    @api.model
    def _get_rows_of_parts(self, case, lines):
        """Return the parts of the annual score with their weights; a missing one says why (R52)."""
        policy, by_part = case.sudo().policy_id, {line.section: line for line in lines}
        labels = self._options(self.env["marketing.appraisal.result.line"], "section")
        rows = []
        for part in PARTS:
            line, weight = by_part.get(part), policy[f"{part}_weight"]
            if line:
                is_known = line.status == "value"
                rows.append(
                    Row(
                        labels[part],
                        numerator=self._points(line.numerator) if is_known else None,
                        maximum=f"{self._number(line.maximum)} %",
                        points=self._points(line.points) if is_known else None,
                        note=None if is_known else line.explanation,
                    )
                )
            elif weight and not lines:
                rows.append(Row(labels[part], maximum=f"{self._number(weight)} %"))
        return rows

    @api.model
    def _get_rows_of_ranks(self, ranks):
        """Return the places among others that the reader may read."""
        labels = self._options(self.env["marketing.appraisal.rank"], "ranking")
        return [Row(labels[one.ranking], numerator=str(one.position), denominator=str(one.population)) for one in ranks]

    @api.model
    def _get_blank_ranks(self):
        """Return the room for the places."""
        labels = self._options(self.env["marketing.appraisal.rank"], "ranking")
        either = Row(f"{labels[HEADS_RANKING]} / {labels[OTHERS]}")
        return [*(Row(labels[ranking]) for ranking in RANKINGS_BY_HAND), either]

    @api.model
    def _get_judgements(self, cases):
        """Return {appraisal: the direct manager's score and judgement}, of those that the reader may read (R54)."""
        ratings = self.env["marketing.appraisal.rating"]
        if not ratings.has_access("read"):
            return {}
        found = ratings.search([("appraisal_id", "in", cases.ids), ("kind", "=", "year"), ("is_scored", "=", True)])
        return {one.appraisal_id: {"score": self._points(one.score), "note": one.note} for one in found}

    @api.model
    def _describe_thresholds(self, policy):
        """Say from how many points an A or a B is given, before the months are known (R50)."""
        limits = {"a": policy.annual_a_from, "b": policy.annual_b_from}
        if policy.short_year == "pro_rata":
            return self.env._(
                "An A takes %(a)s points in twelve months, a B %(b)s; fewer months are held to the same averages.",
                **limits,
            )
        return self.env._("An A takes %(a)s points, a B %(b)s.", **limits)
