from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

RECORDED, CONTESTED, UPHELD, WITHDRAWN, DISCHARGED = "recorded", "contested", "upheld", "withdrawn", "discharged"
# What was withdrawn has never been; what was discharged happened, and bars nothing any more.
COUNTS = (RECORDED, CONTESTED, UPHELD, DISCHARGED)
BARS = (RECORDED, CONTESTED, UPHELD)
OFFICER = "marketing_roles.group_hr_officer"
# What describes the event; the rest says how far it has come, and only the buttons write it.
WRITTEN = {"employee_id", "type_id", "date", "amount", "points", "description", "document", "document_name"}
DISCUSSION_PREFIXES = ("message_", "activity_", "my_activity_")


class MarketingAppraisalEvent(models.Model):
    """A dated fact about a person, with its evidence: seen by the person, contestable, counted once (R29b).

    It counts in the period in which its day falls, and no more once that period is signed. What is contested counts
    until HR has decided: otherwise whoever contests would put off what everybody else bears.
    """

    _name = "marketing.appraisal.event"
    _description = "Event"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    employee_id = fields.Many2one("hr.employee", required=True, index=True, check_company=True, tracking=True)
    user_id = fields.Many2one(related="employee_id.user_id", string="User", export_string_translation=False)
    company_id = fields.Many2one(related="employee_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    type_id = fields.Many2one(
        "marketing.appraisal.event.type", required=True, index=True, ondelete="restrict", tracking=True,
        check_company=True,
    )  # fmt: skip
    measured_by = fields.Selection(related="type_id.measured_by")
    effect = fields.Selection(related="type_id.effect")
    may_be_discharged = fields.Boolean(related="type_id.may_be_discharged", export_string_translation=False)
    date = fields.Date(
        required=True, default=fields.Date.context_today, index=True, tracking=True, help="When it happened."
    )
    amount = fields.Monetary(string="Loss or Gain", tracking=True, help="In company currency.")
    points = fields.Float(
        string="Points Given", digits=(8, 2), tracking=True, help="At discretion, within the bounds of the type."
    )
    description = fields.Text(required=True, help="What happened. The person reads it.")
    document = fields.Binary(attachment=True, help="The evidence, such as a signed notice or a scan.")
    document_name = fields.Char(export_string_translation=False)
    state = fields.Selection(
        [
            (RECORDED, "Recorded"),
            (CONTESTED, "Contested"),
            (UPHELD, "Upheld"),
            (WITHDRAWN, "Withdrawn"),
            (DISCHARGED, "Discharged"),
        ],
        default=RECORDED,
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    recorded_by_id = fields.Many2one("res.users", default=lambda self: self.env.user, readonly=True, copy=False)
    seen_date = fields.Datetime(string="Read On", readonly=True, copy=False)
    objection = fields.Text(readonly=True, copy=False, help="Why the person contests it.")
    decision = fields.Text(readonly=True, copy=False, help="Why it was upheld, withdrawn or discharged.")
    discharge_date = fields.Date(string="Discharged On", readonly=True, copy=False)
    offset_id = fields.Many2one(
        "marketing.appraisal.event", string="Offset By", readonly=True, copy=False, ondelete="restrict",
        help="The commendation against which its effect was ended.",
    )  # fmt: skip
    is_mine = fields.Boolean(compute="_compute_is_mine", export_string_translation=False)

    @api.depends_context("uid")
    @api.depends("employee_id")
    def _compute_is_mine(self):
        for event in self:
            event.is_mine = event.user_id == self.env.user

    @api.depends_context("lang")
    @api.depends("type_id", "employee_id", "date")
    def _compute_display_name(self):
        for event in self:
            day = format_date(self.env, event.date) if event.date else ""
            event.display_name = f"{event.type_id.name or ''} · {event.employee_id.name or ''} · {day}"

    @api.model
    def _get_guarded_fields(self):
        free = {name for name in self._fields if name.startswith(DISCUSSION_PREFIXES)} | WRITTEN
        return super()._get_guarded_fields() | (set(self._fields) - free)

    # ------------------------------------------------------------------ what grading reads

    @api.model
    def _get_by_employee(self, employees, period):
        """Return {employee: events} from the beginning of the period's year to its end: one query.

        :param employees: hr.employee records of the period's company
        :param period: marketing.appraisal.period
        """
        first = min(period.date_from, period.date_to.replace(month=1, day=1))
        events = self.sudo().search_fetch(
            [
                ("employee_id", "in", employees.ids),
                ("date", ">=", first),
                ("date", "<=", period.date_to),
                ("state", "in", COUNTS),
            ],
            ["employee_id", "type_id", "date", "amount", "points", "state", "discharge_date"],
            order="date, id",
        )
        return events.grouped("employee_id")

    def _filter_in(self, period):
        """Return those of the days of a period."""
        return self.filtered(lambda event: event.date >= period.date_from)

    def _filter_barring(self, period):
        """Return those that bar an A of the period, unless they were discharged by its end (R26)."""
        return self.filtered(
            lambda event: (
                (event.state in BARS or event.discharge_date > period.date_to)
                and (
                    event.type_id.bars_a == "year"
                    or (event.type_id.bars_a == "period" and event.date >= period.date_from)
                )
            )
        )

    # ------------------------------------------------------------------ recording

    @api.constrains("type_id", "amount", "points", "document", "date")
    def _check_measured(self):
        for event in self:
            kind = event.type_id
            if kind.measured_by == "amount" and event.amount <= 0:
                raise ValidationError(self.env._("Say how much “%(type)s” was about.", type=kind.name))
            if kind.measured_by == "points" and not kind.lowest_points <= event.points <= kind.highest_points:
                raise ValidationError(
                    self.env._(
                        "“%(type)s” is %(lowest)g to %(highest)g points, not %(points)g.",
                        type=kind.name,
                        lowest=kind.lowest_points,
                        highest=kind.highest_points,
                        points=event.points,
                    )
                )
            if kind.needs_document and not event.document:
                raise ValidationError(self.env._("“%(type)s” is recorded with a document.", type=kind.name))
            if event.date > event.company_id._get_company_today():
                raise ValidationError(self.env._("What has not happened yet is not recorded."))

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._check_may_record()
        events._check_not_signed()
        events._tell_person()
        return events

    def write(self, vals):
        if vals.keys() & WRITTEN:
            self._check_may_record()
            self._check_not_signed()
        result = super().write(vals)
        if vals.keys() & {"employee_id", "date"}:
            self._check_not_signed()
        return result

    def _check_may_record(self):
        """HR records for everybody, a superior for the own team, nobody for themselves (R33)."""
        if self.env.su:
            return
        officer = self.env.user.has_group(OFFICER)
        for event in self:
            if event.user_id == self.env.user:
                raise AccessError(self.env._("Nobody records events about themselves."))
            if not officer and event.employee_id.sudo().appraiser_id.user_id != self.env.user:
                raise AccessError(self.env._("Events are recorded by HR or by the superior."))
            if event.state != RECORDED:
                raise UserError(self.env._("“%(event)s” is decided or contested.", event=event.display_name))

    def _check_not_signed(self):
        """What is signed rests on the events as they were (R70)."""
        for event in self:
            signed = self.env["marketing.appraisal"].sudo().search(
                [
                    ("employee_id", "=", event.employee_id.id),
                    ("is_signed", "=", True),
                    ("date_from", "<=", event.date),
                    ("date_to", ">=", event.date),
                ],
                limit=1,
            )  # fmt: skip
            if signed:
                raise UserError(
                    self.env._(
                        "%(appraisal)s is signed. Record the event on the day on which it became known, and say in "
                        "the description when it happened.",
                        appraisal=signed.display_name,
                    )
                )

    def _tell_person(self):
        """Ask the person, in their language, to read it; the activity says nothing of what it is about."""
        for event in self.filtered("user_id"):
            reader = self.with_context(lang=event.user_id.lang)
            event.with_context(lang=event.user_id.lang).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=reader.env._("Read what was recorded about you"),
                user_id=event.user_id.id,
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unread(self):
        self._check_may_record()
        self._check_not_signed()
        if any(event.seen_date for event in self):
            raise UserError(self.env._("What the person has read is withdrawn, not deleted."))

    # ------------------------------------------------------------------ the person's answer and what comes of it

    def action_acknowledge(self):
        """The person has read it; that is no consent."""
        self._check_is_mine()
        self.sudo().filtered(lambda event: not event.seen_date).write({"seen_date": fields.Datetime.now()})
        self.sudo().activity_ids.filtered(lambda one: one.user_id == self.env.user).action_feedback()

    def _contest(self, objection):
        """The person says why it is wrong; HR has to decide.

        :raises UserError: without a reason, or where it is decided already
        """
        self._check_is_mine()
        self._check_not_signed()
        if self.state != RECORDED:
            raise UserError(self.env._("“%(event)s” is decided or contested.", event=self.display_name))
        self.action_acknowledge()
        self.sudo().write({"state": CONTESTED, "objection": self._get_reason(objection)})

    def _decide(self, state, reason):
        """HR upholds or withdraws what is contested, or withdraws what was recorded by mistake."""
        self._check_may_decide()
        self._check_not_signed()
        if self.state not in ((CONTESTED,) if state == UPHELD else (RECORDED, CONTESTED)):
            raise UserError(self.env._("“%(event)s” is decided already.", event=self.display_name))
        self.sudo().write({"state": state, "decision": self._get_reason(reason)})

    def _discharge(self, reason, offset=None):
        """HR ends what it bars from today on; it stays on record, and what it took is not given back.

        :param offset: the commendation against which it is ended, each for one event only
        """
        self._check_may_decide()
        today = self.company_id._get_company_today()
        due = self.date + relativedelta(months=self.type_id.discharge_months)
        if not self.type_id.may_be_discharged or self.state not in BARS:
            raise UserError(self.env._("“%(event)s” cannot be discharged.", event=self.display_name))
        if not offset and today < due:
            raise UserError(self.env._("It can be discharged from %(day)s on.", day=format_date(self.env, due)))
        if offset:
            self._check_offset(offset)
        self.sudo().write(
            {
                "state": DISCHARGED,
                "decision": self._get_reason(reason),
                "discharge_date": today,
                "offset_id": offset and offset.id,
            }
        )

    def _check_offset(self, offset):
        used = self.sudo().search_count([("offset_id", "=", offset.id)], limit=1)
        fits = offset.employee_id == self.employee_id and offset.effect == "for" and offset.state in BARS
        if used or not fits:
            raise UserError(self.env._("A commendation of the same person ends one event."))

    def _check_is_mine(self):
        self.ensure_one()
        self.check_access("read")
        if self.user_id != self.env.user:
            raise AccessError(self.env._("Only the person answers to it."))

    def _check_may_decide(self):
        self.ensure_one()
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Events are decided by HR."))
        if not self.env.su and self.user_id == self.env.user:
            raise AccessError(self.env._("Nobody decides about themselves."))

    def _get_reason(self, text):
        if not (text or "").strip():
            raise UserError(self.env._("Say why."))
        return text.strip()
