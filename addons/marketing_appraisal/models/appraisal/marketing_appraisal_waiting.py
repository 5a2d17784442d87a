from odoo import api, fields, models
from odoo.fields import Domain

from .. import steps

OFFICER, GENERAL_MANAGER = "marketing_roles.group_hr_officer", "marketing_roles.group_general_manager"
# What is published still waits for its follow-up.
REMINDED_STATES = ("open", "signed", "published")


class MarketingAppraisal(models.Model):
    """For whom an appraisal waits, and until when (R23)."""

    _inherit = "marketing.appraisal"

    waiting_for = fields.Selection(
        [
            (steps.EMPLOYEE, "Employee"),
            (steps.APPRAISER, "Appraiser"),
            (steps.COUNTERSIGNER, "Countersigner"),
            (steps.HR, "HR"),
            (steps.GENERAL_MANAGER, "General Manager"),
        ],
        compute="_compute_waiting_for",
        store=True,
        precompute=True,
    )
    waiting_user_id = fields.Many2one(
        "res.users", string="Waits For", compute="_compute_waiting_user_id", store=True, index="btree_not_null"
    )
    step_deadline = fields.Date(
        string="Step Due", compute="_compute_step_deadline", store=True, help="Last day of the present step, included."
    )
    waits_for_me = fields.Boolean(
        compute="_compute_waits_for_me", search="_search_waits_for_me", export_string_translation=False
    )
    is_late = fields.Boolean(string="Overdue", compute="_compute_is_late", search="_search_is_late")

    @api.depends("step", "interview_state")
    def _compute_waiting_for(self):
        """An interview that was held waits for the answer of its person, everything else for the owner of the step."""
        for appraisal in self:
            answers = appraisal.step == steps.INTERVIEW and appraisal.interview_state == "held"
            appraisal.waiting_for = steps.EMPLOYEE if answers else steps.STEP_OWNER.get(appraisal.step)

    @api.depends(
        "waiting_for", "user_id", "appraiser_id.user_id", "substitute_id.user_id", "countersigner_id.user_id",
        "delegate_id.user_id",
    )  # fmt: skip
    def _compute_waiting_user_id(self):
        """Name the one person it waits for; HR and, without a delegate, the general manager are groups."""
        for appraisal in self:
            owner = {
                steps.EMPLOYEE: appraisal.user_id,
                steps.APPRAISER: appraisal.substitute_id.user_id or appraisal.appraiser_id.user_id,
                steps.COUNTERSIGNER: appraisal.countersigner_id.user_id,
                steps.GENERAL_MANAGER: appraisal.delegate_id.user_id,
            }
            appraisal.waiting_user_id = owner.get(appraisal.waiting_for)

    @api.depends_context("uid")
    @api.depends("waiting_for", "waiting_user_id")
    def _compute_waits_for_me(self):
        mine = self.filtered_domain(self._get_waits_for_me_domain())
        for case in self:
            case.waits_for_me = case in mine

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_waits_for_me_domain()
        return domain if True in value else ~domain

    @api.model
    def _get_waits_for_me_domain(self):
        """Return the domain of what waits for the reader by name, or for a group of theirs; nobody judges their own."""
        user = self.env.user
        domain = Domain("waiting_user_id", "=", user.id)
        for owner, group in ((steps.HR, OFFICER), (steps.GENERAL_MANAGER, GENERAL_MANAGER)):
            if user.has_group(group):
                waits = Domain("waiting_for", "=", owner) & Domain("waiting_user_id", "=", False)
                own = Domain("user_id", "!=", user.id) | Domain("step", "in", list(steps.WITHOUT_JUDGEMENT))
                domain |= waits & own
        return domain

    @api.depends("step", "period_id.step_deadlines")
    def _compute_step_deadline(self):
        for appraisal in self:
            appraisal.step_deadline = (appraisal.period_id.step_deadlines or {}).get(appraisal.step)

    @api.depends("step_deadline")
    def _compute_is_late(self):
        today = {company: company.sudo()._get_company_today() for company in self.company_id}
        for appraisal in self:
            due = appraisal.step_deadline
            appraisal.is_late = bool(due) and due < today[appraisal.company_id]

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        companies = self.env["res.company"].sudo().search([("active", "in", [True, False])])
        late = Domain.OR(
            Domain("company_id", "=", company.id) & Domain("step_deadline", "<", company._get_company_today())
            for company in companies
        )
        return late if True in value else ~late

    def _get_users_to_act(self, groups):
        """Return whom a case waits for and who could act on it: nobody judges their own.

        :param dict groups: {owner of a step: all users of its group}
        """
        self.ensure_one()
        users = self.waiting_user_id or groups.get(self.waiting_for, self.waiting_user_id)
        if self.waiting_for != steps.EMPLOYEE and self.step not in steps.WITHOUT_JUDGEMENT:
            users -= self.user_id
        return users.filtered(lambda user: user.active and self.company_id in user.company_ids)


class MarketingAppraisalPeriod(models.Model):
    """Reminding: one activity a person, which says how much waits for them and is renewed every day."""

    _inherit = "marketing.appraisal.period"

    @api.model
    def _cron_remind(self):
        """Renew the reminders of everybody for whom something is due today, tomorrow or since yesterday."""
        kind = self.env.ref("marketing_appraisal.mail_activity_type_steps")
        waiting = self._get_waiting()
        present = self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])
        done = present.browse()
        for activity in present:
            # Of two for one person the first one stays.
            key = activity.res_id, activity.user_id
            if key in waiting:
                activity.write(self._prepare_reminder(activity.user_id, *waiting.pop(key)))
            else:
                done += activity
        done.unlink()
        for (period_id, user), counts in waiting.items():
            self.browse(period_id).with_context(lang=user.lang).activity_schedule(
                activity_type_id=kind.id, user_id=user.id, **self._prepare_reminder(user, *counts)
            )

    @api.model
    def _get_waiting(self):
        """Return {(period id, user): (appraisals that wait, those that are overdue, the earliest deadline)}.

        Each person is told once, in the earliest period in which something waits for them.
        """
        cases = self.env["marketing.appraisal"].search(
            [("period_id.state", "in", REMINDED_STATES), ("step_deadline", "!=", False)], order="date_from, id"
        )
        soon = {company: fields.Date.add(company._get_company_today(), days=1) for company in cases.company_id}
        groups = {
            steps.HR: self.env.ref("marketing_roles.group_hr_officer").all_user_ids,
            steps.GENERAL_MANAGER: self.env.ref("marketing_roles.group_general_manager").all_user_ids,
        }
        found, told = {}, {}
        for case in cases.filtered(lambda case: case.step_deadline <= soon[case.company_id]):
            for user in case._get_users_to_act(groups):
                key = told.setdefault(user, (case.period_id.id, user))
                count, late, due = found.get(key, (0, 0, case.step_deadline))
                found[key] = count + 1, late + case.is_late, min(due, case.step_deadline)
        return found

    @api.model
    def _prepare_reminder(self, user, count, late, due):
        """Return the values of a reminder in the reader's language; it says how many, and nothing of scores."""
        env = self.with_context(lang=user.lang).env
        summary = (
            env._("Appraisals that wait for you: %(count)s, overdue: %(late)s", count=count, late=late)
            if late
            else env._("Appraisals that wait for you: %(count)s", count=count)
        )
        return {"summary": summary, "date_deadline": due}
