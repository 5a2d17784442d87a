from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.pace import Days, forecast, needed_a_day, pace
from .scope import Scope


class SalesKpiReport(models.Model):
    """How a figure stands today: pace, what is needed, forecast and rank."""

    _inherit = "sales.kpi.report"

    is_running = fields.Boolean(
        compute="_compute_pace", export_string_translation=False, help="Of a plan whose month is not over yet."
    )
    is_behind = fields.Boolean(
        compute="_compute_is_behind",
        export_string_translation=False,
        help="Far below the target of a month that is over, or below where a running one should be; where less is "
        "better, above the target.",
    )
    is_reached = fields.Boolean(
        compute="_compute_is_behind",
        export_string_translation=False,
        help="The target is reached; where less is better, it was kept until the month was over.",
    )
    pace_amount = fields.Monetary(
        string="Should Be",
        compute="_compute_pace",
        help="Where the figure should be by the end of today if every working day of the month brought the same.",
    )
    needed_amount = fields.Monetary(
        string="Needed a Day",
        compute="_compute_pace",
        help="What is missing to the target, on each working day that is left, today included.",
    )
    forecast_amount = fields.Monetary(
        string="Forecast",
        compute="_compute_pace",
        help="Where the month ends if each working day goes on to bring what it brought up to now.",
    )
    rank = fields.Integer(
        compute="_compute_rank",
        help="Among all people of the company with a target for the same KPI and month; equal rates share a rank, and "
        "where all are equal nobody has one.",
    )
    rank_label = fields.Char(string="Ranked", compute="_compute_rank")

    @api.depends("month", "kpi_id", "company_id", "numerator", "denominator")
    def _compute_pace(self):
        """Compute by the working calendar of each company; only what adds up over a month has a pace."""
        days = self._get_days()
        for row in self:
            found = days.get((row.company_id, row.month))
            row.is_running = bool(found and found.left and row.denominator > 0 and row.kpi_id._adds_up_by_day())
            values = (
                (
                    pace(row.denominator, found),
                    None if row.kpi_id.lower_is_better else needed_a_day(row.denominator, row.numerator, found),
                    forecast(row.numerator, found),
                )
                if row.is_running
                else (0, 0, 0)
            )
            row.pace_amount, row.needed_amount, row.forecast_amount = (value or 0 for value in values)

    @api.depends("month", "kpi_id", "company_id", "numerator", "denominator", "rate")
    def _compute_is_behind(self):
        """Judge a running month by its pace, and not at all where it has none: it may still come."""
        today = {company: company._get_company_today() for company in self.company_id}
        for row in self:
            is_over = row.month and fields.Date.end_of(row.month, "month") < today[row.company_id]
            has_target = row.has_target and row.denominator > 0
            if row.kpi_id.sudo().lower_is_better:
                row.is_behind = has_target and row.rate > 1
                row.is_reached = has_target and is_over and row.rate <= 1
            else:
                due = row.denominator if is_over else row.pace_amount
                part = row.company_id.sudo().sales_kpi_behind_percentage / 100
                row.is_behind = has_target and row.numerator < part * due
                row.is_reached = has_target and row.rate >= 1

    def _get_days(self):
        """Return {(company, month): engine Days} of the rows."""
        found = {}
        months = defaultdict(set)
        for row in self.filtered("month"):
            months[row.company_id].add(row.month)
        for company, firsts in months.items():
            today = company._get_company_today()
            running = [first for first in firsts if fields.Date.end_of(first, "month") >= today]
            if running:
                calendar = company._get_work_calendar(min(running), fields.Date.end_of(max(running), "month"))
                for first in running:
                    last = fields.Date.end_of(first, "month")
                    found[company, first] = Days.of_month(calendar, first, last, today)
        return found

    @api.depends_context("lang")
    @api.depends("kpi_id", "company_id", "month", "employee_id")
    def _compute_rank(self):
        """Rank everybody of a month at once; the reader learns a place and how many there are, nothing more."""
        ranks = self._get_ranks()
        for row in self:
            place, count = ranks.get((row.kpi_id.id, row.company_id.id, row.month, row.employee_id.id), (0, 0))
            row.rank = place
            row.rank_label = self.env._("%(place)s of %(count)s", place=place, count=count) if place else False

    def _get_ranks(self):
        """Return {(KPI id, company id, month, employee id): (rank, how many are ranked)}: one query."""
        today = {company: company._get_company_today() for company in self.company_id}
        # Nobody has a place in a month that has not begun.
        rows = self.filtered(
            lambda row: (
                row.employee_id
                and row.month
                and row.month <= today[row.company_id]
                and row.kpi_id.sudo().value_kind == "rate"
            )
        )
        if not rows:
            return {}
        self.env["sales.kpi"]._prepare_reading()
        months = rows.mapped("month")
        scope = Scope(min(months), fields.Date.end_of(max(months), "month"), tuple(rows.company_id.ids))
        evidence = SQL(" UNION ALL ").join(kpi._get_evidence_query(scope) for kpi in rows.kpi_id.sudo())
        found = self.env.execute_query(
            SQL(
                """
                SELECT kpi_id, people.company_id, month, employee_id,
                       RANK() OVER (PARTITION BY kpi_id, people.company_id, month
                                    ORDER BY CASE WHEN kpi.lower_is_better THEN rate ELSE -rate END),
                       COUNT(*) OVER (PARTITION BY kpi_id, people.company_id, month),
                       MIN(rate) OVER (PARTITION BY kpi_id, people.company_id, month)
                           != MAX(rate) OVER (PARTITION BY kpi_id, people.company_id, month)
                  FROM (SELECT kpi_id, company_id, DATE_TRUNC('month', date)::date AS month, employee_id,
                               SUM(numerator) / SUM(denominator) AS rate
                          FROM (%s) evidence
                         WHERE employee_id IS NOT NULL
                      GROUP BY 1, 2, 3, 4 HAVING SUM(denominator) > 0) people
                  JOIN sales_kpi kpi ON kpi.id = kpi_id
                """,
                evidence,
            )
        )
        return {
            (kpi, company, month, person): (rank, count)
            for kpi, company, month, person, rank, count, differ in found
            if differ or count == 1
        }
