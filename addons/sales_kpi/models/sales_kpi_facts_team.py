from odoo import fields, models
from odoo.tools import SQL

from .sales_kpi_measure import (
    FACT_COLUMNS,
    MONTH_ROOM,
    SOURCE_FILE,
    SOURCE_MEMBER,
    SOURCE_REPORT,
    SOURCE_TARGET,
    get_now,
    month_number,
    typed,
)


class SalesKpi(models.Model):
    """What a manager answers for: who of the team reaches the plan (R11), and what the team reports (R17)."""

    _inherit = "sales.kpi"

    threshold = fields.Float(
        default=1.0,
        help="From which completion on a member counts as having reached the plan. A choice: the regulation says "
        "who reaches the plan, and gives no threshold of its own.",
    )
    monthly_target = fields.Integer(
        string="Entries a Month", default=4, help="A choice: how many entries a person owes each month."
    )

    _threshold_positive = models.Constraint("CHECK(threshold > 0)", "The threshold must be above zero.")
    _monthly_target_positive = models.Constraint("CHECK(monthly_target > 0)", "The target must be above zero.")

    def _get_team_attainment_facts(self, scope):
        """One row a member with a quota and month, at whom the member had as appraiser on its first day (R11).

        The member's completion is that of the whole month, wherever it was made. The manager does not
        count among the members.
        """
        source = self.source_kpi_id
        return SQL(
            """
            SELECT %(source)s AS source, m.employee_id::bigint * %(room)s + %(month)s AS row_id,
                   'hr.employee' AS res_model, m.employee_id AS res_id, m.company_id, p.appraiser_id AS employee_id,
                   m.month AS date,
                   CASE WHEN m.numerator >= m.denominator * %(threshold)s THEN 1 ELSE 0 END::numeric AS numerator,
                   1::numeric AS denominator,
                   e.name || ' · ' || ROUND(100 * m.numerator / m.denominator, 2) || ' %%' AS label
              FROM (SELECT f.company_id, f.employee_id, DATE_TRUNC('month', f.date)::date AS month,
                           SUM(f.numerator) AS numerator, SUM(f.denominator) AS denominator
                      FROM (%(facts)s) f
                     WHERE f.employee_id IS NOT NULL
                  GROUP BY 1, 2, 3 HAVING SUM(f.denominator) > 0
                    OFFSET 0) m
              JOIN hr_employee e ON e.id = m.employee_id
              JOIN (%(positions)s) p ON p.employee_id = m.employee_id AND m.month >= p.date_from AND m.month < p.date_to
             WHERE p.appraiser_id IS NOT NULL AND p.appraiser_id != m.employee_id
            """,
            source=SOURCE_MEMBER,
            room=MONTH_ROOM,
            month=month_number("m.month"),
            threshold=self.threshold,
            facts=SQL(" UNION ALL ").join(
                typed(query, FACT_COLUMNS) for query in source._get_fact_queries(scope.whole_months())
            ),
            positions=self.env["marketing.dated.position"]._get_position_query(),
        )

    # ------------------------------------------------------------------ information system (R17)

    def _get_reports_in_time_facts(self, scope):
        """Daily reports: those that were handed in in time, of those that were due."""
        return SQL(
            """
            SELECT %(source)s AS source, r.id AS row_id, 'marketing.work.report' AS res_model, r.id AS res_id,
                   r.company_id, r.employee_id, r.date_to AS date,
                   CASE WHEN r.state != 'due' AND NOT COALESCE(r.is_late, FALSE) THEN 1 ELSE 0 END::numeric
                       AS numerator,
                   1::numeric AS denominator, TO_CHAR(r.date_to, 'YYYY-MM-DD') AS label
              FROM marketing_work_report r
              JOIN res_company rc ON rc.id = r.company_id
         LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
             WHERE r.kind = 'daily' AND r.is_owed
               AND (r.state != 'due' OR r.date_due < (%(now)s AT TIME ZONE COALESCE(c.tz, 'UTC'))::date)
               AND %(asked)s
            """,
            source=SOURCE_REPORT,
            asked=scope.rows(SQL("r.date_to"), SQL("r.company_id")),
            now=get_now(),
        )

    def _get_market_feedback_facts(self, scope):
        return self._get_feedback_query(SQL.identifier("r", "market_feedback"), scope)

    def _get_service_feedback_facts(self, scope):
        return self._get_feedback_query(SQL.identifier("r", "service_feedback"), scope)

    def _get_feedback_query(self, column, scope):
        """Entries in the reports that were handed in, against the target of everybody who owes reports.

        An entry is a report in which something is written. The target stands in every month for
        which somebody owed a report.
        """
        return SQL(
            """
            SELECT %(report)s AS source, r.id AS row_id, 'marketing.work.report' AS res_model, r.id AS res_id,
                   r.company_id, r.employee_id, r.date_to AS date, 1::numeric AS numerator, 0::numeric AS denominator,
                   LEFT(%(column)s, 60) AS label
              FROM marketing_work_report r
             WHERE r.state != 'due' AND TRIM(COALESCE(%(column)s, '')) != '' AND %(asked)s
             UNION ALL
            SELECT %(target)s, t.employee_id::bigint * %(room)s + %(month)s, 'sales.kpi', %(kpi)s, t.company_id,
                   t.employee_id, t.month, 0, %(each)s, TO_CHAR(t.month, 'YYYY-MM')
              FROM (SELECT DISTINCT company_id, employee_id, DATE_TRUNC('month', date_to)::date AS month
                      FROM marketing_work_report WHERE is_owed) t
            """,
            report=SOURCE_REPORT,
            asked=scope.rows(SQL("r.date_to"), SQL("r.company_id")),
            target=SOURCE_TARGET,
            column=column,
            room=MONTH_ROOM,
            month=month_number("t.month"),
            kpi=self.id,
            each=self.monthly_target,
        )

    def _get_customer_files_facts(self, scope):
        """Customer files of each salesperson: complete ones, of all they own, as they are now.

        A file is complete with a name, a telephone number or e-mail address, and an address. There is
        no history of files, so they stand as they are now in this month and in the one before, which
        is the one that is being appraised.
        """
        return SQL(
            """
            SELECT %(source)s AS source, p.id::bigint * 2 + g.back AS row_id,
                   'res.partner' AS res_model, p.id AS res_id, e.company_id, e.id AS employee_id, g.month AS date,
                   CASE WHEN TRIM(COALESCE(p.name, '')) != '' AND COALESCE(NULLIF(p.phone, ''), p.email, '') != ''
                             AND COALESCE(NULLIF(p.street, ''), p.city, '') != '' THEN 1 ELSE 0 END::numeric
                       AS numerator,
                   1::numeric AS denominator, p.complete_name AS label
              FROM res_partner p
              JOIN hr_employee e ON e.user_id = p.user_id AND (p.company_id IS NULL OR p.company_id = e.company_id)
              JOIN res_company rc ON rc.id = e.company_id
         LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
        CROSS JOIN LATERAL (SELECT back, (DATE_TRUNC('month', %(now)s AT TIME ZONE COALESCE(c.tz, 'UTC'))
                                          - back * INTERVAL '1 month')::date AS month
                              FROM generate_series(0, 1) back) g
             WHERE p.active AND p.parent_id IS NULL
               AND p.create_date < g.month + INTERVAL '1 month'
            """,
            source=SOURCE_FILE,
            now=get_now(),
        )
