from odoo import api, fields, models


class SalesKpiClosing(models.Model):
    """What is still open in a month before it is closed; closing it goes on nevertheless."""

    _inherit = "sales.kpi.closing"

    open_points = fields.Text(compute="_compute_open_points")

    @api.depends_context("lang", "uid")
    @api.depends("month", "company_id", "state")
    def _compute_open_points(self):
        for closing in self:
            points = closing._get_open_points() if closing.month and closing.state == "open" else []
            closing.open_points = "\n".join(points) or False

    def _get_open_points(self):
        """Return a sentence for each kind of thing that would still change the figures of the month."""
        first, last = self.month.replace(day=1), fields.Date.end_of(self.month, "month")
        mine = [("company_id", "=", self.company_id.id)]
        nobodys = self.env["sales.kpi.evidence"].search_count(
            [
                *mine, ("kpi_id.measure", "!=", "unit_sales"), ("employee_id", "=", False), ("kind", "=", "done"),
                ("date", ">=", first), ("date", "<=", last),
            ]
        )  # fmt: skip
        drafts = self.env["account.move"].sudo().search_count(
            [
                *mine, ("state", "=", "draft"), ("move_type", "in", ("out_invoice", "out_refund")),
                ("invoice_date", ">=", first), ("invoice_date", "<=", last),
            ]
        )  # fmt: skip
        plans = self.env["sales.quota.line"].sudo().search(
            [*mine, ("state", "=", "draft"), ("month", "=", first)]
        ).quota_id  # fmt: skip
        return [
            sentence
            for is_open, sentence in (
                (nobodys, self.env._("Documents that belong to nobody, over all KPIs: %(count)s.", count=nobodys)),
                (drafts, self.env._("Draft invoices and credit notes of the month: %(count)s.", count=drafts)),
                (plans, self.env._("Plans in draft: %(names)s.", names=", ".join(plans.mapped("name")))),
            )
            if is_open
        ]
