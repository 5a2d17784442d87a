from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class SalesKpiEvidence(models.Model):
    """The documents behind every figure, read live from the tables of Odoo.

    The rows carry their own rights (see the record rules): whoever may read a
    figure may read what it is made of, also without rights on the documents.
    """

    _name = "sales.kpi.evidence"
    _description = "KPI Evidence"
    _auto = False
    _order = "date, id"
    _rec_name = "label"
    _depends = {
        "account.move": [
            "state", "move_type", "invoice_date", "invoice_user_id", "company_id", "amount_untaxed_signed", "name",
        ],
        "account.move.line": ["move_id", "quantity", "display_type"],
        "sale.order": ["state", "date_order", "user_id", "company_id", "amount_untaxed", "currency_rate", "name"],
        "sales.quota": ["name"],
        "sales.quota.line": ["state", "kpi_id", "employee_id", "month", "amount", "company_id", "quota_id"],
        "sales.kpi": ["measure", "basis", "source_kpi_id", "company_id", "active"],
        "marketing.dated.position": ["employee_id"],
    }  # fmt: skip

    kpi_id = fields.Many2one("sales.kpi", string="KPI", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    employee_id = fields.Many2one("hr.employee", readonly=True, help="Empty: not assigned to an employee.")
    appraiser_id = fields.Many2one("hr.employee", string="Team Of", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    branch_id = fields.Many2one("hr.department", readonly=True)
    date = fields.Date(readonly=True)
    numerator = fields.Monetary(string="Actual", readonly=True)
    denominator = fields.Monetary(string="Target", readonly=True)
    res_model = fields.Char(string="Document Model", readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", string="Document ID", readonly=True)
    label = fields.Char(string="Document", readonly=True)

    @property
    def _table_query(self):
        kpis = self.env["sales.kpi"].sudo().search([("active", "=", True)])
        return SQL(" UNION ALL ").join(kpi._get_evidence_query() for kpi in kpis) if kpis else self._get_no_rows()

    def _get_no_rows(self):
        return SQL(
            """
            SELECT 0 AS id, NULL::int AS kpi_id, NULL::int AS company_id, NULL::int AS employee_id,
                   NULL::int AS appraiser_id, NULL::int AS department_id, NULL::int AS branch_id,
                   NULL::date AS date, 0::numeric AS numerator, 0::numeric AS denominator,
                   NULL::varchar AS res_model, NULL::int AS res_id, NULL::varchar AS label WHERE FALSE
            """
        )

    def action_open_document(self):
        """Open the document, where the reader may; say so where not."""
        self.ensure_one()
        document = self.env[self.res_model].browse(self.res_id)
        if not document.has_access("read"):
            raise UserError(
                self.env._(
                    "You may read this figure and that %(label)s is part of it, but not open the document itself.",
                    label=self.label,
                )
            )
        if self.res_model == "sales.quota.line":
            document = document.quota_id if document.quota_id.has_access("read") else document
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }
