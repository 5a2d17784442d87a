from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    appraisal_opens_itself = fields.Boolean(related="company_id.appraisal_opens_itself", readonly=False)
