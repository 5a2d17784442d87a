from odoo import api, fields, models
from odoo.tools import SQL, formatLang

GRADE_KEYS = ("a", "b", "c")
# How many periods before count in the average: three months beside a month, three years beside a year.
PERIODS_BEFORE = 3


class MarketingAppraisalDistribution(models.Model):
    """How many of a department got which grade in a period, beside the periods before.

    Shares are of those who have a grade. The reader's own result is left out until it is published: whoever knows the
    grades of the others would read their own off the sum (R29d). What is read thus fits what can be opened.
    """

    _name = "marketing.appraisal.distribution"
    _description = "Distribution of Grades"
    _inherit = ["marketing.live.rows.mixin"]
    _auto = False
    _order = "date_from desc, kind, department_id, id"
    _rec_name = "department_id"
    _depends = {
        "marketing.appraisal.result": [
            "appraisal_id", "period_id", "kind", "date_from", "company_id", "department_id", "employee_id", "grade",
            "is_published", "version", "active",
        ],
        "marketing.appraisal": ["policy_id"],
        "marketing.appraisal.policy": ["a_limit"],
        "hr.employee": ["user_id"],
    }  # fmt: skip

    period_id = fields.Many2one("marketing.appraisal.period", readonly=True)
    kind = fields.Selection([("monthly", "Monthly"), ("annual", "Annual")], readonly=True)
    date_from = fields.Date(string="First Day", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    result_count = fields.Integer(string="Results", readonly=True)
    graded_count = fields.Integer(string="With a Grade", readonly=True)
    a_count = fields.Integer(string="A", readonly=True)
    b_count = fields.Integer(string="B", readonly=True)
    c_count = fields.Integer(string="C", readonly=True)
    ungraded_count = fields.Integer(string="Without Total", readonly=True)
    a_share = fields.Float(string="A (%)", digits=(5, 1), readonly=True, aggregator="avg")
    b_share = fields.Float(string="B (%)", digits=(5, 1), readonly=True, aggregator="avg")
    c_share = fields.Float(string="C (%)", digits=(5, 1), readonly=True, aggregator="avg")
    a_before = fields.Float(string="A before (%)", digits=(5, 1), readonly=True, aggregator=None)
    b_before = fields.Float(string="B before (%)", digits=(5, 1), readonly=True, aggregator=None)
    c_before = fields.Float(string="C before (%)", digits=(5, 1), readonly=True, aggregator=None)
    has_before = fields.Boolean(readonly=True, export_string_translation=False)
    a_average = fields.Float(string="A on Average (%)", digits=(5, 1), readonly=True, aggregator=None)
    b_average = fields.Float(string="B on Average (%)", digits=(5, 1), readonly=True, aggregator=None)
    c_average = fields.Float(string="C on Average (%)", digits=(5, 1), readonly=True, aggregator=None)
    has_average = fields.Boolean(readonly=True, export_string_translation=False)
    a_limit = fields.Float(string="Limit for A (%)", digits=(5, 2), readonly=True, aggregator=None)
    is_above_limit = fields.Boolean(string="More A than the Limit", readonly=True)
    warning = fields.Char(compute="_compute_warning")

    @property
    def _table_query(self):
        before = SQL("RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING")
        average = SQL("RANGE BETWEEN %s PRECEDING AND 1 PRECEDING", PERIODS_BEFORE)
        return SQL(
            """
            SELECT d.id, d.period_id, d.kind, d.date_from, d.company_id, d.department_id, d.result_count,
                   d.graded_count, d.a_count, d.b_count, d.c_count, d.result_count - d.graded_count AS ungraded_count,
                   d.before_graded > 0 AS has_before, d.average_graded > 0 AS has_average,
                   COALESCE(d.a_limit, 0) AS a_limit,
                   d.a_count > 1 AND d.a_count * 100 > d.a_limit * d.graded_count AS is_above_limit,
                   %(shares)s
              FROM (SELECT g.*, %(windows)s
                      FROM (%(groups)s) g) d
            """,
            shares=SQL(", ").join(self._get_shares()),
            windows=SQL(", ").join([*self._get_windows("before", before), *self._get_windows("average", average)]),
            groups=self._get_groups(),
        )

    def _get_groups(self):
        """Return the query of the counts by period and department, of the results that count."""
        return SQL(
            """
            SELECT MIN(r.id) AS id, r.period_id, r.kind, r.date_from, r.company_id, r.department_id,
                   CASE r.kind WHEN 'annual' THEN EXTRACT(YEAR FROM r.date_from)::int
                   ELSE (EXTRACT(YEAR FROM r.date_from) * 12 + EXTRACT(MONTH FROM r.date_from))::int END AS number,
                   COUNT(*) AS result_count, COUNT(r.grade) AS graded_count, %(counts)s,
                   MIN(p.a_limit) FILTER (WHERE p.a_limit > 0) AS a_limit
              FROM (SELECT DISTINCT ON (x.appraisal_id) x.*
                      FROM marketing_appraisal_result x
                      JOIN hr_employee e ON e.id = x.employee_id
                     WHERE x.kind IN ('monthly', 'annual')
                       AND (x.is_published OR x.active)
                       AND (x.is_published OR e.user_id IS DISTINCT FROM %(reader)s)
                  ORDER BY x.appraisal_id, COALESCE(x.is_published, FALSE) DESC, x.version DESC) r
              JOIN marketing_appraisal a ON a.id = r.appraisal_id
              JOIN marketing_appraisal_policy p ON p.id = a.policy_id
          GROUP BY r.period_id, r.kind, r.date_from, r.company_id, r.department_id
            """,
            counts=SQL(", ").join(
                SQL("COUNT(*) FILTER (WHERE r.grade = %s) AS %s", key, SQL.identifier(f"{key}_count"))
                for key in GRADE_KEYS
            ),
            reader=self.env.uid,
        )

    def _get_windows(self, name, frame):
        """Return the counts of the same department over a frame of periods before."""
        return [
            SQL(
                "SUM(g.%s) OVER (PARTITION BY g.company_id, g.kind, g.department_id ORDER BY g.number %s) AS %s",
                SQL.identifier(f"{count}_count"),
                frame,
                SQL.identifier(f"{name}_{count}"),
            )
            for count in (*GRADE_KEYS, "graded")
        ]

    def _get_shares(self):
        """Return the shares in per cent of the period, of the one before and of those before on average."""
        share = "COALESCE(100.0 * d.%s / NULLIF(d.%s, 0), 0) AS %s"
        names = [(f"{key}_count", "graded_count", f"{key}_share") for key in GRADE_KEYS]
        for name in ("before", "average"):
            names += [(f"{name}_{key}", f"{name}_graded", f"{key}_{name}") for key in GRADE_KEYS]
        return [SQL(share, *map(SQL.identifier, columns)) for columns in names]

    def _read_group_select(self, aggregate_spec, query):
        """A share of several departments is that of all their people, not the mean of the shares."""
        name = aggregate_spec.removesuffix("_share:avg")
        if name not in GRADE_KEYS or name == aggregate_spec:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "100.0 * SUM(%s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, f"{name}_count", query),
            self._field_to_sql(self._table, "graded_count", query),
        )

    @api.depends("period_id", "department_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.department_id.display_name or '-'} {row.period_id.name}"

    @api.depends_context("lang")
    @api.depends("is_above_limit", "a_count", "graded_count", "a_share", "a_limit", "department_id")
    def _compute_warning(self):
        for row in self:
            row.warning = row.is_above_limit and self.env._(
                "%(department)s: %(count)s of %(all)s have an A, %(share)s %%. The policy warns above %(limit)s %%.",
                department=row.department_id.display_name or self.env._("Without a department"),
                count=row.a_count,
                all=row.graded_count,
                share=formatLang(self.env, row.a_share, digits=1),
                limit=f"{row.a_limit:g}",
            )

    def action_open_results(self):
        """Open the results behind a figure; the context may name one grade, or none."""
        self.ensure_one()
        self.check_access("read")
        results = self.env["marketing.appraisal.result"].with_context(active_test=False).search(
            [
                ("period_id", "=", self.period_id.id),
                ("department_id", "=", self.department_id.id),
                "|", ("active", "=", True), ("is_published", "=", True),
            ]
        )  # fmt: skip
        results = results._get_latest_published(results)
        grade = self.env.context.get("of_grade")
        if grade:
            results = results.filtered(lambda one: (one.grade or "none") == grade)
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_result_action")
        return dict(
            action,
            domain=[("id", "in", results.ids)],
            context={"active_test": False},
            display_name=self.display_name,
        )


class MarketingAppraisalPolicy(models.Model):
    """A share of A above which somebody should look; it is no rule of grading, so it can be changed at any time."""

    _inherit = "marketing.appraisal.policy"

    a_limit = fields.Float(
        string="Warn above a Share of A",
        digits=(5, 2),
        default=30,
        tracking=True,
        help="A choice: in per cent of the people of a department who have a grade; zero: no warning. A single A is "
        "never too many. Nothing is graded by it.",
    )

    _a_limit_is_share = models.Constraint("CHECK(a_limit BETWEEN 0 AND 100)", "The limit is a share from 0 to 100 %.")


class MarketingAppraisalPeriod(models.Model):
    """Departments with more A than the policy expects, said before the signature."""

    _inherit = "marketing.appraisal.period"

    distribution_warning = fields.Text(
        compute="_compute_distribution_warning",
        groups="marketing_roles.group_hr_officer,marketing_roles.group_general_manager",
    )

    @api.depends_context("uid", "lang")
    @api.depends("state", "grading_date", "appraisal_ids.is_signed")
    def _compute_distribution_warning(self):
        """Name them as the reader may count them: their own unpublished grade is in no sum (R29d)."""
        open_periods = self.filtered(lambda period: period.state == "open")._origin
        rows = self.env["marketing.appraisal.distribution"].with_env(self.env(su=False))
        if open_periods and rows.has_access("read"):
            rows = rows.search([("period_id", "in", open_periods.ids), ("is_above_limit", "=", True)])
        by_period = rows.grouped("period_id")
        for period in self:
            period.distribution_warning = "\n".join(by_period.get(period._origin, rows.browse()).mapped("warning"))

    def action_open_distribution(self):
        """Open the grades of the period by department."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_appraisal.marketing_appraisal_distribution_action"
        )
        return dict(action, domain=[("period_id", "=", self.id)], context={}, display_name=self.name)
