from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    duty_load_hours = fields.Float(
        string="Most Hours of Duties a Month",
        default=174.0,
        help="A choice: whoever is responsible for duties of more hours a month stands in the list of gaps. "
        "Zero: no limit. The default is a full month of 40 hours a week.",
    )
    duty_load_count = fields.Integer(
        string="Most Duties of One Person",
        default=25,
        help="A choice: whoever is responsible for more duties stands in the list of gaps. Zero: no limit.",
    )
    task_days_ahead = fields.Integer(
        string="Days Ahead",
        default=7,
        help="A choice: how many days before they are due recurring duties make their tasks.",
    )
    task_missed_days = fields.Integer(
        string="Missed After Working Days",
        default=5,
        help="A choice: a task that is still open this many working days after its day is recorded as missed. "
        "Zero: only by hand.",
    )
    tasks_made_until = fields.Date(readonly=True, export_string_translation=False)

    _task_days_not_negative = models.Constraint(
        "CHECK(task_days_ahead BETWEEN 0 AND 62 AND task_missed_days BETWEEN 0 AND 31"
        " AND duty_load_hours >= 0 AND duty_load_count >= 0)",
        "Days ahead are from 0 to 62, days until a task is missed from 0 to 31, limits not negative.",
    )
