from odoo import api, fields, models

from ..engine.follow_up import MONTHLY, WEEKLY

FREQUENCIES = [(WEEKLY, "Weekly"), (MONTHLY, "Monthly")]
ASKING = {"lead_feedback_asked", "lead_feedback_since", "resource_calendar_id"}


class ResCompany(models.Model):
    """How often a company's salespeople report on the leads that were passed to them (R8)."""

    _inherit = "res.company"

    lead_feedback_asked = fields.Boolean(
        string="Feedback on Leads",
        default=True,
        help="Leads that were passed to sales have a day by which the next feedback is due. Only leads that are "
        "passed by the action count: what was in the pipeline before is left alone.",
    )
    lead_feedback_since = fields.Date(
        string="Feedback Asked For Since",
        readonly=True,
        help="When feedback is asked for again after a pause, what lies before this day is left alone.",
    )
    lead_follow_up_active = fields.Selection(
        FREQUENCIES,
        string="Feedback on Active Leads",
        default=WEEKLY,
        required=True,
        help="A choice: the regulation says weekly or monthly. Leads that are recorded later take it.",
    )
    lead_follow_up_develop = fields.Selection(
        FREQUENCIES,
        string="Feedback on Leads to Develop",
        default=MONTHLY,
        required=True,
        help="A choice: the regulation says weekly or monthly. Leads that are recorded later take it.",
    )

    def write(self, vals):
        """Asking again never asks about the time in which nobody was asked."""
        resuming = self.filtered(lambda company: not company.lead_feedback_asked)
        result = super().write(vals)
        if vals.get("lead_feedback_asked"):
            for company in resuming:
                company.lead_feedback_since = company._get_company_today()
        if vals.keys() & ASKING:
            self.env["crm.lead"]._refresh_follow_ups(self)
        return result

    def _on_working_days_changed(self):
        """Due days of feedback follow holidays and make-up days that are entered later (R32)."""
        self.env["crm.lead"]._refresh_follow_ups(self)
        return super()._on_working_days_changed()

    @api.model
    def _get_follow_up_field(self, handover_kind):
        """Return the name of the setting that says how often a kind of lead is reported on."""
        return "lead_follow_up_develop" if handover_kind == "develop" else "lead_follow_up_active"
