from odoo import api, fields, models
from odoo.tools import SQL


class SalesKpiReport(models.Model):
    """Live figures by person and month: the sums of the evidence, nothing stored."""

    _name = "sales.kpi.report"
    _description = "KPI Figures"
    _inherit = ["sales.kpi.rows.mixin"]
    _auto = False
    _order = "month desc, kpi_sequence, kpi_id.id, employee_name, id"
    _rec_name = "employee_id"
    _depends = {"sales.kpi.evidence": ["numerator", "denominator"]}

    kpi_id = fields.Many2one("sales.kpi", string="KPI", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True, help="Only money has a currency.")
    employee_id = fields.Many2one("hr.employee", readonly=True, help="Empty: not assigned to an employee.")
    appraiser_id = fields.Many2one("hr.employee", string="Team Of", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    branch_id = fields.Many2one("hr.department", readonly=True, help="Empty: head office.")
    is_of_my_branch = fields.Boolean(
        compute="_compute_is_of_my_branch", search="_search_is_of_my_branch", export_string_translation=False
    )
    subject = fields.Char(string="Whose", compute="_compute_subject")
    # What the rows are sorted by stands in them: PostgreSQL cannot tell how many rows sums give, and would read all
    # employees once for each.
    kpi_sequence = fields.Integer(string="Order of KPIs", readonly=True)
    employee_name = fields.Char(string="Name of Employee", readonly=True)
    month = fields.Date(string="First of Month", readonly=True)
    month_label = fields.Char(string="Month", readonly=True)
    numerator = fields.Monetary(string="Actual", readonly=True)
    denominator = fields.Monetary(string="Target", readonly=True)
    planned = fields.Monetary(readonly=True, help="What approved plans say, without what was carried over.")
    carried = fields.Monetary(
        string="Carried Over", readonly=True, help="What earlier months were short, part of the target."
    )
    gap = fields.Monetary(readonly=True, help="Actual less target.")
    rate = fields.Float(
        string="Completion",
        readonly=True,
        aggregator="avg",
        help="Sum of actuals over sum of targets, also in groups; empty without a target.",
    )
    document_count = fields.Integer(string="Documents", readonly=True)
    has_target = fields.Boolean(
        readonly=True,
        export_string_translation=False,
        help="Somebody planned something, or what counts brings its target along; a planned zero is a target.",
    )

    @property
    def _table_query(self):
        # OFFSET keeps conditions on the sums out of the query: those of the scope are in it already, and what else
        # PostgreSQL guesses of them is wrong by orders of magnitude, so that it would join row by row.
        return SQL(
            """
            SELECT sums.*, TO_CHAR(sums.month, 'YYYY-MM') AS month_label,
                   CASE WHEN kpi.unit = 'money' THEN company.currency_id END AS currency_id,
                   kpi.sequence AS kpi_sequence, employee.name AS employee_name,
                   kpi.value_kind = 'rate' AND (sums.is_planned OR sums.denominator != 0) AS has_target
              FROM (SELECT MIN(id) AS id, kpi_id, company_id, employee_id, appraiser_id, department_id, branch_id,
                           DATE_TRUNC('month', date::timestamp)::date AS month,
                           SUM(numerator) AS numerator, SUM(denominator) AS denominator,
                           SUM(denominator) FILTER (WHERE kind != 'carried') AS planned,
                           COALESCE(SUM(denominator) FILTER (WHERE kind = 'carried'), 0) AS carried,
                           SUM(numerator) - SUM(denominator) AS gap,
                           SUM(numerator) / NULLIF(SUM(denominator), 0) AS rate,
                           COUNT(*) FILTER (WHERE kind = 'done')::int AS document_count,
                           BOOL_OR(kind != 'done') AS is_planned
                      FROM (%s) evidence
                  GROUP BY employee_id, DATE_TRUNC('month', date::timestamp)::date, kpi_id, company_id, appraiser_id,
                           department_id, branch_id) sums
         LEFT JOIN sales_kpi kpi ON kpi.id = sums.kpi_id
         LEFT JOIN res_company company ON company.id = sums.company_id
         LEFT JOIN hr_employee employee ON employee.id = sums.employee_id
            OFFSET 0
            """,
            self.env["sales.kpi.evidence"]._get_rows_query(),
        )

    @api.depends_context("uid")
    @api.depends("branch_id")
    def _compute_is_of_my_branch(self):
        branch = self.env.user.employee_id.department_id.branch_id
        for row in self:
            row.is_of_my_branch = row.branch_id == branch

    @api.model
    def _search_is_of_my_branch(self, operator, value):
        """Head office is a branch of its own here."""
        if operator != "in":
            return NotImplemented
        return [("branch_id", "=", self.env.user.employee_id.department_id.branch_id.id)]

    @api.depends_context("lang")
    @api.depends("employee_id", "appraiser_id", "branch_id", "kpi_id", "document_count", "denominator")
    def _compute_subject(self):
        """Say whose figure it is: a person's, a branch's, or sales that belong to nobody."""
        for row in self:
            if row.employee_id:
                row.subject = row.employee_id.name
            elif row.appraiser_id:
                row.subject = self.env._("Team of %(leader)s, not shared out", leader=row.appraiser_id.name)
            elif row.branch_id and not row.kpi_id.sudo()._is_unit_level():
                row.subject = self.env._("%(branch)s, not shared out", branch=row.branch_id.name)
            elif row.kpi_id.sudo()._is_unit_level():
                row.subject = row.branch_id.name or self.env._("Outside the branches")
            elif row.document_count and row.denominator:
                row.subject = self.env._("Not assigned; target not shared out")
            elif row.denominator:
                row.subject = self.env._("Company, not shared out")
            else:
                row.subject = self.env._("Not assigned")

    def _read_group_select(self, aggregate_spec, query):
        """Aggregate the rate as sum over sum, never as a mean of rates, and not over several currencies."""
        if aggregate_spec != "rate:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "CASE WHEN MIN(%(kpi)s) = MAX(%(kpi)s) AND MIN(%(currency)s) IS NOT DISTINCT FROM MAX(%(currency)s)"
            " THEN SUM(%(done)s) / NULLIF(SUM(%(planned)s), 0) END",
            currency=self._field_to_sql(self._table, "currency_id", query),
            kpi=self._field_to_sql(self._table, "kpi_id", query),
            done=self._field_to_sql(self._table, "numerator", query),
            planned=self._field_to_sql(self._table, "denominator", query),
        )

    def action_open_evidence(self):
        """Open the documents that make up the figure."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_evidence_action")
        action["domain"] = self._get_evidence_domain()
        action["context"] = {}
        return action

    def _get_evidence_domain(self):
        """Return the domain of the evidence that the figure sums up."""
        self.ensure_one()
        return [
            ("kpi_id", "=", self.kpi_id.id),
            ("company_id", "=", self.company_id.id),
            ("employee_id", "=", self.employee_id.id),
            ("appraiser_id", "=", self.appraiser_id.id),
            ("department_id", "=", self.department_id.id),
            ("branch_id", "=", self.branch_id.id),
            ("date", ">=", self.month),
            ("date", "<=", fields.Date.end_of(self.month, "month")),
        ]
