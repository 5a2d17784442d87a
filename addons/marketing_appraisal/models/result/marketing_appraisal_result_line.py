from odoo import api, fields, models
from odoo.tools import formatLang

from odoo.addons.sales_kpi.models.sales_kpi import PLANNED

from ...engine.annual_score import HISTORY, MANAGER, PARTS, REVIEW
from ..grades import GRADES
from ..policy.marketing_scorecard_criterion import EVENT


class MarketingAppraisalResultLine(models.Model):
    """One line of a result: a measure, a score or a month, with what it came from."""

    _name = "marketing.appraisal.result.line"
    _description = "Line of a Result"
    _order = "result_id, sequence, id"

    result_id = fields.Many2one("marketing.appraisal.result", required=True, ondelete="cascade", index=True)
    employee_id = fields.Many2one(related="result_id.employee_id")
    company_id = fields.Many2one(related="result_id.company_id")
    sequence = fields.Integer()
    section = fields.Selection(
        [
            ("work", "Work"),
            ("behaviour", "Behaviour"),
            ("company", "Company Result"),
            ("month", "Month"),
            ("history", "History"),
            ("review", "Democratic Review"),
            ("manager", "Direct Manager"),
        ],
        required=True,
    )
    name = fields.Char(compute="_compute_name")
    status = fields.Selection(
        [
            ("value", "Present"),
            ("not_scored", "Not scored yet"),
            ("no_plan", "No approved quota"),
            ("zero_plan", "The quota is zero"),
            ("no_task", "No task in the period"),
            ("incomplete", "A value inside is missing"),
            ("not_counted", "Not counted"),
            ("not_known", "Not known"),
        ],
        required=True,
    )
    numerator = fields.Float(digits=(16, 2), aggregator=None)
    denominator = fields.Float(digits=(16, 2), aggregator=None)
    points = fields.Float(digits=(16, 4), aggregator=None)
    maximum = fields.Float(digits=(16, 4), aggregator=None)
    grade = fields.Selection(GRADES)
    kpi_id = fields.Many2one("sales.kpi", ondelete="restrict")
    criterion_id = fields.Many2one("marketing.scorecard.criterion", ondelete="restrict")
    task_id = fields.Many2one("marketing.task", ondelete="restrict")
    behaviour_id = fields.Many2one("marketing.appraisal.behaviour", ondelete="restrict")
    month_id = fields.Many2one("marketing.appraisal.period", ondelete="restrict")
    explanation = fields.Char(compute="_compute_explanation")

    @api.depends_context("lang")
    @api.depends("criterion_id", "task_id", "behaviour_id", "month_id", "kpi_id", "status")
    def _compute_name(self):
        for line in self.sudo():
            subject = line.criterion_id or line.task_id or line.behaviour_id or line.month_id or line.kpi_id
            # Not the display name, which is kept in one language while a batch of forms is printed in two.
            if line._is_purpose():
                line.name = subject._get_purpose_title()
                continue
            line.name = subject.name or dict(line._fields["status"]._description_selection(self.env))[line.status]

    @api.depends_context("lang")
    @api.depends("status", "numerator", "denominator", "points", "maximum", "grade")
    def _compute_explanation(self):
        for line in self:
            line.explanation = line._explain()

    def _is_purpose(self):
        """Tell whether the line is the score of what a special appraisal is held for."""
        self.ensure_one()
        return self.section == "work" and bool(self.month_id)

    def _explain(self):
        """Return the formula with its numbers, or why there is no value (R19)."""
        self.ensure_one()
        points, maximum = (formatLang(self.env, value, digits=2) for value in (self.points, self.maximum))
        reasons = {
            "not_scored": self.env._("Not scored yet."),
            "no_plan": self.env._("No approved quota for the period, so there is no rate."),
            "zero_plan": self.env._("The quota of the period is zero, so there is no rate."),
            "no_task": self.env._("No task fell due in the period, so there is nothing to score."),
            "incomplete": self.env._("A value inside is missing, so the block has no points."),
            "not_counted": self.env._("Not published with a grade, so the month does not count."),
            "not_known": self._explain_missing_part(),
        }
        if self.status == "no_plan" and self.kpi_id.sudo()._get_counted().measure not in PLANNED:
            return self.env._("Nothing of it was due or owned in the period, so there is no rate.")
        if self.status != "value":
            return reasons[self.status]
        if self.kpi_id:
            return self._explain_measure(points)
        if self.section in PARTS:
            value = formatLang(self.env, self.numerator, digits=2)
            return self.env._("%(value)s × %(weight)g %% = %(points)s", value=value, weight=self.maximum, points=points)
        if self.section == "month":
            total = formatLang(self.env, self.numerator, digits=2)
            return self.env._("Total %(total)s, points %(points)g", total=total, points=self.points)
        score = formatLang(self.env, self.numerator, digits=2)
        if self.task_id or self._is_purpose():
            return self.env._("%(score)s %% of %(maximum)s = %(points)s", score=score, maximum=maximum, points=points)
        if not self.maximum:
            # On a card that begins with full marks: what is given, or taken off.
            return self.env._("%(points)s points", points=points)
        digits = 0 if self.points.is_integer() and self.maximum.is_integer() else 2
        points, maximum = (formatLang(self.env, value, digits=digits) for value in (self.points, self.maximum))
        return self.env._("%(points)s of %(maximum)s", points=points, maximum=maximum)

    def _explain_missing_part(self):
        """Say why a part of the annual score is missing (R52)."""
        reasons = {
            HISTORY: self.env._("No month with a total in the year."),
            REVIEW: self.env._("No democratic review with enough ballots."),
            MANAGER: self.env._("The direct manager has given no score."),
        }
        return reasons.get(self.section, "")

    def _get_figures(self):
        """Return the figures of a line, for tables; None for what it has not, which is no zero (R19).

        :return: dict of numerator, denominator, rate (a fraction), maximum and points
        """
        self.ensure_one()
        is_present = self.status == "value"
        is_counted = (self.month_id and not self._is_purpose()) or self.criterion_id.sudo().source == EVENT
        figures = {
            "numerator": self.numerator if self.kpi_id or (is_counted and is_present) else None,
            "denominator": self.denominator if self.kpi_id and self.status != "no_plan" else None,
            "rate": None,
            "maximum": self.maximum or None,
            "points": self.points if is_present else None,
        }
        if (self.task_id or self._is_purpose()) and is_present:
            figures["rate"] = self.numerator / 100
        elif self.kpi_id and self.denominator > 0:
            figures["rate"] = self.numerator / self.denominator
        return figures

    def _explain_measure(self, points):
        """Say the figure, against what if it is a rate, and what it gives or takes."""
        kpi, currency = self.kpi_id.sudo(), self.company_id.sudo().currency_id
        done, planned = (kpi._format_value(value, currency) for value in (self.numerator, self.denominator))
        if self.criterion_id.sudo().value == "shortfall":
            missing = kpi._format_value(max(self.denominator - self.numerator, 0), currency)
            return self.env._(
                "%(done)s of %(planned)s, %(missing)s missing: %(points)s points",
                done=done,
                planned=planned,
                missing=missing,
                points=points,
            )
        if self.denominator <= 0:
            return self.env._("%(done)s: %(points)s points", done=done, points=points)
        rate = formatLang(self.env, 100 * self.numerator / self.denominator, digits=2)
        if not self.numerator:
            return self.env._(
                "Nothing in the period against %(planned)s: 0 %%, %(points)s points", planned=planned, points=points
            )
        return self.env._(
            "%(done)s / %(planned)s = %(rate)s %%, %(points)s points",
            done=done,
            planned=planned,
            rate=rate,
            points=points,
        )

    def action_open_month(self):
        """Open the result of the month that a line of a year counts: of several the one that is published now."""
        self.ensure_one()
        self.check_access("read")
        results = self.env["marketing.appraisal.result"].with_context(active_test=False)
        months = results.search(
            [("period_id", "=", self.month_id.id), ("employee_id", "=", self.result_id.employee_id.id)]
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": results._name,
            "res_id": (months._get_latest_published(months) or months)[:1].id,
            "views": [(False, "form")],
        }

    def action_open_evidence(self):
        """Open the documents that make up the measured figure."""
        self.ensure_one()
        self.check_access("read")
        appraisal = self.result_id.appraisal_id
        is_unit = self.kpi_id._is_unit_level()
        if self.result_id.is_signed and (not is_unit or self.env["sales.kpi.evidence"]._reads_documents_of_units()):
            return self._open_signed_evidence(appraisal)
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_evidence_action")
        domain = [
            ("kpi_id", "=", self.kpi_id.id),
            ("company_id", "=", appraisal.company_id.id),
            ("date", ">=", appraisal.date_from),
            ("date", "<=", appraisal.date_to),
        ]
        if is_unit:
            domain += self._get_unit_domain(appraisal)
        else:
            person = appraisal.employee_id.id
            domain += ["|", ("employee_id", "=", person), ("appraiser_id", "=", person)]
        return dict(action, domain=domain, context={})

    def _open_signed_evidence(self, appraisal):
        """Open the documents as they were when the result was signed."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_appraisal.marketing_appraisal_evidence_row_action"
        )
        kept = self.result_id._get_evidence().filtered(lambda evidence: evidence.kpi_id == self.kpi_id)
        domain = [("evidence_id", "in", kept.ids)]
        if self.kpi_id._is_unit_level():
            domain += self._get_unit_domain(appraisal)
        else:
            person = appraisal.employee_id.id
            domain += ["|", ("employee_id", "=", person), ("appraiser_id", "=", person)]
        return dict(action, domain=domain, context={"create": False})

    @api.model
    def _get_unit_domain(self, appraisal):
        if appraisal.branch_id:
            return [("branch_id", "=", appraisal.branch_id.id)]
        if appraisal.policy_id.head_office_scope == "branches":
            return [("branch_id", "!=", False)]
        return []
