from datetime import timedelta

from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    duty_count = fields.Integer(string="Duties", compute="_compute_duty_count", groups="hr.group_hr_user")
    open_task_count = fields.Integer(string="Open Tasks", compute="_compute_open_task_count", groups="hr.group_hr_user")

    def _compute_duty_count(self):
        holders = self.env["marketing.duty.holder"].sudo()
        counts = dict(holders._read_group([("employee_id", "in", self.ids)], ["employee_id"], ["__count"]))
        for employee in self:
            employee.duty_count = counts.get(employee._origin, 0)

    def _compute_open_task_count(self):
        tasks = self.env["marketing.task"].sudo()
        domain = [("employee_id", "in", self.ids), ("state", "=", "planned")]
        counts = dict(tasks._read_group(domain, ["employee_id"], ["__count"]))
        for employee in self:
            employee.open_task_count = counts.get(employee._origin, 0)

    def _get_holdings(self, first_day, last_day):
        """Return the engine holdings of one employee between two days, of all duties of their company."""
        self.ensure_one()
        duties = (
            self.env["marketing.duty"]
            .sudo()
            .search([("job_id", "!=", False), ("company_id", "in", [self.sudo().company_id.id, False])])
        )
        return duties._get_holdings(first_day, last_day, self)

    def _has_job_on(self, job, day):
        """Tell whether the employee is in a job on a day."""
        self.ensure_one()
        stretches = self.env["marketing.dated.position"].sudo()._get_stretches(day, day, self)
        return any(each.job == job.id for each in stretches)

    def _get_appraiser_on(self, day):
        """Return the appraiser of one employee on a day."""
        positions = self.env["marketing.dated.position"].sudo()
        return positions.search(
            [("employee_id", "in", self.ids), ("date_from", "<=", day), ("date_to", ">", day)], limit=1
        ).appraiser_id

    def action_open_duties(self):
        """Open what the employee holds today."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles.marketing_duty_holder_action")
        return dict(action, domain=[("employee_id", "=", self.id)], context={}, display_name=self.name)

    def action_open_tasks(self):
        """Open the employee's tasks."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles.marketing_task_action")
        return dict(
            action,
            domain=[("employee_id", "=", self.id)],
            context={"search_default_open": 1, "default_employee_id": self.id},
            display_name=self.name,
        )

    def action_hand_over_duties(self):
        """Begin a hand-over of everything that the employee holds, or held until they left."""
        self.ensure_one()
        day = fields.Date.context_today(self)
        leaving = self.sudo().departure_date
        if leaving and leaving >= day:
            day = leaving + timedelta(days=1)
        handover = self.env["marketing.duty.handover"]
        lines = [fields.Command.create(vals) for vals in handover._prepare_line_vals(self, day)]
        draft = handover.create(
            {"employee_id": self.id, "company_id": self.company_id.id, "date_from": day, "line_ids": lines}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": draft._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }
