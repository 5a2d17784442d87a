from odoo import api, fields, models


class SalesQuotaReset(models.TransientModel):
    """Opens an approved plan for change again, with the reason."""

    _name = "sales.quota.reset"
    _description = "Set a Quota Plan Back to Draft"

    quota_id = fields.Many2one("sales.quota", string="Plan", required=True, readonly=True)
    reason = fields.Char(required=True)
    closed_months = fields.Char(compute="_compute_closed_months", export_string_translation=False)

    @api.depends("quota_id")
    def _compute_closed_months(self):
        """Name the closed months in which the plan has quotas."""
        for wizard in self:
            plan = wizard.quota_id
            closed = self.env["sales.kpi.closing"].sudo().search(
                [("company_id", "=", plan.company_id.id), ("state", "=", "closed"),
                 ("month", "in", plan.line_ids.mapped("month"))], order="month"
            )  # fmt: skip
            wizard.closed_months = ", ".join(closed.mapped("month_label"))

    def action_reset(self):
        """Set the plan back; it does not count until it is approved again."""
        self.ensure_one()
        self.quota_id._reset_to_draft(self.reason)
        return {"type": "ir.actions.act_window_close"}
