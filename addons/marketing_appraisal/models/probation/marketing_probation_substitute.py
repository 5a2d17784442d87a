from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import probation as rules
from ..appraisal.marketing_appraisal_substitution import APPRAISAL
from .marketing_probation import UNDER_WAY


class MarketingProbation(models.Model):
    """The substitute of a direct manager who is away speaks and signs in their place (R23, R41).

    Whether somebody stands in is asked on the day and not stored: the record rules read it, and it ends with its days.
    """

    _inherit = "marketing.probation"

    is_stood_in = fields.Boolean(
        compute="_compute_is_stood_in",
        search="_search_is_stood_in",
        export_string_translation=False,
        help="The reader stands in for the direct manager today.",
    )

    has_stand_in = fields.Boolean(compute="_compute_has_stand_in", export_string_translation=False)

    @api.depends_context("uid")
    @api.depends("voice_ids")
    def _compute_has_stand_in(self):
        """Tell whether one of the voices that the reader sees was given in somebody's place."""
        for probation in self:
            probation.has_stand_in = bool(probation.voice_ids.stood_in_for_id)

    @api.depends_context("uid")
    @api.depends("employee_id", "company_id", "state")
    def _compute_is_stood_in(self):
        mine = self.sudo().filtered_domain(self._get_stood_in_domain())
        for probation in self:
            probation.is_stood_in = probation.sudo() in mine

    def _search_is_stood_in(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_stood_in_domain()
        return domain if True in value else ~domain

    @api.model
    def _get_stood_in_domain(self):
        """Return the domain of the probations under way in which the user stands in; nobody in their own."""
        user = self.env.user
        absent = self.env["marketing.appraisal.substitution"]._get_absent(APPRAISAL, user)
        of_absent = Domain.OR(
            Domain("company_id", "=", company.id) & Domain("employee_id.appraiser_id", "=", one.id)
            for company, one in absent
        )
        return (
            Domain("state", "in", UNDER_WAY) & Domain("employee_id", "not in", user.sudo().employee_ids.ids) & of_absent
        )

    def _get_substitute_users(self):
        """Return {probation: user who stands in for its direct manager today}; never its own person."""
        running = self.env["marketing.appraisal.substitution"]._get_running(APPRAISAL, self.company_id)
        found = {}
        for probation in self.sudo():
            one = running.get((probation.company_id, probation.employee_id.appraiser_id))
            user = one and one.substitute_id.user_id.filtered("active")
            if user and user != probation.user_id:
                found[probation.id] = user.with_env(self.env)
        return found

    def _get_side(self):
        """Let whoever stands in for the direct manager speak and sign as they do."""
        self.ensure_one()
        return rules.MANAGER if self.is_stood_in else super()._get_side()

    def _get_stood_in_for(self):
        """Return the direct manager in whose place the user speaks or signs; nobody where they do it as themselves."""
        self.ensure_one()
        if not self.is_stood_in or self.env.user in self._get_manager_users():
            return self.env["hr.employee"]
        return self.sudo().employee_id.appraiser_id


class MarketingProbationVoice(models.Model):
    """In whose place a voice was given."""

    _inherit = "marketing.probation.voice"

    stood_in_for_id = fields.Many2one("hr.employee", string="In Place Of", ondelete="restrict")


class MarketingProbationAppraisal(models.Model):
    """In whose place the decision was signed."""

    _inherit = "marketing.probation.appraisal"

    manager_stood_in_for_id = fields.Many2one("hr.employee", string="Signed in Place Of", copy=False)
