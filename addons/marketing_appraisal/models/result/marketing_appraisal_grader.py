from decimal import Decimal

from odoo import api, models

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.month import BEHAVIOUR, COMPANY, WORK, MonthInput, grade_month
from ...engine.totals import Part, combine, company_points, equal_shares
from ..policy.marketing_scorecard_criterion import BLOCK, EVENT, RATING

HUNDRED = Decimal(100)
BEHAVIOUR_FULL = Decimal(5)


class MarketingAppraisalGrader(models.AbstractModel):
    """Gathers what a block of appraisals needs and asks the engine.

    Everything is read for the whole block at once: the number of queries does
    not depend on how many people are in it. An outcome is, per appraisal id,
    the values of the result and the list of values of its lines.
    """

    _name = "marketing.appraisal.grader"
    _description = "Grading of Appraisals"

    @api.model
    def _grade(self, period, appraisals):
        """Grade a block of appraisals of one period and store the outcome."""
        if appraisals:
            self.env["marketing.appraisal.result.store"]._store(period, self._get_outcome(period, appraisals))
            appraisals.result_ids._refresh_exceptions()

    @api.model
    def _get_outcome(self, period, appraisals):
        """Return what the appraisals of one period would be graded with at this moment."""
        grade = self._grade_annual if period.kind == "annual" else self._grade_monthly
        return grade(period, appraisals)

    @api.model
    def _find_changed(self, appraisals):
        """Return the appraisals whose stored result is not what grading them now would give."""
        changed = appraisals.browse()
        for period, graded in appraisals.grouped("period_id").items():
            outcome = self._get_outcome(period, graded)
            changed += graded.filtered(lambda one, outcome=outcome: one.result_ids._differs_from(outcome[one.id][0]))
        return changed

    @api.model
    def _grade_monthly(self, period, appraisals):
        """Return the outcome of a month."""
        tables = self._get_tables(period, appraisals)
        ratings = self._get_ratings(appraisals)
        events = self.env["marketing.appraisal.event"]._get_by_employee(appraisals.employee_id, period)
        bars = self._find_bars(period, appraisals, events)
        none = self.env["marketing.appraisal.event"]
        return {
            appraisal.id: self._grade_one_month(
                appraisal,
                ratings.get(appraisal.id, ()),
                events.get(appraisal.employee_id, none),
                tables,
                bars.get(appraisal),
            )
            for appraisal in appraisals
        }

    @api.model
    def _find_bars(self, period, appraisals, events):
        """Return {appraisal: the record that bars its A}, of those that have one; for addons to add to (R26).

        :param dict events: {employee: marketing.appraisal.event records of the year up to the end of the period}
        """
        bars = {}
        for appraisal in appraisals:
            found = events.get(appraisal.employee_id)
            bar = found and found._filter_barring(period)[:1]
            if bar:
                bars[appraisal] = bar
        return bars

    @api.model
    def _get_tables(self, period, appraisals):
        """Return {KPI: engine MeasureTable} of every KPI that the block needs."""
        kpis = appraisals.policy_id.company_kpi_id | appraisals.scorecard_id.criterion_ids.kpi_id
        return kpis._get_measure_tables(period.date_from, period.date_to, period.company_id)

    @api.model
    def _get_ratings(self, appraisals):
        """Return {appraisal id: ratings} in one query."""
        ratings = self.env["marketing.appraisal.rating"].search_fetch(
            [("appraisal_id", "in", appraisals.ids)],
            [
                "appraisal_id", "kind", "task_id", "criterion_id", "behaviour_id", "score", "is_scored", "second_score",
                "is_second_scored",
            ],
        )  # fmt: skip
        return {appraisal.id: found for appraisal, found in ratings.grouped("appraisal_id").items()}

    @api.model
    def _grade_one_month(self, appraisal, ratings, events, tables, bar):
        rules = appraisal.policy_id._to_month_rules()
        by_kind = {
            kind: [r for r in ratings if r.kind == kind] for kind in ("task", "purpose", "criterion", "behaviour")
        }
        if appraisal.scorecard_id:
            work, lines = self._score_card(appraisal, by_kind["criterion"], events, tables, rules.missing_rule)
        else:
            work, lines = self._score_tasks(appraisal, by_kind["task"] + by_kind["purpose"], rules)
        behaviour = self._gather_behaviour(by_kind["behaviour"])
        kpi = appraisal.policy_id.company_kpi_id
        unit = self._get_unit_measure(appraisal, tables[kpi])
        month = MonthInput(work, tuple(part for part, _line in behaviour), unit.rate, a_is_barred=bool(bar))
        result = grade_month(month, rules)
        company = self._prepare_measure_line(COMPANY, unit, rules.company_weight, kpi_id=kpi.id)
        company["points"] = company_points(unit.rate, rules.company_weight, rules.cap_company)
        lines += [line for _part, line in behaviour]
        vals = self._prepare_month_vals(result, rules)
        if result.is_barred:
            vals |= {"bar_model": bar._name, "bar_id": bar.id}
        return vals, [*lines, company]

    @api.model
    def _get_unit_measure(self, appraisal, table):
        """Return the figure of the employee's branch, or of the company for head office (R18)."""
        if appraisal.branch_id:
            return table.of_branch(appraisal.branch_id.id)
        return table.of_company(with_head_office=appraisal.policy_id.head_office_scope == "company")

    @api.model
    def _score_card(self, appraisal, ratings, events, tables, missing_rule):
        """Return what the scorecard comes to, and the line values of its criteria and blocks.

        :return: (engine Combined, list of line values in the card's order)
        """
        card = appraisal.scorecard_id
        scores = {rating.criterion_id: rating for rating in ratings}
        lines, parts = {}, {}
        for criterion in card.criterion_ids.filtered(lambda one: one.source != BLOCK):
            line = self._prepare_criterion_line(appraisal, criterion, scores, events, tables)
            lines[criterion.id] = line
            parts[criterion] = Part(criterion.id, as_decimal(criterion.maximum), line["points"])
        scored = card._score(parts, missing_rule)
        for key, block in scored.blocks.items():
            status = "incomplete" if block.points is None else "value"
            lines[key] = self._prepare_line(WORK, status, block.maximum, points=block.points, criterion_id=key)
        return scored.card, [lines[one.id] for one in card.criterion_ids._in_tree_order() if one.id in lines]

    @api.model
    def _prepare_criterion_line(self, appraisal, criterion, scores, events, tables):
        """Return the line values of one criterion; its points are None where its value is missing."""
        maximum = as_decimal(criterion.maximum)
        if criterion.source == RATING:
            line = self._prepare_rating_line(WORK, scores.get(criterion), maximum, criterion_id=criterion.id)
            if criterion.takes and line["points"] is not None:
                line["points"] = -line["points"]
            return line
        if criterion.source == EVENT:
            value, points = criterion._score_events(events._filter_in(appraisal.period_id))
            return self._prepare_line(WORK, "value", maximum, numerator=value, points=points, criterion_id=criterion.id)
        table = tables[criterion.kpi_id]
        if criterion.kpi_id._is_unit_level():
            measure = self._get_unit_measure(appraisal, table)
        else:
            measure = table.of_person(appraisal.employee_id.id)
        line = self._prepare_measure_line(WORK, measure, maximum, kpi_id=criterion.kpi_id.id, criterion_id=criterion.id)
        value = criterion._get_value(measure)
        if value is not None:
            # A sum or what is missing to a planned zero is a value, also where there is no rate.
            line |= {"status": "value", "points": criterion.scale_id._to_engine().points(value)}
        return line

    @api.model
    def _score_tasks(self, appraisal, ratings, rules):
        """Return what the tasks come to, each worth the same, and the values of their lines (R20).

        Where a special appraisal has nothing else to look at, its purpose is scored like a task.
        """
        scores = {rating: rating._get_score() for rating in ratings}
        fractions = {rating: None if score is None else score / HUNDRED for rating, score in scores.items()}
        parts = equal_shares(fractions, rules.work_weight)
        lines = [
            self._prepare_line(
                WORK,
                "not_scored" if part.points is None else "value",
                part.maximum,
                points=part.points,
                numerator=scores[part.key] or Decimal(0),
                **self._prepare_subject_of_task(appraisal, part.key),
            )
            for part in parts
        ]
        return combine(parts, rules.missing_rule), lines or [self._prepare_line(WORK, "no_task", rules.work_weight)]

    @api.model
    def _prepare_subject_of_task(self, appraisal, rating):
        """Return by what the line of a score is known: a task, or the period whose purpose is scored."""
        if rating.kind == "purpose":
            return {"month_id": appraisal.period_id.id}
        return {"task_id": rating.task_id.id}

    @api.model
    def _gather_behaviour(self, ratings):
        """Return (engine part, line values) of every behaviour criterion (R21)."""
        lines = [
            self._prepare_rating_line(BEHAVIOUR, rating, BEHAVIOUR_FULL, behaviour_id=rating.behaviour_id.id)
            for rating in ratings
        ]
        return [(Part(line["behaviour_id"], BEHAVIOUR_FULL, line["points"]), line) for line in lines]

    @api.model
    def _prepare_line(self, section, status, maximum, **vals):
        return {"section": section, "status": status, "maximum": maximum, "points": None, **vals}

    @api.model
    def _prepare_rating_line(self, section, rating, maximum, **vals):
        score = rating._get_score() if rating else None
        return self._prepare_line(section, "not_scored" if score is None else "value", maximum, points=score, **vals)

    @api.model
    def _prepare_measure_line(self, section, measure, maximum, **vals):
        return self._prepare_line(
            section,
            measure.status,
            maximum,
            numerator=measure.numerator,
            denominator=measure.denominator,
            **vals,
        )

    @api.model
    def _prepare_month_vals(self, result, rules):
        """Return the values of the stored result."""
        vals = {
            "status": "blocked" if result.total is None else "graded",
            "total": result.total,
            "grade": result.grade,
            "missing_rule": rules.missing_rule,
            "total_mode": rules.total_mode,
        }
        for section, points in result.sections.items():
            vals[f"{section}_points"] = points
            vals[f"{section}_status"] = "missing" if points is None else "value"
            vals[f"{section}_maximum"] = getattr(rules, f"{section}_weight")
        return vals
