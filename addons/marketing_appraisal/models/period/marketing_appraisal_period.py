import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from .. import steps


class MarketingAppraisalPeriod(models.Model):
    """A month, a year, or another stretch of time over which people are appraised."""

    _name = "marketing.appraisal.period"
    _description = "Appraisal Period"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "date_to desc, kind, id desc"

    name = fields.Char(compute="_compute_name", store=True, readonly=False, required=True, precompute=True)
    kind = fields.Selection(
        [("monthly", "Monthly"), ("annual", "Annual"), ("special", "Special")],
        required=True,
        default="monthly",
        tracking=True,
    )
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    date_from = fields.Date(
        string="First Day",
        required=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.subtract(fields.Date.context_today(self), months=1), "month"
        ),
    )
    date_to = fields.Date(
        string="Last Day", compute="_compute_date_to", store=True, readonly=False, required=True, precompute=True
    )
    department_ids = fields.Many2many("hr.department", string="Departments", help="Empty: everybody in the company.")
    state = fields.Selection(
        [("draft", "Draft"), ("open", "In Progress"), ("signed", "Signed"), ("published", "Published")],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    appraisal_ids = fields.One2many("marketing.appraisal", "period_id", string="Appraisals")
    designation_ids = fields.One2many(
        "marketing.appraisal.designation",
        "period_id",
        string="Designated Employees",
        help="Who countersigns the supervisors' scores; nobody their own.",
    )
    omission_ids = fields.One2many("marketing.appraisal.omission", "period_id", string="Left Out", readonly=True)
    appraisal_count = fields.Integer(compute="_compute_counts")
    graded_count = fields.Integer(string="Graded", compute="_compute_counts")
    blocked_count = fields.Integer(string="Without Total", compute="_compute_counts")
    signed_count = fields.Integer(string="Signed", compute="_compute_counts")
    published_count = fields.Integer(string="Published", compute="_compute_counts")
    omission_count = fields.Integer(string="Not Appraised", compute="_compute_counts")
    signable_count = fields.Integer(string="To Sign", compute="_compute_counts")

    _dates_in_order = models.Constraint("CHECK(date_from <= date_to)", "A period cannot end before it begins.")
    _month_uniq = models.UniqueIndex(
        "(company_id, kind, date_from) WHERE kind IN ('monthly', 'annual')",
        "The company already has a period of this kind beginning on this day.",
    )

    @api.model
    def _get_guarded_fields(self):
        grading = {name for name in self._fields if name.startswith("grading_")}
        settled = {"state", "publication_deadline", "step_deadlines", "opening_date"}
        return super()._get_guarded_fields() | grading | settled

    def write(self, vals):
        """Who is appraised over which days is settled when the period is opened."""
        opened = self.filtered(lambda period: period.state != "draft")[:1]
        if opened and vals.keys() & {"kind", "date_from", "date_to", "department_ids", "company_id"}:
            raise UserError(self.env._("%(name)s is open already; its days and its scope are fixed.", name=opened.name))
        return super().write(vals)

    @api.depends("kind", "date_from")
    def _compute_name(self):
        for period in self:
            if period.kind in ("monthly", "annual") and period.date_from:
                period.name = period.date_from.strftime("%Y-%m" if period.kind == "monthly" else "%Y")
            else:
                # A month or year that turns into a special appraisal loses its name, which was its date.
                period.name = False if re.fullmatch(r"\d{4}(-\d\d)?", period.name or "") else period.name or False

    @api.depends("kind", "date_from")
    def _compute_date_to(self):
        for period in self:
            if period.date_from and period.kind in ("monthly", "annual"):
                unit = "month" if period.kind == "monthly" else "year"
                period.date_to = fields.Date.end_of(period.date_from, unit)
            else:
                period.date_to = period.date_to or period.date_from

    @api.onchange("kind")
    def _onchange_kind(self):
        """A year begins with January, a month with its first day."""
        unit = {"annual": "year", "monthly": "month"}.get(self.kind)
        if unit and self.date_from:
            self.date_from = fields.Date.start_of(self.date_from, unit)

    @api.constrains("kind", "date_from", "date_to")
    def _check_whole(self):
        """A month is a calendar month and a year a calendar year (R31)."""
        units = {"monthly": "month", "annual": "year"}
        for period in self.filtered(lambda period: period.kind in units):
            unit = units[period.kind]
            first, last = fields.Date.start_of(period.date_from, unit), fields.Date.end_of(period.date_from, unit)
            if (period.date_from, period.date_to) != (first, last):
                raise ValidationError(
                    self.env._(
                        "This kind of period runs from %(first)s to %(last)s.",
                        first=format_date(self.env, first),
                        last=format_date(self.env, last),
                    )
                )

    @api.depends(
        "appraisal_ids.is_graded",
        "appraisal_ids.is_blocked",
        "appraisal_ids.is_signed",
        "appraisal_ids.is_published",
        "appraisal_ids.step",
        "omission_ids",
    )
    def _compute_counts(self):
        Appraisal = self.env["marketing.appraisal"].sudo()
        fields_by_flag = {
            "appraisal_count": [],
            "graded_count": [("is_graded", "=", True), ("is_blocked", "=", False)],
            "blocked_count": [("is_blocked", "=", True)],
            "signed_count": [("is_signed", "=", True)],
            "published_count": [("is_published", "=", True)],
            "signable_count": [("step", "=", steps.SIGNATURE), ("is_graded", "=", True), ("is_blocked", "=", False)],
        }
        for field_name, domain in fields_by_flag.items():
            counts = dict(Appraisal._read_group([("period_id", "in", self.ids), *domain], ["period_id"], ["__count"]))
            for period in self:
                period[field_name] = counts.get(period._origin, 0)
        omissions = self.env["marketing.appraisal.omission"].sudo()
        counts = dict(omissions._read_group([("period_id", "in", self.ids)], ["period_id"], ["__count"]))
        for period in self:
            period.omission_count = counts.get(period._origin, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        """What people have worked on is not deleted with its period."""
        for period in self:
            if period.signed_count:
                raise UserError(self.env._("%(name)s holds signed results and cannot be deleted.", name=period.name))
            if any(case._is_begun() for case in period.appraisal_ids):
                raise UserError(
                    self.env._("%(name)s holds scores or completed steps and cannot be deleted.", name=period.name)
                )

    def _get_next_step(self):
        """Return the earliest step that waits for the user, and the appraisals on which they complete it.

        Signature and publication have buttons of their own. Cases that the user may not
        judge, their own above all, stay where they are for somebody else.
        """
        self.ensure_one()
        apart = [steps.SIGNATURE, steps.PUBLICATION, steps.DONE]
        if not self.env.su and not self.env.user.has_group("marketing_roles.group_hr_officer"):
            # An interview is held with one person, and goes on by their answer.
            apart.append(steps.INTERVIEW)
        by_step = self.appraisal_ids.grouped("step")
        for step in steps.STEP_ORDER:
            if step in by_step and step not in apart:
                mine = by_step[step]._filter_may_complete(step)
                if mine:
                    return step, mine
        raise UserError(self.env._("No step in %(name)s waits for you.", name=self.name))

    def action_complete_step(self, reason=None):
        """Complete the earliest step that waits for the user, for everybody who stands at it.

        :param str reason: why HR goes on without answers to the interviews; the people read it
        """
        for period in self:
            _step, mine = period._get_next_step()
            mine._complete_step(reason)

    def action_sign(self):
        """Sign every appraisal that waits for the general manager's signature."""
        for period in self:
            period._get_signable().action_sign()

    def _get_signable(self):
        self.ensure_one()
        signable = self.appraisal_ids.filtered("is_signable")._filter_may_complete(steps.SIGNATURE)
        if not signable:
            raise UserError(self.env._("Nothing in %(name)s waits for a signature.", name=self.name))
        return signable

    def action_publish(self):
        """Publish every signed result of the period to its employee, all at once."""
        for period in self:
            period._get_publishable().action_publish()

    def _get_publishable(self):
        self.ensure_one()
        waiting = self.appraisal_ids.filtered(lambda appraisal: appraisal.step == steps.PUBLICATION)
        if not waiting:
            raise UserError(self.env._("Nothing in %(name)s is signed and waits for publication.", name=self.name))
        return waiting

    def _settle_state(self):
        """A period is as far as the last of its appraisals: what is left over keeps it open."""
        for period in self.sudo():
            cases = period.appraisal_ids
            if all(case.is_published for case in cases):
                period.state = "published"
            else:
                period.state = "signed" if all(case.is_signed for case in cases) else "open"

    def action_ask_complete_step(self):
        """Say whose step is about to be completed, then do it."""
        self._get_next_step()
        return self._ask("step", self.env._("Complete the Step for All"))

    def action_ask_sign(self):
        """Say what is about to be signed and what is not, then do it."""
        self._get_signable()
        return self._ask("sign", self.env._("Sign All"))

    def action_ask_publish(self):
        """Say who is about to see their result, then do it."""
        self._get_publishable()
        return self._ask("publish", self.env._("Publish"))

    def _ask(self, operation, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "marketing.appraisal.period.confirm",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_period_id": self.id, "default_operation": operation},
        }

    def action_open_scores(self):
        """Open the scores of the period that the reader may see, to give them in one list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_rating_action")
        context = {"search_default_group_employee": 1, "search_default_not_scored": 1}
        return dict(action, domain=[("period_id", "=", self.id)], context=context, display_name=self.name)

    def action_open_appraisals(self):
        """Open the list of the period's appraisals."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_action")
        return dict(action, domain=[("period_id", "=", self.id)], context={}, display_name=self.name)

    def action_open_results(self):
        """Open the list of the period's results."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_result_action")
        return dict(action, domain=[("period_id", "=", self.id)], context={}, display_name=self.name)
