from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _on_working_days_changed(self):
        """Deadlines of periods that are not published yet follow holidays that are entered later (R32)."""
        self.env["marketing.appraisal.period"]._refresh_deadlines(self)
        return super()._on_working_days_changed()
