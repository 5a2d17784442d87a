import secrets
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

DRAFT, OPEN, CLOSED = "draft", "open", "closed"
TOKEN_BYTES = 24


class MarketingAppraisalReview(models.Model):
    """The democratic review of a department for a year: colleagues vote secretly (R53).

    Three tables that nothing ties together: this round, the register of who may still vote, and the ballots. When the
    round closes, register and ballots are written anew in an order by chance (see docs/DECISIONS.md).
    """

    _name = "marketing.appraisal.review"
    _description = "Democratic Review"
    _inherit = ["mail.thread", "marketing.guarded.mixin"]
    _order = "period_id desc, department_id, id"
    _check_company_auto = True

    period_id = fields.Many2one(
        "marketing.appraisal.period", string="Year", required=True, index=True, ondelete="cascade",
        domain="[('kind', '=', 'annual'), ('state', '=', 'open')]",
    )  # fmt: skip
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one("hr.department", required=True, check_company=True, ondelete="restrict")
    deadline = fields.Date(
        string="Vote Until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(days=7),
        help="The last day on which ballots are taken.",
    )
    state = fields.Selection(
        [(DRAFT, "Draft"), (OPEN, "Vote Open"), (CLOSED, "Closed")],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    subject_ids = fields.Many2many(
        "marketing.appraisal", "marketing_review_subject_rel", "review_id", "appraisal_id", string="Who Is Reviewed",
        readonly=True, copy=False,
    )  # fmt: skip
    voter_count = fields.Integer(string="May Vote", readonly=True, copy=False)
    voted_count = fields.Integer(string="Have Voted", compute="_compute_voted_count")

    _department_uniq = models.Constraint("unique(period_id, department_id)", "A department reviews a year once.")

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "subject_ids", "voter_count"}

    @api.depends("period_id", "department_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.department_id.name or ''} {one.period_id.name or ''}".strip()

    @api.depends("state", "voter_count")
    def _compute_voted_count(self):
        """Say how many have voted, to whoever runs the review; never who."""
        voters = self.env["marketing.appraisal.review.voter"].sudo()
        groups = voters._read_group([("review_id", "in", self.ids)], ["review_id"], ["__count"])
        waiting = {review.id: count for review, count in groups}
        for one in self:
            one.voted_count = one.voter_count - waiting.get(one.id, 0) if one.state != DRAFT else 0

    def write(self, vals):
        fixed = vals.keys() & {"period_id", "department_id"}
        if fixed and any(one.state != DRAFT for one in self):
            raise UserError(self.env._("The vote has begun: year and department are fixed."))
        if "deadline" in vals and any(one.state == CLOSED for one in self):
            raise UserError(self.env._("The vote is closed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(one.state != DRAFT for one in self):
            raise UserError(self.env._("A vote that has begun is not deleted."))

    # ------------------------------------------------------------------ the round

    def action_open(self):
        """Draw up the register and ask everybody in it to vote."""
        self._check_runs()
        for one in self:
            if one.state != DRAFT:
                raise UserError(self.env._("The vote on %(name)s has begun already.", name=one.display_name))
            if one.deadline < one.company_id._get_company_today():
                raise UserError(self.env._("The last day of the vote lies in the past."))
            subjects = one._get_subjects()
            voters = one._get_voters()
            if not subjects:
                raise UserError(
                    self.env._(
                        "%(name)s has nobody to review: nobody of the department takes part in the year.",
                        name=one.display_name,
                    )
                )
            if len(voters) < 2:
                raise UserError(
                    self.env._("%(name)s has too few colleagues to vote: at least two.", name=one.display_name)
                )
            one.sudo().write({"state": OPEN, "subject_ids": [Command.set(subjects.ids)], "voter_count": len(voters)})
            self.env["marketing.appraisal.review.voter"].sudo().create(
                [
                    {"review_id": one.id, "employee_id": employee.id, "token": secrets.token_urlsafe(TOKEN_BYTES)}
                    for employee in voters
                ]
            )
        self.sudo()._invite()

    def action_close(self):
        """End the vote: what could tie a ballot to a voter is gone after it."""
        self._check_runs()
        if any(one.state != OPEN for one in self):
            raise UserError(self.env._("There is no open vote to close."))
        self.sudo()._close()

    def _close(self):
        self.env["marketing.appraisal.ballot"]._shuffle(self)
        self.env["marketing.appraisal.review.voter"].search([("review_id", "in", self.ids)]).unlink()
        self.write({"state": CLOSED})

    @api.model
    def _cron_review(self):
        """Close the votes whose last day is over, and remind those who have not voted on the days before."""
        due = self.search([("state", "=", OPEN)])
        over = due.filtered(lambda one: one.deadline < one.company_id._get_company_today())
        over._close()
        (due - over).filtered(lambda one: one._is_soon_over())._invite()

    def _is_soon_over(self):
        """Tell whether the last day is so near that those who have not voted are asked again."""
        self.ensure_one()
        policy = self.period_id.sudo()._get_main_policy()
        days = timedelta(days=policy.review_reminder_days if policy else 0)
        return self.deadline <= self.company_id._get_company_today() + days

    def _check_runs(self):
        self.check_access("write")

    def _get_subjects(self):
        """Return the annual appraisals of the department that are not signed."""
        self.ensure_one()
        return self.period_id.sudo().appraisal_ids.filtered(
            lambda case: case.department_id == self.department_id and not case.is_signed
        )

    def _get_voters(self):
        """Return the colleagues: who belongs to the department today (R53)."""
        self.ensure_one()
        today = self.company_id._get_company_today()
        positions = self.env["marketing.dated.position"].sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("department_id", "=", self.department_id.id),
                ("date_from", "<=", today),
                ("date_to", ">", today),
                ("date_start", "<=", today),
                "|", ("date_end", "=", False), ("date_end", ">=", today),
            ]
        )  # fmt: skip
        return positions.employee_id.filtered("active")

    def _get_slips(self):
        """Return the voters whom no mail reaches, for HR to hand out their paper."""
        self.check_access("write")
        voters = self.env["marketing.appraisal.review.voter"].sudo().search([("review_id", "in", self.ids)])
        return voters.filtered(lambda voter: not voter.address)

    def _invite(self):
        """Write to everybody in the register who has an address; it says until when, and nothing of the others."""
        template = self.env.ref("marketing_appraisal.mail_template_review_invitation")
        for voter in self.env["marketing.appraisal.review.voter"].search([("review_id", "in", self.ids)]):
            if voter.address:
                template.send_mail(voter.id, email_layout_xmlid="mail.mail_notification_light")


class MarketingAppraisalReviewVoter(models.Model):
    """The register: who may still vote. A row goes with the vote, so that it says nothing of when or how.

    No date, no user and no order of writing is kept. Nobody reads it by any right; what it holds is the key to vote.
    """

    _name = "marketing.appraisal.review.voter"
    _description = "May Still Vote"
    _log_access = False
    _order = "employee_id"

    review_id = fields.Many2one("marketing.appraisal.review", required=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    token = fields.Char(required=True, index=True, export_string_translation=False)
    address = fields.Char(compute="_compute_reaching", export_string_translation=False)
    language = fields.Char(compute="_compute_reaching", export_string_translation=False)
    url = fields.Char(compute="_compute_reaching", export_string_translation=False)

    _voter_uniq = models.Constraint("unique(review_id, employee_id)", "Everybody votes once.")

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
