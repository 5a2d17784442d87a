import re
from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .test_year import YearCase


class ReviewCase(YearCase):
    """A department of eight who review each other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleagues = cls.env["hr.employee"]
        for number in range(6):
            person = cls.new_employee(f"colleague_{number}", cls.east_sales, cls.seller_job, cls.chief)
            cls.colleagues |= person
        cls.year = cls.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2025-01-01", "company_id": cls.company.id}
        )
        cls.year.action_open()
        cls.department = cls.appraisal_of(cls.year, cls.seller).department_id
        (cls.colleagues | cls.seller).version_id.department_id = cls.department
        cls.review = cls.env["marketing.appraisal.review"].with_user(cls.officer).create(
            {"period_id": cls.year.id, "department_id": cls.department.id}
        )  # fmt: skip
        cls.review.action_open()
        cls.Ballot = cls.env["marketing.appraisal.ballot"]

    def voters(self):
        return self.env["marketing.appraisal.review.voter"].search([("review_id", "=", self.review.id)])

    def vote(self, voter, number):
        votes = {case.id: dict.fromkeys(("behaviour", "work", "record"), number) for case in voter._get_subjects()}
        self.Ballot._cast(voter.token, votes)

    def expire(self):
        """Let the last day be over, as time does."""
        self.env.flush_all()
        yesterday = fields.Date.context_today(self.review) - timedelta(days=1)
        self.cr.execute(
            "UPDATE marketing_appraisal_review SET deadline = %s WHERE id = %s", [yesterday, self.review.id]
        )
        self.env.invalidate_all()

    def ask_for(self, ballots):
        """Let the policy ask for so many ballots, past the ORM that keeps the rules of signed months."""
        self.env.flush_all()
        self.cr.execute("UPDATE marketing_appraisal_policy SET minimum_ballots = %s", [ballots])
        self.env.invalidate_all()

    def vote_of(self, count):
        """Let so many colleagues vote, who all vote on the seller."""
        for voter in self.voters().filtered(lambda one: one.employee_id in self.colleagues)[:count]:
            self.vote(voter, 90)
        self.review.invalidate_recordset()

    def vote_all(self, first=50):
        """Everybody votes another number; return {employee: number}."""
        given = {}
        for number, voter in enumerate(self.voters(), first):
            given[voter.employee_id] = number
            self.vote(voter, number)
        return given


class TestReview(ReviewCase):
    """R53: eligible by rule, one vote, a last day, secret, averages only after the close and from enough ballots."""

    def test_r53_the_colleagues_of_the_department_vote_but_not_on_themselves(self):
        voters = self.voters()
        self.assertLessEqual(self.colleagues | self.seller, voters.employee_id)
        self.assertNotIn(self.clerk, voters.employee_id)
        own = voters.filtered(lambda one: one.employee_id == self.seller)
        self.assertNotIn(self.seller, own._get_subjects().employee_id)
        for voter in voters:
            self.assertNotIn(voter.employee_id, voter._get_subjects().appraiser_id)

    def test_r53_one_vote_and_none_after_the_last_day(self):
        voter = self.voters().filtered(lambda one: one._get_subjects())[0]
        token, subjects = voter.token, voter._get_subjects()
        self.vote(voter, 80)
        votes = {case.id: dict.fromkeys(("behaviour", "work", "record"), 1) for case in subjects}
        with self.assertRaisesRegex(UserError, "was given already"):
            self.Ballot._cast(token, votes)
        late = self.voters()[0]
        self.expire()
        with self.assertRaisesRegex(UserError, "The vote is closed"):
            self.vote(late, 10)

    def test_r53_a_paper_is_taken_whole_or_not_at_all(self):
        voter = self.voters().filtered(lambda one: one._get_subjects())[0]
        case = voter._get_subjects()[0]
        for votes in ({}, {case.id: {"behaviour": 50}}, {case.id: {"behaviour": 101, "work": 1, "record": 1}},
                      {0: dict.fromkeys(("behaviour", "work", "record"), 5)}):  # fmt: skip
            with self.subTest(str(votes)), self.assertRaises(UserError):
                self.Ballot._cast(voter.token, votes)
        self.assertTrue(voter.exists())
        self.assertFalse(self.Ballot.search([("review_id", "=", self.review.id)]))

    def test_r53_averages_come_after_the_close_and_from_enough_ballots(self):
        given = self.vote_all()
        case = self.appraisal_of(self.year, self.seller)
        grader = self.env["marketing.appraisal.grader"]
        self.assertFalse(grader._get_review_means(self.year, case), "the vote is open")
        self.review.action_close()
        counted = [number for person, number in given.items() if person not in (self.seller, case.appraiser_id)]
        self.assertGreaterEqual(len(counted), 5)
        expected = Decimal(sum(counted)) / len(counted)
        self.assertAlmostEqual(grader._get_review_means(self.year, case)[case], expected, 6)
        self.year.action_grade_year()
        self.assertNotIn(
            "Democratic Review", (case.result_ids.with_context(lang="en_US").explanation.split("Missing:") + [""])[1]
        )

    def test_r53_from_four_ballots_nothing_comes_out(self):
        self.vote_of(4)
        self.review.action_close()
        case = self.appraisal_of(self.year, self.seller)
        self.assertFalse(self.env["marketing.appraisal.grader"]._get_review_means(self.year, case))

    def test_r53_after_the_close_nothing_ties_a_ballot_to_a_voter(self):
        """Every table is searched for what the voters had; the ballots keep numbers that say nothing of an order."""
        tokens = {voter.employee_id.id: voter.token for voter in self.voters()}
        given = self.vote_all()
        self.env.flush_all()
        before = self.Ballot.search([("review_id", "=", self.review.id)], order="id")
        values = [(one.appraisal_id.id, one.work) for one in before]
        self.review.action_close()
        self.assertFalse(self.voters())
        after = self.Ballot.search([("review_id", "=", self.review.id)], order="id")
        self.assertEqual(sorted(values), sorted((one.appraisal_id.id, one.work) for one in after))
        self.assertFalse(set(before.ids) & set(after.ids))
        self.assertNotEqual(values, [(one.appraisal_id.id, one.work) for one in after])
        self.env.cr.execute(
            """SELECT column_name FROM information_schema.columns WHERE table_name = 'marketing_appraisal_ballot'"""
        )
        self.assertEqual(
            {row[0] for row in self.env.cr.fetchall()},
            {"id", "review_id", "appraisal_id", "behaviour", "work", "record"},
        )
        self.env.cr.execute("SELECT COUNT(DISTINCT xmin::text) FROM marketing_appraisal_ballot WHERE review_id = %s",
                            [self.review.id])  # fmt: skip
        self.assertEqual(self.env.cr.fetchone()[0], 1, "all of them were written by one transaction")
        self.assertTrue(tokens and given)

    def test_r53_nobody_reads_register_or_ballots(self):
        self.vote_all()
        for user in (
            self.officer,
            self.hr_manager,
            self.general_manager,
            self.seller.user_id,
            self.env.ref("base.user_admin"),
        ):
            for model in ("marketing.appraisal.review.voter", "marketing.appraisal.ballot"):
                with self.subTest(f"{user.login} {model}"):
                    for operation in ("read", "write", "create", "unlink"):
                        self.assertFalse(self.env[model].with_user(user).has_access(operation))
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(user).search([])

    def test_only_hr_runs_it(self):
        for user in (self.seller.user_id, self.chief.user_id):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.review.with_user(user).action_close()
        with self.assertRaisesRegex(UserError, "has begun already"):
            self.review.action_open()

    def test_r53_reminders_go_to_those_who_have_not_voted_and_say_nothing_of_others(self):
        gone = self.voters()[0]
        gone.employee_id.work_email = "gone@example.com"
        waiting = self.voters()[1]
        waiting.employee_id.work_email = "waiting@example.com"
        self.vote(gone, 50) if gone._get_subjects() else gone.unlink()
        self.env["mail.mail"].search([("model", "=", "marketing.appraisal.review.voter")]).unlink()
        self.review.sudo().deadline = fields.Date.context_today(self.review) + timedelta(days=1)
        self.env["marketing.appraisal.review"]._cron_review()
        mails = self.env["mail.mail"].search([("model", "=", "marketing.appraisal.review.voter")])
        sent = " ".join(filter(None, [*mails.mapped("email_to"), *mails.recipient_ids.mapped("email")]))
        self.assertIn("waiting@example.com", sent)
        self.assertNotIn("gone@example.com", sent)
        self.assertIn("Reminder", set(mails.mapped(lambda mail: mail.subject.split(":")[0])))
        for mail in mails:
            self.assertFalse(re.search(r"\b\d+ of \d+\b", mail.body_html))

    def test_r53_the_vote_closes_by_itself(self):
        self.expire()
        self.env["marketing.appraisal.review"]._cron_review()
        self.assertEqual(self.review.state, "closed")
