from datetime import timedelta

from odoo import fields, models

from ..engine.holdings import RESPONSIBLE, holdings


class MarketingDuty(models.Model):
    _inherit = "marketing.duty"

    def _get_last_holders(self):
        """Return {duty: the employee who was responsible for it last}, looking back a year."""
        today = fields.Date.context_today(self)
        found = self._get_holdings(today - timedelta(days=365), today)
        last = {}
        for each in sorted((each for each in found if each.kind == RESPONSIBLE), key=lambda each: each.end):
            last[self.browse(each.duty)] = self.env["hr.employee"].browse(each.employee)
        return last

    def _get_holdings(self, first_day, last_day, employees=None, companies=None):
        """Return who holds the duties between two days, both included: as engine holdings.

        :param employees: only these, or None for everybody
        :param companies: only people of these, or None for all
        """
        positions = self.env["marketing.dated.position"].sudo()
        stretches = positions._get_stretches(first_day, last_day, employees, companies)
        domain = [
            ("duty_id", "in", self.ids),
            ("date_from", "<=", last_day),
            "|", ("date_to", "=", False), ("date_to", ">=", first_day),
        ]  # fmt: skip
        if employees is not None:
            domain += [("employee_id", "in", employees.ids)]
        assignments = self.env["marketing.duty.assignment"].sudo().search(domain)
        found = holdings(stretches, {duty.id: duty.job_id.id for duty in self.sudo()}, assignments._to_engine())
        # A position reaches beyond the days asked for, and so may what somebody held before or will hold after them.
        return [each for each in found if each.start <= last_day and each.end > first_day]
