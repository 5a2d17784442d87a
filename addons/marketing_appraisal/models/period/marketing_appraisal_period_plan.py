from odoo import api, fields, models
from odoo.fields import Domain


class MarketingAppraisalPeriod(models.Model):
    """Says of an open period that it has no sales plan: no company result then and, by default, no total."""

    _inherit = "marketing.appraisal.period"

    has_no_plan = fields.Boolean(
        compute="_compute_has_no_plan",
        export_string_translation=False,
        help="No approved plan of the figure that the company result is measured by reaches into the period.",
    )

    @api.depends("kind", "state", "date_from", "date_to", "company_id", "policy_id")
    def _compute_has_no_plan(self):
        self.has_no_plan = False
        policies = self.env["marketing.appraisal.policy"].sudo()
        for period in self.filtered(lambda one: one.kind in ("monthly", "special") and one.state == "open"):
            if not period.date_to or not period.company_id:
                continue
            found = policies.browse(policy.id for policy in period._get_policies().values())
            if period.kind == "special":
                # Those of whom it is about, not all of the company.
                found = period.sudo().appraisal_ids.policy_id
            measured = found.filtered("company_weight").company_kpi_id.source_kpi_id
            period.has_no_plan = bool(measured) and not period._has_plan(measured)

    def _has_plan(self, kpis):
        """Tell whether an approved plan of one of the KPIs reaches into the period."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id) & Domain("state", "=", "approved")
        domain &= Domain("kpi_id", "in", kpis.ids)
        domain &= Domain("date_from", "<=", self.date_to) & Domain("date_to", ">=", self.date_from)
        return bool(self.env["sales.quota"].sudo().search_count(domain, limit=1))
