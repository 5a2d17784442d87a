from dataclasses import dataclass

from odoo import api, models
from odoo.tools import format_date, format_datetime, formatLang

from ..models import steps
from ..models.marketing_appraisal_back import BACK
from ..models.marketing_appraisal_rating import BEHAVIOUR_HIGHEST
from ..models.marketing_scorecard import BALANCE
from ..models.marketing_scorecard_criterion import BLOCK

SECTIONS = ("work", "behaviour", "company")
# R60: so many calendar days after the publication one may object.
OBJECTION_DAYS = 7
# What happens without anybody's doing is not waited for on paper.
NOT_ON_PAPER = (steps.FILING, steps.DONE)


@dataclass(frozen=True)
class Row:
    """One line of a table, as texts of the form's language.

    What is None is not there: a line to write on while nothing is graded, a dash afterwards.

    :ivar depth: in how many blocks a criterion stands
    :ivar note: why there are no points, or the reason for the score
    """

    name: str
    measure: str | None = None
    depth: int = 0
    is_block: bool = False
    numerator: str | None = None
    denominator: str | None = None
    rate: str | None = None
    maximum: str | None = None
    points: str | None = None
    grade: str | None = None
    note: str | None = None


class AppraisalForm(models.AbstractModel):
    """The form that is signed on paper: empty before the grading, filled in afterwards.

    Results, scores and reasons are searched as the reader, who gets on paper what they get on the screen; somebody
    who prints their own appraisal before its publication gets the empty form (R29d). Names of people, jobs and
    criteria are read as superuser, as the screen shows them. Everything is read for all appraisals of a language
    at once.
    """

    _name = "report.marketing_appraisal.report_appraisal_form"
    _description = "Appraisal Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        cases = self.env["marketing.appraisal"].browse(docids)
        cases.check_access("read")
        forms = {}
        for lang, group in cases.grouped(self._get_lang).items():
            forms |= self.with_context(lang=lang)._get_forms(group.with_context(lang=lang))
        return {
            "doc_ids": docids,
            "doc_model": cases._name,
            "docs": cases,
            "forms": [forms[case.id] for case in cases],
        }

    @api.model
    def _get_lang(self, case):
        """Return the language of the person whose form it is; the reader's where it is not known."""
        person = case.sudo().employee_id
        lang = person.user_id.lang or person.lang
        return lang if self.env["res.lang"]._get_data(code=lang) else self.env.lang

    @api.model
    def _get_forms(self, cases):
        """Return {appraisal id: what the template needs}."""
        shown = cases._get_shown_results()
        tables = self._get_tables_of_results(cases, shown)
        tables |= self._get_empty_tables(cases.filtered(lambda case: case not in shown))
        logs = self.env["marketing.appraisal.step"].search([("appraisal_id", "in", cases.ids)])
        by_case = logs.grouped("appraisal_id")
        return {
            case.id: {
                "doc": case,
                "lang": self.env.lang,
                "company": case.sudo().company_id,
                "facts": self._get_facts(case),
                "result": self._get_result(shown.get(case)),
                "sections": self._get_sections(case, shown.get(case)),
                "tables": tables[case],
                "log": self._get_log(case, by_case.get(case, ())),
                "objection_days": OBJECTION_DAYS,
            }
            for case in cases
        }

    # ------------------------------------------------------------------ head and foot

    @api.model
    def _get_facts(self, case):
        """Return who is appraised by whom, when and how; read as the screen reads names."""
        bare = case.sudo()
        first, last = format_date(self.env, case.date_from), format_date(self.env, case.date_to)
        return {
            "company": bare.company_id.name,
            "period": bare.period_id.name,
            "days": f"{first} – {last}",
            "employee": bare.employee_id.name,
            "department": bare.department_id.name,
            "branch": bare.branch_id.name,
            "job": bare.job_id.name,
            "appraiser": bare.appraiser_id.name,
            "policy": bare.policy_id.display_name,
            "scorecard": bare.scorecard_id.name,
            "start": self._number(bare.scorecard_id.start_points) if bare.scorecard_id.kind == BALANCE else None,
            "weight_note": bare.policy_id.weight_note if case.kind != "annual" else False,
        }

    @api.model
    def _get_result(self, result):
        """Return what the result says as a whole; None while the form is empty."""
        if not result:
            return None
        grades = self._options(result, "grade")
        return {
            "grade": grades.get(result.grade),
            "points": str(result.points),
            "months": str(result.months_counted),
            "bar": result.bar_name,
            "explanation": result.explanation,
            "version": result.version,
            "is_final": result.is_signed,
            "is_in_revision": result.is_published and not result.active,
            "signed_by": result.sudo().signed_by_id.name,
            "signed_date": result.signed_date and self._moment(result.signed_date),
            "published_date": result.published_date and self._moment(result.published_date),
        }

    @api.model
    def _get_sections(self, case, result):
        """Return the three sections with their maximum, and in the end what they come to (R34)."""
        if case.kind == "annual":
            return []
        names = {
            "work": self.env._("Work"),
            "behaviour": self.env._("Behaviour"),
            "company": self.env._("Company Result"),
        }
        policy = case.sudo().policy_id
        maxima = {one: result[f"{one}_maximum"] if result else policy[f"{one}_weight"] for one in SECTIONS}
        rows = [
            Row(
                names[one],
                maximum=self._number(maxima[one]),
                points=self._points(result[f"{one}_points"]) if result and result[f"{one}_status"] == "value" else None,
            )
            for one in SECTIONS
        ]
        total = self._points(result.total) if result and result.status == "graded" else None
        return [
            *rows,
            Row(self.env._("Total"), is_block=True, maximum=self._number(sum(maxima.values())), points=total),
        ]

    @api.model
    def _get_log(self, case, log):
        """Return the completed steps, and after them those that wait, to be filled in by hand (R23)."""
        labels, done = self._options(case, "step"), self._options(self.env["marketing.appraisal.step"], "operation")
        rows = [
            {
                "step": labels[entry.step],
                "done": self.env._("Sent back to %(step)s", step=labels[entry.to_step])
                if entry.operation == BACK
                else done[entry.operation],
                "reason": entry.reason,
                "user": entry.sudo().user_id.name,
                "date": self._moment(entry.date),
            }
            for entry in log
        ]
        waiting = steps.STEP_ORDER[steps.STEP_ORDER.index(case.step) :]
        return rows + [{"step": labels[step]} for step in waiting if step not in NOT_ON_PAPER]

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
            sections = {}
            for line in by_result.get(result.id, ()):
                sections.setdefault(line.section, []).append(self._to_row(line, reasons.get(case.id, {})))
            tables[case] = sections
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
        subject = criterion or bare.task_id or bare.behaviour_id
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
            note=reasons.get(subject) if line.status == "value" else line.explanation,
        )

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
                tables[case] = {"month": []}
                continue
            work = cards[card] if card else self._get_rows_of_tasks([tasks[one] for one in ids[case.id]], policy)
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

    # ------------------------------------------------------------------ texts

    @api.model
    def _number(self, value):
        """Return a number as people read it: without decimals where it has none."""
        if value is None:
            return None
        value = round(value, 2)
        return formatLang(self.env, value, digits=0 if float(value).is_integer() else 2)

    @api.model
    def _points(self, value):
        """Return points with two decimals, so that they stand below each other."""
        return None if value is None else formatLang(self.env, value, digits=2)

    @api.model
    def _moment(self, moment):
        return format_datetime(self.env, moment, dt_format="short")

    @api.model
    def _options(self, records, name):
        return dict(records._fields[name]._description_selection(self.env))
