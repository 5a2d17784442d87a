from odoo import models
from odoo.tools import SQL

from .sales_kpi import PLANNED
from .sales_kpi_measure import DAY_ROOM, SOURCE_OPEN, SOURCE_QUOTA


class SalesKpi(models.Model):
    """What was planned as facts: the quotas of people, and what a plan above them leaves open.

    A quota follows the dated organisation as the documents do: who changes team or branch within a
    month takes the quota along by the days of the month, and the parts add up to the quota.
    """

    _inherit = "sales.kpi"

    def _get_quota_query(self, scope):
        """Approved quotas of people, dated on the day of the month from which the person sat there."""
        return SQL(
            """
            SELECT %(source)s AS source, q.row_id, 'sales.quota.line' AS res_model, q.line_id AS res_id, q.company_id,
                   q.employee_id, q.date, 0::numeric AS numerator, q.amount AS denominator, q.label
              FROM (%(parts)s) q
            """,
            source=SOURCE_QUOTA,
            parts=self._get_quota_parts(self._get_approved_lines(scope)),
        )

    def _get_unit_queries(self, scope):
        """Return the SELECTs of rows that belong to a team, branch or company and to no person in it.

        Columns: those of `_get_fact_queries`, then appraiser_id, department_id, branch_id.
        """
        self.ensure_one()
        return [self._get_open_query(scope)] if self.measure in PLANNED else []

    def _get_open_query(self, scope):
        """What the plan of a team, branch or company leaves to distribute; less than nothing if too much was.

        With these rows people and the undistributed always add up to the plan above them.
        """
        return SQL(
            """
            SELECT %(source)s AS source, d.id::bigint AS row_id, 'sales.quota.line' AS res_model, d.id AS res_id,
                   d.company_id, NULL::integer AS employee_id, d.month AS date, 0::numeric AS numerator,
                   d.planned - d.distributed AS denominator, d.label, d.appraiser_id, NULL::integer AS department_id,
                   d.branch_id
              FROM (%(distribution)s) d
             WHERE d.planned != d.distributed
            """,
            source=SOURCE_OPEN,
            distribution=self._get_distribution_query(self._get_approved_lines(scope)),
        )

    def _get_approved_lines(self, scope):
        """Return the SELECT of the approved lines, in company currency.

        Columns: plan (what is added up together), id, company_id, level, employee_id, department_id, month,
        amount, digits, label.
        """
        return SQL(
            """
            SELECT 0 AS plan, l.id, l.company_id, l.level, l.employee_id, l.department_id, l.month,
                   l.company_amount AS amount, COALESCE(cur.decimal_places, 2) AS digits, h.name AS label
              FROM sales_quota_line l
              JOIN sales_quota h ON h.id = l.quota_id
              JOIN res_company rc ON rc.id = l.company_id
         LEFT JOIN res_currency cur ON cur.id = rc.currency_id
             WHERE l.state = 'approved' AND l.kpi_id = %(kpi)s AND %(asked)s
            """,
            kpi=self.id,
            asked=scope.months(SQL("l.month"), SQL("l.company_id")),
        )

    def _get_quota_parts(self, lines):
        """Share the quota of each person out over the teams and branches of the month, by days.

        Parts are differences of rounded running totals, so that they add up to the cent.
        """
        end = SQL("(l.month + INTERVAL '1 month')::date")
        shares = (
            SQL("ROUND(l.amount * (%s - l.month) / (%s - l.month), l.digits)", day, end)
            for day in (SQL("LEAST(p.date_to, %s)", end), SQL("GREATEST(p.date_from, l.month)"))
        )
        until, before = shares
        return SQL(
            """
            SELECT l.plan, l.id AS line_id, l.company_id, l.month, l.employee_id, p.appraiser_id, p.branch_id,
                   MIN(GREATEST(p.date_from, l.month)) AS date, SUM(%(until)s - %(before)s) AS amount, l.label,
                   l.id::bigint * %(room)s + EXTRACT(DAY FROM MIN(GREATEST(p.date_from, l.month)))::int AS row_id
              FROM (%(lines)s) l
              JOIN (%(positions)s) p
                ON p.employee_id = l.employee_id AND p.date_from < %(end)s AND p.date_to > l.month
             WHERE l.level = 'person'
          GROUP BY l.plan, l.id, l.company_id, l.month, l.employee_id, p.appraiser_id, p.branch_id, p.department_id,
                   l.label
            """,
            until=until,
            before=before,
            end=end,
            room=DAY_ROOM,
            lines=lines,
            positions=self.env["marketing.dated.position"]._get_position_query(),
        )

    def _get_distribution_query(self, lines):
        """What is planned for each team, branch and company, and how much of it stands further down.

        A team are its leader and the people who have the leader as appraiser. A branch holds its people
        and what its teams leave open, the company everybody and everything.
        Columns: plan, id, company_id, level, appraiser_id, branch_id, month, planned, distributed, label.
        """
        return SQL(
            """
              WITH lines AS (%(lines)s),
                   people AS (%(parts)s),
                   teams AS (
                   SELECT l.plan, l.id, l.company_id, l.level, l.employee_id AS appraiser_id, p.branch_id, l.month,
                          l.amount AS planned, COALESCE(d.amount, 0) AS distributed, l.label
                     FROM lines l
                LEFT JOIN (%(positions)s) p
                       ON p.employee_id = l.employee_id AND l.month >= p.date_from AND l.month < p.date_to
                LEFT JOIN (SELECT plan, company_id, month, leader_id, SUM(amount) AS amount
                             FROM (SELECT plan, company_id, month, employee_id AS leader_id, amount FROM people
                                    UNION ALL
                                   SELECT plan, company_id, month, appraiser_id, amount FROM people
                                    WHERE appraiser_id != employee_id) x
                         GROUP BY 1, 2, 3, 4) d
                       ON d.plan = l.plan AND d.company_id = l.company_id AND d.month = l.month
                      AND d.leader_id = l.employee_id
                    WHERE l.level = 'team'),
                   below_branches AS (
                   SELECT plan, company_id, month, branch_id, amount FROM people
                    UNION ALL
                   SELECT plan, company_id, month, branch_id, planned - distributed FROM teams),
                   branches AS (
                   SELECT l.plan, l.id, l.company_id, l.level, NULL::integer AS appraiser_id,
                          l.department_id AS branch_id, l.month, l.amount AS planned,
                          COALESCE(d.amount, 0) AS distributed, l.label
                     FROM lines l
                LEFT JOIN (SELECT plan, company_id, month, branch_id, SUM(amount) AS amount
                             FROM below_branches GROUP BY 1, 2, 3, 4) d
                       ON d.plan = l.plan AND d.company_id = l.company_id AND d.month = l.month
                      AND d.branch_id = l.department_id
                    WHERE l.level = 'branch')
            SELECT * FROM teams
             UNION ALL
            SELECT * FROM branches
             UNION ALL
            SELECT l.plan, l.id, l.company_id, l.level, NULL, NULL, l.month, l.amount, COALESCE(d.amount, 0), l.label
              FROM lines l
         LEFT JOIN (SELECT plan, company_id, month, SUM(amount) AS amount
                      FROM (SELECT plan, company_id, month, amount FROM below_branches
                             UNION ALL
                            SELECT plan, company_id, month, planned - distributed FROM branches) x
                  GROUP BY 1, 2, 3) d
                ON d.plan = l.plan AND d.company_id = l.company_id AND d.month = l.month
             WHERE l.level = 'company'
            """,
            lines=lines,
            parts=self._get_quota_parts(SQL("SELECT * FROM lines")),
            positions=self.env["marketing.dated.position"]._get_position_query(),
        )
