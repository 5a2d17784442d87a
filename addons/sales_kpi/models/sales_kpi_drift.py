from odoo import fields, models
from odoo.tools import SQL

from .sales_kpi_evidence import KINDS


class SalesKpiDrift(models.Model):
    """What has changed since a month was closed: the frozen evidence beside today's, document by document."""

    _name = "sales.kpi.drift"
    _description = "Changes since the Closing"
    _inherit = ["sales.kpi.rows.mixin", "sales.kpi.document.mixin"]
    _auto = False
    _order = "month desc, kpi_id, employee_id, id"
    _rec_name = "label"
    _depends = {
        "sales.kpi.evidence": ["numerator", "denominator"],
        "sales.kpi.closed.row": ["numerator", "denominator"],
        "sales.kpi.closing": ["state", "month", "kpi_ids"],
    }

    closing_id = fields.Many2one("sales.kpi.closing", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    kpi_id = fields.Many2one("sales.kpi", string="KPI", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    appraiser_id = fields.Many2one("hr.employee", string="Team Of", readonly=True)
    branch_id = fields.Many2one("hr.department", readonly=True)
    month = fields.Date(readonly=True)
    kind = fields.Selection(KINDS, string="What It Is", readonly=True)
    change = fields.Selection(
        [("came", "Came later"), ("went", "Is gone"), ("changed", "Has changed")],
        string="What Happened",
        readonly=True,
    )
    res_model = fields.Char(string="Document Model", readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", string="Document ID", readonly=True)
    label = fields.Char(string="Document", readonly=True)
    closed_numerator = fields.Monetary(string="Actual When Closed", readonly=True)
    numerator = fields.Monetary(string="Actual Now", readonly=True)
    numerator_change = fields.Monetary(string="Change of the Actual", readonly=True)
    closed_denominator = fields.Monetary(string="Target When Closed", readonly=True)
    denominator = fields.Monetary(string="Target Now", readonly=True)
    denominator_change = fields.Monetary(string="Change of the Target", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT COALESCE(f.id * 2 + 1, l.id * 2) AS id, COALESCE(f.closing_id, l.closing_id) AS closing_id,
                   COALESCE(f.company_id, l.company_id) AS company_id,
                   COALESCE(f.currency_id, l.currency_id) AS currency_id, COALESCE(f.kpi_id, l.kpi_id) AS kpi_id,
                   COALESCE(f.employee_id, l.employee_id) AS employee_id,
                   COALESCE(f.appraiser_id, l.appraiser_id) AS appraiser_id,
                   COALESCE(f.branch_id, l.branch_id) AS branch_id, COALESCE(f.month, l.month) AS month,
                   COALESCE(f.kind, l.kind) AS kind, COALESCE(f.res_model, l.res_model) AS res_model,
                   COALESCE(l.res_id, f.res_id) AS res_id, COALESCE(l.label, f.label) AS label,
                   CASE WHEN f.id IS NULL THEN 'came' WHEN l.id IS NULL THEN 'went' ELSE 'changed' END AS change,
                   COALESCE(f.numerator, 0) AS closed_numerator, COALESCE(l.numerator, 0) AS numerator,
                   COALESCE(l.numerator, 0) - COALESCE(f.numerator, 0) AS numerator_change,
                   COALESCE(f.denominator, 0) AS closed_denominator, COALESCE(l.denominator, 0) AS denominator,
                   COALESCE(l.denominator, 0) - COALESCE(f.denominator, 0) AS denominator_change
              FROM (%(frozen)s) f
         FULL JOIN (%(live)s) l
                ON l.closing_id = f.closing_id AND l.kpi_id = f.kpi_id AND l.kind = f.kind
               AND l.res_model = f.res_model AND l.document_id = f.document_id
               AND COALESCE(l.employee_id, 0) = COALESCE(f.employee_id, 0)
               AND COALESCE(l.appraiser_id, 0) = COALESCE(f.appraiser_id, 0)
               AND COALESCE(l.branch_id, 0) = COALESCE(f.branch_id, 0)
             WHERE f.id IS NULL OR l.id IS NULL OR f.numerator != l.numerator OR f.denominator != l.denominator
            """,
            frozen=self._get_sums(self._get_frozen_rows(), SQL("closing_id, month")),
            live=self._get_sums(self._get_live_rows(), SQL("closing_id, month")),
        )

    def _get_sums(self, rows, more):
        """Sum rows of one document, which may have several in a month; floats of old and new meet at 6 decimals.

        Quotas are compared with quotas whatever plan they stand in: a revised plan that says the same is no change.
        """
        return SQL(
            """
            SELECT MIN(id) AS id, %(more)s, kpi_id, company_id, currency_id, employee_id, appraiser_id, branch_id, kind,
                   res_model, document_id, MAX(res_id) AS res_id, MAX(label) AS label,
                   ROUND(SUM(numerator)::numeric, 6) AS numerator,
                   ROUND(SUM(denominator)::numeric, 6) AS denominator
              FROM (SELECT r.*, CASE WHEN res_model IN ('sales.quota', 'sales.quota.line') THEN 0 ELSE res_id END
                                    AS document_id
                      FROM (%(rows)s) r) x
          GROUP BY %(more)s, kpi_id, company_id, currency_id, employee_id, appraiser_id, branch_id, kind, res_model,
                   document_id
            """,
            rows=rows,
            more=more,
        )

    def _get_frozen_rows(self):
        kpis, scope = self._get_bounded_kpis(), self._get_bounded_scope()
        return SQL(
            "SELECT * FROM sales_kpi_closed_row r WHERE r.kpi_id = ANY(%s) AND %s",
            kpis.ids,
            scope.months(SQL("r.month"), SQL("r.company_id")),
        )

    def _get_live_rows(self):
        """What the KPIs that were closed count today; one that came later has changed nothing."""
        return SQL(
            """
            SELECT e.*, c.id AS closing_id, c.month
              FROM (%s) e
              JOIN sales_kpi_closing c ON c.company_id = e.company_id AND c.state = 'closed'
                   AND c.month = DATE_TRUNC('month', e.date)::date
              JOIN sales_kpi_closing_kpi_rel k ON k.closing_id = c.id AND k.kpi_id = e.kpi_id
            """,
            self.env["sales.kpi.evidence"]._get_rows_query(),
        )

    def _get_kpis_of_ids(self):
        """Ids are those of frozen and of live rows by turns: they do not tell the KPI."""
        return None
