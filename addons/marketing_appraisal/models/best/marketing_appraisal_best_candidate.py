from decimal import Decimal
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import format_list, formatLang

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.best import Section, Standing, judge, leaders

SECTIONS = ("work", "behaviour", "company")


class Judged(NamedTuple):
    """A signed result of the month held against what the employee of the month must have."""

    result: models.Model
    standing: Standing
    least: Decimal
    bar_name: str | bool
    is_first: bool = False

    @property
    def is_candidate(self):
        """Tell whether it may be chosen, once it is published."""
        return self.standing.is_at_level and not self.bar_name

    def prepare_vals(self):
        """Return the values of its candidate."""
        shares = {f"{key}_share": float(value) for key, value in self.standing.shares.items()}
        return {"result_id": self.result.id, "total": self.result.total, **shares}

    def explain(self, env):
        """Return a sentence that says why its person cannot be chosen, or False."""
        name, labels = self.result.employee_id.name, dict(self._get_labels(env))
        if self.standing.missing:
            names = format_list(env, [labels[key] for key in self.standing.missing])
            return env._(
                "%(name)s cannot be chosen. Sections that are missing: %(sections)s.", name=name, sections=names
            )
        if self.standing.below:
            shares = [
                f"{labels[key]} {formatLang(env, float(self.standing.shares[key]), digits=2)} %"
                for key in self.standing.below
            ]
            least = formatLang(env, float(self.least), digits=2)
            return env._(
                "%(name)s cannot be chosen. Every section asks for %(least)s %%; below it: %(sections)s.",
                name=name,
                sections=format_list(env, shares),
                least=least,
            )
        if self.bar_name:
            return env._("%(name)s cannot be chosen, for it is barred: %(record)s.", name=name, record=self.bar_name)
        if not self.result.is_published:
            return env._("%(name)s can be chosen once the result is published.", name=name)
        return False

    def _get_labels(self, env):
        for key in SECTIONS:
            yield key, self.result._fields[f"{key}_points"]._description_string(env)


class MarketingAppraisalBestCandidate(models.Model):
    """Somebody with every section at A level and without a bar (R29), or who may be chosen for the year (R56).

    As it stood when it was last looked for.

    The candidates of an announced decision stay as they were then.
    """

    _name = "marketing.appraisal.best.candidate"
    _description = "Candidate for the Employee of the Month or Year"
    _order = "best_id, is_first desc, total desc, annual_score desc, points desc, employee_id, id"

    best_id = fields.Many2one("marketing.appraisal.best", required=True, readonly=True, index=True, ondelete="cascade")
    result_id = fields.Many2one("marketing.appraisal.result", required=True, readonly=True, index=True,
                                ondelete="restrict")  # fmt: skip
    company_id = fields.Many2one(related="best_id.company_id", store=True, precompute=True)
    employee_id = fields.Many2one(related="result_id.employee_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one(related="result_id.department_id", store=True, precompute=True)
    is_published = fields.Boolean(related="result_id.is_published")
    work_share = fields.Float(string="Work (%)", digits=(8, 2), readonly=True, aggregator=None)
    behaviour_share = fields.Float(string="Behaviour (%)", digits=(8, 2), readonly=True, aggregator=None)
    company_share = fields.Float(string="Company Result (%)", digits=(8, 2), readonly=True, aggregator=None)
    # A section without weight has no share at all, which is not zero.
    work_maximum = fields.Float(related="result_id.work_maximum", string="Full Marks of Work")
    behaviour_maximum = fields.Float(related="result_id.behaviour_maximum", string="Full Marks of Behaviour")
    company_maximum = fields.Float(related="result_id.company_maximum", string="Full Marks of Company Result")
    total = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    annual_score = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    has_annual_score = fields.Boolean(related="result_id.has_annual_score", export_string_translation=False)
    points = fields.Integer(string="Annual Points", readonly=True, aggregator=None)
    grade = fields.Selection(related="result_id.grade")
    is_first = fields.Boolean(
        string="Comes First", readonly=True, help="Of a month by the total, of a year by the method of the policy."
    )

    _result_uniq = models.Constraint("unique(best_id, result_id)", "A result stands for choice once.")

    @api.model
    def _judge_for(self, bests):
        """Return {decision: {employee: Judged or JudgedYear}}; each period is judged once for all of its decisions."""
        by_period = {period: self._judge(period) for period in bests.sudo().period_id}
        return {best: self._filter_unit(best.sudo(), by_period[best.sudo().period_id]) for best in bests}

    @api.model
    def _filter_unit(self, best, judged):
        """Return those of the unit of a decision, and who of them comes first; a month has one unit."""
        first = leaders({one.result: as_decimal(one.result.total, 2) for one in judged.values() if one.is_candidate})
        return {employee: one._replace(is_first=one.result in first) for employee, one in judged.items()}

    @api.model
    def _judge(self, period):
        """Return {employee: Judged} of every signed result that counts in a month, in one query for everybody."""
        results = self.env["marketing.appraisal.result"].sudo().search_fetch(
            [("period_id", "=", period.id), ("is_signed", "=", True), ("status", "=", "graded")],
            [
                "appraisal_id", "employee_id", "total", "bar_model", "bar_id", "is_published",
                *(f"{key}_{part}" for key in SECTIONS for part in ("points", "status", "maximum")),
            ],
        )  # fmt: skip
        bars = self._find_bars(period, results)
        least = {policy: as_decimal(policy.best_share, 4) * 100 for policy in results.appraisal_id.policy_id}
        judged = {}
        for result in results:
            level = least[result.appraisal_id.policy_id]
            standing = judge(self._get_sections(result), level)
            judged[result.employee_id] = Judged(result, standing, level, bars.get(result))
        return judged

    @api.model
    def _find_bars(self, period, results):
        """Return {result: name of what bars it}.

        A signed result names its bar only where it made an A a B; what bars without having had to is asked for.
        """
        grader = self.env["marketing.appraisal.grader"].sudo()
        events = self.env["marketing.appraisal.event"]._get_by_employee(results.employee_id, period)
        found = grader._find_bars(period, results.appraisal_id, events)
        names = {result: found[result.appraisal_id].sudo().display_name
                 for result in results if result.appraisal_id in found}  # fmt: skip
        barred = results.filtered("bar_id")
        return names | {result: result.bar_name or self.env._("a record that is gone") for result in barred}

    @api.model
    def _get_sections(self, result):
        return [
            Section(
                key,
                as_decimal(result[f"{key}_points"], 4) if result[f"{key}_status"] == "value" else None,
                as_decimal(result[f"{key}_maximum"], 2),
            )
            for key in SECTIONS
        ]

    @api.model
    def _create_for(self, bests):
        """Create the candidates of decisions."""
        return self.create(
            [
                {"best_id": best.id, "is_first": one.is_first, **one.prepare_vals()}
                for best, judged in self._judge_for(bests).items()
                for one in judged.values()
                if one.is_candidate
            ]
        )

    def action_choose(self):
        """Decide for this candidate."""
        self.ensure_one()
        self.check_access("read")
        self.best_id._choose(self.employee_id)
