from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

RESULTS = [
    ("contact", "In Contact"),
    ("appointment", "Appointment Made"),
    ("offer", "Offer Made"),
    ("unreached", "Not Reached"),
    ("refused", "Not Interested"),
]
CORRECTED = {"text", "result"}


class MarketingLeadFeedback(models.Model):
    """What sales reports on a lead that was passed to it, written once (R8)."""

    _name = "marketing.lead.feedback"
    _description = "Feedback on a Lead"
    _inherit = ["marketing.guarded.mixin"]
    _order = "date desc, id desc"
    _rec_name = "lead_id"

    lead_id = fields.Many2one("crm.lead", required=True, index=True, ondelete="cascade")
    text = fields.Text(string="What Happened", required=True)
    result = fields.Selection(RESULTS, required=True, default="contact")
    author_id = fields.Many2one(
        "res.users", string="Written By", required=True, readonly=True, default=lambda self: self.env.user
    )
    # What follows is as it was on the day of writing: computed once, therefore without dependencies.
    salesperson_id = fields.Many2one("res.users", compute="_compute_standing", store=True, precompute=True)
    date = fields.Date(compute="_compute_standing", store=True, precompute=True, index=True)
    date_due = fields.Date(
        string="Was Due",
        compute="_compute_standing",
        store=True,
        precompute=True,
        help="The day that this feedback answers.",
    )
    is_late = fields.Boolean(string="Late", compute="_compute_standing", store=True, precompute=True)
    company_id = fields.Many2one(related="lead_id.company_id", store=True, index="btree_not_null")
    campaign_id = fields.Many2one(related="lead_id.campaign_id", store=True, index="btree_not_null")
    region_id = fields.Many2one(related="lead_id.region_id", store=True, index="btree_not_null")

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {
            *("author_id", "salesperson_id", "date", "date_due", "is_late"),
            *("company_id", "campaign_id", "region_id"),
        }

    def _compute_standing(self):
        """Late is decided when it is written, by the end of the due day in the company's time zone."""
        for feedback in self:
            lead = feedback.lead_id.sudo()
            feedback.salesperson_id = lead.user_id
            feedback.date = lead._get_follow_up_company()._get_company_today() if lead else False
            feedback.date_due = lead.next_feedback_date
            feedback.is_late = bool(lead.next_feedback_date) and feedback.date > lead.next_feedback_date

    @api.model_create_multi
    def create(self, vals_list):
        feedbacks = super().create(vals_list)
        if not self.env.su:
            feedbacks._check_writer()
        for feedback in feedbacks:
            if not feedback.text.strip():
                raise UserError(self.env._("Write what happened with the lead."))
        return feedbacks

    def _check_writer(self):
        for lead in self.lead_id:
            if not lead.passed_date:
                raise UserError(
                    self.env._("%(lead)s has not been passed to sales, so nobody reports on it.", lead=lead.name)
                )
            if not lead._is_reported_on_by_user():
                raise AccessError(
                    self.env._("Only the salesperson of %(lead)s and whoever leads them report on it.", lead=lead.name)
                )

    def write(self, vals):
        if not self.env.su:
            self._check_corrector()
            if vals.keys() - CORRECTED:
                raise AccessError(self.env._("Only the text and the result of a feedback can be corrected."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_by_administrators(self):
        if not self.env.su:
            self._check_corrector()

    def _check_corrector(self):
        if not self.env.user.has_group("marketing_roles.group_administrator"):
            raise AccessError(
                self.env._("What was reported stays as it is; an administrator of Roles and Appraisal can correct it.")
            )
