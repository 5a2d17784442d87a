from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

OPEN, RECORDED, DISMISSED = "open", "recorded", "dismissed"
REPORT, TASK, PAYMENT = "report", "task", "payment"


class MarketingAppraisalEventType(models.Model):
    """What Odoo knows by itself is proposed as an event; a person decides whether it is one (R29b)."""

    _inherit = "marketing.appraisal.event.type"

    proposed_by = fields.Selection(
        [
            (REPORT, "Reports not handed in"),
            (TASK, "Tasks recorded as missed"),
            (PAYMENT, "Money that is late"),
        ],
        help="Proposed to HR for whoever has a scorecard that counts this type of event.",
    )
    proposed_after = fields.Integer(
        string="Days Late",
        default=30,
        help="A choice: money is proposed once, in the month in which it comes to be late for so many days. What was "
        "late for longer before is not proposed.",
    )

    _proposed_after_positive = models.Constraint("CHECK(proposed_after > 0)", "Late days are at least one.")

    def _is_reached(self, before, days):
        """Tell whether money became late for long now: `days` in all, `before` of them in months before."""
        self.ensure_one()
        return before < self.proposed_after <= days


class MarketingAppraisalEventProposal(models.Model):
    """Something that a measure knows and that may be an event: recorded or dismissed by HR, each thing once."""

    _name = "marketing.appraisal.event.proposal"
    _description = "Proposed Event"
    _inherit = ["marketing.guarded.mixin"]
    _order = "date desc, employee_id, id"

    appraisal_id = fields.Many2one("marketing.appraisal", required=True, ondelete="cascade", index=True, readonly=True)
    employee_id = fields.Many2one(related="appraisal_id.employee_id", store=True, precompute=True, index=True)
    period_id = fields.Many2one(related="appraisal_id.period_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="appraisal_id.company_id", store=True, precompute=True)
    type_id = fields.Many2one("marketing.appraisal.event.type", required=True, ondelete="cascade", readonly=True)
    date = fields.Date(required=True, readonly=True)
    days = fields.Integer(string="Days Late", readonly=True, aggregator=None)
    label = fields.Char(string="About", readonly=True)
    res_model = fields.Char(string="Document Model", required=True, readonly=True, export_string_translation=False)
    res_id = fields.Many2oneReference(model_field="res_model", string="Document ID", required=True, readonly=True)
    description = fields.Text(compute="_compute_description")
    state = fields.Selection(
        [(OPEN, "To Decide"), (RECORDED, "Recorded"), (DISMISSED, "Dismissed")],
        default=OPEN,
        required=True,
        readonly=True,
        index=True,
    )
    reason = fields.Char(string="Why Not", help="Why it is no event.")
    event_id = fields.Many2one("marketing.appraisal.event", readonly=True, ondelete="set null")

    _thing_uniq = models.UniqueIndex(
        "(employee_id, type_id, res_model, res_id)", "One thing is proposed to one person once."
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | (set(self._fields))

    @api.depends("type_id", "label", "days", "date")
    @api.depends_context("lang")
    def _compute_description(self):
        for one in self:
            words = {"label": one.label or "", "day": format_date(self.env, one.date), "days": one.days}
            sentences = {
                REPORT: self.env._("%(label)s was due on %(day)s and not handed in.", **words),
                TASK: self.env._("%(label)s was due on %(day)s and is recorded as missed.", **words),
                PAYMENT: self.env._("%(label)s has come to be overdue for %(days)s days.", **words),
            }
            one.description = sentences.get(one.type_id.proposed_by, one.label)

    def action_record(self):
        """Record them as events; the people are asked to read them."""
        self._check_open()
        events = self.env["marketing.appraisal.event"].create(
            [
                {
                    "employee_id": one.employee_id.id,
                    "type_id": one.type_id.id,
                    "date": one.date,
                    "description": one.description,
                }
                for one in self
            ]
        )
        for one, event in zip(self, events, strict=True):
            one.sudo().write({"state": RECORDED, "event_id": event.id})

    def action_ask_dismissal(self):
        """Ask why they are no events."""
        self._check_open()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Dismiss"),
            "res_model": "marketing.appraisal.dismissal",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_proposal_ids": self.ids},
        }

    def _dismiss(self, reason):
        """Keep that they are no events, and why; they are not proposed again.

        :raises UserError: without a reason, or where one is decided
        """
        self._check_open()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is no event."))
        self.sudo().write({"state": DISMISSED, "reason": reason.strip()})

    def _check_open(self):
        self.check_access("write")
        decided = self.filtered(lambda one: one.state != OPEN)[:1]
        if decided:
            raise UserError(self.env._("“%(thing)s” is decided already.", thing=decided.description))

    def action_open_document(self):
        """Open what it is about."""
        self.ensure_one()
        self.check_access("read")
        record = self.env[self.res_model].browse(self.res_id).exists() if self.res_model in self.env else None
        if not record:
            raise UserError(self.env._("The document is not there any more."))
        if not record.has_access("read"):
            # HR decides about money without a right on the books: the rows of the figure tell enough.
            action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_evidence_action")
            kpi = self.env.ref("sales_kpi.kpi_days_late", raise_if_not_found=False)
            domain = [("kpi_id", "=", kpi.id), ("res_model", "=", self.res_model), ("res_id", "=", self.res_id)]
            return dict(action, domain=domain, context={}, display_name=self.label)
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }


class MarketingAppraisalPeriod(models.Model):
    """Proposing events: by a button, and every day while a month is open."""

    _inherit = "marketing.appraisal.period"

    proposal_ids = fields.One2many("marketing.appraisal.event.proposal", "period_id", string="Proposed Events")
    proposal_count = fields.Integer(string="Proposed Events to Decide", compute="_compute_proposal_count")

    @api.depends("proposal_ids.state")
    def _compute_proposal_count(self):
        Proposal = self.env["marketing.appraisal.event.proposal"]
        counts = {}
        if Proposal.has_access("read"):
            domain = [("period_id", "in", self.ids), ("state", "=", OPEN)]
            counts = dict(Proposal._read_group(domain, ["period_id"], ["__count"]))
        for period in self:
            period.proposal_count = counts.get(period._origin, 0)

    def action_propose_events(self):
        """Look for what may be an event and show it."""
        self.ensure_one()
        self._check_runs_periods()
        if self.kind == "monthly":
            self.env["marketing.appraisal.event.proposal"].sudo()._propose(self.sudo())
        return self.action_open_proposals()

    def action_open_proposals(self):
        """Open what is proposed in the period."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_appraisal.marketing_appraisal_proposal_action"
        )
        return dict(action, domain=[("period_id", "=", self.id)], display_name=self.name)

    @api.model
    def _cron_propose(self):
        """Propose events in every open month; each month is stored by itself."""
        months = self.search([("state", "=", "open"), ("kind", "=", "monthly")], order="id")
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(months))
        for month in months:
            self.env["marketing.appraisal.event.proposal"]._propose(month)
            if not commit(1):
                break
