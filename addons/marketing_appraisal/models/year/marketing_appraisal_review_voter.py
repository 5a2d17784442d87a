from odoo import api, fields, models

from ..qr_code import qr_image
from .marketing_appraisal_review import OPEN


class MarketingAppraisalReviewVoter(models.Model):
    """The register: who may still vote. A row goes with the vote, so that it says nothing of when or how.

    No date, no user and no order of writing is kept. Nobody reads it by any right; what it holds is the key to vote.
    """

    _name = "marketing.appraisal.review.voter"
    # Heads the mails: "Your Ballot Paper", and below it department and year.
    _description = "Ballot Paper"
    _log_access = False
    _order = "employee_id"

    review_id = fields.Many2one("marketing.appraisal.review", required=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    token = fields.Char(required=True, index=True, export_string_translation=False)
    address = fields.Char(compute="_compute_reaching", export_string_translation=False)
    language = fields.Char(compute="_compute_reaching", export_string_translation=False)
    url = fields.Char(compute="_compute_reaching", export_string_translation=False)

    _voter_uniq = models.Constraint("unique(review_id, employee_id)", "Everybody votes once.")

    @api.depends("review_id")
    def _compute_display_name(self):
        """A paper is named after its vote, and nobody else."""
        for voter in self:
            voter.display_name = voter.review_id.display_name

    def _compute_reaching(self):
        """Where and in which language the voter is reached; without an address HR hands out the slip."""
        for voter in self:
            person = voter.employee_id
            voter.address = person.work_email or person.user_id.email
            voter.language = person.user_id.lang or person.work_contact_id.lang or self.env.lang
            # Whoever has it votes, with or without an account.
            voter.url = f"{voter.get_base_url()}/appraisal/review/{voter.token}"

    def _get_subjects(self):
        """Return whom the voter votes on: everybody reviewed but themselves and whom they appraise."""
        self.ensure_one()
        me = self.employee_id
        return self.review_id.subject_ids.filtered(lambda case: me not in (case.employee_id, case.appraiser_id))

    def _find_obstacle(self):
        """Return in a sentence why the paper is not taken any more, or None."""
        self.ensure_one()
        review = self.review_id
        if review.state != OPEN or review.deadline < review.company_id._get_company_today():
            return self.env._("The vote is closed.")
        if review._is_signed():
            return self.env._("The year is signed: votes on it are not taken any more.")
        return None

    def _get_qr_image(self):
        """Return the code of the paper's address, as a source of an image."""
        self.ensure_one()
        return qr_image(self.url)
