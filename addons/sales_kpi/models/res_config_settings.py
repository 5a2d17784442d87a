from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sales_quota_four_eyes = fields.Boolean(related="company_id.sales_quota_four_eyes", readonly=False)
    sales_kpi_unit_documents = fields.Boolean(related="company_id.sales_kpi_unit_documents", readonly=False)
    sales_kpi_behind_percentage = fields.Integer(related="company_id.sales_kpi_behind_percentage", readonly=False)
