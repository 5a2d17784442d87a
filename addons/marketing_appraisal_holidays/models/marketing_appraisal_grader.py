from odoo import api, models


class MarketingAppraisalGrader(models.AbstractModel):
    """Leave beyond the allowed days bars an A, and is named (R26)."""

    _inherit = "marketing.appraisal.grader"

    @api.model
    def _find_bars(self, period, appraisals, events):
        bars = super()._find_bars(period, appraisals, events)
        counting = self.env["hr.leave"]._get_counting_leave(appraisals.employee_id, period)
        for appraisal in appraisals:
            allowed, taken = appraisal.policy_id._get_allowed_leave(period.kind), 0
            for leave, days in counting.get(appraisal.employee_id, ()):
                taken += days
                if taken > allowed:
                    bars.setdefault(appraisal, leave)
                    break
        return bars
