from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..engine.holdings import RESPONSIBLE


class MarketingDutyHandover(models.Model):
    """Duties that go from one person to others from a day on, for good or for a time.

    Stays as a document: what was handed over, to whom, by whom and why.
    """

    _name = "marketing.duty.handover"
    _description = "Hand-over of Duties"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    employee_id = fields.Many2one(
        "hr.employee",
        string="Handed Over From",
        index=True,
        ondelete="restrict",
        check_company=True,
        help="Empty: duties that nobody holds are given to somebody.",
    )
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    date_from = fields.Date(string="First Day", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date(
        string="Last Day", tracking=True, help="Empty: for good. With a last day the duties come back."
    )
    reason = fields.Char(tracking=True)
    receiver_id = fields.Many2one(
        "hr.employee",
        string="Give All To",
        store=False,
        check_company=True,
        domain="[('id', '!=', employee_id)]",
        help="Fills in everybody's line that has nobody yet.",
    )
    line_ids = fields.One2many("marketing.duty.handover.line", "handover_id", string="Duties", copy=True)
    already_held = fields.Text(compute="_compute_already_held", export_string_translation=False)
    state = fields.Selection(
        [("draft", "Draft"), ("done", "Handed Over")], default="draft", required=True, readonly=True, tracking=True,
        copy=False,
    )  # fmt: skip
    done_by_id = fields.Many2one("res.users", string="Handed Over By", readonly=True, copy=False)
    assignment_ids = fields.One2many("marketing.duty.assignment", "handover_id", string="Assignments", readonly=True)

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "A hand-over cannot end before it begins."
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "done_by_id"}

    @api.depends("employee_id", "date_from")
    def _compute_name(self):
        for handover in self:
            handover.name = (
                self.env._("Duties of %(name)s", name=handover.employee_id.name)
                if handover.employee_id
                else self.env._("Open duties")
            )

    @api.depends("name")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = handover.name

    @api.depends_context("lang")
    @api.depends("state", "date_from", "line_ids.receiver_id", "line_ids.duty_id")
    def _compute_already_held(self):
        """Name what a receiver does anyway, of their own job: there the giver's part simply ends."""
        for handover in self:
            lines = handover.line_ids.filtered("receiver_id") if handover.state == "draft" else handover.line_ids[:0]
            held = [line for line in lines if line.receiver_id in line._get_present_holders()]
            handover.already_held = "\n".join(
                self.env._(
                    "%(name)s holds “%(duty)s” already: what %(giver)s does of it ends, and nothing is added.",
                    name=line.receiver_id.name,
                    duty=line.duty_id.name,
                    giver=handover.employee_id.name or "-",
                )
                for line in held
            )

    @api.onchange("employee_id", "date_from")
    def _onchange_employee(self):
        """Propose everything that the person holds on the day, or held on their last one."""
        if self.employee_id and self.date_from:
            commands = [Command.create(vals) for vals in self._prepare_line_vals(self.employee_id, self.date_from)]
            self.line_ids = [Command.clear(), *commands]

    @api.onchange("receiver_id")
    def _onchange_receiver(self):
        self.line_ids.filtered(lambda line: not line.receiver_id).receiver_id = self.receiver_id

    @api.model
    def _prepare_line_vals(self, employee, day):
        """Return the lines for what an employee holds on a day, or held on the last day on which they held anything."""
        held = employee._get_holdings(day - timedelta(days=400), day)
        last = max((min(each.end, day + timedelta(days=1)) for each in held), default=None)
        return [
            {"duty_id": each.duty, "kind": each.kind}
            for each in held
            if each.start < last <= min(each.end, day + timedelta(days=1))
        ]

    @api.model
    def _prepare_from_holders(self, holders):
        """Return a draft for the duties that some rows of holders show."""
        holders.check_access("read")
        if len(holders.employee_id) != 1:
            raise UserError(self.env._("Choose duties of one person; a hand-over is from one person to others."))
        lines = [Command.create({"duty_id": holder.duty_id.id, "kind": holder.kind}) for holder in holders]
        return self.create(
            {"employee_id": holders.employee_id.id, "company_id": holders.company_id[:1].id, "line_ids": lines}
        )

    @api.model
    def _prepare_for_duties(self, duties):
        """Return a draft that gives duties to somebody, from whoever held them last; one that is there is used."""
        drafts = self._find_own_drafts(duties)
        if drafts:
            return drafts[:1]
        last = duties._get_last_holders()
        employees = {last[duty] for duty in duties if last.get(duty)}
        employee = employees.pop() if len(employees) == 1 else self.env["hr.employee"]
        return self.create(
            {
                "employee_id": employee.id,
                "company_id": (duties.company_id[:1] or employee.company_id or self.env.company).id,
                "line_ids": [Command.create({"duty_id": duty.id, "kind": RESPONSIBLE}) for duty in duties],
            }
        )

    @api.model
    def _find_own_drafts(self, duties, giver=None):
        """Return the user's drafts about exactly these duties, so that a second click leaves no second draft."""
        drafts = self.search([("state", "=", "draft"), ("create_uid", "=", self.env.uid)])
        return drafts.filtered(lambda draft: draft.line_ids.duty_id == duties and giver in (None, draft.employee_id))

    def action_hand_over(self):
        """Arrange the duties of the lines that name somebody; the others stay as they are."""
        self.check_access("write")
        for handover in self:
            handover._check_can_hand_over()
            lines = handover.line_ids.filtered("receiver_id")
            arrangements = lines._get_arrangements()
            shared = {"reason": handover.reason, "handover_id": handover.id}
            self.env["marketing.duty.assignment"].sudo()._arrange(arrangements, shared)
            (handover.line_ids - lines).sudo().unlink()
            handover.sudo().write({"state": "done", "done_by_id": self.env.uid})
            handover.sudo()._tell_receivers(lines)
        self.env["marketing.task"].sudo()._remake_tasks(self.company_id)

    def action_hand_back(self):
        """Open drafts that give what was taken over back to whoever had it, from today on, and change nothing yet."""
        self.ensure_one()
        drafts = self.browse()
        for receiver, taken in self.assignment_ids.filtered(self._can_come_back).grouped("employee_id").items():
            drafts |= self._find_own_drafts(taken.duty_id, receiver)[:1] or self.create(
                self._prepare_hand_back_vals(receiver, taken)
            )
        if not drafts:
            raise UserError(self.env._("Nobody holds any of these duties by this hand-over any more."))
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles.marketing_duty_handover_action")
        if len(drafts) == 1:
            return {**action, "res_id": drafts.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", drafts.ids)], "context": {}}

    def _can_come_back(self, assignment):
        """Tell whether an assignment gave somebody a duty of the giver, and still does or will."""
        today = self.company_id._get_company_today()
        is_over = assignment.date_to and assignment.date_to < today
        return assignment.kind != "none" and assignment.employee_id != self.employee_id and not is_over

    def _prepare_hand_back_vals(self, receiver, taken):
        return {
            "employee_id": receiver.id,
            "company_id": self.company_id.id,
            "date_from": max(self.date_from, self.company_id._get_company_today()),
            "date_to": self.date_to,
            "reason": self.env._("Takes back the hand-over of %(day)s", day=format_date(self.env, self.date_from)),
            "line_ids": [
                Command.create({"duty_id": one.duty_id.id, "kind": one.kind, "receiver_id": self.employee_id.id})
                for one in taken
            ],
        }

    def _check_can_hand_over(self):
        self.ensure_one()
        if self.state == "done":
            raise UserError(self.env._("%(name)s are handed over already.", name=self.name))
        if not self.line_ids.filtered("receiver_id"):
            raise UserError(self.env._("Name somebody on at least one line."))
        user = self.env.user
        if self.env.su or user.has_group("marketing_roles.group_hr_officer"):
            return
        giver = self.sudo().employee_id
        held = {vals["duty_id"] for vals in self._prepare_line_vals(giver, self.date_from)} if giver else set()
        own_team = giver._get_appraiser_on(self.date_from).user_id == user
        if not own_team or set(self.line_ids.duty_id.ids) - held:
            raise AccessError(self.env._("Duties are handed over by HR or by the appraiser of whoever holds them."))

    def write(self, vals):
        """What was handed over stays as it was written down."""
        if not self.env.su and vals.keys() & {"employee_id", "company_id", "date_from", "date_to", "reason"}:
            self.line_ids._check_not_done(self)
        return super().write(vals)

    def _tell_receivers(self, lines):
        """Let the people who take something over know, in their own inbox."""
        for receiver, taken in lines.grouped("receiver_id").items():
            partner = receiver.user_id.partner_id
            if partner:
                duties = ", ".join(taken.duty_id.mapped("name"))
                body = self.env._(
                    "%(name)s takes over from %(day)s: %(duties)s",
                    name=receiver.name,
                    day=self.date_from,
                    duties=duties,
                )
                self.message_post(body=body, partner_ids=partner.ids, subtype_xmlid="mail.mt_comment")

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        for handover in self:
            if handover.state == "done":
                raise UserError(self.env._("%(name)s were handed over; the record is kept.", name=handover.name))
