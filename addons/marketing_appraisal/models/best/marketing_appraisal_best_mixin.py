from odoo import api, fields, models

COMPANY, HEAD_OFFICE, BRANCH = "company", "head_office", "branch"


class MarketingAppraisalBestMixin(models.AbstractModel):
    """For whom a decision or a notice is: a month has one, a year one for head office and one per branch (R29, R56)."""

    _name = "marketing.appraisal.best.mixin"
    _description = "Employee of the Month or Year"

    period_id = fields.Many2one("marketing.appraisal.period", required=True, readonly=True, ondelete="restrict")
    kind = fields.Selection(related="period_id.kind", store=True, precompute=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(related="period_id.date_from", store=True, precompute=True)
    unit = fields.Selection(
        [(COMPANY, "Whole company"), (HEAD_OFFICE, "Head office"), (BRANCH, "Branch")],
        default=COMPANY,
        required=True,
        readonly=True,
    )
    branch_id = fields.Many2one(
        "hr.department", string="Branch of the Unit", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    unit_name = fields.Char(string="Chosen Among", compute="_compute_unit_name")

    @api.depends_context("lang")
    @api.depends("unit", "branch_id.name")
    def _compute_unit_name(self):
        labels = dict(self._fields["unit"]._description_selection(self.env))
        for one in self:
            one.unit_name = one.branch_id.sudo().name if one.unit == BRANCH else labels[one.unit]

    def _get_subject(self):
        """Return what it is about: employee of which month, or of which year and unit."""
        self.ensure_one()
        words = {"period": self.period_id.name, "unit": self.unit_name}
        if self.kind != "annual":
            return self.env._("Employee of the month %(period)s", **words)
        if self.unit == COMPANY:
            return self.env._("Employee of the year %(period)s", **words)
        return self.env._("Employee of the year %(period)s, %(unit)s", **words)
