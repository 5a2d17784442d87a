from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from ...engine import probation as rules
from .marketing_probation import OFFICER, UNDER_WAY
from .marketing_probation_appraisal import DECIDED

KIND = "marketing_appraisal.mail_activity_type_probation"


class MarketingProbation(models.Model):
    """Reminding of the end, one activity for each probation and person, and proposing those whom nobody entered."""

    _inherit = "marketing.probation"

    @api.model
    def _cron_remind(self):
        """Renew the reminders of every probation that ends soon or has ended without a decision."""
        kind = self.env.ref(KIND)
        waiting = self._get_reminders()
        present = self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])
        done = present.browse()
        for activity in present:
            # Of two for one person the first one stays.
            probation = waiting.pop((activity.res_id, activity.user_id), None)
            if probation:
                vals = probation._prepare_reminder(activity.user_id)
                activity.write({name: vals[name] for name in vals if activity[name] != vals[name]})
            else:
                done += activity
        done.unlink()
        for (_number, user), probation in waiting.items():
            probation.with_context(lang=user.lang).activity_schedule(
                activity_type_id=kind.id, user_id=user.id, **probation._prepare_reminder(user)
            )

    @api.model
    def _get_reminders(self):
        """Return {(probation id, user): probation} of whom to remind today: the direct manager and HR."""
        found = {}
        probations = self.search([("state", "in", UNDER_WAY), ("employee_id.active", "=", True)])
        policies, substitutes = probations._find_policies(), probations._get_substitute_users()
        for probation in probations:
            if probation.appraisal_ids.filtered(lambda one: one.state == DECIDED):
                continue
            # One company without a policy must not keep the others from their reminders: it has them on the last day.
            days = policies[probation].probation_remind_days
            if probation.date_end <= fields.Date.add(probation.company_id._get_company_today(), days=days):
                nobody = self.env["res.users"]
                users = probation._get_manager_users() | substitutes.get(probation.id, nobody)
                for user in users | probation._get_hr_users():
                    found[probation.id, user] = probation
        return found

    def _prepare_reminder(self, user):
        """Return the values of a reminder in the reader's language; its person may read it: a day and no more."""
        self.ensure_one()
        reader = self.with_context(lang=user.lang)
        summary = reader.env._(
            "Probation of %(name)s ends on %(day)s", name=self.employee_id.name,
            day=format_date(reader.env, self.date_end),
        )  # fmt: skip
        return {"summary": summary, "date_deadline": self.date_end}

    def _end_reminders(self):
        """What is decided reminds nobody any more."""
        self.sudo().activity_ids.filtered(lambda one: one.activity_type_id == self.env.ref(KIND)).unlink()

    # ------------------------------------------------------------------ proposing

    @api.model
    def _cron_propose(self):
        """Plan a probation for everybody whose contract has a running trial and who has none here."""
        self._propose_from_trials(self.env["res.company"].search([("active", "=", True)]))

    def action_propose(self):
        """Plan them now, for the companies that the user works in."""
        if not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Probations are kept by HR."))
        found = self._propose_from_trials(self.env.companies)
        message = (
            self.env._("Probations planned: %(count)s", count=len(found))
            if found
            else self.env._("Everybody whose contract has a trial is here already.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _propose_from_trials(self, companies):
        """Plan probations by the trial dates of the contracts; HR looks at each before it begins.

        :return: the probations planned
        """
        planned = self.sudo().browse()
        for company in companies:
            versions = (
                self.env["hr.version"]
                .sudo()
                .search(
                    [
                        ("company_id", "=", company.id),
                        ("employee_id.active", "=", True),
                        ("trial_date_end", ">=", company._get_company_today()),
                    ],
                    order="employee_id, date_version",
                )
            )
            known = (
                self.sudo()
                .with_context(active_test=False)
                .search([("company_id", "=", company.id), ("employee_id", "in", versions.employee_id.ids)])
            )
            for employee, mine in versions.grouped("employee_id").items():
                if employee not in known.employee_id and not self._find_other(employee, company):
                    planned += self.sudo().create(self._prepare_planned(employee, mine[-1]))
        return planned

    @api.model
    def _prepare_planned(self, employee, version):
        """Take the least whole months that reach the end of the trial, within what is possible at all."""
        start = version.contract_date_start or employee._get_first_version_date()
        months = rules.covering_months(start, version.trial_date_end)
        return {
            "employee_id": employee.id,
            "date_start": start,
            "months": max(rules.LEAST_MONTHS, min(months, rules.MOST_MONTHS)),
        }
