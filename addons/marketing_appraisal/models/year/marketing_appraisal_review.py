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
    # Votes that are open first, then drafts and closed ones, each from the newest year on.
    _order = "state desc, period_id, department_id, id"
    _check_company_auto = True

    period_id = fields.Many2one(
        "marketing.appraisal.period", string="Year", required=True, index=True, ondelete="cascade",
        domain="[('kind', '=', 'annual'), ('state', '=', 'open')]", default=lambda self: self._get_only_year(),
    )  # fmt: skip
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one("hr.department", required=True, check_company=True, ondelete="restrict")
    deadline = fields.Date(
        string="Vote Until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(days=7),
        tracking=True,
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
    # The register goes with the close; what it said last is kept, a number and no more.
    final_count = fields.Integer(
        string="Voted by the Close", readonly=True, copy=False, export_string_translation=False
    )
    is_repeated = fields.Boolean(string="Held Again", readonly=True, copy=False)

    _department_once = models.UniqueIndex(
        "(period_id, department_id) WHERE is_repeated IS NOT TRUE",
        "A department reviews a year once. A vote that gave no average is held again from its own page.",
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "subject_ids", "voter_count", "final_count", "is_repeated"}

    @api.model
    def _get_only_year(self):
        """Return the year that is open where there is one and no other."""
        years = self.env["marketing.appraisal.period"].search(
            [("kind", "=", "annual"), ("state", "=", "open"), ("company_id", "=", self.env.company.id)], limit=2
        )
        return years if len(years) == 1 else False

    @api.depends_context("lang")
    @api.depends("period_id", "department_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.department_id.name or ''} {one.period_id.name or ''}".strip()

    @api.depends("state", "voter_count", "final_count")
    def _compute_voted_count(self):
        """Say how many have voted, to whoever runs the review; never who."""
        voters = self.env["marketing.appraisal.review.voter"].sudo()
        votes = self.filtered(lambda one: one.state == OPEN)
        groups = voters._read_group([("review_id", "in", votes.ids)], ["review_id"], ["__count"]) if votes else ()
        waiting = {review.id: count for review, count in groups}
        for one in self:
            one.voted_count = one.voter_count - waiting.get(one.id, 0) if one.state == OPEN else one.final_count

    def write(self, vals):
        fixed = vals.keys() & {"period_id", "department_id"}
        if fixed and any(one.state != DRAFT for one in self):
            raise UserError(self.env._("The vote has begun: year and department are fixed."))
        if "deadline" in vals and any(one.state == CLOSED for one in self):
            raise UserError(self.env._("The vote is closed."))
        if "deadline" in vals:
            last = fields.Date.to_date(vals["deadline"])
            if any(one.state == OPEN and last and last < one.company_id._get_company_today() for one in self):
                raise UserError(
                    self.env._("The last day of a vote that is open cannot lie in the past. Close the vote instead.")
                )
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
        self.sudo()._write_to_voters("marketing_appraisal.mail_template_review_invitation")

    def action_close(self):
        """End the vote: what could tie a ballot to a voter is gone after it."""
        self._check_runs()
        if any(one.state != OPEN for one in self):
            raise UserError(self.env._("There is no open vote to close."))
        self.sudo()._close()

    def _close(self):
        self.env["marketing.appraisal.ballot"]._shuffle(self)
        self.invalidate_recordset(["voted_count"])
        counts = {one: one.voted_count for one in self}
        self.env["marketing.appraisal.review.voter"].search([("review_id", "in", self.ids)]).unlink()
        for one, count in counts.items():
            one.write({"state": CLOSED, "final_count": count})

    @api.model
    def _cron_review(self):
        """Close the votes whose last day is over, and remind those who have not voted on the days before."""
        due = self.search([("state", "=", OPEN)])
        over = due.filtered(lambda one: one.deadline < one.company_id._get_company_today())
        over._close()
        soon = (due - over).filtered(lambda one: one._is_soon_over())
        soon._write_to_voters("marketing_appraisal.mail_template_review_reminder")

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

    def action_print_slips(self):
        """Print the papers of those whom no mail reaches."""
        if not self._get_slips():
            raise UserError(self.env._("There is no slip to print: everybody who may still vote has an address."))
        return self.env.ref("marketing_appraisal.action_report_review_slips").report_action(self)

    def _get_slips(self):
        """Return the voters whom no mail reaches, for HR to hand out their paper."""
        self.check_access("write")
        voters = self.env["marketing.appraisal.review.voter"].sudo().search([("review_id", "in", self.ids)])
        return voters.filtered(lambda voter: not voter.address)

    def _write_to_voters(self, template):
        """Write to everybody in the register who has an address; it says until when, and nothing of the others."""
        voters = self.env["marketing.appraisal.review.voter"].search([("review_id", "in", self.ids)])
        reached = voters.filtered("address")
        self.env.ref(template).send_mail_batch(reached.ids, email_layout_xmlid="mail.mail_notification_light")
