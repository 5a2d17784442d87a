from odoo import api, models

from ..models.policy.marketing_scorecard_criterion import BLOCK
from ..models.rating.marketing_appraisal_rating import BEHAVIOUR_HIGHEST
from .row import Row


class AppraisalForm(models.AbstractModel):
    """The tables of the form: what came about, or what is still to be scored."""

    _inherit = "report.marketing_appraisal.report_appraisal_form"

    # ------------------------------------------------------------------ tables of results

    @api.model
    def _get_tables_of_results(self, cases, shown):
        """Return {appraisal: {section: rows}} of those that have a result to show."""
        results = [result.id for result in shown.values()]
        lines = self.env["marketing.appraisal.result.line"].search([("result_id", "in", results)])
        by_result = lines.grouped(lambda line: line.result_id.id)
        reasons = self._get_reasons(cases)
        tables = {}
        for case, result in shown.items():
            mine, sections = by_result.get(result.id, lines.browse()), {}
            for line in mine:
                sections.setdefault(line.section, []).append(self._to_row(line, reasons.get(case.id, {})))
            tables[case] = sections if case.kind != "annual" else self._get_tables_of_year(case, mine, sections)
        return tables

    @api.model
    def _get_reasons(self, cases):
        """Return {appraisal id: {what is scored: reason}} of the scores that the reader may read."""
        ratings = self.env["marketing.appraisal.rating"]
        if not ratings.has_access("read"):
            return {}
        found = {}
        for rating in ratings.search([("appraisal_id", "in", cases.ids), ("note", "!=", False)]):
            found.setdefault(rating.appraisal_id.id, {})[rating.sudo()._get_subject()] = rating.note
        return found

    @api.model
    def _to_row(self, line, reasons):
        figures, bare = line._get_figures(), line.sudo()
        kpi, criterion = bare.kpi_id, bare.criterion_id
        subject = criterion or bare.task_id or bare.behaviour_id or bare.month_id
        # Scores of behaviour and points of months are whole numbers.
        points = self._points if line.section in ("work", "company") else self._number
        return Row(
            line.name,
            self._get_measure(criterion) if criterion else kpi.name or None,
            depth=self._get_depth(criterion),
            is_block=criterion.source == BLOCK,
            numerator=self._figure(bare, figures["numerator"]),
            denominator=self._figure(bare, figures["denominator"]),
            rate=None if figures["rate"] is None else f"{self._number(100 * figures['rate'])} %",
            maximum=self._number(figures["maximum"]),
            points=points(figures["points"]),
            grade=self._options(line, "grade").get(line.grade),
            note=self._get_note(line, reasons.get(subject)),
        )

    @api.model
    def _get_note(self, line, reason):
        """Return the reason for a score, or why there is nothing; a score that is still to be given needs the room."""
        if line.status in ("value", "not_scored"):
            return reason
        return line.explanation

    @api.model
    def _figure(self, line, value):
        """Return a figure with its currency or unit where a KPI measured it."""
        if value is None or not line.kpi_id:
            return self._points(value) if line.month_id else self._number(value)
        return line.kpi_id._format_value(value, line.company_id.currency_id)

    # ------------------------------------------------------------------ tables to fill in by hand

    @api.model
    def _get_empty_tables(self, cases):
        """Return {appraisal: {section: rows}} of what will be scored, without a score.

        Each person may read what is expected of them: tasks, criteria and behaviour, and their maximum.
        """
        ids, behaviours = cases._get_tasks(), cases._get_behaviours()
        # Browsed together, so that they are read together.
        tasks = {task.id: task for task in self.env["marketing.task"].browse(sum(ids.values(), []))}
        cards = {card: self._get_rows_of_card(card) for card in cases.sudo().scorecard_id}
        tables = {}
        for case in cases:
            policy, card = case.sudo().policy_id, case.sudo().scorecard_id
            if case.kind == "annual":
                tables[case] = {"month": self._get_rows_of_months(case, {})}
                continue
            work = cards[card] if card else self._get_rows_of_tasks([tasks[one] for one in ids[case.id]], policy)
            if not work and case._is_judged_by_purpose():
                work = [Row(case.sudo().period_id._get_purpose_title(), maximum=self._number(policy.work_weight))]
            tables[case] = {
                "work": work,
                "behaviour": [
                    Row(item.display_name, maximum=self._number(BEHAVIOUR_HIGHEST))
                    for item in behaviours[case.company_id]
                ],
                "company": [Row(policy.company_kpi_id.name, maximum=self._number(policy.company_weight))],
            }
        return tables

    @api.model
    def _get_rows_of_card(self, card):
        return [
            Row(
                one.name,
                self._get_measure(one),
                depth=self._get_depth(one),
                is_block=one.source == BLOCK,
                maximum=self._number(one.maximum or None),
            )
            for one in card.criterion_ids._in_tree_order()
        ]

    @api.model
    def _get_rows_of_tasks(self, tasks, policy):
        """Return the tasks, each worth the same (R20)."""
        return [Row(task.display_name, maximum=self._number(policy.work_weight / len(tasks))) for task in tasks]

    @api.model
    def _get_measure(self, criterion):
        """Say by what a criterion is judged: a KPI, or in which way."""
        if criterion.source == BLOCK:
            return None
        return criterion.kpi_id.name or self._options(criterion, "source")[criterion.source]

    @api.model
    def _get_depth(self, criterion):
        depth = 0
        while criterion.parent_id:
            criterion, depth = criterion.parent_id, depth + 1
        return depth
