from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.sales_kpi.models.sales_kpi_evidence import KINDS
from odoo.addons.sales_kpi.models.scope import Scope

from ..models.grades import GRADES

# Whoever compares looks at the first ones; more are counted and said.
DOCUMENTS_SHOWN = 100


class MarketingAppraisalDrift(models.TransientModel):
    """A signed result beside what it would be today, line by line and document by document (R70).

    Nothing of it changes the result: it stays as it was signed.
    """

    _name = "marketing.appraisal.drift"
    _description = "Signed and Today"

    result_id = fields.Many2one("marketing.appraisal.result", required=True, readonly=True, ondelete="cascade")
    kind = fields.Selection(related="result_id.kind", export_string_translation=False)
    signed_total = fields.Float(related="result_id.total", related_sudo=False, string="Total When Signed")
    signed_grade = fields.Selection(related="result_id.grade", related_sudo=False, string="Grade When Signed")
    total = fields.Float(string="Total Today", digits=(8, 2), readonly=True)
    grade = fields.Selection(GRADES, string="Grade Today", readonly=True)
    is_changed = fields.Boolean(readonly=True, export_string_translation=False)
    line_ids = fields.One2many("marketing.appraisal.drift.line", "drift_id", string="Lines", readonly=True)
    document_ids = fields.One2many("marketing.appraisal.drift.document", "drift_id", string="Documents", readonly=True)
    document_count = fields.Integer(string="Changed Documents", readonly=True)

    @api.model
    def _prepare_for(self, result):
        """Compare one signed result with what grading it now would give.

        :raises UserError: where it is not signed
        """
        result.check_access("read")
        if not result.is_signed:
            raise UserError(
                self.env._("%(name)s is not signed: it has nothing to compare with.", name=result.display_name)
            )
        secret = result.sudo()
        vals, lines = self.env["marketing.appraisal.grader"].sudo()._get_outcome(
            secret.period_id, secret.appraisal_id
        )[secret.appraisal_id.id]  # fmt: skip
        changed = self._compare_lines(secret, lines)
        documents = self._compare_documents(secret)
        # Made for the reader, who may write no dialog of this kind: it would say what somebody wants it to say.
        return (
            self.sudo()
            .create(
                {
                    "result_id": result.id,
                    "total": vals.get("total") or 0,
                    "grade": vals.get("grade"),
                    "is_changed": bool(changed or documents) or secret._differs_from(vals),
                    "line_ids": [Command.create(line) for line in changed],
                    "document_ids": [Command.create(row) for row in documents[:DOCUMENTS_SHOWN]],
                    "document_count": len(documents),
                }
            )
            .with_env(self.env)
        )

    # ------------------------------------------------------------------ lines

    @api.model
    def _compare_lines(self, result, lines):
        """Return the values of the lines that would be otherwise today, that would come, and that would go."""
        subjects = ("section", "kpi_id", "criterion_id", "task_id", "behaviour_id", "month_id")

        def key_of(values):
            return tuple(values.get(name) or False for name in subjects)

        signed = {}
        for line in result.line_ids:
            values = {name: line[name].id if name != "section" else line.section for name in subjects}
            signed[key_of(values)] = line
        now = {key_of(line): line for line in lines}
        changed = []
        for key in [*signed, *(key for key in now if key not in signed)]:
            line, today = signed.get(key), now.get(key)
            values = {
                "signed_points": line.points if line else 0,
                "signed_numerator": line.numerator if line else 0,
                "signed_denominator": line.denominator if line else 0,
                "points": float(today["points"] or 0) if today else 0,
                "numerator": float(today.get("numerator") or 0) if today else 0,
                "denominator": float(today.get("denominator") or 0) if today else 0,
            }
            pairs = [(values[f"signed_{name}"], values[name]) for name in ("points", "numerator", "denominator")]
            if any(round(one, 2) != round(other, 2) for one, other in pairs):
                changed.append({**values, "name": line.name if line else self._name_of(today)})
        return changed

    @api.model
    def _name_of(self, line):
        """Return the name of a line that did not exist when the result was signed."""
        names = {
            "task_id": "marketing.task",
            "criterion_id": "marketing.scorecard.criterion",
            "behaviour_id": "marketing.appraisal.behaviour",
            "month_id": "marketing.appraisal.period",
            "kpi_id": "sales.kpi",
        }
        for name, model in names.items():
            if line.get(name):
                return self.env[model].browse(line[name]).display_name
        return dict(self.env["marketing.appraisal.result.line"]._fields["section"]._description_selection(self.env))[
            line["section"]
        ]

    # ------------------------------------------------------------------ documents

    @api.model
    def _compare_documents(self, result):
        """Return the values of the documents that have changed, come or gone behind the figures of the result.

        Single documents of a unit are shown to those only who may read them one by one.
        """
        reads_units = self.env["sales.kpi.evidence"]._reads_documents_of_units()
        found = []
        for evidence in result._get_evidence():
            if evidence.kpi_id._is_unit_level() and not reads_units:
                continue
            found += self._compare_evidence(result, evidence)
        return found

    @api.model
    def _compare_evidence(self, result, evidence):
        """Compare the kept rows of one KPI with today's, document by document, for the person or their unit."""
        period, kpi = result.period_id, evidence.kpi_id
        scope = Scope(period.date_from, period.date_to, tuple(period.company_id.ids))
        closed = self.env["sales.kpi.closing"].sudo()._get_closed_months(scope)
        columns = SQL("employee_id, appraiser_id, branch_id, kind, res_model, res_id, label, numerator, denominator")
        whose = self._get_whose(result, kpi)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(f.kind, l.kind), COALESCE(f.res_model, l.res_model), COALESCE(f.res_id, l.res_id),
                       COALESCE(l.label, f.label), COALESCE(f.numerator, 0), COALESCE(l.numerator, 0),
                       COALESCE(f.denominator, 0), COALESCE(l.denominator, 0)
                  FROM (%(frozen)s) f
             FULL JOIN (%(live)s) l ON l.kind = f.kind AND l.res_model = f.res_model AND l.res_id = f.res_id
                 WHERE COALESCE(f.numerator, 0) != COALESCE(l.numerator, 0)
                       OR COALESCE(f.denominator, 0) != COALESCE(l.denominator, 0)
              ORDER BY 4, 3
                """,
                frozen=self._sum_rows(
                    SQL("marketing_appraisal_evidence_row"), SQL("evidence_id = %s", evidence.id), whose
                ),
                live=self._sum_rows(
                    SQL("(%s)", kpi.sudo()._get_settled_evidence(scope, closed, columns)), SQL("TRUE"), whose
                ),
            )
        )
        names = ("document_kind", "res_model", "res_id", "label", "signed_numerator", "numerator")
        return [
            {
                "kpi_id": kpi.id,
                **dict(zip((*names, "signed_denominator", "denominator"), row, strict=True)),
            }
            for row in rows
        ]

    @api.model
    def _sum_rows(self, rows, which, whose):
        return SQL(
            """
            SELECT kind, res_model, res_id, MAX(label) AS label, ROUND(SUM(numerator)::numeric, 6) AS numerator,
                   ROUND(SUM(denominator)::numeric, 6) AS denominator
              FROM %s r WHERE %s AND %s GROUP BY kind, res_model, res_id
            """,
            rows,
            which,
            whose,
        )

    @api.model
    def _get_whose(self, result, kpi):
        """Return the condition on rows that belong to the person, with their team, or to their unit."""
        if not kpi._is_unit_level():
            person = result.employee_id.id
            return SQL("(employee_id = %s OR appraiser_id = %s)", person, person)
        if result.branch_id:
            return SQL("branch_id = %s", result.branch_id.id)
        if result.appraisal_id.policy_id.head_office_scope == "branches":
            return SQL("branch_id IS NOT NULL")
        return SQL("TRUE")


class MarketingAppraisalDriftLine(models.TransientModel):
    """One line of a result that would be otherwise today."""

    _name = "marketing.appraisal.drift.line"
    _description = "Line Signed and Today"

    drift_id = fields.Many2one("marketing.appraisal.drift", required=True, ondelete="cascade", index=True)
    name = fields.Char(readonly=True)
    signed_points = fields.Float(string="Points When Signed", digits=(16, 2), readonly=True)
    points = fields.Float(string="Points Today", digits=(16, 2), readonly=True)
    signed_numerator = fields.Float(string="Actual When Signed", digits=(16, 2), readonly=True)
    numerator = fields.Float(string="Actual Today", digits=(16, 2), readonly=True)
    signed_denominator = fields.Float(string="Target When Signed", digits=(16, 2), readonly=True)
    denominator = fields.Float(string="Target Today", digits=(16, 2), readonly=True)


class MarketingAppraisalDriftDocument(models.TransientModel):
    """One document that has changed, come or gone since the signature."""

    _name = "marketing.appraisal.drift.document"
    _description = "Document Changed since the Signature"
    _inherit = ["sales.kpi.document.mixin"]

    drift_id = fields.Many2one("marketing.appraisal.drift", required=True, ondelete="cascade", index=True)
    kpi_id = fields.Many2one("sales.kpi", string="KPI", readonly=True)
    document_kind = fields.Selection(KINDS, string="What It Is", readonly=True)
    res_model = fields.Char(string="Document Model", readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", string="Document ID", readonly=True)
    label = fields.Char(string="Document", readonly=True)
    signed_numerator = fields.Float(string="Actual Then", digits=(16, 2), readonly=True)
    numerator = fields.Float(string="Actual Now", digits=(16, 2), readonly=True)
    signed_denominator = fields.Float(string="Target Then", digits=(16, 2), readonly=True)
    denominator = fields.Float(string="Target Now", digits=(16, 2), readonly=True)
