from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.sales_kpi.models.sales_kpi_closing import FROZEN
from odoo.addons.sales_kpi.models.sales_kpi_evidence import KINDS
from odoo.addons.sales_kpi.models.scope import Scope

# What a row says; its label may name people and is left out, so that it can be changed where the law asks for it.
TOLD = (
    "employee_id", "appraiser_id", "department_id", "branch_id", "date", "kind", "numerator", "denominator",
    "res_model", "res_id",
)  # fmt: skip


class MarketingAppraisalEvidence(models.Model):
    """The evidence of one KPI and period as it was when results were signed (R70).

    Everybody signed on the same evidence shares it. Whoever is signed later, after a document has changed, gets one
    of their own.
    """

    _name = "marketing.appraisal.evidence"
    _description = "Evidence at the Signature"
    _order = "id"

    period_id = fields.Many2one("marketing.appraisal.period", required=True, readonly=True, index=True,
                                ondelete="restrict")  # fmt: skip
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True, index=True)
    kpi_id = fields.Many2one("sales.kpi", string="KPI", required=True, readonly=True, ondelete="restrict")
    digest = fields.Char(readonly=True, export_string_translation=False)
    row_ids = fields.One2many("marketing.appraisal.evidence.row", "evidence_id", string="Rows", readonly=True)

    @api.model
    def _freeze(self, period, kpis):
        """Keep today's evidence of a period; what is kept already is used again where nothing has changed.

        :param period: one marketing.appraisal.period
        :param kpis: sales.kpi records
        :return: {kpi: marketing.appraisal.evidence}
        """
        self.env.flush_all()
        scope = Scope(period.date_from, period.date_to, tuple(period.company_id.ids))
        closed = self.env["sales.kpi.closing"]._get_closed_months(scope)
        kept = self.search([("period_id", "=", period.id), ("kpi_id", "in", kpis.ids)], order="id desc")
        fresh = self.create([{"period_id": period.id, "kpi_id": kpi.id} for kpi in kpis])
        self.env.flush_all()
        frozen = {}
        for evidence in fresh:
            evidence._insert_rows(scope, closed)
            evidence.digest = evidence._compute_digest()
            same = kept.filtered(lambda one, evidence=evidence: one.kpi_id == evidence.kpi_id)[:1]
            frozen[evidence.kpi_id] = same if same.digest == evidence.digest else evidence
        (fresh - self.union(*frozen.values()))._drop()
        return frozen

    def _insert_rows(self, scope, closed):
        columns = SQL(", ").join(map(SQL.identifier, FROZEN))
        self.env.cr.execute(
            SQL(
                "INSERT INTO marketing_appraisal_evidence_row (evidence_id, %s) SELECT %s, %s FROM (%s) evidence",
                columns,
                self.id,
                columns,
                self.kpi_id._get_settled_evidence(scope, closed, columns),
            )
        )
        self.env["marketing.appraisal.evidence.row"].invalidate_model()

    def _compute_digest(self):
        """Return one digest over all rows, computed where the rows are."""
        self.ensure_one()
        told = SQL(" || '|' || ").join(SQL("COALESCE(%s::text, '')", SQL.identifier(name)) for name in TOLD)
        ((digest,),) = self.env.execute_query(
            SQL(
                """
                SELECT ENCODE(SHA256(CONVERT_TO(COALESCE(STRING_AGG(told, E'\\n' ORDER BY told), ''), 'UTF8')), 'hex')
                  FROM (SELECT %s AS told FROM marketing_appraisal_evidence_row WHERE evidence_id = %s) x
                """,
                told,
                self.id,
            )
        )
        return digest

    def _drop(self):
        """Remove evidence on which nothing rests."""
        self.env["marketing.appraisal.evidence.row"].search([("evidence_id", "in", self.ids)]).unlink()
        self.unlink()


class MarketingAppraisalEvidenceRow(models.Model):
    """One document or plan behind a signed figure."""

    _name = "marketing.appraisal.evidence.row"
    _description = "Document at the Signature"
    _inherit = ["sales.kpi.document.mixin"]
    _order = "date, id"
    _rec_name = "label"
    _log_access = False

    evidence_id = fields.Many2one(
        "marketing.appraisal.evidence", required=True, readonly=True, index=True, ondelete="restrict"
    )
    kpi_id = fields.Many2one("sales.kpi", string="KPI", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True, index="btree_not_null", ondelete="restrict")
    appraiser_id = fields.Many2one("hr.employee", string="Team Of", readonly=True, ondelete="restrict")
    department_id = fields.Many2one("hr.department", readonly=True, ondelete="restrict")
    branch_id = fields.Many2one("hr.department", readonly=True, ondelete="restrict")
    date = fields.Date(required=True, readonly=True)
    kind = fields.Selection(KINDS, string="What It Is", required=True, readonly=True)
    numerator = fields.Monetary(string="Actual", readonly=True)
    denominator = fields.Monetary(string="Target", readonly=True)
    res_model = fields.Char(string="Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", string="Document ID", readonly=True)
    label = fields.Char(string="Document", readonly=True)
