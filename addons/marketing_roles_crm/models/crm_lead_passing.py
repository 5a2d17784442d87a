from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date


class PassingStep(NamedTuple):
    """What passing would do with one lead: to whom it goes, or why it stays."""

    lead: models.BaseModel
    user: models.BaseModel
    region: models.BaseModel
    problem: str = ""


class CrmLead(models.Model):
    """Passing leads to sales, to a person or by region, and on to another person (R8)."""

    _inherit = "crm.lead"

    def _plan_passing(self, user=None, is_pass_on=False):
        """Return one PassingStep for each lead, without doing anything.

        :param user: the salesperson who gets them all, empty as long as nobody is chosen; None: the regions decide
        :param bool is_pass_on: leads that sales has already go to another person
        """
        by_region = user is None
        found = self.env["marketing.lead.region"]._find_for(self) if by_region else {}
        steps = []
        for lead in self:
            region = found.get(lead.id, lead.region_id.sudo())
            receiver = region.user_id if by_region else user.sudo()
            problem = lead._describe_passing_problem(is_pass_on)
            if not problem and by_region and not region:
                problem = lead._describe_missing_region()
            problem = problem or lead._describe_receiver_problem(receiver, is_pass_on)
            steps.append(PassingStep(lead, receiver, region, problem))
        return steps

    def _describe_passing_problem(self, is_pass_on):
        """Return why the lead goes to nobody, or nothing."""
        self.ensure_one()
        if self.won_status == "won":
            return self.env._("It is won.")
        if self.won_status == "lost":
            return self.env._("It is lost.")
        if not self.active:
            return self.env._("It is archived.")
        if is_pass_on and not self.passed_date:
            return self.env._("It has not been passed to sales yet.")
        if self.passed_date and not is_pass_on:
            return self.env._(
                "It was passed to %(name)s on %(day)s already.",
                name=self.passed_to_id.sudo().name,
                day=format_date(self.env, self.passed_date),
            )
        return ""

    def _describe_receiver_problem(self, user, is_pass_on):
        """Return why the lead does not go to this person, or nothing."""
        self.ensure_one()
        if not user:
            return self.env._("Nobody is chosen yet.")
        if is_pass_on and user == self.user_id:
            return self.env._("%(name)s has it already.", name=user.name)
        if not user.active:
            return self.env._("%(name)s is archived.", name=user.name)
        if self._get_follow_up_company() not in user.company_ids:
            return self.env._("%(name)s does not work in its company.", name=user.name)
        if not user.has_group("sales_team.group_sale_salesman"):
            return self.env._("%(name)s has no right to work on leads.", name=user.name)
        return ""

    def _describe_missing_region(self):
        if self.state_id or self.country_id:
            return self.env._("No region covers its state or country.")
        return self.env._("It has neither state nor country, so no region fits.")

    def _pass_to_sales(self, user=None):
        """Pass those leads that can be passed; return all steps.

        The rights on the leads are checked once; then the system writes, because somebody who
        passes a lead to a colleague may not be allowed to read it afterwards.
        """
        steps = self._take_for_passing(user)
        batches = {}
        for step in steps:
            if not step.problem:
                team = step.region.team_id if user is None else step.region.team_id.browse()
                batches.setdefault((step.user, team), []).append(step.lead.id)
        for (receiver, team), lead_ids in batches.items():
            self.browse(lead_ids).sudo()._write_passing(receiver, team)
        return steps

    def _pass_on(self, user, reason):
        """Give leads that sales has already to another person; the day on which feedback is due stays."""
        steps = self._take_for_passing(user, is_pass_on=True)
        leads = self.browse([step.lead.id for step in steps if not step.problem]).sudo()
        before = {lead.id: lead.user_id.name for lead in leads}
        leads.with_context(passed_on_because=reason).write({"user_id": user.id})
        leads._message_log_batch(
            {
                lead.id: self.env._(
                    "Passed on from %(giver)s to %(name)s: %(reason)s",
                    giver=before[lead.id] or self.env._("nobody"),
                    name=user.sudo().name,
                    reason=reason,
                )
                for lead in leads
            }
        )
        return steps

    def _take_for_passing(self, user, is_pass_on=False):
        """Return the steps of the leads after nobody else can pass them any more.

        Somebody who passed one of them in the meantime makes the database refuse the lock; Odoo then
        repeats the request, which finds the lead passed.
        """
        self.check_access("write")
        self._check_nobody_passes()
        steps = self._plan_passing(user, is_pass_on)
        if all(step.problem for step in steps):
            step = next(iter(steps), None)
            raise UserError(
                self.env._("%(lead)s cannot be passed: %(problem)s", lead=step.lead.name, problem=step.problem)
                if step
                else self.env._("Choose the leads to pass first.")
            )
        return steps

    def _check_nobody_passes(self):
        taken = self - self.try_lock_for_update(allow_referencing=True)
        if taken:
            raise UserError(
                self.env._("%(lead)s is being changed by somebody else right now; try again.", lead=taken[0].name)
            )

    def _write_passing(self, user, team):
        """Write what passing means, and note it in the messages and in the history."""
        before = {lead.id: lead.user_id.id for lead in self}
        today = {company: company._get_company_today() for company in self.company_id | self.env.company}
        for company, leads in self.grouped("company_id").items():
            leads.write(
                {
                    "user_id": user.id,
                    **({"team_id": team.id} if team else {}),
                    "passed_date": today[company or self.env.company],
                    "passed_by_id": self.env.uid,
                    "passed_to_id": user.id,
                }
            )
        self.env["marketing.lead.handover"].create(
            [
                {
                    "lead_id": lead.id,
                    "kind": "passed",
                    "from_user_id": before[lead.id],
                    "to_user_id": user.id,
                    "region_id": lead.region_id.id,
                }
                for lead in self
            ]
        )
        self._message_log_batch(dict.fromkeys(self.ids, self.env._("Passed to sales: %(name)s", name=user.name)))
