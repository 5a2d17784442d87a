from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..engine.outcomes import NO_VALUE, NO_YEAR_BEFORE, TOO_FEW


class MarketingAppraisalWhatIf(models.TransientModel):
    """Whom a rule would name over a year that is published, before it is made active; nothing is stored of it (R55)."""

    _name = "marketing.appraisal.what.if"
    _description = "Whom a Rule Would Name"

    rule_id = fields.Many2one("marketing.appraisal.outcome.rule", required=True, ondelete="cascade")
    applies_to = fields.Selection(related="rule_id.applies_to", export_string_translation=False)
    period_id = fields.Many2one(
        "marketing.appraisal.period",
        string="Year",
        compute="_compute_period_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        ondelete="cascade",
        domain="[('kind', '=', applies_to), ('state', '=', 'published')]",
    )
    line_ids = fields.One2many("marketing.appraisal.what.if.line", "run_id", string="Whom It Would Name", readonly=True)
    summary = fields.Char(compute="_compute_lines")
    named_ids = fields.Many2many(
        "hr.employee", "marketing_what_if_employee_rel", "run_id", "employee_id", compute="_compute_lines",
    )  # fmt: skip

    @api.depends("rule_id")
    def _compute_period_id(self):
        """Begin with the last published year, or special appraisal where the rule is one for those."""
        for run in self:
            if not run.period_id:
                domain = [("kind", "=", run.rule_id.applies_to), ("state", "=", "published")]
                run.period_id = self.env["marketing.appraisal.period"].search(domain, limit=1)

    def _is_askable(self):
        """Tell whether the rule can be asked over the period."""
        return self.period_id.state == "published" and self.period_id.kind == self.rule_id.applies_to

    @api.depends_context("lang")
    @api.depends("rule_id", "period_id")
    def _compute_lines(self):
        for run in self:
            may = run.rule_id and run._is_askable()
            named = run._find_named() if may else {}
            run.named_ids = self.env["hr.employee"].sudo().browse(person.id for person in named)
            run.summary = self.env._("It would name %(count)s.", count=len(named))

    def _find_named(self):
        """Return {employee: engine Finding} of whom the rule would name, but never the reader (R29d)."""
        found = self.env["marketing.appraisal.outcome.finder"].sudo()._find(self.period_id.sudo(), self.rule_id.sudo())
        return {
            employee: one
            for (employee, _rule), one in found.items()
            if one.is_met and employee.user_id != self.env.user
        }

    def action_show(self):
        """List whom it would name, by which facts, and why others are out of the question."""
        self.ensure_one()
        if not self._is_askable():
            raise UserError(
                self.env._("Choose a year that is published, or a special appraisal for a rule about those.")
            )
        found = self.env["marketing.appraisal.outcome.finder"].sudo()._find(self.period_id.sudo(), self.rule_id.sudo())
        results = {
            result.employee_id: result
            for result in self.env["marketing.appraisal.outcome.finder"]._get_year_results(self.period_id)
        }
        lines = [
            self._prepare_line(results[employee], one)
            for (employee, _rule), one in found.items()
            if employee.user_id != self.env.user and (one.is_met or one.reason)
        ]
        self.sudo().line_ids = [Command.clear(), *[Command.create(vals) for vals in lines]]
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_what_if_line_action")
        return dict(action, domain=[("run_id", "=", self.id)], display_name=self.rule_id.name)

    @api.model
    def _prepare_line(self, result, found):
        reasons = {
            NO_VALUE: self.env._("Not known: there is no such value."),
            TOO_FEW: self.env._("Too few people to rank."),
            NO_YEAR_BEFORE: self.env._("The year before is not known."),
        }
        return {
            "result_id": result.id,
            "is_met": found.is_met,
            "months": ", ".join(f"{month.year}-{month.number:02}" for month in found.months) if found.is_met else False,
            "place": found.rank.counted_from(self.rule_id.end) if found.rank and self.rule_id.end else 0,
            "why_not": reasons.get(found.reason),
        }


class MarketingAppraisalWhatIfLine(models.TransientModel):
    """Somebody whom the rule would name, or of whom it cannot tell."""

    _name = "marketing.appraisal.what.if.line"
    _description = "Whom a Rule Would Name: Line"
    _order = "is_met desc, place, id"

    run_id = fields.Many2one("marketing.appraisal.what.if", required=True, ondelete="cascade", index=True)
    result_id = fields.Many2one("marketing.appraisal.result", required=True, ondelete="cascade")
    employee_id = fields.Many2one(related="result_id.employee_id")
    department_id = fields.Many2one(related="result_id.department_id")
    grade = fields.Selection(related="result_id.grade")
    annual_score = fields.Float(related="result_id.annual_score")
    is_met = fields.Boolean(string="Would Be Named")
    months = fields.Char()
    place = fields.Integer(aggregator=None)
    why_not = fields.Char()
