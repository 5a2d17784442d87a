from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..models.appeal.marketing_appraisal_appeal import ANSWERED, DECIDED, GRANTED, MEETING, SETTLED


class AppealLetter(models.AbstractModel):
    """The letter to the person: HR's answer and the decision of the meeting, in the language of whom it is for (R60).

    It says what was answered and decided, why, until when it can be taken further, and that remedies outside the
    company stay open. It holds no score: the results are read where they stand.
    """

    _name = "report.marketing_appraisal.report_appeal_letter"
    _description = "Letter on an Appeal"

    @api.model
    def _get_report_values(self, docids, data=None):
        appeals = self.env["marketing.appraisal.appeal"].browse(docids)
        appeals.check_access("read")
        if not all(appeals.mapped("has_letter")):
            raise UserError(self.env._("There is no answer yet that could be printed."))
        return {
            "doc_ids": docids,
            "doc_model": appeals._name,
            "docs": appeals,
            "letters": [self._get_letter(appeal) for appeal in appeals],
        }

    @api.model
    def _get_letter(self, appeal):
        """Return what the template needs, said in the language of the person."""
        lang = appeal._get_person_lang()
        appeal = appeal.with_context(lang=lang)
        report, bare = self.with_context(lang=lang), appeal.sudo()
        outcomes = dict(appeal._fields["outcome"]._description_selection(report.env))
        return {
            "doc": appeal,
            "lang": lang,
            "company": bare.company_id,
            "employee": bare.employee_id.name,
            "department": bare.department_id.name,
            "opening": report.env._(
                "On %(day)s you appealed against the result of %(period)s. Your grounds:",
                day=format_date(report.env, appeal.filed_date),
                period=bare.period_id.name,
            ),
            "day": format_date(report.env, appeal.closed_date or appeal.answered_date),
            "answer": appeal.answer_outcome
            and {
                "title": report.env._(
                    "Answer of HR on %(day)s: %(outcome)s",
                    day=format_date(report.env, appeal.answered_date),
                    outcome=outcomes[appeal.answer_outcome],
                ),
                "by": bare.answered_by_id.name,
            },
            "decision": appeal.decision_outcome
            and {
                "title": report.env._(
                    "Decision of the meeting on %(day)s: %(outcome)s",
                    day=format_date(report.env, appeal.meeting_date),
                    outcome=outcomes[appeal.decision_outcome],
                ),
                "by": bare.decided_by_id.name,
            },
            "sentences": report._describe_rest(appeal),
        }

    @api.model
    def _describe_rest(self, appeal):
        """Return what follows, until when it can be taken further, and what stays open."""
        words = []
        if appeal.decision_outcome and appeal.outcome != appeal.decision_outcome:
            words.append(self.env._("What HR had granted before stays granted."))
        if appeal.outcome in GRANTED:
            words.append(
                self.env._(
                    "The result is issued again. The one before stays readable; performance pay and annual points "
                    "follow the new one once it is published."
                )
            )
        if appeal.state == ANSWERED:
            day = format_date(self.env, appeal.further_deadline)
            words.append(
                self.env._(
                    "If you do not accept this answer, you can take it to the general manager's meeting until "
                    "%(day)s, this day included. Afterwards it is final inside the company.",
                    day=day,
                )
            )
        elif appeal.state == MEETING:
            words.append(self.env._("You have taken it to the general manager's meeting, which decides."))
        elif appeal.state == SETTLED:
            words.append(self.env._("This answer is final inside the company."))
        elif appeal.state == DECIDED:
            words.append(self.env._("This decision is final inside the company."))
        words.append(
            self.env._(
                "Remedies outside the company, such as mediation, arbitration or a court, stay open to you; this "
                "letter changes nothing about them."
            )
        )
        return words
