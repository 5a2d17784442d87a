from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .marketing_appraisal_appeal import (
    ACCEPTED,
    ANSWERED,
    DECIDED,
    GRANTED,
    IN_FULL,
    LAPSED,
    MEETING,
    OUTCOMES,
    SETTLED,
    UPHELD,
    WITHDRAWN,
)  # fmt: skip

# A letter that came in on the last day is entered by HR on one of the next days.
DAYS_ON_PAPER = 7


class MarketingAppraisalAppeal(models.Model):
    """What comes of an appeal: answer, meeting, decision, withdrawal, and the result issued again (R60, R61)."""

    _inherit = "marketing.appraisal.appeal"

    def _today(self):
        return self.company_id.sudo()._get_company_today()

    def _require(self, text, sentence):
        text = (text or "").strip()
        if not text:
            raise UserError(sentence)
        return text

    def _check_outcome(self, outcome):
        if outcome not in dict(OUTCOMES):
            raise UserError(self.env._("Say whether it is upheld, partly upheld or dismissed."))

    # ------------------------------------------------------------------ HR and the appraiser

    def _answer(self, outcome, text):
        """HR answers; what is upheld in full is settled with it.

        :param str outcome: upheld, partly or dismissed
        """
        self._check_may("answer")
        self._check_outcome(outcome)
        text = self._require(text, self.env._("Say why; the person reads it."))
        today, case = self._today(), self.appraisal_id
        self.sudo().write(
            {
                "state": ANSWERED,
                "answer_outcome": outcome,
                "answer": text,
                "answered_by_id": self.env.uid,
                "answered_date": today,
                "further_deadline": case._get_last_appeal_day(today, case.sudo().policy_id.further_days),
            }
        )
        if outcome == UPHELD:
            self._settle(IN_FULL)
        self._tell_answered()

    def _comment(self, text):
        """The appraiser adds what they have to say, once."""
        self._check_may("comment")
        self.sudo().appraiser_comment = self._require(text, self.env._("Write your comment."))

    # ------------------------------------------------------------------ the person

    def action_accept(self):
        """Accept HR's answer; it is final with it."""
        for appeal in self:
            appeal._check_may("accept")
            appeal._settle(ACCEPTED)

    def _take_further(self, reason, attachments=None, received=None):
        """Take the appeal to the general manager's meeting: after an answer that is not accepted, or without one.

        :param date received: for staff without a login, the day on which HR received it in writing
        """
        self._check_may("further")
        reason = self._require(reason, self.env._("Say why you do not accept it."))
        day, case = self._get_day_taken(attachments, received), self.appraisal_id
        uploaded = self._take_attachments(attachments)
        self.sudo().write(
            {
                "state": MEETING,
                "further_reason": reason,
                "further_date": day,
                "meeting_deadline": case._get_last_appeal_day(day, case.sudo().policy_id.meeting_days),
                "attachment_ids": [Command.link(one.id) for one in uploaded],
            }
        )
        self._tell_meeting()

    def _get_day_taken(self, attachments, received):
        """Return the day that counts: today, or for staff without a login the one on which the letter came."""
        today = self._today()
        if self.user_id or self.env.su:
            return today
        if not attachments:
            raise UserError(self.env._("Add a scan of the letter that was received."))
        first = self.answered_date or self.filed_date
        if not received or not first <= received <= today:
            raise UserError(self.env._("The day on which it was received lies between the answer and today."))
        if self.state == ANSWERED and received > self.further_deadline:
            last = format_date(self.env, self.further_deadline)
            raise UserError(
                self.env._("It could be taken to the meeting until %(day)s; the answer is final.", day=last)
            )
        return received

    def _withdraw(self, reason=None):
        """Withdraw the appeal, at any time before it is closed; within the days it can be filed again."""
        self._check_may("withdraw")
        self.sudo().write(
            {"state": WITHDRAWN, "withdrawal_reason": (reason or "").strip() or False, "closed_date": self._today()}
        )

    # ------------------------------------------------------------------ the meeting

    def _decide(self, outcome, text, **meeting):
        """The general manager decides in the meeting; it is final inside the company.

        :param meeting: meeting_date, participants, and of minutes and minutes_document one at least
        """
        self._check_may("decide")
        self._check_outcome(outcome)
        text = self._require(text, self.env._("Say why; the person reads it."))
        self._require(meeting.get("participants"), self.env._("Say who took part in the meeting."))
        if not (meeting.get("minutes") or "").strip() and not meeting.get("minutes_document"):
            raise UserError(self.env._("Write the minutes, or attach them."))
        today, day = self._today(), meeting.get("meeting_date")
        if not day or not self.further_date <= day <= today:
            raise UserError(
                self.env._(
                    "The meeting took place between %(first)s, when it was asked for, and today.",
                    first=format_date(self.env, self.further_date),
                )
            )
        names = ("meeting_date", "participants", "minutes", "minutes_document", "minutes_document_name")
        self.sudo().write(
            {
                **{name: meeting.get(name) for name in names},
                "state": DECIDED,
                "decision_outcome": outcome,
                "decision": text,
                "decided_by_id": self.env.uid,
                "closed_date": today,
            }
        )
        self._start_reissue()
        self._tell_decided()

    # ------------------------------------------------------------------ the end

    def _settle(self, how):
        """Make HR's answer final; what it grants is carried out.

        :param str how: accepted, in_full or lapsed
        """
        self.ensure_one()
        self.sudo().write({"state": SETTLED, "settlement": how, "closed_date": self._today()})
        self._start_reissue()

    def _start_reissue(self):
        """Issue the result again where the appeal is upheld (R61): the decision itself is the ground for it.

        Where the general manager is mending the result already (R62), the appeal joins in.
        """
        self.ensure_one()
        if self.outcome not in GRANTED:
            return
        appeal = self.sudo()
        decider = appeal.decided_by_id if appeal.decision_outcome in GRANTED else appeal.answered_by_id
        if not decider or decider == appeal.user_id:
            raise AccessError(self.env._("Nobody issues their own result again."))
        case, reason = appeal.appraisal_id, appeal._get_reissue_reason()
        present = case.result_ids
        if case.is_published:
            case._reissue(reason)
        elif present.is_signed:
            raise UserError(self.env._("%(name)s is signed again already; publish it first.", name=case.display_name))
        else:
            present.reissue_reason = f"{present.reissue_reason} {reason}"
        appeal.new_result_id = case.result_ids

    def _get_reissue_reason(self):
        """Return, in the person's language, why the result is issued again; what was written stays on the appeal."""
        env = self.with_context(lang=self._get_person_lang()).env
        day = format_date(env, self.filed_date)
        if self.outcome == UPHELD:
            return env._("The appeal of %(day)s was upheld.", day=day)
        return env._("The appeal of %(day)s was upheld in part.", day=day)

    def _get_person_lang(self):
        person = self.sudo().employee_id
        lang = person.user_id.lang or person.lang
        return lang if self.env["res.lang"]._get_data(code=lang) else self.env.lang

    @api.model
    def _cron_settle(self):
        """Make answers final that nobody has taken further within their days."""
        # A day of a company is at most one ahead of that of UTC.
        soon = fields.Date.add(fields.Date.today(), days=1)
        for appeal in self.search([("state", "=", ANSWERED), ("further_deadline", "<", soon)]):
            # What is signed again and not published yet is waited for; otherwise one would hold up all.
            signed_again = appeal.appraisal_id.is_signed and not appeal.appraisal_id.is_published
            grace = 0 if appeal.user_id else DAYS_ON_PAPER
            late = fields.Date.add(appeal.further_deadline, days=grace) < appeal._today()
            if late and not (signed_again and appeal.answer_outcome in GRANTED):
                appeal._settle(LAPSED)
