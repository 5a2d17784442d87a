from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .. import steps
from ..rating.marketing_appraisal_event import BARS, COUNTS


class MarketingAppraisalPeriod(models.Model):
    """Opening a year: everybody with a published month in it, but those whom R51 leaves out, with the reason."""

    _inherit = "marketing.appraisal.period"

    def _open_year(self):
        """Make the appraisals of the year; again, it takes back those that nothing was done on (R50, R51)."""
        self.ensure_one()
        latest, published = self._get_months_of_year()
        if not latest and not self.appraisal_ids:
            raise UserError(
                self.env._("%(name)s has no month yet: a year is made of the published months in it.", name=self.name)
            )
        barred = self._get_left_out_of_year(published)
        appraised = [
            dict(
                self._prepare_appraisal_vals(month, month.policy_id),
                employee_id=employee.id,
                step=steps.path("annual")[0],
            )
            for employee, month in latest.items()
            if employee in published and employee not in barred
        ]
        omitted = [
            self._prepare_omission_vals(employee, "no_month") for employee in latest if employee not in published
        ]
        omitted += [
            self._prepare_omission_vals(position.employee_id, "no_month")
            for position in self._get_positions()
            if position.employee_id not in latest
        ]
        omitted += [self._prepare_omission_vals(employee, "no_month") | vals for employee, vals in barred.items()]
        gone = self.appraisal_ids.filtered(lambda case: case.employee_id in barred and not case._is_begun())
        gone.filtered(lambda case: not case.is_signed).unlink()
        self._store_opening(appraised, omitted)

    def _get_months_of_year(self):
        """Return ({employee: the last month's appraisal}, employees with a published one): one query."""
        months = self.env["marketing.appraisal"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("period_id.kind", "=", "monthly"),
                ("period_id.date_from", ">=", self.date_from),
                ("period_id.date_to", "<=", self.date_to),
            ],
            order="date_to desc",
        )
        latest = {}
        for month in months:
            latest.setdefault(month.employee_id, month)
        return latest, months.filtered("is_published").employee_id

    def _get_left_out_of_year(self, employees):
        """Return {employee: values of the omission} of whoever takes no part (R51); for addons to add to."""
        self.ensure_one()
        found = {
            employee: {"reason": "probation", "date": day} for employee, day in self._get_on_trial(employees).items()
        }
        for event in self._get_barring_sanctions(employees):
            found.setdefault(event.employee_id, {"reason": "sanction", "date": event.date, "event_id": event.id})
        return found

    def _get_on_trial(self, employees):
        """Return {employee: last day of the trial} of those who are on trial on the last day of the year: one query."""
        versions = self.env["hr.version"].sudo().search_fetch(
            [("employee_id", "in", employees.ids), ("date_version", "<=", self.date_to)],
            ["employee_id", "trial_date_end"],
            order="employee_id, date_version, id",
        )  # fmt: skip
        last = {version.employee_id: version.trial_date_end for version in versions}
        return {employee: day for employee, day in last.items() if day and day >= self.date_to}

    def _get_barring_sanctions(self, employees):
        """Return the demerits and heavier sanctions of the year that keep their people out of it: one query.

        What was withdrawn has never been. What was discharged counts as the policy says.
        """
        policy = self._get_main_policy()
        states = COUNTS if not policy or policy.discharged_bars_annual else BARS
        domain = Domain("employee_id", "in", employees.ids) & Domain("type_id.bars_annual", "=", True)
        domain &= Domain("date", ">=", self.date_from) & Domain("date", "<=", self.date_to)
        domain &= Domain("state", "in", states)
        return self.env["marketing.appraisal.event"].sudo().search(domain, order="date, id")


class MarketingAppraisalOmission(models.Model):
    """Why somebody is not in the year, with the day or the record that says so (R51)."""

    _inherit = "marketing.appraisal.omission"

    reason = fields.Selection(
        selection_add=[
            ("probation", "On probation at the end of the year"),
            ("returned", "Returned to the post too late in the year"),
            ("unpaid_leave", "On unpaid leave with the post kept"),
            ("sanction", "A demerit or heavier sanction in the year"),
        ],
        ondelete={
            "probation": "cascade",
            "returned": "cascade",
            "unpaid_leave": "cascade",
            "sanction": "cascade",
        },
    )
    date = fields.Date(help="Until when, or on which day.")
    event_id = fields.Many2one("marketing.appraisal.event", ondelete="set null")
