from odoo import api, fields, models


class SalesKpiReport(models.Model):
    """What a figure was when its month was closed."""

    _inherit = "sales.kpi.report"

    is_closed = fields.Boolean(compute="_compute_closed", export_string_translation=False)
    closed_amount = fields.Monetary(string="Actual When Closed", compute="_compute_closed")
    drift_amount = fields.Monetary(
        string="Changed since the Closing",
        compute="_compute_closed",
        help="By how much the actual has changed since the month was closed. Results rest on what was closed.",
    )

    @api.depends("kpi_id", "company_id", "month", "employee_id", "appraiser_id", "branch_id", "numerator")
    def _compute_closed(self):
        """Sum the frozen rows of all figures at once."""
        closings = self.env["sales.kpi.closing"].sudo().search(
            [("state", "=", "closed"), ("month", "in", list(set(self.mapped("month"))))]
        )  # fmt: skip
        closed = {(closing.company_id, closing.month) for closing in closings}
        place = ["kpi_id", "company_id", "month:month", "employee_id", "appraiser_id", "department_id", "branch_id"]
        groups = (
            self.env["sales.kpi.closed.row"]
            .sudo()
            ._read_group(
                [("closing_id", "in", closings.ids), ("kpi_id", "in", self.kpi_id.ids)], place, ["numerator:sum"]
            )
        )
        sums = {tuple(place): amount for *place, amount in groups}
        for row in self:
            row.is_closed = (row.company_id, row.month) in closed
            key = (
                row.kpi_id, row.company_id, row.month, row.employee_id, row.appraiser_id, row.department_id,
                row.branch_id,
            )  # fmt: skip
            row.closed_amount = sums.get(key, 0) if row.is_closed else 0
            row.drift_amount = row.numerator - row.closed_amount if row.is_closed else 0
