from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, format_amount, formatLang

from .sales_kpi_measure import CARRIED, DONE, OPEN, PLAN

# The lines of a document, and their quantity.
LINES = {"account.move": "invoice_line_ids", "sale.order": "order_line"}
KINDS = [(DONE, "Done"), (PLAN, "Planned"), (CARRIED, "Carried over"), (OPEN, "Not distributed")]
QUANTITY = {"account.move.line": "quantity", "sale.order.line": "product_uom_qty"}


class SalesKpiEvidence(models.Model):
    """The documents behind every figure, read live from the tables of Odoo.

    The rows carry their own rights (see the record rules): whoever may read a
    figure may read what it is made of, also without rights on the documents.
    """

    _name = "sales.kpi.evidence"
    _description = "KPI Evidence"
    _inherit = ["sales.kpi.rows.mixin", "sales.kpi.document.mixin"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "label"
    _depends = {
        "account.move": [
            "state", "move_type", "invoice_date", "invoice_user_id", "company_id", "amount_untaxed_signed", "name",
        ],
        "sale.order": ["state", "date_order", "user_id", "company_id", "amount_untaxed", "currency_rate", "name"],
        "sales.quota": ["name"],
        "sales.kpi.opening": ["company_id", "kpi_id", "employee_id", "month", "amount"],
        "sales.quota.line": ["state", "kpi_id", "employee_id", "month", "amount", "company_id", "quota_id"],
        "account.move.line": ["move_id", "quantity", "display_type", "balance", "amount_residual", "account_id"],
        "account.partial.reconcile": ["amount", "debit_move_id", "credit_move_id"],
        "account.payment": ["outstanding_account_id"],
        "sales.credit.share": ["order_id", "move_id", "employee_id", "percentage"],
        "marketing.work.report": [
            "kind", "is_owed", "state", "is_late", "date_to", "date_due", "market_feedback", "service_feedback",
        ],
        "res.partner": ["user_id", "commercial_partner_id"],
        "sales.kpi": [
            "measure", "basis", "source_kpi_id", "company_id", "active", "carry", "carry_reset", "days_allowed",
            "threshold", "monthly_target",
        ],
        "marketing.dated.position": ["employee_id"],
    }  # fmt: skip

    kpi_id = fields.Many2one("sales.kpi", string="KPI", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True, help="Only money has a currency.")
    employee_id = fields.Many2one("hr.employee", readonly=True, help="Empty: not assigned to an employee.")
    appraiser_id = fields.Many2one("hr.employee", string="Team Of", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    branch_id = fields.Many2one("hr.department", readonly=True)
    date = fields.Date(readonly=True)
    numerator = fields.Monetary(string="Actual", readonly=True)
    denominator = fields.Monetary(string="Target", readonly=True)
    kind = fields.Selection(KINDS, string="What It Is", readonly=True)
    res_model = fields.Char(string="Document Model", readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", string="Document ID", readonly=True)
    label = fields.Char(string="Document", readonly=True)
    partner_name = fields.Char(string="Customer", compute="_compute_document")
    document_lines = fields.Html(string="Contents", compute="_compute_document", sanitize=False)

    @property
    def _table_query(self):
        return self._get_rows_query(self._get_evidence_for_reader)

    def _get_rows_query(self, get_query=None):
        """Return the SELECT of the rows that the running search can be about.

        :param get_query: function of (KPI, Scope) that returns one KPI's; otherwise all documents, whoever reads
        """
        kpis, scope = self._get_bounded_kpis(), self._get_bounded_scope()
        if not kpis:
            return self._get_no_rows()
        get_query = get_query or (lambda kpi, scope: kpi._get_evidence_query(scope))
        return SQL(" UNION ALL ").join(get_query(kpi, scope) for kpi in kpis)

    def _get_no_rows(self):
        return SQL(
            """
            SELECT 0 AS id, NULL::int AS kpi_id, NULL::int AS company_id, NULL::int AS currency_id,
                   NULL::int AS employee_id, NULL::int AS appraiser_id, NULL::int AS department_id,
                   NULL::int AS branch_id, NULL::date AS date, NULL::varchar AS kind, 0::numeric AS numerator,
                   0::numeric AS denominator, NULL::varchar AS res_model, NULL::int AS res_id, NULL::varchar AS label
             WHERE FALSE
            """
        )

    @api.depends("res_model", "res_id", "employee_id")
    def _compute_document(self):
        """Show what the figure takes from the document to whoever may read the figure.

        The result of a branch or company names no person, and so no customer either.
        """
        partners = self._get_partner_names()
        for row in self:
            document = self.env[row.res_model].sudo().browse(row.res_id) if row.res_model else None
            is_personal = bool(row.employee_id) and row.res_model in LINES
            row.partner_name = partners.get(row, False) if is_personal else False
            has_lines = is_personal and (row.res_model != "account.move" or document.is_invoice())
            row.document_lines = row._render_lines(document[LINES[row.res_model]]) if has_lines else False

    def _get_partner_names(self):
        """Return {row: customer of its document}, also for whoever has no right on the documents."""
        names = {}
        for res_model, rows in self.filtered("res_id").grouped("res_model").items():
            if "partner_id" not in self.env.get(res_model, self)._fields:
                continue
            documents = self.env[res_model].sudo().browse(rows.mapped("res_id")).exists()
            by_id = {document.id: document.partner_id.name for document in documents}
            names.update({row: by_id[row.res_id] for row in rows if by_id.get(row.res_id)})
        return names

    @api.model
    def _render_lines(self, lines):
        """Return product, quantity and amount of each line as a small table."""
        rows = [
            Markup("<tr><td>%s</td><td class='text-end'>%s</td><td class='text-end'>%s</td></tr>")
            % (
                line.product_id.display_name or line.name,
                formatLang(self.env, line[QUANTITY[line._name]]),
                format_amount(self.env, line.price_subtotal, line.currency_id),
            )
            for line in lines
            if line.display_type in ("product", False)
        ]
        return Markup("<table class='table table-sm'><tbody>%s</tbody></table>") % Markup("").join(rows)

    def action_open_document(self):
        """Open the document; of a row that is worked out from other figures, those."""
        self.ensure_one()
        if self.res_model == "sales.kpi":
            return self._open_months([("kpi_id", "=", self.kpi_id.id), ("month", "<", self.date)], self.employee_id.id)
        if self.res_model == "hr.employee":
            # What a member of the team reached is a figure of its own.
            source = self.kpi_id.sudo().source_kpi_id
            return self._open_months([("kpi_id", "=", source.id), ("month", "=", self.date)], self.res_id)
        return super().action_open_document()

    def _open_months(self, domain, employee_id):
        """Open figures of a person, such as the months from which a shortfall was carried over."""
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_report_action")
        domain = [*domain, ("company_id", "=", self.company_id.id), ("employee_id", "=", employee_id)]
        return dict(action, domain=domain, context={})
