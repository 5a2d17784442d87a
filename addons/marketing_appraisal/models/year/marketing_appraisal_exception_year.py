from odoo import models

from ...engine.annual_score import MANAGER


class MarketingAppraisalResult(models.Model):
    """What the general manager looks at first before a year is signed (R52, R54)."""

    _inherit = "marketing.appraisal.result"

    def _get_exceptions(self):
        """Add to the sentences that the manager gave no score, and that few months count."""
        found = super()._get_exceptions()
        for result in self.sudo().filtered(lambda one: one.kind == "annual" and one.status == "graded"):
            given = result.line_ids.filtered(lambda line: line.section == MANAGER and line.status == "value")
            unusual = [
                (not given, self.env._("The direct manager gave no score.")),
                (
                    result.months_counted < 12,
                    self.env._("Months appraised: %(count)s of 12.", count=result.months_counted),
                ),
            ]
            sentences = [sentence for is_so, sentence in unusual if is_so]
            if sentences:
                found.setdefault(result.with_env(self.env), []).extend(sentences)
        return found
