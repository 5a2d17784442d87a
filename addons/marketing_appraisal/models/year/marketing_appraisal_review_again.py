from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .marketing_appraisal_review import CLOSED, DRAFT

# Names are read; beyond this many, a number says more.
NAMES_SHOWN = 8


class MarketingAppraisalReview(models.Model):
    """Votes out of which too little comes: it is said before they are opened and closed, and they are held again (R53).

    While a vote is open, how many ballots somebody has is said nowhere: one less than there are voters would tell that
    this person has voted. What is said rests on how many have voted, and on nothing else of the vote.
    """

    _inherit = "marketing.appraisal.review"

    minimum_ballots = fields.Integer(
        string="Least Ballots",
        compute="_compute_minimum_ballots",
        help="From fewer ballots on a person no average is shown or counted. The policy says how many.",
    )
    ballot_warning = fields.Text(compute="_compute_ballot_warning", export_string_translation=False)
    may_hold_again = fields.Boolean(compute="_compute_ballot_warning", export_string_translation=False)

    @api.depends("state", "period_id", "department_id", "subject_ids")
    def _compute_minimum_ballots(self):
        for one in self:
            least = one._get_reviewed().policy_id.mapped("minimum_ballots")
            if not least and one.period_id:
                policy = one.period_id.sudo()._get_main_policy()
                least = policy.mapped("minimum_ballots") if policy else ()
            one.minimum_ballots = max(least, default=0)

    @api.depends_context("lang")
    @api.depends("state", "period_id", "department_id", "voted_count", "minimum_ballots", "is_repeated")
    def _compute_ballot_warning(self):
        for one in self:
            one.ballot_warning = getattr(one, f"_warn_{one.state or DRAFT}")()
            one.may_hold_again = one.state == CLOSED and not one._find_obstacle_to_another()

    def _get_reviewed(self):
        """Return the appraisals that are voted on, in a draft those that would be."""
        self.ensure_one()
        if self.state and self.state != DRAFT:
            return self.sudo().subject_ids
        return self._get_subjects() if self.period_id and self.department_id else self.env["marketing.appraisal"]

    def _warn_draft(self):
        """Say on whom too few may vote to give an average."""
        reviewed = self._get_reviewed()
        voters = self._get_voters() if reviewed else self.env["hr.employee"]
        few = reviewed.filtered(
            lambda case: len(voters - case.employee_id - case.appraiser_id) < case.policy_id.minimum_ballots
        )
        if not few:
            return False
        return self.env._(
            "Averages come out from %(minimum)s ballots on a person, and fewer colleagues may vote on: %(names)s.",
            minimum=self.minimum_ballots,
            names=self._list_names(few),
        )

    def _warn_open(self):
        """Say that an average is out of reach so far; once all have voted, it is certain."""
        voted, minimum = self.voted_count, self.minimum_ballots
        if voted < minimum:
            return self.env._(
                "Have voted so far: %(voted)s. Averages come out from %(minimum)s ballots on a person: closed now,"
                " the vote gives none.",
                voted=voted,
                minimum=minimum,
            )
        if voted == self.voter_count:
            return bool(self._get_without_average()) and self._warn_without_average()
        # Nobody votes on themselves or on whom they appraise: two ballots fewer, at most.
        return voted < minimum + 2 and self.env._(
            "Have voted so far: %(voted)s. Averages come out from %(minimum)s ballots on a person, and nobody votes on"
            " themselves: closed now, the vote may give no average on some.",
            voted=voted,
            minimum=minimum,
        )

    def _warn_closed(self):
        if self.is_repeated:
            return self.env._("This vote gave no average and was held again. Its ballots were deleted.")
        return bool(self._get_without_average()) and self._warn_without_average()

    def _warn_without_average(self):
        """Say how many have none, and not who: with one vote at the minimum it would be those who have voted."""
        return self.env._(
            "No average, because they have fewer than %(minimum)s ballots: %(count)s of %(reviewed)s reviewed.",
            minimum=self.minimum_ballots,
            count=len(self._get_without_average()),
            reviewed=len(self.subject_ids),
        )

    def _get_without_average(self):
        """Return who was voted on and has fewer ballots than the policy asks for."""
        reviewed = self.sudo().subject_ids
        counts = self.env["marketing.appraisal.ballot"].sudo()._count_ballots(self)
        return reviewed.filtered(lambda case: counts.get(case.id, 0) < case.policy_id.minimum_ballots)

    def _list_names(self, appraisals):
        names = appraisals.employee_id.mapped("name")
        shown = names[:NAMES_SHOWN]
        if len(names) > NAMES_SHOWN:
            shown.append(self.env._("%(count)s more", count=len(names) - NAMES_SHOWN))
        return format_list(self.env, shown)

    # ------------------------------------------------------------------ the round anew

    def _is_signed(self):
        """Tell whether the year is signed of anybody who is voted on."""
        self.ensure_one()
        return any(case.is_signed for case in self.sudo().subject_ids)

    def _find_obstacle_to_another(self):
        """Return in a sentence why a vote is not held again, or None."""
        self.ensure_one()
        name = self.display_name
        if self.state != CLOSED:
            return self.env._("The vote on %(name)s is not closed.", name=name)
        if self.is_repeated:
            return self.env._("The vote on %(name)s was held again already.", name=name)
        if self._is_signed() or self.period_id.sudo().state != "open":
            return self.env._("The year is signed: the vote on %(name)s is not held again.", name=name)
        if self._get_without_average() != self.sudo().subject_ids:
            return self.env._("The vote on %(name)s gave averages: it is not held again.", name=name)
        return None

    def action_hold_again(self):
        """Make a new vote out of one that gave no average; the few ballots of the first are deleted."""
        self.ensure_one()
        self._check_runs()
        obstacle = self._find_obstacle_to_another()
        if obstacle:
            raise UserError(obstacle)
        self.env["marketing.appraisal.ballot"].sudo().search([("review_id", "=", self.id)]).unlink()
        self.sudo().is_repeated = True
        self.flush_recordset(["is_repeated"])
        another = self.create({"period_id": self.period_id.id, "department_id": self.department_id.id})
        self.sudo().message_post(body=self.env._("No average came out: the vote is held again."))
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": another.id,
            "views": [(False, "form")],
        }
