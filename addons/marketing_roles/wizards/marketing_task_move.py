from odoo import fields, models
from odoo.exceptions import UserError


class MarketingTaskMove(models.TransientModel):
    """Gives tasks another day, with the reason."""

    _name = "marketing.task.move"
    _description = "Move Tasks"

    task_ids = fields.Many2many(
        "marketing.task", string="Tasks", required=True, default=lambda self: self.env.context.get("active_ids")
    )
    date_deadline = fields.Date(string="New Day", required=True)
    reason = fields.Char(required=True)

    def action_move(self):
        """Move the tasks; the first day and the reason stay on each."""
        self.ensure_one()
        if not self.reason.strip():
            raise UserError(self.env._("Say why the work is moved."))
        self.task_ids._move_to(self.date_deadline, self.reason)
        return {"type": "ir.actions.act_window_close"}
