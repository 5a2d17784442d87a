from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    work_report_scope = fields.Selection(related="company_id.work_report_scope", readonly=False, required=True)
    work_report_since = fields.Date(related="company_id.work_report_since", readonly=False)
    work_report_daily = fields.Boolean(related="company_id.work_report_daily", readonly=False)
    work_report_weekly = fields.Boolean(related="company_id.work_report_weekly", readonly=False)
    work_report_monthly = fields.Boolean(related="company_id.work_report_monthly", readonly=False)
    work_report_department = fields.Boolean(related="company_id.work_report_department", readonly=False)
    work_report_weekday = fields.Selection(related="company_id.work_report_weekday", readonly=False, required=True)
    work_report_month_day = fields.Integer(related="company_id.work_report_month_day", readonly=False)
    work_report_moves = fields.Boolean(related="company_id.work_report_moves", readonly=False)
    duty_load_hours = fields.Float(related="company_id.duty_load_hours", readonly=False)
    duty_load_count = fields.Integer(related="company_id.duty_load_count", readonly=False)
    task_days_ahead = fields.Integer(related="company_id.task_days_ahead", readonly=False)
    task_missed_days = fields.Integer(related="company_id.task_missed_days", readonly=False)
