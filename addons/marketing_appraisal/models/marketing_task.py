from odoo import models


class MarketingTask(models.Model):
    _inherit = "marketing.task"

    def _release(self):
        """A line for a score that was never given goes with its task; a score that was given keeps it."""
        ratings = self.env["marketing.appraisal.rating"].sudo()
        ratings.search(
            [("task_id", "in", self.ids), ("is_scored", "=", False), ("appraisal_id.is_signed", "=", False)]
        ).unlink()
        return super()._release()
