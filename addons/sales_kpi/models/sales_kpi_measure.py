from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.measures import Cell, MeasureTable
from .sales_kpi import PLANNED
from .scope import EVERYTHING, Scope

# Room below each KPI in the ids of evidence rows: every source of rows has its own
# number, so that no two rows share an id.
SOURCE_INVOICE, SOURCE_ORDER, SOURCE_QUOTA, SOURCE_RECEIPT, SOURCE_UNMATCHED, SOURCE_CARRY = range(6)
SOURCE_MEMBER, SOURCE_REPORT, SOURCE_FILE, SOURCE_ITEM, SOURCE_OPEN = range(6, 11)
ID_ROOM_SOURCE = 16
ID_ROOM_KPI = 1024
# Months beside each other in the ids of one record's rows: more than a working life.
MONTH_ROOM = 1024
# Days of a month beside each other in the ids of one record's rows.
DAY_ROOM = 32
# What a row says: what was done, planned, carried over, or planned above and not given to anybody yet.
DONE, PLAN, CARRIED, OPEN = "done", "plan", "carried", "open"


def month_number(column):
    """Return the SQL of a small number for a month, for the ids of rows."""
    return SQL("MOD((EXTRACT(YEAR FROM %(day)s) * 12 + EXTRACT(MONTH FROM %(day)s))::int, %(room)s)",
               day=SQL.identifier(*column.split(".")), room=MONTH_ROOM)  # fmt: skip


def get_now():
    """Return the SQL of this moment, with its time zone; an argument, not the database's own clock."""
    return SQL("%s::timestamp AT TIME ZONE 'UTC'", fields.Datetime.now())


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
        money = SQL("(SELECT rc.currency_id FROM res_company rc WHERE rc.id = f.company_id)")
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
                   CASE WHEN f.source = %(carry)s THEN 'carried' WHEN f.source = %(open)s THEN 'open'
                        WHEN f.res_model IN ('sales.quota.line', 'sales.kpi') THEN 'plan' ELSE 'done' END AS kind,
                   f.numerator, f.denominator, f.res_model, f.res_id, f.label
              FROM (%(rows)s) f
             WHERE %(asked)s AND %(own)s
            """,
            kpi=self.id,
            kpi_room=ID_ROOM_KPI,
            source_room=ID_ROOM_SOURCE,
            carry=SOURCE_CARRY,
            open=SOURCE_OPEN,
            currency=money if self.unit == "money" else SQL("NULL::integer"),
            person=person,
            appraiser=appraiser,
            department=department,
            rows=SQL(" UNION ALL ").join([source._get_placed_facts(scope), *source._get_unit_queries(scope)]),
            asked=scope.rows(SQL("f.date"), SQL("f.company_id")),
            own=SQL("f.company_id = %s", self.company_id.id) if self.company_id else SQL("TRUE"),
        )

    def _get_placed_facts(self, scope):
        """Return the facts with the position that the person had on the day (R10a)."""
        return SQL(
            """
            SELECT d.*, p.appraiser_id, p.department_id, p.branch_id
              FROM (%(facts)s) d
         LEFT JOIN (%(positions)s) p
                ON p.employee_id = d.employee_id AND d.date >= p.date_from AND d.date < p.date_to
            """,
            facts=SQL(" UNION ALL ").join(self._get_fact_queries(scope)),
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
                       COUNT(*) FILTER (WHERE kind = 'done'),
                       COUNT(*) FILTER (WHERE kind != 'done')
                  FROM (%(evidence)s) evidence
              GROUP BY employee_id, appraiser_id, branch_id
                """,
                evidence=self._get_settled_evidence(scope, closed),
            )
        )
        # As text: Odoo turns numeric columns into floats, and money is Decimal here.
        return [
            Cell(employee, appraiser, branch, Decimal(done), Decimal(planned), documents, plans)
            for employee, appraiser, branch, done, planned, documents, plans in rows
        ]

    def _get_settled_evidence(self, scope, closed):
        """Return the SELECT of the evidence in which closed months are as they were closed.

        Results of people rest on it; the live report shows today's evidence, and the drift beside it.

        :param Scope scope: of one company
        :param closed: firsts of the months of the scope that are closed
        """
        if not closed:
            return self._get_evidence_query(scope)
        columns = SQL("employee_id, appraiser_id, branch_id, numerator, denominator, kind")
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
