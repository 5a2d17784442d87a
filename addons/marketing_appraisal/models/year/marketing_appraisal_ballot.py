import secrets
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .marketing_appraisal_review import CLOSED

ITEMS = ("behaviour", "work", "record")


class MarketingAppraisalBallot(models.Model):
    """One vote on one person: no voter, no date, and after the close no order (R53).

    Nobody has a right on it, not even to read; only averages of a closed vote come out, and only from enough ballots.
    """

    _name = "marketing.appraisal.ballot"
    _description = "Ballot"
    _log_access = False
    _order = "appraisal_id"

    review_id = fields.Many2one("marketing.appraisal.review", required=True, index=True, ondelete="cascade")
    appraisal_id = fields.Many2one("marketing.appraisal", required=True, index=True, ondelete="cascade")
    behaviour = fields.Integer(required=True, aggregator="avg")
    work = fields.Integer(required=True, aggregator="avg")
    record = fields.Integer(string="The Year's Record", required=True, aggregator="avg")

    _within_bounds = models.Constraint(
        "CHECK(behaviour BETWEEN 0 AND 100 AND work BETWEEN 0 AND 100 AND record BETWEEN 0 AND 100)",
        "A vote lies between 0 and 100.",
    )

    @api.model
    def _cast(self, token, votes):
        """Take the vote of whoever has the token, all of it or nothing, once.

        :param dict votes: {appraisal id: {item: whole number from 0 to 100}}
        :raises UserError: where the token is used up, the vote is closed, or a number is missing or out of bounds
        """
        voter = self.env["marketing.appraisal.review.voter"].sudo().search([("token", "=", token)])
        if not voter or not voter.try_lock_for_update():
            raise UserError(self.env._("This vote was given already, or the vote is closed."))
        review = voter.review_id
        obstacle = voter.with_context(lang=self.env.lang)._find_obstacle()
        if obstacle:
            raise UserError(obstacle)
        subjects = voter._get_subjects()
        if set(votes) != set(subjects.ids):
            raise UserError(self.env._("Vote on everybody on the paper, and on nobody else."))
        rows = []
        for appraisal_id, numbers in votes.items():
            if set(numbers) != set(ITEMS) or not all(0 <= number <= 100 for number in numbers.values()):
                raise UserError(self.env._("Each vote is a whole number from 0 to 100."))
            rows.append({"review_id": review.id, "appraisal_id": appraisal_id, **numbers})
        self.sudo().create(rows)
        voter.unlink()
        return review

    @api.model
    def _shuffle(self, reviews):
        """Write the ballots of reviews anew in an order by chance, with new numbers.

        Rows that one transaction wrote one after the other lie together and have numbers in a row; with the order of
        the register's losses, or a server's log, that would tell whose they are.
        """
        self.flush_model()
        ballots = self.sudo().search([("review_id", "in", reviews.ids)])
        rows = [(one.review_id.id, one.appraisal_id.id, *(one[item] for item in ITEMS)) for one in ballots]
        ballots.unlink()
        secrets.SystemRandom().shuffle(rows)
        self.sudo().create(
            [
                {"review_id": review, "appraisal_id": case, **dict(zip(ITEMS, numbers, strict=True))}
                for review, case, *numbers in rows
            ]
        )
        self.flush_model()

    @api.model
    def _count_ballots(self, review):
        """Return {appraisal id: ballots}; what is still open tells by it who has voted, unless all have."""
        groups = self._read_group([("review_id", "=", review.id)], ["appraisal_id"], ["__count"])
        return {case.id: count for case, count in groups}

    @api.model
    def _get_means(self, appraisals):
        """Return {appraisal: (mean as a Decimal, ballots)} of closed votes: one query."""
        if not appraisals:
            return {}
        self.flush_model()
        self.env["marketing.appraisal.review"].flush_model(["state"])
        self.env.cr.execute(
            SQL(
                """
                SELECT b.appraisal_id, SUM(b.behaviour + b.work + b.record), COUNT(*)
                  FROM marketing_appraisal_ballot b
                  JOIN marketing_appraisal_review r ON r.id = b.review_id AND r.state = %s
                 WHERE b.appraisal_id IN %s
              GROUP BY b.appraisal_id""",
                CLOSED,
                tuple(appraisals.ids),
            )
        )
        return {
            appraisals.browse(case): (Decimal(total) / (len(ITEMS) * count), count)
            for case, total, count in self.env.cr.fetchall()
        }


class MarketingAppraisalGrader(models.AbstractModel):
    """The review in the annual score: of closed votes with enough ballots (R52, R53)."""

    _inherit = "marketing.appraisal.grader"

    @api.model
    def _get_review_means(self, period, appraisals):
        means = super()._get_review_means(period, appraisals)
        for case, (mean, count) in self.env["marketing.appraisal.ballot"].sudo()._get_means(appraisals).items():
            if count >= case.policy_id.minimum_ballots:
                means[case] = mean
        return means


class MarketingAppraisalPolicy(models.Model):
    _inherit = "marketing.appraisal.policy"

    minimum_ballots = fields.Integer(
        string="Least Ballots",
        default=5,
        required=True,
        tracking=True,
        help="A choice: from fewer ballots no average is shown or counted, because it would tell who voted how.",
    )

    review_reminder_days = fields.Integer(
        string="Remind of the Vote",
        default=2,
        required=True,
        help="A choice: on so many days before the last day, those who have not voted are asked again.",
    )

    _minimum_ballots_positive = models.Constraint(
        "CHECK(minimum_ballots >= 2)", "An average of one ballot is that ballot."
    )

    @api.model
    def _get_rule_fields(self):
        return [*super()._get_rule_fields(), "minimum_ballots"]
