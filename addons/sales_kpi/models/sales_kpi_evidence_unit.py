from odoo import SUPERUSER_ID, models
from odoo.tools import SQL

# Whoever reads everybody's figures reads the documents behind the result of a unit as well.
READERS_OF_ALL = "sales_kpi.group_sales_manager,marketing_roles.group_hr_officer,marketing_roles.group_general_manager"


class SalesKpiEvidence(models.Model):
    """The result of a branch or company as those read it for whom it counts: its documents summed by month.

    The single sales of a small branch would tell how much each colleague sold. A company may open them to
    everybody for whom the result counts.
    """

    _inherit = "sales.kpi.evidence"

    def _reads_documents_of_units(self):
        """Ask whose request it is: rights on single rows are checked as superuser, of the same rows."""
        return self.env.uid == SUPERUSER_ID or self.env.user.has_groups(READERS_OF_ALL)

    def _get_evidence_for_reader(self, kpi, scope):
        """Return the SELECT of the evidence of a KPI as the user may read it; the sums are the same for everybody."""
        rows = kpi._get_evidence_query(scope)
        if not kpi._is_unit_level() or self._reads_documents_of_units():
            return rows
        open_companies = self.env["res.company"].sudo().search([("sales_kpi_unit_documents", "=", True)])
        # A sum has an id of its own: what is kept of a document in memory is not taken for it.
        return SQL(
            """
            SELECT CASE WHEN single IS NULL THEN -MIN(id) ELSE single END AS id, kpi_id, company_id, currency_id,
                   employee_id, appraiser_id, department_id, branch_id, MIN(date) AS date, kind,
                   SUM(numerator) AS numerator, SUM(denominator) AS denominator, res_model,
                   CASE WHEN single IS NOT NULL THEN MIN(res_id) END AS res_id,
                   CASE WHEN single IS NULL THEN REPLACE(%(words)s, '{count}', COUNT(*)::text) ELSE MIN(label) END
                       AS label
              FROM (SELECT e.*, CASE WHEN kind != 'done' OR company_id = ANY(%(open)s) THEN id END AS single
                      FROM (%(rows)s) e) e
          GROUP BY single, kpi_id, company_id, currency_id, employee_id, appraiser_id, department_id, branch_id, kind,
                   res_model, DATE_TRUNC('month', date)
            """,
            words=self.env._("{count} documents"),
            open=open_companies.ids,
            rows=rows,
        )
