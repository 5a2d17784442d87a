from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine.presence import presence


class MarketingAppraisalPeriod(models.Model):
    """Opening a period: who is appraised, by whom, by which policy, and who is not and why."""

    _inherit = "marketing.appraisal.period"

    def action_open(self):
        """Make the appraisals of everybody in scope, once, however often it is run (R30)."""
        self._check_runs_periods()
        for period in self:
            if period.state in ("signed", "published"):
                raise UserError(self.env._("%(name)s is signed already.", name=period.name))
            if period.kind == "annual":
                period.sudo()._open_year()
            else:
                period.sudo()._open_month()
            period.sudo().filtered(lambda period: period.state == "draft").state = "open"

    @api.private
    def _check_runs_periods(self):
        """Only HR and the general manager run periods; server actions call this too."""
        user = self.env.user
        if self.env.su or user.has_group("marketing_roles.group_hr_officer"):
            return
        if not user.has_group("marketing_roles.group_general_manager"):
            raise UserError(self.env._("Only HR or the general manager runs appraisal periods."))

    def _open_month(self):
        """Gather positions, presence and policies set-wise and create what is not there yet."""
        self.ensure_one()
        calendar = self.company_id._get_work_calendar(self.date_from, self.date_to)
        policies = self._get_policies()
        scorecards = self.env["marketing.scorecard"]._get_by_role(self.company_id)
        away = self.env["hr.employee"]._get_absent_days(self.date_from, self.date_to, self.company_id)
        appraised, omitted = [], []
        for position in self._get_positions():
            days = presence(
                calendar, self.date_from, self.date_to, position.date_start, position.date_end or None,
                away.get(position.employee_id.id, ()),
            )  # fmt: skip
            policy = policies.get(position.department_id.id) or policies.get(False)
            reason = self._get_omission_reason(position, days, policy)
            if reason:
                omitted.append(self._prepare_omission_vals(position.employee_id, reason, days))
                continue
            vals = self._prepare_appraisal_vals(position, policy)
            vals["scorecard_id"] = scorecards[position.role_id.id].id if position.role_id.id in scorecards else False
            appraised.append(vals)
        self._follow_positions(appraised)
        self._store_opening(appraised, omitted + self._get_further_omissions())

    def _get_policies(self):
        """Return {department id or False: policy} of the period's last day."""
        self.ensure_one()
        return self.env["marketing.appraisal.policy"]._get_policies_on(self.company_id, self.date_to)

    @api.model
    def _cron_open(self):
        """Open the running month of every company that wants it, and follow the organisation while it runs."""
        companies = self.env["res.company"].search([("appraisal_opens_itself", "=", True)])
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(companies))
        for company in companies:
            first = fields.Date.start_of(company._get_company_today(), "month")
            month = self.search([("company_id", "=", company.id), ("kind", "=", "monthly"), ("date_from", "=", first)])
            month = month or self.create({"company_id": company.id, "kind": "monthly", "date_from": first})
            if month.state in ("draft", "open"):
                month.action_open()
            if not commit(1):
                break

    def _follow_positions(self, appraised):
        """Let appraisals that nobody has scored yet follow transfers, and take back those of whoever has left (R29c).

        An appraiser whom HR has named stays, whoever the superior is now.
        """
        wanted = {vals["employee_id"]: vals for vals in appraised}
        followed = ("department_id", "branch_id", "job_id", "role_id", "scorecard_id", "appraiser_id")
        for case in self.appraisal_ids.filtered(lambda case: not case.is_signed and not case._is_scored()):
            vals = wanted.get(case.employee_id.id)
            if not vals:
                if not case.step_ids:
                    case.unlink()
                continue
            moved = {
                name: vals[name]
                for name in followed
                if name in vals
                and case[name].id != vals[name]
                and not (name == "appraiser_id" and case.has_named_appraiser)
            }
            if moved:
                case.write(moved)

    def _get_positions(self):
        """Return the position of everybody on the last day of the period on which they were employed.

        A change in the middle of the period thus goes to the later appraiser and job.
        """
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id) & Domain("date_start", "<=", self.date_to)
        domain &= Domain("date_end", "=", False) | Domain("date_end", ">=", self.date_from)
        if self.department_ids:
            domain &= Domain("department_id", "child_of", self.department_ids.ids)
        positions = self.env["marketing.dated.position"].search(domain)
        return positions.filtered(
            lambda position: (
                position.date_from <= min(self.date_to, position.date_end or self.date_to) < position.date_to
            )
        )

    @api.model
    def _get_omission_reason(self, position, days, policy):
        if not policy:
            return "no_policy"
        if not position.appraiser_id:
            return "no_appraiser"
        if not days.is_enough(policy._get_minimum_presence()):
            return "short_presence"
        return False

    def _get_further_omissions(self):
        """Return the values of omissions of people without a position in the period."""
        return []

    @api.model
    def _prepare_omission_vals(self, employee, reason, days=None):
        return {
            "employee_id": employee.id,
            "reason": reason,
            "worked_days": days.worked if days else 0,
            "possible_days": days.possible if days else 0,
        }

    def _prepare_appraisal_vals(self, position, policy):
        """Return the snapshot of who is appraised by whom in which job."""
        return {
            "period_id": self.id,
            "employee_id": position.employee_id.id,
            "department_id": position.department_id.id,
            "branch_id": position.branch_id.id,
            "job_id": position.job_id.id,
            "role_id": position.role_id.id,
            "appraiser_id": position.appraiser_id.id,
            "policy_id": policy.id,
        }

    def _store_opening(self, appraised, omitted):
        """Create the appraisals that are not there yet and rewrite the list of those left out."""
        self.ensure_one()
        present = set(self.appraisal_ids.employee_id.ids)
        # Nobody has to read ten thousand times that an appraisal was created, or to follow each of them.
        new = (
            self.env["marketing.appraisal"]
            .with_context(tracking_disable=True)
            .create([vals for vals in appraised if vals["employee_id"] not in present])
        )
        self.omission_ids = [
            Command.clear(),
            *[Command.create(vals) for vals in omitted if vals["employee_id"] not in present],
        ]
        (self.appraisal_ids | new)._sync_ratings()
