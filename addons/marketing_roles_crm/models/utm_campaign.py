from odoo import fields, models
from odoo.fields import Domain

from ..engine.follow_up import feedback_rate

SALES = "sales_team.group_sale_salesman"


class UtmCampaign(models.Model):
    """How well sales followed up what a campaign brought: it counts when the campaign is judged (R8)."""

    _inherit = "utm.campaign"

    lead_passed_count = fields.Integer(string="Leads Passed", compute="_compute_follow_up", groups=SALES)
    lead_won_count = fields.Integer(string="Of These Won", compute="_compute_follow_up", groups=SALES)
    lead_feedback_count = fields.Integer(string="Feedback Given", compute="_compute_follow_up", groups=SALES)
    lead_overdue_count = fields.Integer(string="Feedback Overdue", compute="_compute_follow_up", groups=SALES)
    lead_feedback_rate = fields.Float(
        string="Feedback in Time",
        compute="_compute_follow_up",
        groups=SALES,
        help="Of all feedback that was given or is overdue, the share that came by its day.",
    )
    is_lead_feedback_asked = fields.Boolean(compute="_compute_follow_up", groups=SALES, export_string_translation=False)

    def _compute_follow_up(self):
        """Count the leads that the user may read, with three queries for all campaigns."""
        passed = Domain("campaign_id", "in", self.ids) & Domain("passed_date", "!=", False)
        Lead = self.env["crm.lead"].with_context(active_test=False)
        sums = ["__count", "feedback_count:sum", "feedback_late_count:sum"]
        counts = {campaign: rest for campaign, *rest in Lead._read_group(passed, ["campaign_id"], sums)}
        won = dict(Lead._read_group(passed & Domain("won_status", "=", "won"), ["campaign_id"], ["__count"]))
        late = Domain("is_feedback_overdue", "=", True)
        overdue = dict(Lead._read_group(passed & late, ["campaign_id"], ["__count"]))
        for campaign in self:
            total, given, given_late = counts.get(campaign, (0, 0, 0))
            campaign.lead_passed_count = total
            campaign.lead_won_count = won.get(campaign, 0)
            campaign.lead_feedback_count = given
            campaign.lead_overdue_count = overdue.get(campaign, 0)
            rate = feedback_rate(given + campaign.lead_overdue_count, given - given_late)
            campaign.is_lead_feedback_asked = rate is not None
            campaign.lead_feedback_rate = rate or 0.0

    def action_open_passed_leads(self):
        """Open the leads of the campaigns that were passed to sales."""
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles_crm.crm_lead_handover_action")
        return {
            **action,
            "domain": [("campaign_id", "in", self.ids)],
            "context": {"search_default_passed": 1, "create": False, "active_test": False},
        }

    def action_open_overdue_leads(self):
        """Open those on which feedback is overdue."""
        return {
            **self.action_open_passed_leads(),
            "context": {"search_default_overdue": 1, "create": False},
        }
