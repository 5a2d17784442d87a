from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from ..engine.measures import Cell, MeasureTable
from .sales_kpi import PLANNED

# Room below each KPI in the ids of evidence rows: every source of rows has its own
# number, so that no two rows share an id.
SOURCE_INVOICE, SOURCE_ORDER, SOURCE_QUOTA, SOURCE_RECEIPT, SOURCE_UNMATCHED, SOURCE_CARRY = range(6)
SOURCE_MEMBER, SOURCE_REPORT, SOURCE_FILE, SOURCE_ITEM = range(6, 10)
ID_ROOM_SOURCE = 16
ID_ROOM_KPI = 256
# Months beside each other in the ids of one record's rows: more than a working life.
MONTH_ROOM = 1024
# Rows of these models are what was planned, not what was done.
PLANS = ("sales.quota.line", "sales.kpi")


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

    def _get_evidence_query(self, date_from=None, date_to=None, company_ids=None):
        """Return the SELECT of the evidence of one KPI.

        Columns: id, kpi_id, company_id, currency_id (NULL: no money), employee_id (NULL: unassigned), appraiser_id,
        department_id, branch_id, date, numerator, denominator, res_model, res_id, label.

        :param date date_from: first day, or None for all time
        :param date date_to: last day, or None for all time
        :param company_ids: only these companies, or None for all
        """
        self.ensure_one()
        source = self.source_kpi_id if self._is_unit_level() else self
        facts = SQL(" UNION ALL ").join(source._get_fact_queries())
        conditions = [SQL("TRUE")]
        if self.company_id:
            conditions.append(SQL("f.company_id = %s", self.company_id.id))
        if date_from:
            conditions.append(SQL("f.date >= %s", date_from))
        if date_to:
            conditions.append(SQL("f.date <= %s", date_to))
        if company_ids:
            conditions.append(SQL("f.company_id IN %s", tuple(company_ids)))
        money = SQL("(SELECT rc.currency_id FROM res_company rc WHERE rc.id = f.company_id)")
        currency = money if self.unit == "money" else SQL("NULL::integer")
        # A unit's figure is everybody's in it: its rows name no person, so that
        # whoever may read the figure may read the documents behind it.
        person = SQL("NULL::integer") if self._is_unit_level() else SQL("f.employee_id")
        appraiser = SQL("NULL::integer") if self._is_unit_level() else SQL("p.appraiser_id")
        department = SQL("NULL::integer") if self._is_unit_level() else SQL("p.department_id")
        return SQL(
            """
            SELECT (f.row_id::bigint * %(kpi_room)s + %(kpi)s) * %(source_room)s + f.source AS id,
                   %(kpi)s AS kpi_id, f.company_id, %(currency)s AS currency_id,
                   %(person)s AS employee_id, %(appraiser)s AS appraiser_id,
                   %(department)s AS department_id, p.branch_id,
                   f.date, f.numerator, f.denominator, f.res_model, f.res_id, f.label
              FROM (%(facts)s) f
         LEFT JOIN (%(positions)s) p
                ON p.employee_id = f.employee_id AND f.date >= p.date_from AND f.date < p.date_to
             WHERE %(conditions)s
            """,
            kpi=self.id,
            kpi_room=ID_ROOM_KPI,
            source_room=ID_ROOM_SOURCE,
            currency=currency,
            person=person,
            appraiser=appraiser,
            department=department,
            facts=facts,
            positions=self.env["marketing.dated.position"]._get_position_query(company_ids),
            conditions=SQL(" AND ").join(conditions),
        )

    def _get_fact_queries(self):
        """Return the SELECTs of what was done and what was planned.

        Columns in this order: source, row_id (unique within the source), res_model, res_id,
        company_id, employee_id, date, numerator, denominator, label.
        """
        self.ensure_one()
        documents = getattr(self, f"_get_{self.measure}_facts")()
        queries = [documents]
        if self.measure in PLANNED:
            queries.append(self._get_quota_query())
        if self.carry != "none":
            queries.append(self._get_carry_query(documents))
        return queries

    def _get_quota_query(self):
        """Approved quotas, dated on the first day of their month."""
        return SQL(
            """
            SELECT %(source)s AS source, q.id AS row_id, 'sales.quota.line' AS res_model, q.id AS res_id, q.company_id,
                   q.employee_id, q.month AS date, 0::numeric AS numerator, q.amount AS denominator,
                   h.name AS label
              FROM sales_quota_line q
              JOIN sales_quota h ON h.id = q.quota_id
             WHERE q.state = 'approved' AND q.kpi_id = %(kpi)s
            """,
            source=SOURCE_QUOTA,
            kpi=self.id,
        )

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
        for kpi in self:
            source = kpi.source_kpi_id if kpi._is_unit_level() else kpi
            if source not in tables:
                cells = source._fetch_cells(date_from, date_to, company)
                tables[source] = MeasureTable(cells, with_team=source.measure != "team_attainment")
            tables[kpi] = tables[source]
        return tables

    def _fetch_cells(self, date_from, date_to, company):
        """Return the list of engine cells of one KPI, company and period."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee_id, appraiser_id, branch_id,
                       SUM(numerator)::text, SUM(denominator)::text,
                       COUNT(*) FILTER (WHERE res_model NOT IN %(plans)s),
                       COUNT(*) FILTER (WHERE res_model IN %(plans)s)
                  FROM (%(evidence)s) evidence
              GROUP BY employee_id, appraiser_id, branch_id
                """,
                plans=PLANS,
                evidence=self._get_evidence_query(date_from, date_to, company.ids),
            )
        )
        # As text: Odoo turns numeric columns into floats, and money is Decimal here.
        return [
            Cell(employee, appraiser, branch, Decimal(done), Decimal(planned), documents, plans)
            for employee, appraiser, branch, done, planned, documents, plans in rows
        ]
