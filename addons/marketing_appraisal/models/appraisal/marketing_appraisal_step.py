from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from .. import steps

WORK_SCORES = ("task", "criterion", "year", "purpose")
# The kinds of scores that are given, or looked at, in a step.
SCORED_AT = {
    steps.SCORING: WORK_SCORES,
    steps.COUNTERSIGNATURE: WORK_SCORES,
    steps.BEHAVIOUR: ("behaviour",),
}


class MarketingAppraisalStep(models.Model):
    """The log of steps: who completed which, and when. Written once, never changed (R23)."""

    _name = "marketing.appraisal.step"
    _description = "Completed Step"
    _order = "appraisal_id, id"

    appraisal_id = fields.Many2one("marketing.appraisal", required=True, ondelete="cascade", index=True)
    step = fields.Selection(steps.STEPS, required=True)
    user_id = fields.Many2one("res.users", string="By", required=True, ondelete="restrict")
    stood_in_for_id = fields.Many2one(
        "hr.employee", string="In Place Of", ondelete="restrict", help="Whose substitute or delegate it was."
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)


class MarketingAppraisal(models.Model):
    """Moving an appraisal through its steps, in order, none skipped."""

    _inherit = "marketing.appraisal"

    has_nothing_to_score = fields.Boolean(
        compute="_compute_has_nothing_to_score",
        export_string_translation=False,
        help="Everything of the current step is measured, or there is no task to score.",
    )

    def action_complete_step(self, reason=None):
        """Complete the current step of each appraisal.

        :param str reason: why HR goes on without the person's answer to the interview; the person reads it
        """
        self._complete_step(reason)

    def action_sign(self):
        """Sign as the general manager; without it a result is void."""
        self._check_at_step(steps.SIGNATURE)
        self._complete_step()
        self.period_id._settle_state()

    def action_publish(self):
        """Publish signed results to their employees and file them."""
        self._check_at_step(steps.PUBLICATION)
        self._complete_step()
        self.period_id._settle_state()

    def _check_at_step(self, step):
        labels = dict(self._fields["step"]._description_selection(self.env))
        for appraisal in self:
            if appraisal.step != step:
                raise UserError(
                    self.env._(
                        "%(name)s stands at %(current)s, not at %(wanted)s.",
                        name=appraisal.display_name,
                        current=labels[appraisal.step],
                        wanted=labels[step],
                    )
                )

    def _complete_step(self, reason=None):
        """Check who asks and what is missing, then log the step and go on to the next one."""
        reason = (reason or "").strip()
        for (step, _kind), appraisals in self.grouped(lambda case: (case.step, case.kind)).items():
            if step == steps.DONE:
                raise UserError(self.env._("%(name)s is done.", name=appraisals[:1].display_name))
            appraisals._check_may_complete(step)
            appraisals.sudo()._lock(step)
            checker = getattr(appraisals, f"_check_step_{step}", None)
            if checker:
                checker()
            if step == steps.INTERVIEW:
                appraisals._check_interview(reason)
            appraisals.sudo()._move_on(step, reason)

    def _lock(self, step):
        """Keep everybody else out until the end of the transaction: what two complete at once is completed once."""
        if step == steps.SIGNATURE:
            for company in self.company_id:
                self.env["marketing.appraisal.chain"]._lock(company)
        busy = (self - self.try_lock_for_update(allow_referencing=True))[:1]
        if busy:
            raise UserError(
                self.env._(
                    "Somebody else is working on %(name)s at this moment. Try again in a minute.",
                    name=busy.display_name,
                )
            )

    def _check_may_complete(self, step):
        """Refuse whoever does not own the step."""
        self.check_access("read")
        refused = (self - self._filter_may_complete(step))[:1]
        if refused:
            raise AccessError(
                self.env._(
                    "%(name)s: this step is completed by %(owner)s, and not on one's own appraisal.",
                    name=refused.display_name,
                    owner=steps.OWNER_LABELS[steps.STEP_OWNER[step]],
                )
            )

    def _filter_may_complete(self, step):
        """Return the appraisals on which the user may complete a step.

        Nobody judges their own case; publishing and filing judge nothing.
        """
        if self.env.su:
            return self
        user, owner = self.env.user, steps.STEP_OWNER[step]
        officer = user.has_group("marketing_roles.group_hr_officer")
        others = self.filtered(lambda appraisal: appraisal.user_id != user)
        if owner == steps.EMPLOYEE:
            return self if officer else self - others
        if owner == steps.APPRAISER:
            return others if officer else others._filter_appraised_by(user)
        if owner == steps.COUNTERSIGNER:
            return others.filtered(lambda appraisal: appraisal.sudo().countersigner_id.user_id == user)
        if owner == steps.GENERAL_MANAGER:
            signs = user.has_group("marketing_roles.group_general_manager")
            return others.filtered(lambda appraisal: signs or appraisal.sudo().delegate_id.user_id == user)
        if not officer:
            return self.browse()
        return self if step in steps.WITHOUT_JUDGEMENT else others

    def _move_on(self, step, reason=None):
        """Log the step and move appraisals of one kind to the next; publication files the result as well."""
        done = [step, steps.FILING] if step == steps.PUBLICATION else [step]
        self._log_steps(done, reason=reason or False)
        following = steps.next_step(done[-1], self[:1].kind)
        if following == steps.COUNTERSIGNATURE:
            # Where nobody is designated there is nothing to countersign.
            alone = self.filtered(lambda appraisal: not appraisal.countersigner_id)
            alone.write({"step": steps.next_step(following)})
            (self - alone).write({"step": following})
            return
        vals = {"step": following}
        now = fields.Datetime.now()
        if step == steps.SIGNATURE:
            vals["is_signed"] = True
            self.result_ids.write({"is_signed": True, "signed_by_id": self.env.uid, "signed_date": now})
        elif step == steps.PUBLICATION:
            vals["is_published"] = True
            self.result_ids.write({"is_published": True, "published_date": now})
        self.write(vals)
        if step == steps.PUBLICATION:
            self._tell_of_year()
        if step == steps.SIGNATURE:
            self.env.flush_all()
            self.env["marketing.appraisal.sealer"]._seal(self.result_ids)

    def _log_steps(self, done, **vals):
        """Write into the log who completed which steps, and in whose place."""
        owners = {step: self._get_stood_in_for(step) for step in done}
        nobody = self.env["hr.employee"]
        self.env["marketing.appraisal.step"].create(
            [
                {
                    "appraisal_id": appraisal.id,
                    "step": step,
                    "user_id": self.env.uid,
                    "stood_in_for_id": owners[step].get(appraisal, nobody).id,
                    **vals,
                }
                for appraisal in self
                for step in done
            ]
        )

    def _check_step_self_assessment(self):
        """An empty form is not handed in by its person; HR may go on without one."""
        empty = self.filtered(lambda one: one.user_id == self.env.user and not (one.self_assessment or "").strip())[:1]
        if empty and not self.env.su:
            raise UserError(self.env._("Write your self-assessment before you hand it in."))

    def _check_step_scoring(self):
        self._check_scored(WORK_SCORES)

    def _check_step_behaviour(self):
        self._check_scored(("behaviour",))

    def _check_step_countersignature(self):
        self._check_scored(WORK_SCORES, second=True)

    @api.depends("step", "rating_ids.kind", "scorecard_id")
    def _compute_has_nothing_to_score(self):
        for case in self:
            scored = SCORED_AT.get(case.step)
            case.has_nothing_to_score = scored and not set(case.rating_ids.mapped("kind")) & set(scored)

    def _check_scored(self, kinds, second=False):
        """Where a missing value blocks the total, the step waits for every score, or every second one."""
        strict = self.sudo().filtered(lambda appraisal: appraisal.policy_id.missing_rule == "block")
        given = "is_second_scored" if second else "is_scored"
        missing = strict.rating_ids.filtered(
            lambda rating: rating.kind in kinds and not rating[given] and (not second or rating._takes_second_score())
        )[:1]
        if missing:
            raise UserError(
                self.env._(
                    "%(person)s: “%(subject)s” has no score yet.",
                    person=missing.appraisal_id.employee_id.name,
                    subject=missing.name,
                )
            )

    def _check_step_signature(self):
        waiting = self.filtered(lambda appraisal: not appraisal.is_signable)[:1]
        if waiting:
            name = waiting.display_name
            if waiting.is_blocked:
                raise UserError(
                    self.env._("%(name)s has no total, because a value is missing; its result says which.", name=name)
                )
            raise UserError(self.env._("%(name)s has no total that could be signed; grade it first.", name=name))
        changed = self.env["marketing.appraisal.grader"].sudo()._find_changed(self.sudo())
        if changed:
            raise UserError(
                self.env._(
                    "Scores, documents or rules changed since the grading of: %(names)s."
                    " Compute the grades again and look at them before you sign.",
                    names=format_list(self.env, changed.mapped("display_name")),
                )
            )

    def _check_step_publication(self):
        unsigned = self.filtered(lambda appraisal: not appraisal.is_signed)[:1]
        if unsigned:
            raise UserError(self.env._("%(name)s is not signed.", name=unsigned.display_name))
