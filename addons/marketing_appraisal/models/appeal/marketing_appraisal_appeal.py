from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

FILED, ANSWERED, MEETING, SETTLED, DECIDED, WITHDRAWN = (
    "filed", "answered", "meeting", "settled", "decided", "withdrawn",
)  # fmt: skip
RUNNING = (FILED, ANSWERED, MEETING)
UPHELD, PARTLY, DISMISSED = "upheld", "partly", "dismissed"
OUTCOMES = [(UPHELD, "Upheld in Full"), (PARTLY, "Upheld in Part"), (DISMISSED, "Dismissed")]
GRANTED = (UPHELD, PARTLY)
ACCEPTED, IN_FULL, LAPSED = "accepted", "in_full", "lapsed"
OFFICER, GENERAL_MANAGER = "marketing_roles.group_hr_officer", "marketing_roles.group_general_manager"
# What is done with an appeal, and in which states.
OPERATIONS = {
    "answer": (FILED,),
    "accept": (ANSWERED,),
    "further": (FILED, ANSWERED),
    "decide": (MEETING,),
    "withdraw": RUNNING,
    "comment": RUNNING,
}
DISCUSSION_PREFIXES = ("message_", "activity_", "my_activity_")


class MarketingAppraisalAppeal(models.Model):
    """An appeal of a person against one published result: HR answers, the general manager's meeting arbitrates (R60).

    It holds what people write and decide, and no score: figures stand in the results, which keep their own rules on
    who reads them. Everything is written by the methods behind the buttons, after their own check of who asks.
    """

    _name = "marketing.appraisal.appeal"
    _description = "Appeal"
    _inherit = ["mail.thread", "marketing.guarded.mixin"]
    _order = "filed_date desc, id desc"

    result_id = fields.Many2one(
        "marketing.appraisal.result", required=True, readonly=True, index=True, ondelete="restrict",
        help="The published result that the person does not agree with.",
    )  # fmt: skip
    appraisal_id = fields.Many2one(related="result_id.appraisal_id", store=True, precompute=True, index=True)
    period_id = fields.Many2one(related="result_id.period_id", store=True, precompute=True, index=True)
    kind = fields.Selection(related="appraisal_id.kind", store=True, precompute=True)
    date_from = fields.Date(related="appraisal_id.date_from", store=True, precompute=True)
    date_to = fields.Date(related="appraisal_id.date_to", store=True, precompute=True)
    company_id = fields.Many2one(related="result_id.company_id", store=True, precompute=True, index=True)
    employee_id = fields.Many2one(related="result_id.employee_id", store=True, precompute=True, index=True)
    user_id = fields.Many2one(related="employee_id.user_id", string="User", export_string_translation=False)
    department_id = fields.Many2one(related="result_id.department_id", store=True, precompute=True)
    appraiser_id = fields.Many2one(related="appraisal_id.appraiser_id", store=True, precompute=True)
    state = fields.Selection(
        [
            (FILED, "Filed"),
            (ANSWERED, "Answered"),
            (MEETING, "At the Meeting"),
            (SETTLED, "Settled"),
            (DECIDED, "Decided"),
            (WITHDRAWN, "Withdrawn"),
        ],
        default=FILED,
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )

    grounds = fields.Text(required=True, readonly=True, help="What is wrong with the result, and what it should be.")
    attachment_ids = fields.Many2many(
        "ir.attachment", "marketing_appraisal_appeal_attachment_rel", "appeal_id", "attachment_id",
        string="Handed In With It", readonly=True,
    )  # fmt: skip
    filed_date = fields.Date(
        string="Filed On", required=True, readonly=True, help="In the company's time zone; on paper, the day received."
    )
    filed_by_id = fields.Many2one(
        "res.users", readonly=True, ondelete="restrict", help="HR enters appeals of staff without a login."
    )

    answer_outcome = fields.Selection(OUTCOMES, string="HR's Answer", readonly=True)
    answer = fields.Text(string="Why HR Answers So", readonly=True, help="The person reads it.")
    answered_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    answered_date = fields.Date(string="Answered On", readonly=True)
    appraiser_comment = fields.Text(
        string="Comment of the Appraiser", readonly=True, help="One, added until the appeal is closed. All read it."
    )

    further_reason = fields.Text(string="Why It Goes to the Meeting", readonly=True)
    further_date = fields.Date(string="Taken Further On", readonly=True)
    meeting_date = fields.Date(string="Meeting On", readonly=True)
    participants = fields.Text(string="Who Took Part", readonly=True)
    minutes = fields.Text(string="Minutes of the Meeting", readonly=True, help="The person reads them.")
    minutes_document = fields.Binary(string="Signed Minutes", attachment=True, readonly=True)
    minutes_document_name = fields.Char(export_string_translation=False, readonly=True)
    decision_outcome = fields.Selection(OUTCOMES, string="Decision of the Meeting", readonly=True)
    decision = fields.Text(string="Why It Was Decided So", readonly=True, help="The person reads it.")
    decided_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")

    settlement = fields.Selection(
        [
            (ACCEPTED, "The Person Accepted the Answer"),
            (IN_FULL, "Upheld in Full"),
            (LAPSED, "Not Taken Further in Time"),
        ],
        string="How It Was Settled",
        readonly=True,
    )
    closed_date = fields.Date(string="Closed On", readonly=True)
    withdrawal_reason = fields.Text(string="Why It Was Withdrawn", readonly=True)
    outcome = fields.Selection(OUTCOMES, compute="_compute_outcome", store=True)

    is_mine = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_answer = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_accept = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_further = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_decide = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_withdraw = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_comment = fields.Boolean(compute="_compute_may", export_string_translation=False)

    _running_uniq = models.UniqueIndex(
        "(result_id) WHERE state IN ('filed', 'answered', 'meeting')",
        "There is an open appeal against this result already.",
    )

    @api.depends("employee_id", "period_id", "filed_date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for appeal in self:
            name, month = appeal.employee_id.sudo().name or "", appeal.period_id.name or ""
            appeal.display_name = self.env._("Appeal of %(name)s, %(period)s", name=name, period=month)

    @api.depends("state", "answer_outcome", "decision_outcome")
    def _compute_outcome(self):
        """Give what holds in the end; who goes to the meeting keeps what HR has granted."""
        for appeal in self:
            outcome = appeal.answer_outcome if appeal.state == SETTLED else False
            if appeal.state == DECIDED:
                kept = appeal.decision_outcome == DISMISSED and appeal.answer_outcome in GRANTED
                outcome = appeal.answer_outcome if kept else appeal.decision_outcome
            appeal.outcome = outcome

    @api.depends_context("uid")
    @api.depends("state", "user_id", "appraiser_id", "appraiser_comment", "answer_deadline", "further_deadline")
    def _compute_may(self):
        for appeal in self:
            appeal.is_mine = appeal.user_id == self.env.user
            for operation, states in OPERATIONS.items():
                may = appeal.state in states and appeal._may(operation) and not appeal._get_hindrance(operation)
                appeal[f"may_{operation}"] = may

    @api.model
    def _get_guarded_fields(self):
        free = {name for name in self._fields if name.startswith(DISCUSSION_PREFIXES)}
        return super()._get_guarded_fields() | (set(self._fields) - free)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Appeals stay on record; they are withdrawn, not deleted."))

    # ------------------------------------------------------------------ who and when

    def _is_by_person(self):
        """Tell whether the user speaks for the appeal: its person, or HR for staff without a login."""
        self.ensure_one()
        person = self.sudo().employee_id.user_id
        return person == self.env.user or (not person and self.env.user.has_group(OFFICER))

    def _may(self, operation):
        """Tell whether the user is the one who does something with an appeal, whatever its state."""
        self.ensure_one()
        user, is_own = self.env.user, self.sudo().employee_id.user_id == self.env.user
        if operation == "answer":
            # Nobody judges their own scores either.
            return user.has_group(OFFICER) and not is_own and self.sudo().appraiser_id.user_id != user
        if operation == "decide":
            return user.has_group(GENERAL_MANAGER) and not is_own
        if operation == "comment":
            return self.sudo().appraiser_id.user_id == user and not is_own
        if operation == "accept":
            return is_own
        return self._is_by_person()

    def _get_hindrance(self, operation):
        """Return a sentence that says why something is not possible at this time, or False."""
        self.ensure_one()
        today = self.company_id.sudo()._get_company_today()
        if operation == "comment" and self.appraiser_comment:
            return self.env._("The appraiser has commented already.")
        if operation == "further" and self.state == FILED and today <= self.answer_deadline:
            day = format_date(self.env, self.answer_deadline)
            return self.env._("HR answers until %(day)s; without an answer it can go to the meeting after it.", day=day)
        if operation == "further" and self.state == ANSWERED:
            return self._get_lateness(today)
        return False

    def _get_lateness(self, day):
        """Return a sentence that says that a day is too late to go to the meeting, or False."""
        # Staff without a login hand it in on paper; the day it was received is checked with it.
        if day <= self.further_deadline or not self.sudo().employee_id.user_id:
            return False
        last = format_date(self.env, self.further_deadline)
        return self.env._("It could be taken to the meeting until %(day)s; the answer is final.", day=last)

    def _check_may(self, operation):
        """Refuse whoever is not the one, and what comes at the wrong time."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.su and not self._may(operation):
            raise AccessError(self._get_refusal(operation))
        if self.state not in OPERATIONS[operation]:
            state = dict(self._fields["state"]._description_selection(self.env))[self.state]
            raise UserError(
                self.env._(
                    "%(appeal)s: this is not possible any more, or not yet. It is: %(state)s.",
                    appeal=self.display_name,
                    state=state,
                )
            )
        hindrance = self._get_hindrance(operation)
        if hindrance:
            raise UserError(hindrance)

    def _get_refusal(self, operation):
        """Return the sentence for whoever is not the one."""
        return {
            "answer": self.env._(
                "Appeals are answered by HR; nobody answers their own, or one against their own scores."
            ),
            "decide": self.env._(
                "The general manager decides, and nobody on their own appeal: it waits for another general manager."
            ),
            "comment": self.env._("The appraiser of the result comments on the appeal, nobody else."),
        }.get(operation) or self.env._(
            "This is up to the person who has appealed; HR enters it for staff without a login."
        )
