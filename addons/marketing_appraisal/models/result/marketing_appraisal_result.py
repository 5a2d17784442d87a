import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, format_list

from ..grades import GRADES

SECTION_STATUS = [("none", "Not graded"), ("value", "Present"), ("missing", "Missing")]


def find_different(record, vals):
    """Return the names of the fields in which a stored record differs from values, to the digits of each field."""
    record.ensure_one()
    different = []
    for name, value in vals.items():
        field, stored = record._fields[name], record[name]
        if field.type == "float":
            digits = field.get_digits(record.env)[1]
            if float_compare(float(value or 0), stored, precision_digits=digits):
                different.append(name)
        elif (value or False) != (stored or False):
            different.append(name)
    return different


class MarketingAppraisalResult(models.Model):
    """Points, total and grade of one appraisal. Employees read theirs once it is published."""

    _name = "marketing.appraisal.result"
    _description = "Appraisal Result"
    # Of one that was issued again the newest comes first.
    _order = "date_from desc, employee_id, version desc, id"

    appraisal_id = fields.Many2one("marketing.appraisal", required=True, ondelete="cascade", index=True)
    period_id = fields.Many2one(related="appraisal_id.period_id", store=True, precompute=True, index=True)
    kind = fields.Selection(related="appraisal_id.kind", store=True, precompute=True)
    date_from = fields.Date(related="appraisal_id.date_from", store=True, precompute=True)
    company_id = fields.Many2one(related="appraisal_id.company_id", store=True, precompute=True, index=True)
    employee_id = fields.Many2one(related="appraisal_id.employee_id", store=True, precompute=True, index=True)
    user_id = fields.Many2one(related="appraisal_id.user_id", store=True, precompute=True)
    appraiser_id = fields.Many2one(related="appraisal_id.appraiser_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one(related="appraisal_id.department_id", store=True, precompute=True)
    branch_id = fields.Many2one(related="appraisal_id.branch_id", store=True, precompute=True)
    job_id = fields.Many2one(related="appraisal_id.job_id", store=True, precompute=True)
    is_signed = fields.Boolean(string="Signed", readonly=True, copy=False)
    is_published = fields.Boolean(string="Published", readonly=True, copy=False, index=True)

    status = fields.Selection(
        [
            ("none", "Not graded"),
            ("graded", "Graded"),
            ("blocked", "A value is missing"),
            ("too_few_months", "Too few months"),
        ],
        default="none",
        required=True,
        readonly=True,
    )
    work_points = fields.Float(string="Work", digits=(16, 4), readonly=True, aggregator="avg")
    work_status = fields.Selection(SECTION_STATUS, default="none", readonly=True)
    work_maximum = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    behaviour_points = fields.Float(string="Behaviour", digits=(16, 4), readonly=True, aggregator="avg")
    behaviour_status = fields.Selection(SECTION_STATUS, default="none", readonly=True)
    behaviour_maximum = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    company_points = fields.Float(string="Company Result", digits=(16, 4), readonly=True, aggregator="avg")
    company_status = fields.Selection(SECTION_STATUS, default="none", readonly=True)
    company_maximum = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    total = fields.Float(digits=(8, 2), readonly=True, aggregator="avg")
    grade = fields.Selection(GRADES, readonly=True)
    points = fields.Integer(string="Annual Points", readonly=True, help="A 2, B 1, C 0 per month by default.")
    months_counted = fields.Integer(string="Months", readonly=True)
    bar_model = fields.Char(readonly=True, export_string_translation=False)
    bar_id = fields.Many2oneReference(
        model_field="bar_model", string="Barred By", readonly=True, help="The record for which an A became a B."
    )
    bar_name = fields.Char(compute="_compute_bar_name", export_string_translation=False)
    missing_rule = fields.Selection(
        [("block", "Blocks the total"), ("spread", "Spreads its weight over the rest"), ("zero", "Counts as zero")],
        string="A Missing Value",
        readonly=True,
    )
    total_mode = fields.Selection(
        [("as_written", "As written, may exceed 100"), ("capped", "Capped at 100"), ("scaled", "Scaled to 100")],
        string="How the Total Is Formed",
        readonly=True,
    )
    line_ids = fields.One2many(
        "marketing.appraisal.result.line", "result_id", string="How It Came About", readonly=True
    )
    explanation = fields.Text(compute="_compute_explanation")
    signed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    signed_date = fields.Datetime(string="Signed On", readonly=True, copy=False)
    published_date = fields.Datetime(string="Published On", readonly=True, copy=False)
    graded_date = fields.Datetime(string="Graded On", readonly=True, copy=False)

    seal_ids = fields.One2many("marketing.appraisal.seal", "result_id", string="Signed Snapshots")

    _counting_uniq = models.UniqueIndex("(appraisal_id) WHERE active", "An appraisal has one result that counts.")

    @api.depends_context("lang")
    @api.depends(
        "status", "missing_rule", "total_mode", "work_status", "behaviour_status", "company_status", "total", "bar_id",
    )  # fmt: skip
    def _compute_explanation(self):
        for result in self:
            describe = result._describe_year if result.kind == "annual" else result._describe_month
            result.explanation = "" if result.status == "none" else "\n".join(describe())

    def _describe_month(self):
        """Say in sentences how the total came about and what a missing section did to it."""
        self.ensure_one()
        labels = {
            "work": self.env._("work"),
            "behaviour": self.env._("behaviour"),
            "company": self.env._("company result"),
        }
        weights = {section: self[f"{section}_maximum"] for section in labels}
        present = [section for section in labels if weights[section] and self[f"{section}_status"] == "value"]
        absent = [labels[section] for section in labels if weights[section] and section not in present]
        parts = " + ".join(
            f"{labels[section]} {self[f'{section}_points']:.2f}/{weights[section]:g}" for section in present
        )
        if not absent:
            return [self.env._("%(parts)s = %(total).2f", parts=parts, total=self.total), *self._describe_limits()]
        effect = {
            "block": self.env._("Missing: %(names)s. The policy says that a missing value blocks the total."),
            "spread": self.env._("Missing: %(names)s. The policy spreads its weight over the rest."),
            "zero": self.env._("Missing: %(names)s. The policy counts it as zero."),
        }[self.missing_rule or "block"] % {"names": format_list(self.env, absent)}
        if self.status == "blocked":
            # Whatever the policy does with a part, nothing at all makes no total.
            nothing = not parts and self.missing_rule != "block"
            effect = self.env._("Nothing is there to grade: every section is missing.") if nothing else effect
            return [parts, effect] if parts else [effect]
        return [
            self.env._("%(parts)s gives %(total).2f", parts=parts, total=self.total),
            effect,
            *self._describe_limits(),
        ]

    def _describe_limits(self):
        """Say where points were cut off or the total was changed after adding up."""
        sentences = []
        work = self.line_ids.filtered(lambda line: line.section == "work" and line.status == "value")
        if work and self.work_points >= self.work_maximum and sum(work.mapped("points")) > sum(work.mapped("maximum")):
            sentences.append(self.env._("Work went beyond full marks and counts %(weight)g.", weight=self.work_maximum))
        if self.company_points > self.company_maximum > 0:
            sentences.append(self.env._("The company result went beyond full marks and has no cap."))
        mode = {
            "capped": self.env._("The total is capped at 100."),
            "scaled": self.env._("The total is scaled to 100."),
        }
        if self.total_mode in mode:
            sentences.append(mode[self.total_mode])
        return [*sentences, *self._describe_bar()]

    def _describe_bar(self):
        """Name the record for which an A became a B (R26)."""
        if not self.bar_name:
            return []
        return [self.env._("It makes an A, which is barred: %(record)s.", record=self.bar_name)]

    @api.depends_context("lang")
    @api.depends("bar_model", "bar_id")
    def _compute_bar_name(self):
        """Name what barred an A, also to whoever reads the result and not the record; one query for each model."""
        self.bar_name = False
        for model, results in self.grouped("bar_model").items():
            # The addon that knew it may have been uninstalled.
            if model and model in self.env:
                bars = self.env[model].sudo().browse(results.mapped("bar_id")).exists()
                names = {bar.id: bar.display_name for bar in bars}
                for result in results:
                    result.bar_name = names.get(result.bar_id)

    def _get_bar(self):
        """Return the record that barred an A, also to whoever reads the result and not the record; empty if none."""
        self.ensure_one()
        if not self.bar_model or self.bar_model not in self.env:
            # The addon that knew it may have been uninstalled.
            return None
        return self.env[self.bar_model].sudo().browse(self.bar_id).exists()

    def action_open_bar(self):
        """Open the record that barred an A, for whoever may read it."""
        self.ensure_one()
        self.check_access("read")
        if not self._get_bar():
            raise UserError(self.env._("The record that barred an A is not there any more."))
        bar = self.env[self.bar_model].browse(self.bar_id)
        bar.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": bar._name,
            "res_id": bar.id,
            "views": [(False, "form")],
        }

    def _describe_year(self):
        sentence = self.env._(
            "%(points)s points from %(months)s months.", points=self.points, months=self.months_counted
        )
        if self.status == "too_few_months":
            return [sentence, self.env._("That is too few months for an annual grade.")]
        return [sentence, self._describe_thresholds(), *self._describe_bar()]

    def _describe_thresholds(self):
        """Say from how many points of a whole year an A or a B is given, and how fewer months are held to it (R50)."""
        policy = self.sudo().appraisal_id.policy_id
        limits = {"a": policy.annual_a_from, "b": policy.annual_b_from}
        if self.months_counted < 12 and policy.short_year == "pro_rata":
            return self.env._(
                "An A takes %(a)s points in twelve months, a B %(b)s; fewer months are held to the same averages.",
                **limits,
            )
        return self.env._("An A takes %(a)s points, a B %(b)s.", **limits)

    def _differs_from(self, vals):
        """Tell whether the stored result differs from values of the grader, in figures or in grade."""
        return bool(find_different(self, vals))

    def write(self, vals):
        """What is signed stays as it was signed; only the publication is still added."""
        fixed = self.sudo().filtered(lambda result: result._is_fixed())[:1]
        if fixed and not set(vals) <= self._get_free_fields():
            raise UserError(self.env._("%(name)s is signed; its result is fixed.", name=fixed.display_name))
        return super().write(vals)

    def _is_fixed(self):
        """Tell whether the figures stay as they are for good."""
        self.ensure_one()
        return bool(self.signed_date)

    @api.model
    def _get_free_fields(self):
        """Return the names of the fields that are still written on a fixed result."""
        return {"published_date", "is_published", "is_signed", "active"}

    def _get_evidence(self):
        """Return the evidence that the signed figures were measured by, as it was kept."""
        self.ensure_one()
        seal = self.sudo().seal_ids[-1:]
        kept = json.loads(seal.content)["rows"]["evidence"] if seal else {}
        return self.env["marketing.appraisal.evidence"].sudo().browse([number for number, _digest in kept.values()])

    def action_compare(self):
        """Show what the signed result would be today."""
        self.ensure_one()
        drift = self.env["marketing.appraisal.drift"]._prepare_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Signed and Today"),
            "res_model": drift._name,
            "res_id": drift.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_open_appraisal(self):
        """Open the appraisal that the result belongs to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "marketing.appraisal",
            "res_id": self.appraisal_id.id,
            "views": [(False, "form")],
        }
