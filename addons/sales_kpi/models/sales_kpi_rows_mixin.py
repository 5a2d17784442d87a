from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .bounds import HIGHEST, LOWEST, Bounds, bounds_of
from .sales_kpi_measure import ID_ROOM_KPI, ID_ROOM_SOURCE
from .scope import Scope

ADDED_UP = {
    "numerator", "denominator", "planned", "carried", "gap", "numerator_change", "denominator_change",
    "closed_numerator", "closed_denominator",
}  # fmt: skip


class SalesKpiRowsMixin(models.AbstractModel):
    """Rows that are read live: a search reads the documents of its own months and KPIs, and no others."""

    _name = "sales.kpi.rows.mixin"
    _description = "Live Rows of KPIs"

    kpi_number = fields.Integer(compute="_compute_kpi_number", aggregator="min", export_string_translation=False)

    @api.depends("kpi_id")
    def _compute_kpi_number(self):
        """Tell lists of which KPI all rows of a group are; a group of several has none."""
        for row in self:
            row.kpi_number = row.kpi_id.id

    def _read_group_select(self, aggregate_spec, query):
        """Sum no money, days and numbers of different KPIs: that has no value."""
        name = aggregate_spec.partition(":")[0]
        if name not in ("kpi_number", *ADDED_UP):
            return super()._read_group_select(aggregate_spec, query)
        kpi = self._field_to_sql(self._table, "kpi_id", query)
        value = SQL("MIN(%s)", kpi) if name == "kpi_number" else super()._read_group_select(aggregate_spec, query)
        return SQL("CASE WHEN MIN(%(kpi)s) = MAX(%(kpi)s) THEN %(value)s END", kpi=kpi, value=value)

    @api.model
    def _search(self, domain, *args, **kwargs):
        self.env["sales.kpi"]._prepare_reading()
        bounded = self.with_context(kpi_bounds=bounds_of(Domain(domain)))
        return super(SalesKpiRowsMixin, bounded)._search(domain, *args, **kwargs)

    def _as_query(self, ordered=True):
        """Rows that are read again need the documents of their own KPIs only."""
        self.env["sales.kpi"]._prepare_reading()
        bounded = self.with_context(kpi_bounds=Bounds(kpis=self._get_kpis_of_ids()))
        return super(SalesKpiRowsMixin, bounded)._as_query(ordered)

    def _get_kpis_of_ids(self):
        """Return the ids of the KPIs that the rows are of, as their own ids tell; None if they do not tell."""
        return frozenset(abs(row_id) // ID_ROOM_SOURCE % ID_ROOM_KPI for row_id in self._ids if isinstance(row_id, int))

    @api.model
    def _get_bounded_kpis(self):
        """Return the active KPIs that the running search can be about."""
        bounds = self.env.context.get("kpi_bounds") or Bounds()
        domain = Domain("active", "=", True)
        if bounds.kpis is not None:
            domain &= Domain("id", "in", list(bounds.kpis))
        if bounds.measures is not None:
            domain &= Domain("measure", "in", list(bounds.measures))
        return self.env["sales.kpi"].sudo().search(domain)

    @api.model
    def _get_bounded_scope(self):
        """Return the Scope of the running search: whole months, and the companies that rules let through."""
        bounds = self.env.context.get("kpi_bounds") or Bounds()
        scope = Scope(
            None if bounds.first == LOWEST else bounds.first,
            None if bounds.last == HIGHEST else min(bounds.last, date(9000, 1, 1)),
            None if self.env.su else tuple(self.env.companies.ids),
        )
        return scope.whole_months()
