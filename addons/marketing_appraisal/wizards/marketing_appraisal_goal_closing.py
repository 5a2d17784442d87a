from odoo import fields, models


class MarketingAppraisalGoalClosing(models.TransientModel):
    """What came of goals: reached, not reached, given up, or carried over to another day."""

    _name = "marketing.appraisal.goal.closing"
    _description = "Close or Carry Over a Goal"

    goal_ids = fields.Many2many(
        "marketing.appraisal.goal", "marketing_appraisal_goal_closing_rel", "closing_id", "goal_id", required=True,
        readonly=True,
    )  # fmt: skip
    state = fields.Selection(
        [("met", "Reached"), ("missed", "Not Reached"), ("dropped", "Given Up"), ("carried", "Carry Over")],
        string="What Came of It",
        required=True,
        default="met",
    )
    date_deadline = fields.Date(
        string="New Day", default=lambda self: fields.Date.add(fields.Date.context_today(self), months=6)
    )
    outcome = fields.Text(string="In Words")

    def action_close(self):
        """Close the goals or carry them over."""
        self.ensure_one()
        if self.state == "carried":
            self.goal_ids._carry_over(self.date_deadline, self.outcome)
        else:
            self.goal_ids._close(self.state, self.outcome)
        return {"type": "ir.actions.act_window_close"}
