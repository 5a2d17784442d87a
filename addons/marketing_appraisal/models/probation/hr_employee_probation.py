from odoo import fields, models


class HrEmployee(models.Model):
    """The way to the probation of an employee, and to planning one."""

    _inherit = "hr.employee"

    marketing_probation_state = fields.Char(
        string="State of Probation", compute="_compute_marketing_probation_state", groups="hr.group_hr_user",
        export_string_translation=False,
    )  # fmt: skip

    def _compute_marketing_probation_state(self):
        """Name the state of the probation, to whoever may read it."""
        Probation = self.env["marketing.probation"]
        found = Probation.search([("employee_id", "in", self.ids)]) if Probation.has_access("read") else Probation
        states = dict(Probation._fields["state"]._description_selection(self.env))
        by_employee = {one.employee_id.id: states[one.state] for one in found}
        for employee in self:
            employee.marketing_probation_state = by_employee.get(employee._origin.id)

    def action_open_marketing_probation(self):
        """Open the probation, or a new one to plan."""
        self.ensure_one()
        probation = self.env["marketing.probation"].search([("employee_id", "=", self.id)], limit=1)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Probation"),
            "res_model": "marketing.probation",
            "res_id": probation.id,
            "views": [(False, "form")],
            "context": {"default_employee_id": self.id},
        }
