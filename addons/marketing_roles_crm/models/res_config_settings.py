from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    lead_feedback_asked = fields.Boolean(related="company_id.lead_feedback_asked", readonly=False)
    lead_follow_up_active = fields.Selection(related="company_id.lead_follow_up_active", readonly=False, required=True)
    lead_follow_up_develop = fields.Selection(
        related="company_id.lead_follow_up_develop", readonly=False, required=True
    )
