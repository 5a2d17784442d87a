from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...engine import probation as rules
from .marketing_probation import CONFIRMED, CONFIRMED_EARLY, ENDED, EXTENDED, OFFICER
from .marketing_probation_appraisal import DECIDED, GRADED, PROPOSED, PUBLISHED

DECISIONS = [
    (rules.CONFIRM, "Confirm"),
    (rules.EARLY, "Confirm Early"),
    (rules.EXTEND, "Extend"),
    (rules.END, "End"),
]
GROUNDS = [
    (rules.NOT_QUALIFIED, "Did not meet the requirements of the post"),
    ("breach", "Serious breach of the rules"),
    ("neglect", "Serious neglect of duty"),
    ("untrue", "False statements when hired"),
    ("own_wish", "At the person's own wish"),
    ("other", "Another ground, as stated"),
]
STATE_AFTER = {
    rules.CONFIRM: CONFIRMED,
    rules.EARLY: CONFIRMED_EARLY,
    rules.EXTEND: EXTENDED,
    rules.END: ENDED,
}
DECISION_FIELDS = ("decision", "decision_day", "decision_days", "ground", "reason")


class MarketingProbationAppraisal(models.Model):
    """The decision: one side proposes, the other signs the same or proposes another; then it is told (R41)."""

    _inherit = "marketing.probation.appraisal"

    decision = fields.Selection(DECISIONS, copy=False, tracking=True)
    decision_day = fields.Date(
        string="On", copy=False, help="The first day as confirmed, or the last day of who is ended."
    )
    decision_days = fields.Integer(string="Days More", copy=False, aggregator=None)
    ground = fields.Selection(GROUNDS, copy=False)
    reason = fields.Text(copy=False)
    confirmed_from = fields.Date(compute="_compute_confirmed_from")
    manager_signed_by_id = fields.Many2one("res.users", string="Signed by the Direct Manager", copy=False)
    manager_signed_date = fields.Datetime(string="Direct Manager Signed On", copy=False)
    hr_signed_by_id = fields.Many2one("res.users", string="Signed by Administration", copy=False)
    hr_signed_date = fields.Datetime(string="Administration Signed On", copy=False)
    decided_date = fields.Datetime(string="Decided On", copy=False)
    published_date = fields.Datetime(string="Told On", copy=False)

    @api.depends("decision", "decision_day", "date_end")
    def _compute_confirmed_from(self):
        """Return the first day without a probation: by the decision, or after the last day."""
        for appraisal in self:
            after = appraisal.date_end and fields.Date.add(appraisal.date_end, days=1)
            days = {rules.CONFIRM: after, rules.EARLY: appraisal.decision_day}
            appraisal.confirmed_from = days.get(appraisal.decision, False)

    # ------------------------------------------------------------------ proposing and signing

    def action_ask_decision(self):
        """Ask which decision the user proposes."""
        self.ensure_one()
        self._check_takes_part()
        self._check_is_to_decide()
        return self._ask("marketing.probation.proposal", self.env._("Decision on %(name)s", name=self.employee_id.name))

    def _propose(self, vals):
        """Propose a decision and sign it; whatever was signed before is void, since it was about another one.

        :param dict vals: values of DECISION_FIELDS
        """
        self.ensure_one()
        side = self._check_takes_part()
        self._check_is_to_decide()
        vals = {name: vals.get(name) or False for name in DECISION_FIELDS}
        vals["reason"] = (vals["reason"] or "").strip() or False
        kind = vals["decision"]
        if not kind:
            raise UserError(self.env._("Say what is decided."))
        # What belongs to another decision is not kept, where somebody changed their mind in the form.
        vals["decision_day"] = kind in (rules.EARLY, rules.END) and vals["decision_day"]
        vals["decision_days"] = kind == rules.EXTEND and vals["decision_days"]
        vals["ground"] = kind == rules.END and vals["ground"]
        if kind != rules.CONFIRM and not vals["reason"]:
            raise UserError(self.env._("Say why."))
        self._check_decision(vals, self.company_id.sudo()._get_company_today())
        none = {f"{one}_signed_{part}": False for one in (rules.MANAGER, rules.HR) for part in ("by_id", "date")}
        none["manager_stood_in_for_id"] = False
        self.sudo().write({**none, **vals, "state": PROPOSED, **self._prepare_signature(side)})

    def action_agree(self):
        """Sign the decision that the other side has proposed; with both signatures it is decided."""
        for appraisal in self:
            side = appraisal._check_takes_part()
            if appraisal.state != PROPOSED:
                raise UserError(appraisal.env._("There is no proposed decision to sign."))
            mine = appraisal[f"{side}_signed_by_id"]
            signed = appraisal.manager_signed_by_id | appraisal.hr_signed_by_id
            if mine or self.env.user in signed:
                raise UserError(self.env._("Your side has signed; the decision waits for the other."))
            appraisal._check_decision({name: appraisal[name] for name in DECISION_FIELDS})
            appraisal.sudo().write(appraisal._prepare_signature(side))
            appraisal.sudo()._decide()

    def _prepare_signature(self, side):
        vals = {f"{side}_signed_by_id": self.env.uid, f"{side}_signed_date": fields.Datetime.now()}
        if side == rules.MANAGER:
            vals["manager_stood_in_for_id"] = self.probation_id._get_stood_in_for().id
        return vals

    def _describe_signature(self):
        """Say who has signed a proposed decision, and that it waits."""
        signed = self.manager_signed_by_id or self.hr_signed_by_id
        if self.state != PROPOSED:
            return False
        return self.env._("%(name)s has signed; it waits for the other side.", name=signed.name)

    def _check_is_to_decide(self):
        for appraisal in self:
            if appraisal.state not in (GRADED, PROPOSED):
                raise UserError(
                    self.env._("%(name)s is decided once both voices are given, and only once.",
                        name=appraisal.display_name)
                )  # fmt: skip

    @api.model
    def _to_decision(self, vals):
        return rules.Decision(
            kind=vals["decision"],
            day=vals["decision_day"] or None,
            days=vals["decision_days"] or 0,
            ground=vals["ground"] or None,
        )

    def _check_decision(self, vals, today=None):
        """Hold a decision against R41 and the choices of the policy; while it is proposed also against today."""
        refusal = self._find_refusal(self._to_decision(vals), today)
        if refusal:
            raise UserError(refusal)

    def _find_refusal(self, decision, today=None):
        """Return the sentence for which the engine refuses a decision, or False."""
        self.ensure_one()
        probation = self.probation_id
        case = probation._to_case(self.grade, today)
        refusal = rules.check_decision(decision, case, probation._get_policy()._to_probation_rules())
        return bool(refusal) and self._describe_decision_refusal(refusal, decision.kind, case)

    def _get_extension_note(self):
        """Say why no extension can be proposed, not even of a day; False where one can."""
        return bool(self.probation_id._find_policy()) and self._find_refusal(rules.Decision(rules.EXTEND, days=1))

    def _describe_decision_refusal(self, refusal, kind, case):
        """Return the one sentence for a decision that is refused."""
        day = format_date(self.env, case.end)
        name = self.employee_id.name
        if refusal == rules.PASSED and kind == rules.EXTEND:
            return self.env._("%(name)s has passed: only a failed probation is extended.", name=name)
        first, latest = (format_date(self.env, one) for one in (case.start, case.latest_end))
        sentences = {
            rules.FAILED: self.env._("%(name)s has not passed: who fails is not confirmed.", name=name),
            rules.PASSED: self.env._("%(name)s has met the requirements: state another ground.", name=name),
            rules.GRADE_TOO_LOW: self.env._("The grade is not good enough to confirm %(name)s early.", name=name),
            rules.NOT_BEFORE_END: self.env._("An early confirmation is on a day before %(day)s.", day=day),
            rules.NOT_AFTER_START: self.env._(
                "An early confirmation is on a day after the first day, %(day)s.", day=first
            ),
            rules.IN_THE_PAST: self.env._("An early confirmation is not on a day that is over."),
            rules.SWITCHED_OFF: self.env._("The policy does not let probations be extended."),
            rules.ONCE_ONLY: self.env._("A probation is extended once, and this one was."),
            rules.BAD_DAYS: self.env._("A probation is extended by 1 to 30 days."),
            rules.BEYOND_LIMIT: self.env._("It may last until %(day)s at most.", day=latest),
            rules.NO_GROUND: self.env._("Ending a probation takes a stated ground."),
            rules.OUTSIDE: self.env._("A probation is ended on a day within it, up to %(day)s.", day=day),
        }
        return sentences[refusal]

    # ------------------------------------------------------------------ effect

    def _decide(self):
        """With both signatures: the trial's end goes to the contract, reminders end, HR is told what to do."""
        for appraisal in self:
            appraisal.write({"state": DECIDED, "decided_date": fields.Datetime.now()})
            appraisal.probation_id._end_reminders()
            if not appraisal._reads_own_contract():
                appraisal._apply_trial_end()
            appraisal._ask_hr()

    def _reads_own_contract(self):
        """Tell whether the person would read the decision off their own contract: an HR manager's waits (R29d)."""
        user = self.employee_id.user_id
        return bool(user) and user.has_group("hr.group_hr_manager")

    def _apply_trial_end(self):
        """Write the end of the trial that follows from the decision, and log it here, where its person reads later."""
        self.ensure_one()
        vals = {name: self[name] for name in DECISION_FIELDS}
        day = rules.trial_end(self._to_decision(vals), self.probation_id._to_case(self.grade))
        self.probation_id._write_trial_end(day)
        self.message_post(body=self.env._("The trial on the contract ends on %(day)s.", day=format_date(self.env, day)))

    def _ask_hr(self):
        """Ask whoever signed for HR to do what follows; here and not on the probation, which the person reads."""
        self.ensure_one()
        reader = self.with_context(lang=self.hr_signed_by_id.lang)
        confirmed = reader.env._("Tell the person; confirm the contract, with a new version if pay changes")
        todo = {
            rules.EXTEND: reader.env._("Tell the person; agree the extension in writing"),
            rules.END: reader.env._("Tell the person; notice, certificate and hand-over of who leaves"),
        }
        reader.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=todo.get(self.decision, confirmed),
            user_id=self.hr_signed_by_id.id,
        )

    def action_publish(self):
        """Tell the person: from now on they read voices, grade and decision, and the probation shows it."""
        for appraisal in self:
            appraisal.check_access("read")
            appraisal.probation_id._check_not_own()
            if not self.env.user.has_group(OFFICER):
                raise AccessError(self.env._("The decision is told by HR."))
            if appraisal.state != DECIDED:
                raise UserError(self.env._("It is told once both sides have signed, and once."))
            appraisal = appraisal.sudo()
            if appraisal._reads_own_contract():
                appraisal._apply_trial_end()
            appraisal.write({"state": PUBLISHED, "is_published": True, "published_date": fields.Datetime.now()})
            appraisal.probation_id._follow_decision(appraisal)


class MarketingProbation(models.Model):
    """What becomes of a probation by its decision, from the moment at which its person knows."""

    _inherit = "marketing.probation"

    def _follow_decision(self, appraisal):
        self.ensure_one()
        vals = {"state": STATE_AFTER[appraisal.decision]}
        if appraisal.decision == rules.EXTEND:
            vals["extension_days"] = appraisal.decision_days
        elif appraisal.decision == rules.EARLY:
            vals["closing_date"] = fields.Date.subtract(appraisal.decision_day, days=1)
        elif appraisal.decision == rules.END:
            vals["closing_date"] = appraisal.decision_day
        self.write(vals)
        self._tell_person()
        self.referral_ids._follow_probation()

    def _tell_person(self):
        """Ask the person, in their language, to read the decision; the activity does not say which."""
        user = self.user_id
        if user.active:
            reader = self.with_context(lang=user.lang)
            reader.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=reader.env._("Read the decision on your probation"),
                user_id=user.id,
            )
