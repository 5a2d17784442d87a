from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...engine import probation as rules


class MarketingProbation(models.Model):
    """Which length the contract allows (R40)."""

    _inherit = "marketing.probation"

    @api.depends("employee_id")
    def _compute_date_start(self):
        """Take the first day of the contract, or else of the employment."""
        for probation in self:
            employee = probation.employee_id.sudo()
            start = employee and (employee.version_id.contract_date_start or employee._get_first_version_date())
            probation.date_start = start or probation.date_start or fields.Date.context_today(self)

    @api.depends("employee_id")
    def _compute_contract_kind(self):
        for probation in self:
            end = probation.employee_id.sudo().version_id.contract_date_end
            probation.contract_kind = rules.FIXED if end else rules.OPEN_ENDED

    @api.depends("employee_id", "date_start")
    def _compute_contract_months(self):
        """Read the term off the contract, which HR officers see here as a length alone."""
        for probation in self:
            version = probation.employee_id.sudo().version_id
            start, end = version.contract_date_start or probation.date_start, version.contract_date_end
            probation.contract_months = rules.whole_months(start, end) if end else 0

    @api.depends("employee_id", "contract_kind", "contract_months")
    def _compute_months(self):
        """Propose the normal length, or what is allowed if that is less; a length that was given is only shortened."""
        limits = self._get_limits()
        for probation in self:
            most = rules.most_months(probation._to_contract(), limits.get(probation, ()))
            probation.months = max(rules.LEAST_MONTHS, min(probation.months or rules.NORMAL_MONTHS, most))

    def _to_contract(self):
        """Return the engine's contract."""
        self.ensure_one()
        return rules.Contract(self.contract_kind or rules.OPEN_ENDED, self.contract_months)

    def _get_limits(self):
        """Return {probation: lines of the country of its employer}: one query."""
        by_country = self.env["marketing.probation.limit"]._get_limits(self.company_id.sudo().country_id)
        return {one: by_country.get(one.company_id.sudo().country_id, ()) for one in self}

    @api.depends_context("lang")
    @api.depends("months", "contract_kind", "contract_months", "company_id", "state", "approved_by_id", "date_end")
    def _compute_limit_note(self):
        """Say while it is planned what stands against the length."""
        limits = self._get_limits()
        for probation in self:
            planned = probation.state == "draft"
            refusal = rules.check_months(probation.months, probation._to_contract(), limits[probation])
            probation.needs_approval = (
                planned and not probation.approved_by_id and bool(rules.needs_approval(probation.months))
            )
            note = False
            if planned and refusal:
                note = probation._describe_length(refusal, limits[probation])
            elif probation.needs_approval:
                note = self.env._("%(months)s months need the general manager's approval first.",
                    months=probation.months)  # fmt: skip
            elif (
                planned and probation.date_end and probation.date_end < probation.company_id.sudo()._get_company_today()
            ):
                note = self.env._("Its last day, %(day)s, has passed: is it the right person and first day?",
                    day=format_date(self.env, probation.date_end))  # fmt: skip
            probation.limit_note = note

    def _check_length(self):
        """Hold the length against R40 and the table of the country."""
        self.ensure_one()
        limits = self._get_limits()[self]
        refusal = rules.check_months(self.months, self._to_contract(), limits)
        if refusal:
            raise UserError(self._describe_length(refusal, limits))

    def _describe_length(self, refusal, limits):
        """Return the sentence for a length that is refused."""
        self.ensure_one()
        country = self.company_id.sudo().country_id.name
        if refusal in (rules.TOO_SHORT, rules.TOO_LONG):
            return self.env._("A probation lasts 1 to 6 months, not %(months)s.", months=self.months)
        if refusal == rules.NONE_ALLOWED and self.contract_kind == rules.FIXED and self.contract_months < 1:
            return self.env._("Enter the length of the contract in months.")
        if refusal == rules.NONE_ALLOWED:
            return self.env._("%(country)s allows no probation for this contract.", country=country)
        return self.env._(
            "%(country)s allows at most %(most)s months for this contract, not %(months)s.",
            country=country,
            most=rules.most_months(self._to_contract(), limits),
            months=self.months,
        )

    def _get_latest_end(self):
        """Return the last day that an extension may reach: R40 and the country's table hold for the total."""
        self.ensure_one()
        most = rules.most_months(self._to_contract(), self._get_limits()[self])
        return rules.last_day(self.date_start, max(most, self.months))

    def _to_case(self, grade, today=None):
        """Return what a decision is held against, as the engine's Case; with today while it is proposed."""
        self.ensure_one()
        return rules.Case(
            start=self.date_start,
            end=self.date_end,
            grade=grade or None,
            latest_end=self._get_latest_end(),
            is_extended=bool(self.extension_days),
            today=today,
        )

    def _find_policies(self):
        """Return {probation: the policy that holds for the person today, or none}: one query for each company."""
        policies = self.env["marketing.appraisal.policy"]
        by_company = {
            company: policies._get_policies_on(company, company.sudo()._get_company_today())
            for company in self.company_id
        }
        found = {}
        for probation in self:
            by_department = by_company.get(probation.company_id, {})
            own = by_department.get(probation.employee_id.sudo().department_id.id)
            found[probation] = own or by_department.get(False, policies)
        return found

    def _find_policy(self):
        """Return the policy that holds for the person today, or none."""
        self.ensure_one()
        return self._find_policies()[self]

    def _get_policy(self):
        """Return the policy that holds for the person today.

        :raises UserError: where there is none
        """
        policy = self._find_policy()
        if not policy:
            day = self.company_id.sudo()._get_company_today()
            raise UserError(
                self.env._("No policy holds for %(name)s on %(day)s.", name=self.employee_id.name,
                    day=format_date(self.env, day))
            )  # fmt: skip
        return policy
