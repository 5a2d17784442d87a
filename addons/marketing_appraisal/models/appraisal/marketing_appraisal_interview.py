from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .. import steps
from .marketing_appraisal_back import HELD

ANSWERED = ("acknowledged", "objected")
OFFICER = "marketing_roles.group_hr_officer"


class MarketingAppraisal(models.Model):
    """The interview: held by the superior, acknowledged or objected to by the person (R23).

    Its record is common to both, so it stands on the appraisal, which its person reads from the first day. What the
    superior notes for themselves is a note or the reason of a score.
    """

    _inherit = "marketing.appraisal"

    interview_date = fields.Date(string="Interview On", copy=False)
    interview_summary = fields.Text(copy=False, help="What was said and agreed. The person reads it and answers to it.")
    interview_state = fields.Selection(
        [("held", "Held, Not Answered"), ("acknowledged", "Acknowledged"), ("objected", "Objected To")],
        string="Interview",
        readonly=True,
        copy=False,
        tracking=True,
    )
    interview_objection = fields.Text(readonly=True, copy=False, help="What the person sees differently.")
    interview_answer_date = fields.Datetime(string="Answered On", readonly=True, copy=False)
    form_scan = fields.Binary(
        string="Signed Form", attachment=True, copy=False, help="A scan of the form signed by staff without a login."
    )
    form_scan_name = fields.Char(export_string_translation=False, copy=False)
    may_hold_interview = fields.Boolean(compute="_compute_may_hold_interview", export_string_translation=False)
    may_answer_interview = fields.Boolean(compute="_compute_may_hold_interview", export_string_translation=False)

    def write(self, vals):
        """A record that is changed after it was held is held again: nobody has answered to the new one (R23)."""
        if not self.env.su and vals.keys() & {"interview_summary", "interview_date"}:
            changed = self.filtered(
                lambda case: case.interview_state == "held" and any(case[name] != vals[name] for name in vals)
            )
            result = super().write(vals)
            changed.sudo().write({"interview_state": False})
            return result
        return super().write(vals)

    @api.depends_context("uid")
    @api.depends("step", "interview_state", "appraiser_id", "substitute_id", "user_id")
    def _compute_may_hold_interview(self):
        for case in self:
            at_interview = case.step == steps.INTERVIEW
            may = at_interview and case._filter_may_complete(steps.INTERVIEW)
            case.may_hold_interview = bool(may) and case.interview_state not in ANSWERED
            case.may_answer_interview = at_interview and case.interview_state == "held" and case.is_mine

    def _check_may_record_interview(self):
        """The superior records it, HR in their place, until its person has answered."""
        for case in self:
            if not case._filter_may_complete(steps.INTERVIEW):
                raise AccessError(self.env._("The interview is recorded by the appraiser, their substitute or HR."))
            if case.interview_state in ANSWERED or steps.is_before(steps.INTERVIEW, case.step):
                raise UserError(self.env._("The interview of %(name)s is answered.", name=case.display_name))

    def _check_may_file_scan(self):
        for case in self:
            if not self.env.user.has_group(OFFICER) or case.user_id == self.env.user:
                raise AccessError(self.env._("The signed form is filed by HR, and never one's own."))
            if case.is_signed:
                raise UserError(self.env._("%(name)s is signed; its form is fixed.", name=case.display_name))

    def action_hold_interview(self):
        """Record that the interview was held, and ask its person to answer."""
        self._check_at_step(steps.INTERVIEW)
        self._check_may_record_interview()
        for case in self:
            if not (case.interview_summary or "").strip():
                raise UserError(
                    self.env._("Write down what was said and agreed with %(name)s first.", name=case.employee_id.name)
                )
            today = case.company_id._get_company_today()
            if case.interview_date and case.interview_date > today:
                raise UserError(self.env._("An interview that has not taken place yet was not held."))
            case.sudo().write({"interview_state": "held", "interview_date": case.interview_date or today})
        self.sudo()._log_steps([steps.INTERVIEW], operation=HELD)

    def action_acknowledge_interview(self):
        """Acknowledge the interview as its person; the appraisal goes on."""
        self._answer_interview("acknowledged")

    def action_ask_objection(self):
        """Ask the person what they see differently."""
        return self._ask_reason("object", self.env._("Object to the Interview"))

    def action_ask_go_on(self):
        """Ask HR why it goes on without the person's answer."""
        return self._ask_reason("go_on", self.env._("Go On without an Answer"))

    def _ask_reason(self, operation, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "marketing.appraisal.reason",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_appraisal_ids": self.ids,
                "default_operation": operation,
                "interview_read": self.env.context.get("interview_read"),
            },
        }

    def _answer_interview(self, answer, objection=None):
        """Store the person's answer and go on; an objection stops nothing, and everybody who decides reads it.

        :raises UserError: where the interview was not held, or an objection says nothing
        """
        self.check_access("read")
        objection = (objection or "").strip()
        for case in self:
            if case.user_id != self.env.user:
                raise AccessError(self.env._("Only the person answers to the interview."))
            if case.step != steps.INTERVIEW or case.interview_state != "held":
                raise UserError(self.env._("%(name)s has no interview to answer.", name=case.display_name))
            # The button tells what its reader has before their eyes.
            read = self.env.context.get("interview_read")
            if read is not None and (read or "") != (case.interview_summary or ""):
                raise UserError(
                    self.env._("The record of the interview has changed since you opened it. Read it again first.")
                )
        if answer == "objected" and not objection:
            raise UserError(self.env._("Say what you see differently."))
        now = fields.Datetime.now()
        self.sudo().write(
            {"interview_state": answer, "interview_objection": objection or False, "interview_answer_date": now}
        )
        self.sudo()._move_on(steps.INTERVIEW)

    def _check_interview(self, reason):
        """Go on without the person's answer only as HR: with the scan of the signed form, or with a reason."""
        if self.env.su:
            return
        officer = self.env.user.has_group(OFFICER)
        for case in self.filtered(lambda case: case.interview_state not in ANSWERED):
            on_paper = case.form_scan and not case.user_id
            if not officer or not (reason or on_paper):
                raise UserError(
                    self.env._(
                        "%(name)s has not answered to the interview. HR goes on with the signed form of staff without "
                        "a login, or with a reason.",
                        name=case.display_name,
                    )
                )

    def _forget_interview(self, step):
        """Have an interview held again where it is sent back to before it."""
        again = self.filtered("interview_state") if not steps.is_before(steps.INTERVIEW, step) else self.browse()
        again.write({"interview_state": False, "interview_objection": False, "interview_answer_date": False})
