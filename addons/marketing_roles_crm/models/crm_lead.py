from contextlib import suppress
from datetime import date, timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.marketing_roles.engine.workdays import OutsideCalendar

from ..engine.follow_up import due_day, nominal_day
from .res_company import FREQUENCIES

# A due day may fall into a month of holidays.
DAYS_UNTIL_WORK = 60
# What sales is asked to do is not changed by whoever is asked.
SET_BY_LEADERS = {"handover_kind", "follow_up_frequency", "recorded_by_id"}


class CrmLead(models.Model):
    """A lead that marketing records and passes to sales, and the feedback that is owed on it (R8)."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "marketing.guarded.mixin"]

    handover_kind = fields.Selection(
        [("active", "Active Lead"), ("develop", "To Develop")],
        string="Kind of Lead",
        default="active",
        required=True,
        tracking=True,
        help="Active leads came to us and are recorded by reception or web staff; leads to develop are given to "
        "sales by region.",
    )
    recorded_by_id = fields.Many2one(
        "res.users",
        default=lambda self: self._get_recorder(),
        copy=False,
        domain="[('share', '=', False)]",
    )
    passed_date = fields.Date(string="Day Passed", readonly=True, copy=False, index="btree_not_null")
    passed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    passed_to_id = fields.Many2one("res.users", readonly=True, copy=False)
    region_id = fields.Many2one(
        "marketing.lead.region",
        compute="_compute_region_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        help="By state and country, as long as the lead is not passed; then it stays.",
    )
    follow_up_frequency = fields.Selection(
        FREQUENCIES, string="Feedback Frequency", compute="_compute_follow_up_frequency", store=True, readonly=False
    )
    feedback_ids = fields.One2many("marketing.lead.feedback", "lead_id", string="Feedback from Sales", copy=False)
    handover_ids = fields.One2many("marketing.lead.handover", "lead_id", string="Hand-overs", copy=False, readonly=True)
    last_feedback_date = fields.Date(string="Last Feedback", compute="_compute_feedback", store=True)
    feedback_count = fields.Integer(string="Feedback Given", compute="_compute_feedback", store=True)
    feedback_late_count = fields.Integer(string="Feedback Given Late", compute="_compute_feedback", store=True)
    next_feedback_date = fields.Date(
        string="Feedback Due",
        compute="_compute_next_feedback_date",
        store=True,
        copy=False,
        index="btree_not_null",
        help="One week or month after the lead was passed or last reported on, moved to a working day.",
    )
    is_feedback_overdue = fields.Boolean(
        string="Feedback Overdue", compute="_compute_is_feedback_overdue", search="_search_is_feedback_overdue"
    )
    feedback_days_overdue = fields.Integer(string="Days Overdue", compute="_compute_is_feedback_overdue")
    may_write_feedback = fields.Boolean(compute="_compute_may_write_feedback", export_string_translation=False)

    @api.model
    def _get_recorder(self):
        """Whoever enters the lead; what comes in by itself was recorded by nobody."""
        user = self.env.user
        return user if user._is_internal() and user.id != SUPERUSER_ID else False

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {
            *("passed_date", "passed_by_id", "passed_to_id", "region_id", "next_feedback_date"),
            *("last_feedback_date", "feedback_count", "feedback_late_count"),
        }

    def _get_follow_up_company(self):
        """Return the company whose regions, working days and settings hold for the lead."""
        self.ensure_one()
        return self.company_id or self.user_id.company_id or self.env.company

    @api.depends("state_id", "country_id", "company_id", "passed_date")
    def _compute_region_id(self):
        waiting = self.filtered(lambda lead: not lead.passed_date)
        found = self.env["marketing.lead.region"]._find_for(waiting)
        for lead in self:
            lead.region_id = found[lead.id] if lead in waiting else lead.region_id

    @api.depends("handover_kind")
    def _compute_follow_up_frequency(self):
        for lead in self:
            company = lead._get_follow_up_company()
            lead.follow_up_frequency = company[company._get_follow_up_field(lead.handover_kind)]

    @api.depends("feedback_ids.date", "feedback_ids.is_late")
    def _compute_feedback(self):
        for lead in self:
            lead.last_feedback_date = max(lead.feedback_ids.mapped("date"), default=False)
            lead.feedback_count = len(lead.feedback_ids)
            lead.feedback_late_count = len(lead.feedback_ids.filtered("is_late"))

    @api.depends("passed_date", "last_feedback_date", "follow_up_frequency", "won_status", "active", "company_id")
    def _compute_next_feedback_date(self):
        """R8, R32: one working calendar for all leads of a company."""
        self.next_feedback_date = False
        owing = self.filtered(lambda lead: lead.passed_date and lead.active and lead.won_status == "pending")
        for company, leads in owing.grouped(lambda lead: lead._get_follow_up_company()).items():
            if not company.lead_feedback_asked:
                continue
            bases = {lead: lead._get_follow_up_base(company) for lead in leads}
            days = [nominal_day(bases[lead], lead.follow_up_frequency) for lead in leads]
            calendar = company._get_work_calendar(min(days), max(days) + timedelta(days=DAYS_UNTIL_WORK))
            for lead, day in zip(leads, days, strict=True):
                lead.next_feedback_date = day
                # A calendar that knows no working day any more leaves the day where it is.
                with suppress(OutsideCalendar):
                    lead.next_feedback_date = due_day(bases[lead], lead.follow_up_frequency, calendar.next_working_day)

    def _get_follow_up_base(self, company) -> date:
        """Return the day from which the next feedback is counted."""
        self.ensure_one()
        since = company.lead_feedback_since or date.min
        return max(self.last_feedback_date or self.passed_date, self.passed_date, since)

    @api.depends("next_feedback_date", "company_id")
    def _compute_is_feedback_overdue(self):
        """Overdue from the day after the due day on, as the company counts its days."""
        todays = {}
        for lead in self:
            company = lead._get_follow_up_company()
            today = todays.setdefault(company, company._get_company_today())
            days = (today - lead.next_feedback_date).days if lead.next_feedback_date else 0
            lead.feedback_days_overdue = max(days, 0)
            lead.is_feedback_overdue = days > 0

    @api.model
    def _search_is_feedback_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        if True in value and False in value:
            return Domain.TRUE
        overdue = self._get_overdue_domain()
        return overdue if True in value else Domain("next_feedback_date", "=", False) | ~overdue

    @api.model
    def _get_overdue_domain(self):
        """Return the domain of the leads with overdue feedback; each company has its own today."""
        companies = self.sudo()._read_group([("next_feedback_date", "!=", False)], ["company_id"])
        return Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("next_feedback_date", "<", (company or self.env.company)._get_company_today())
            for (company,) in companies
        )

    @api.depends_context("uid")
    @api.depends("user_id", "team_id", "passed_date")
    def _compute_may_write_feedback(self):
        for lead in self:
            lead.may_write_feedback = bool(lead.passed_date) and lead._is_reported_on_by_user()

    def _is_led_by_user(self):
        """Tell whether the user decides what is asked of the lead's salesperson."""
        self.ensure_one()
        user = self.env.user
        groups = ("sales_team.group_sale_manager", "marketing_roles.group_administrator")
        return self.team_id.user_id == user or any(user.has_group(group) for group in groups)

    def _is_reported_on_by_user(self):
        """The lead's salesperson of today, or who leads them: the debt moves with the lead (R8)."""
        self.ensure_one()
        return self.user_id == self.env.user or self._is_led_by_user()

    @api.model
    def _refresh_follow_ups(self, companies):
        """Compute the due days of a company's leads again, or of all without one (R32).

        Holidays, working hours and settings are no fields of the lead, so nothing else would.
        """
        domain = Domain("passed_date", "!=", False) & Domain("won_status", "=", "pending")
        domain &= Domain("company_id", "in", [*companies.ids, False])
        leads = self.sudo().search(domain)
        self.env.add_to_compute(self._fields["next_feedback_date"], leads)

    @api.model
    def _refresh_regions(self, companies):
        """Find the region of the leads that wait for being passed again, after regions have changed."""
        domain = Domain("passed_date", "=", False) & Domain("company_id", "in", [*companies.ids, False])
        domain &= Domain("state_id", "!=", False) | Domain("country_id", "!=", False)
        leads = self.sudo().with_context(active_test=False).search(domain)
        self.env.add_to_compute(self._fields["region_id"], leads)

    def write(self, vals):
        """Keep what was agreed when the lead was passed, and note who has it from now on."""
        if not self.env.su and vals.keys() & SET_BY_LEADERS:
            self._check_agreed(vals)
        before = {lead: lead.user_id for lead in self if lead.passed_date} if "user_id" in vals else {}
        result = super().write(vals)
        self.env["marketing.lead.handover"]._record_changes(before)
        return result

    def _check_agreed(self, vals):
        """After a lead was passed, what sales has to do with it is changed by whoever leads the salesperson."""
        for name in sorted(vals.keys() & SET_BY_LEADERS):
            field = self._fields[name]
            changed = self.filtered(
                lambda lead, field=field: (
                    lead.passed_date and field.convert_to_write(lead[field.name], lead) != vals[field.name]
                )
            )
            lead = changed.filtered(lambda lead: not lead._is_led_by_user())[:1]
            if lead:
                raise AccessError(
                    self.env._(
                        "%(lead)s was passed to sales; “%(field)s” is changed by whoever leads the team.",
                        lead=lead.name,
                        field=field._description_string(self.env),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_passed(self):
        """With a lead its feedback would go, which nobody deletes but administrators."""
        lead = self.filtered("passed_date")[:1]
        if lead and not self.env.su and not self.env.user.has_group("marketing_roles.group_administrator"):
            raise UserError(
                self.env._("%(lead)s was passed to sales and is kept; mark it as lost or archive it.", lead=lead.name)
            )

    def action_write_feedback(self):
        """Open an empty feedback on the lead."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles_crm.marketing_lead_feedback_action_new")
        return {**action, "context": {"default_lead_id": self.id}}

    def _merge_dependences(self, opportunities):
        """What was reported on leads that become one goes on with it."""
        result = super()._merge_dependences(opportunities)
        merged = opportunities.sudo()
        merged.feedback_ids.write({"lead_id": self.id})
        merged.handover_ids.write({"lead_id": self.id})
        passed = merged.filtered("passed_date").sorted("passed_date")[:1]
        if passed and not self.passed_date:
            names = ("passed_date", "passed_by_id", "passed_to_id")
            self.sudo().write({name: passed._fields[name].convert_to_write(passed[name], passed) for name in names})
        return result
