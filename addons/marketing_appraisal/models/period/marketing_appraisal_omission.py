from odoo import fields, models


class MarketingAppraisalOmission(models.Model):
    """Somebody in the scope of a period who is not appraised, and why (R30)."""

    _name = "marketing.appraisal.omission"
    _description = "Left Out of a Period"
    _order = "period_id, employee_id"

    period_id = fields.Many2one("marketing.appraisal.period", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True)
    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    reason = fields.Selection(
        [
            ("no_appraiser", "Nobody is named as appraiser"),
            ("short_presence", "Employed on too few of the period's working days"),
            ("no_month", "No graded and published month in the year"),
            ("no_policy", "No policy holds for the department"),
        ],
        required=True,
    )
    worked_days = fields.Integer(string="Working Days Employed")
    possible_days = fields.Integer(string="Working Days of the Period")
