from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.measures import Cell, MeasureTable
from .sales_kpi import PLANNED
from .scope import EVERYTHING, Scope

# Room below each KPI in the ids of evidence rows: every source of rows has its own
# number, so that no two rows share an id.
SOURCE_INVOICE, SOURCE_ORDER, SOURCE_QUOTA, SOURCE_RECEIPT, SOURCE_UNMATCHED, SOURCE_CARRY = range(6)
SOURCE_MEMBER, SOURCE_REPORT, SOURCE_FILE, SOURCE_ITEM, SOURCE_OPEN, SOURCE_CUSTOM, SOURCE_TARGET = range(6, 13)
ID_ROOM_SOURCE = 16
ID_ROOM_KPI = 1024
# Months beside each other in the ids of one record's rows: more than a working life.
MONTH_ROOM = 1024
# Days of a month beside each other in the ids of one record's rows.
DAY_ROOM = 32
# What every source of rows gives, in this order, with the type that PostgreSQL must see: legs of one union whose types
# differ in anything are materialized whole, each with all columns, before they are summed.
FACT_COLUMNS = {
    "source": "integer", "row_id": "bigint", "res_model": "text", "res_id": "integer", "company_id": "integer",
    "employee_id": "integer", "date": "date", "numerator": "numeric", "denominator": "numeric", "label": "text",
}  # fmt: skip
UNIT_COLUMNS = {"appraiser_id": "integer", "department_id": "integer", "branch_id": "integer"}
# What a row says: what was done, planned, carried over, or planned above and not given to anybody yet.
DONE, PLAN, CARRIED, OPEN = "done", "plan", "carried", "open"


def typed(query, columns):
    """Return a SELECT with each column as the type that it has to have.

    :param dict columns: {name: type}
    """
    return SQL(
        "SELECT %s FROM (%s) typed",
        SQL(", ").join(SQL("typed.%s::%s AS %s", SQL.identifier(name), SQL(kind), SQL.identifier(name))
                       for name, kind in columns.items()),
        query,
    )  # fmt: skip


def month_number(column):
    """Return the SQL of a small number for a month, for the ids of rows."""
    return SQL("MOD((EXTRACT(YEAR FROM %(day)s) * 12 + EXTRACT(MONTH FROM %(day)s))::int, %(room)s)",
               day=SQL.identifier(*column.split(".")), room=MONTH_ROOM)  # fmt: skip


def get_now():
    """Return the SQL of this moment, with its time zone; an argument, not the database's own clock."""
    return SQL("%s::timestamp AT TIME ZONE 'UTC'", fields.Datetime.now())


# What figures are summed from.
CELL_COLUMNS = SQL("employee_id, appraiser_id, branch_id, numerator, denominator, kind")


