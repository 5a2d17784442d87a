from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    appraisal_opens_itself = fields.Boolean(
        string="Open Each Month by Itself",
        help="A choice: on its first day, for everybody in scope. By its end it has "
        "followed hires, leavers and transfers.",
    )

    def _on_working_days_changed(self):
        """Deadlines of periods that are not published yet follow holidays that are entered later (R32)."""
        self.env["marketing.appraisal.period"]._refresh_deadlines(self)
        return super()._on_working_days_changed()
