from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .marketing_appraisal_outcome import DECIDED, DROPPED, PROPOSED

GENERAL_MANAGER = "marketing_roles.group_general_manager"
OFFICER = "marketing_roles.group_hr_officer"
# What HR has to tick before a dismissal, and what it is called in the refusal.
CHECKS = ("check_notice", "check_severance", "check_protected", "check_union")


class MarketingAppraisalOutcome(models.Model):
    """Deciding what is proposed: by the general manager, with a reason, and a dismissal only by the legal steps."""

    _inherit = "marketing.appraisal.outcome"

    kind_id = fields.Many2one(
        "marketing.appraisal.outcome.kind", string="Decided As", readonly=True, copy=False, ondelete="restrict",
        help="Empty: it was decided that nothing follows.",
    )  # fmt: skip
    decision = fields.Char(compute="_compute_decision")
    code_reference = fields.Char(string="Paragraph of the Company's Code", readonly=True, copy=False)
    decision_reason = fields.Text(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decided_date = fields.Datetime(string="Decided On", readonly=True, copy=False)
    check_notice = fields.Boolean(
        string="Period of Notice", help="The period of notice, or pay instead of it, is settled."
    )
    check_severance = fields.Boolean(string="Severance", help="What is due at the end is computed.")
    check_protected = fields.Boolean(
        string="No Protected Status", help="Not pregnant or nursing, not on sick leave, not near retirement ..."
    )
    check_union = fields.Boolean(string="Union Told", help="The union, where there is one, was told and has answered.")
    may_decide = fields.Boolean(compute="_compute_may_decide", export_string_translation=False)
    may_check = fields.Boolean(compute="_compute_may_decide", export_string_translation=False)
    may_comment_as_manager = fields.Boolean(compute="_compute_may_decide", export_string_translation=False)
    may_comment_as_person = fields.Boolean(compute="_compute_may_decide", export_string_translation=False)

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {
            "kind_id", "code_reference", "decision_reason", "decided_by_id", "decided_date",
        }  # fmt: skip

    @api.depends_context("uid")
    @api.depends("state", "user_id")
    def _compute_may_decide(self):
        user = self.env.user
        decides, officer = user.has_group(GENERAL_MANAGER), user.has_group(OFFICER)
        for one in self:
            is_open = one.state == PROPOSED and one.user_id != user
            one.may_decide = decides and is_open
            one.may_check = officer and is_open
            one.may_comment_as_manager = one.state == PROPOSED and one.sudo().appraiser_id.user_id == user
            one.may_comment_as_person = one.state == PROPOSED and one.user_id == user

    @api.depends_context("lang")
    @api.depends("state", "kind_id.name")
    def _compute_decision(self):
        """That nothing follows is a decision, and reads like one."""
        for one in self:
            one.decision = (one.kind_id.name or self.env._("Nothing follows")) if one.state == DECIDED else False

    def write(self, vals):
        """Comments are of those whom they belong to, the check-list is HR's; after the decision all of it is fixed."""
        if not self.env.su:
            for name in vals:
                self._check_may_write(name)
        return super().write(vals)

    def _check_may_write(self, name):
        user = self.env.user
        for one in self.sudo():
            if name in ("manager_comment", "person_comment", *CHECKS) and one.state != PROPOSED:
                raise UserError(self.env._("%(name)s is decided already.", name=one.display_name))
            if name == "manager_comment" and one.appraiser_id.user_id != user:
                raise AccessError(self.env._("The comment is the direct manager's."))
            if name == "person_comment" and one.user_id != user:
                raise AccessError(self.env._("The comment is the person's own."))
            if name in CHECKS and (not user.has_group(OFFICER) or one.user_id == user):
                raise AccessError(self.env._("The legal check-list is HR's, and never one's own."))

    def action_ask_decision(self):
        """Ask what it is decided as, and why."""
        self.ensure_one()
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide"),
            "res_model": "marketing.appraisal.decide",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_outcome_id": self.id},
        }

    def _check_may_decide(self):
        self.check_access("read")
        user = self.env.user
        for one in self:
            if not self.env.su and not user.has_group(GENERAL_MANAGER):
                raise AccessError(self.env._("Outcomes are decided by the general manager."))
            if not self.env.su and one.user_id == user:
                raise AccessError(self.env._("Nobody decides about themselves."))
            if one.state == DROPPED:
                raise UserError(self.env._("%(name)s is not met any more.", name=one.display_name))
            if one.state == DECIDED:
                raise UserError(self.env._("%(name)s is decided already.", name=one.display_name))
            if one.is_outdated:
                raise UserError(
                    self.env._(
                        "The result was issued again since it was proposed. Once it is published, propose the outcomes "
                        "again: %(name)s.",
                        name=one.display_name,
                    )
                )

    def _decide(self, kind, reason, code=None):
        """Decide, as a kind or as nothing; nothing is applied to the employee by it.

        :param kind: marketing.appraisal.outcome.kind, or an empty one where nothing follows
        :raises UserError: without a reason, or where a dismissal lacks one of its steps
        """
        self.ensure_one()
        self._check_may_decide()
        reason, code = (reason or "").strip(), (code or "").strip()
        if not reason:
            raise UserError(self.env._("Say why; the person may ask for it."))
        if kind and kind not in self._get_allowed_kinds():
            raise UserError(self.env._("“%(kind)s” does not follow from this proposal.", kind=kind.name))
        if kind.code_required and not code:
            raise UserError(self.env._("Name the paragraph of the company's code."))
        if kind.is_dismissal:
            self._check_dismissal()
        self.sudo().write(
            {
                "state": DECIDED,
                "kind_id": kind.id,
                "code_reference": code or False,
                "decision_reason": reason,
                "decided_by_id": self.env.uid,
                "decided_date": fields.Datetime.now(),
            }
        )
        self._tell_hr()
        self._tell_person()

    def _get_allowed_kinds(self):
        """Return what it may become; where that is a dismissal, the steps before one are always offered (R55)."""
        if not any(kind.is_dismissal for kind in self.kind_ids):
            return self.kind_ids
        return self.kind_ids | self.env["marketing.appraisal.outcome.kind"].search([("is_step", "=", True)])

    def _check_dismissal(self):
        """Refuse a dismissal for results alone: a step, a renewed failure and HR's check-list come first (R55)."""
        self.ensure_one()
        me = self.sudo()
        step = me._find_step_before()
        if not step:
            raise UserError(
                self.env._(
                    "A score or a rank is no ground for a dismissal. Decide on an improvement plan, training or a "
                    "transfer first; a dismissal can follow once that is on record and the person has failed again."
                )
            )
        if not me._find_renewed_failure(step):
            raise UserError(
                self.env._(
                    "Since %(step)s on %(day)s there is no renewed failure on record: no published C after it.",
                    step=step.kind_id.name,
                    day=fields.Date.to_string(step.decided_date),
                )
            )
        missing = [me._fields[name]._description_string(self.env) for name in CHECKS if not me[name]]
        if missing:
            raise UserError(
                self.env._("HR has not ticked all of the legal check-list: %(names)s.", names=", ".join(missing))
            )
        held = me._find_holding_appeal()
        if held:
            raise UserError(self.env._("An appeal is open and holds it: %(name)s.", name=held))

    def _find_step_before(self):
        """Return the last improvement plan, training or transfer that was decided for the person, or none."""
        return self.search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("state", "=", DECIDED),
                ("kind_id.is_step", "=", True),
                ("id", "!=", self.id),
            ],
            order="decided_date desc",
            limit=1,
        )

    def _find_renewed_failure(self, step):
        """Return a published month or year with a C that began after the step was decided, or none."""
        return self.env["marketing.appraisal.result"].search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("grade", "=", "c"),
                ("is_published", "=", True),
                ("period_id.date_to", ">", step.decided_date.date()),
                ("period_id", "!=", step.period_id.id),
            ],
            limit=1,
        )

    def _find_holding_appeal(self):
        """Return the name of an open appeal of the person, which holds a dismissal; for appeals to say."""
        return False

    def _tell_person(self):
        """Tell the person that there is a decision to read, not which; of a dismissal they hear from HR in person.

        The message hangs on no record: its name would say what was proposed, also in a mail.
        """
        for one in self.sudo().filtered(lambda one: one.is_readable and one.user_id and not one.kind_id.is_dismissal):
            reader = self.with_context(lang=one.user_id.lang)
            self.env["mail.thread"].with_context(lang=one.user_id.lang).message_notify(
                partner_ids=one.user_id.partner_id.ids,
                subject=reader.env._("A decision about you"),
                body=reader.env._(
                    "What was decided about you after %(period)s stands under Me > Decisions about Me.",
                    period=one.period_id.name,
                ),
                author_id=self.env.user.partner_id.id,
            )

    def _tell_hr(self):
        """Give an HR manager the activity to prepare what was decided; the proposal itself changes nothing."""
        managers = self.env.ref("marketing_roles.group_hr_manager").sudo().all_user_ids
        for one in self.sudo().filtered("kind_id"):
            mine = managers.filtered(lambda user, one=one: one.company_id in user.company_ids and user != one.user_id)
            if mine:
                one.with_context(lang=mine[0].lang).activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=mine[0].id,
                    summary=self.with_context(lang=mine[0].lang).env._("Prepare what was decided"),
                )
