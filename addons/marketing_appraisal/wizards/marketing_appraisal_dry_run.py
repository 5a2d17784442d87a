from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..models.grades import GRADES
from ..models.period.marketing_appraisal_period_grade import BLOCK_SIZE


class MarketingAppraisalDryRun(models.TransientModel):
    """What grading an open period would change at this moment, and why; nothing of it is stored.

    Compared are the results that the reader may read: nobody learns of their own before it is published (R29d).
    What is signed is left out: its difference to today is drift (R70).
    """

    _name = "marketing.appraisal.dry.run"
    _description = "What Grading Would Change"
    _rec_name = "period_id"

    period_id = fields.Many2one("marketing.appraisal.period", required=True, readonly=True, ondelete="cascade")
    compared_count = fields.Integer(string="Compared", readonly=True)
    has_own = fields.Boolean(readonly=True, export_string_translation=False)
    line_ids = fields.One2many("marketing.appraisal.dry.run.line", "run_id", string="Who Would Change", readonly=True)
    summary = fields.Char(compute="_compute_summary")

    @api.depends_context("lang")
    @api.depends("line_ids", "compared_count", "has_own")
    def _compute_summary(self):
        for run in self:
            sentences = [run._describe_counts(), self.env._("Nothing is stored.")]
            if run.has_own:
                sentences.append(self.env._("Your own case is not compared."))
            run.summary = " ".join(sentences)

    def _describe_counts(self):
        self.ensure_one()
        new = self.line_ids.filtered("is_new")
        counts = {
            "changed": len(self.line_ids - new),
            "all": self.compared_count,
            "grades": len(self.line_ids.filtered("grade_changes")),
            "new": len(new),
        }
        if new:
            return self.env._(
                "%(changed)s of %(all)s would change, %(grades)s in the grade;"
                " %(new)s would be graded for the first time.",
                **counts,
            )
        return self.env._("%(changed)s of %(all)s would change, %(grades)s in the grade.", **counts)

    @api.model
    def _prepare_for(self, period):
        """Compare what is stored with what grading the period now would give."""
        results = self.env["marketing.appraisal.result"].search(
            [("period_id", "=", period.id), ("is_signed", "=", False)], order="id"
        )
        lines = []
        for block in split_every(BLOCK_SIZE, results.ids, results.browse):
            lines += self._prepare_lines(period.sudo(), block.sudo())
        own = period.sudo().appraisal_ids.filtered(lambda one: one.user_id == self.env.user and not one.is_signed)
        # Made for the reader, who may make none: it would say what somebody wants it to say.
        run = self.sudo().create(
            {
                "period_id": period.id,
                "compared_count": len(results),
                "has_own": bool(own),
                "line_ids": [Command.create(vals) for vals in lines],
            }
        )
        run.invalidate_recordset(["line_ids"])  # in their order from now on
        return run.with_env(self.env)

    @api.model
    def _prepare_lines(self, period, results):
        """Return the values of a line for each result of a block that would be otherwise."""
        outcome = self.env["marketing.appraisal.dry.grader"].sudo()._get_outcome(period, results.appraisal_id)
        changed = self.env["marketing.appraisal.comparison"].sudo()._compare(results, outcome)
        return [
            self._prepare_line_vals(result, outcome[result.appraisal_id.id][0], reasons)
            for result, reasons in changed.items()
        ]

    @api.model
    def _prepare_line_vals(self, result, vals, reasons):
        """Return the values of a line; `result` is the one with the figures that counted until now."""
        is_new, grade = result.status == "none", vals.get("grade") or False
        has_total = result.status == "graded" and result.kind != "annual"
        return {
            "appraisal_id": result.appraisal_id.id,
            "is_new": is_new,
            "grade_changes": not is_new and (result.grade or False) != grade,
            "total_before": result.total if has_total else 0,
            "has_total_before": has_total,
            "grade_before": result.grade,
            "total": float(vals.get("total") or 0),
            "has_total": vals.get("total") is not None,
            "grade": grade,
            "reasons": "\n".join(reasons),
        }

    def action_open_lines(self):
        """Open everybody who would change in a list of their own, to filter and group it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_appraisal.marketing_appraisal_dry_run_line_action"
        )
        return dict(action, domain=[("run_id", "=", self.id)])


class MarketingAppraisalDryRunLine(models.TransientModel):
    """Somebody whose result grading would change, with the reasons."""

    _name = "marketing.appraisal.dry.run.line"
    _description = "Result that Grading Would Change"
    _order = "grade_changes desc, is_new, department_id, employee_id, id"

    run_id = fields.Many2one("marketing.appraisal.dry.run", required=True, ondelete="cascade", index=True)
    appraisal_id = fields.Many2one("marketing.appraisal", required=True, readonly=True, ondelete="cascade")
    employee_id = fields.Many2one(related="appraisal_id.employee_id", store=True)
    department_id = fields.Many2one(related="appraisal_id.department_id", store=True)
    is_new = fields.Boolean(string="Not Graded So Far", readonly=True)
    grade_changes = fields.Boolean(readonly=True)
    has_total_before = fields.Boolean(readonly=True, export_string_translation=False)
    total_before = fields.Float(digits=(8, 2), readonly=True, aggregator=None)
    grade_before = fields.Selection(GRADES, readonly=True)
    has_total = fields.Boolean(readonly=True, export_string_translation=False)
    total = fields.Float(string="Total Now", digits=(8, 2), readonly=True, aggregator=None)
    grade = fields.Selection(GRADES, string="Grade Now", readonly=True)
    reasons = fields.Text(readonly=True)

    @api.depends("appraisal_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.appraisal_id.display_name

    def action_open_appraisal(self):
        """Open the appraisal."""
        self.ensure_one()
        return self.appraisal_id.action_open_form()


class MarketingAppraisalPeriod(models.Model):
    _inherit = "marketing.appraisal.period"

    def action_dry_run(self):
        """Show what grading would change, without storing any of it.

        Asks for the right itself: a server action skips the check of the records.
        """
        self._check_runs_periods()
        self.check_access("read")
        if len(self) != 1:
            raise UserError(self.env._("Choose one period to see what grading it would change."))
        if self.state != "open" or self.kind not in ("monthly", "annual"):
            raise UserError(self.env._("%(name)s is not in progress: nothing of it is graded now.", name=self.name))
        run = self.env["marketing.appraisal.dry.run"]._prepare_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Would Change"),
            "res_model": run._name,
            "res_id": run.id,
            "views": [(False, "form")],
            "target": "current",
        }