class SalesKpi(models.Model):
    """The evidence of each KPI: one SELECT for everybody (R19).

    Contract of every evidence query, also for addons that add measures: one row
    per document with the columns that `_get_evidence_query` names. Values are sums of
    these rows and of nothing else, so what is clicked on is what was summed.
    """

    _inherit = "sales.kpi"

    def _get_evidence_query(self, scope=EVERYTHING):
        """Return the SELECT of the evidence of one KPI.

        Columns: id, kpi_id, company_id, currency_id (NULL: no money), employee_id (NULL: unassigned), appraiser_id,
        department_id, branch_id, date, kind, numerator, denominator, res_model, res_id, label.

        :param Scope scope: which days and companies
        """
        self.ensure_one()
        is_unit_level = self._is_unit_level()
        source = self.source_kpi_id if is_unit_level else self
        # A unit's figure is everybody's in it: its rows name no person, so that
        # whoever may read the figure may read the documents behind it.
        person, appraiser, department = (
            SQL("NULL::integer") if is_unit_level else SQL.identifier("f", name)
            for name in ("employee_id", "appraiser_id", "department_id")
        )
        return SQL(
            """
            SELECT (f.row_id::bigint * %(kpi_room)s + %(kpi)s) * %(source_room)s + f.source AS id,
                   %(kpi)s AS kpi_id, f.company_id, %(currency)s AS currency_id,
                   %(person)s AS employee_id, %(appraiser)s AS appraiser_id,
                   %(department)s AS department_id, f.branch_id, f.date,
                   CASE WHEN f.source = ANY(%(not_done)s)
                        THEN CASE f.source WHEN %(carry)s THEN 'carried' WHEN %(open)s THEN 'open' ELSE 'plan' END
                        ELSE 'done' END AS kind,
                   f.numerator, f.denominator, f.res_model, f.res_id, f.label
              FROM (%(rows)s) f
         LEFT JOIN res_company rc ON rc.id = f.company_id
             WHERE %(asked)s AND %(own)s
            """,
            kpi=self.id,
            kpi_room=ID_ROOM_KPI,
            source_room=ID_ROOM_SOURCE,
            carry=SOURCE_CARRY,
            open=SOURCE_OPEN,
            not_done=[SOURCE_CARRY, SOURCE_OPEN, SOURCE_QUOTA, SOURCE_TARGET],
            currency=SQL("rc.currency_id") if self.unit == "money" else SQL("NULL::integer"),
            person=person,
            appraiser=appraiser,
            department=department,
            rows=SQL(" UNION ALL ").join(
                [
                    *source._get_placed_facts(scope, with_targets_summed=is_unit_level),
                    *(typed(query, FACT_COLUMNS | UNIT_COLUMNS) for query in source._get_unit_queries(scope)),
                ]
            ),
            asked=scope.rows(SQL("f.date"), SQL("f.company_id")),
            own=SQL("f.company_id = %s", self.company_id.id) if self.company_id else SQL("TRUE"),
        )

    def _get_placed_facts(self, scope, with_targets_summed):
        """Return the SELECTs of the facts with the position that the person had on the day (R10a).

        :param with_targets_summed: one row a plan and branch, which tells nobody the quota of one person
        """
        done, *targets = self._get_fact_queries(scope)
        if not with_targets_summed or not targets:
            return [self._place([done, *targets], scope)]
        return [self._place([done], scope), typed(self._sum_targets(targets, scope), FACT_COLUMNS | UNIT_COLUMNS)]

    def _sum_targets(self, targets, scope):
        """Return the SELECT of the targets of people, summed by plan, branch and month."""
        return SQL(
            """
            SELECT f.source, MIN(f.row_id) AS row_id,
                   CASE WHEN q.id IS NULL THEN f.res_model ELSE 'sales.quota' END AS res_model,
                   COALESCE(q.quota_id, f.res_id) AS res_id, f.company_id, NULL::integer AS employee_id,
                   MIN(f.date) AS date, 0 AS numerator, SUM(f.denominator) AS denominator, f.label,
                   NULL::integer AS appraiser_id, NULL::integer AS department_id, f.branch_id
              FROM (%(targets)s) f
         LEFT JOIN sales_quota_line q ON q.id = f.res_id AND f.res_model = 'sales.quota.line'
             WHERE %(asked)s
          GROUP BY 1, 3, 4, f.company_id, f.label, f.branch_id, DATE_TRUNC('month', f.date)
            """,
            targets=self._place(targets, scope),
            asked=scope.rows(SQL("f.date"), SQL("f.company_id")),
        )

    def _place(self, facts, scope):
        return SQL(
            """
            SELECT d.*, p.appraiser_id, p.department_id, p.branch_id
              FROM (%(facts)s) d
         LEFT JOIN (%(positions)s) p
                ON p.employee_id = d.employee_id AND d.date >= p.date_from AND d.date < p.date_to
            """,
            facts=SQL(" UNION ALL ").join(typed(query, FACT_COLUMNS) for query in facts),
            positions=self.env["marketing.dated.position"]._get_position_query(scope.company_ids),
        )

    def _get_fact_queries(self, scope):
        """Return the SELECTs of what was done and what was planned; they may give more than the scope asks.

        Columns in this order: source, row_id (unique within the source), res_model, res_id,
        company_id, employee_id, date, numerator, denominator, label.
        """
        self.ensure_one()
        queries = [getattr(self, f"_get_{self.measure}_facts")(scope)]
        if self.measure in PLANNED:
            queries.append(self._get_quota_query(scope))
        if self.carry != "none":
            queries.append(self._get_carry_query(scope))
        return queries

    @api.model
    def _prepare_reading(self):
        """Ask PostgreSQL not to compile queries for the rest of the transaction.

        Compiling hundreds of small expressions takes seconds where running them takes a tenth of one.
        """
        seen = self.env.cr.precommit.data
        if not seen.get("sales_kpi.reading"):
            seen["sales_kpi.reading"] = True
            self.env.cr.execute("SET LOCAL jit = off")

    def _get_measure_tables(self, date_from, date_to, company):
        """Sum the evidence of several KPIs for everybody: one query per KPI.

        KPIs that sum up the same source share its query.

        :param date date_from: first day
        :param date date_to: last day
        :param company: one res.company
        :return: {kpi record: engine.measures.MeasureTable}
        """
        tables = {}
        # What is computed here must not miss what this transaction has not written yet.
        self.env.flush_all()
        self._prepare_reading()
        scope = Scope(date_from, date_to, tuple(company.ids))
        closed = self.env["sales.kpi.closing"]._get_closed_months(scope)
        for kpi in self:
            source = kpi.source_kpi_id if kpi._is_unit_level() else kpi
            if source not in tables:
                cells = source._fetch_cells(scope, closed)
                tables[source] = MeasureTable(cells, with_team=source.measure != "team_attainment")
            tables[kpi] = tables[source]
        return tables

    def _fetch_cells(self, scope, closed):
        """Return the list of engine cells of one KPI, company and period.

        :param closed: firsts of the months of the scope that are closed
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee_id, appraiser_id, branch_id,
                       SUM(numerator)::text, SUM(denominator)::text,
                       COUNT(*) FILTER (WHERE kind = 'done'), COUNT(*)
                  FROM (%(evidence)s) evidence
              GROUP BY employee_id, appraiser_id, branch_id
                """,
                evidence=self._get_settled_evidence(scope, closed, CELL_COLUMNS),
            )
        )
        # As text: Odoo turns numeric columns into floats, and money is Decimal here.
        return [
            Cell(employee, appraiser, branch, Decimal(done), Decimal(planned), documents, every - documents)
            for employee, appraiser, branch, done, planned, documents, every in rows
        ]

    def _get_settled_evidence(self, scope, closed, columns):
        """Return the SELECT of the evidence in which closed months are as they were closed.

        Results of people rest on it; the live report shows today's evidence, and the drift beside it.

        :param Scope scope: of one company
        :param closed: firsts of the months of the scope that are closed
        :param SQL columns: names of columns that live and frozen rows have
        """
        if not closed:
            return self._get_evidence_query(scope)
        return SQL(
            """
            SELECT %(columns)s FROM (%(live)s) live WHERE DATE_TRUNC('month', date)::date != ALL(%(months)s)
             UNION ALL
            SELECT %(columns)s FROM sales_kpi_closed_row r
             WHERE r.kpi_id = %(kpi)s AND r.month = ANY(%(months)s) AND %(asked)s
            """,
            columns=columns,
            live=self._get_evidence_query(scope),
            months=closed,
            kpi=self.id,
            asked=scope.rows(SQL("r.date"), SQL("r.company_id")),
        )
