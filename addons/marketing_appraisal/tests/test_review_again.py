from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .test_review import ReviewCase


class TestFewBallots(ReviewCase):
    """R53: how many have voted stays true, and too few are said before the vote is opened and closed."""

    def test_how_many_have_voted_is_true_after_the_close(self):
        may = self.review.voter_count
        self.vote_of(3)
        self.assertEqual((self.review.voted_count, may), (3, len(self.voters()) + 3))
        self.review.action_close()
        self.env.invalidate_all()
        self.assertEqual((self.review.voted_count, self.review.voter_count), (3, may))
        rows = list(self.year.with_user(self.officer)._get_rows_of_reviews())
        self.assertEqual([row[1:3] for row in rows], [[may, 3]])

    def test_the_number_is_not_written_by_hand(self):
        for name in ("final_count", "is_repeated"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.review.write({name: 1})

    def test_the_form_names_the_minimum_and_warns_before_the_close(self):
        self.ask_for(4)
        self.assertEqual(self.review.minimum_ballots, 4)
        self.vote_of(2)
        self.assertIn("Have voted so far: 2. Averages come out from 4", self.review.ballot_warning)
        self.assertIn("gives none", self.review.ballot_warning)
        self.vote_of(2)
        self.assertIn("may give no average on some", self.review.ballot_warning)
        self.vote_of(2)
        self.assertFalse(self.review.ballot_warning)

    def test_a_warning_names_nobody(self):
        """Whoever has voted has one ballot less than the others: who lacks one would say who has voted."""
        self.ask_for(3)
        self.vote_of(3)
        said = [self.review.ballot_warning]
        self.review.action_close()
        self.ask_for(4)
        said.append(self.review.ballot_warning)
        self.assertTrue(all(said))
        for person in self.colleagues | self.seller:
            self.assertNotIn(person.name, " ".join(said))

    def test_once_all_have_voted_it_says_how_many_have_no_average(self):
        self.ask_for(50)
        self.vote_all()
        self.review.invalidate_recordset()
        self.assertTrue(self.review.ballot_warning)
        self.ask_for(2)
        self.review.invalidate_recordset()
        self.assertFalse(self.review.ballot_warning)

    def test_a_draft_warns_where_too_few_may_vote(self):
        self.ask_for(20)
        draft = Form(self.env["marketing.appraisal.review"].with_user(self.officer))
        self.assertFalse(draft.ballot_warning)
        draft.department_id = self.department
        self.assertIn("Averages come out from 20 ballots", draft.ballot_warning)
        self.assertIn(self.seller.name, draft.ballot_warning)
        self.assertEqual(draft.minimum_ballots, 20)
        self.ask_for(2)
        draft = Form(self.env["marketing.appraisal.review"].with_user(self.officer))
        draft.department_id = self.department
        self.assertFalse(draft.ballot_warning)

    def test_the_only_year_that_is_open_is_preselected(self):
        form = Form(self.env["marketing.appraisal.review"].with_user(self.officer))
        self.assertEqual(form.period_id, self.year)
        another = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2024-01-01", "company_id": self.company.id}
        )
        another.sudo().state = "open"
        self.assertFalse(Form(self.env["marketing.appraisal.review"].with_user(self.officer)).period_id)

    def test_open_votes_stand_first_and_then_the_newest_year(self):
        reviews = self.env["marketing.appraisal.review"]
        earlier = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2024-01-01", "company_id": self.company.id}
        )
        older, newer = reviews.create(
            [{"period_id": year.id, "department_id": self.head_office.id} for year in (earlier, self.year)]
        )
        found = reviews.search([("id", "in", (older | newer | self.review).ids)])
        self.assertEqual(found.ids, [self.review.id, newer.id, older.id])


class TestHeldAgain(ReviewCase):
    """A vote without an average is held again; nothing of the first counts or is kept but its numbers."""

    def test_a_vote_that_gave_no_average_is_held_again(self):
        self.vote_of(3)
        self.review.action_close()
        self.assertTrue(self.review.may_hold_again)
        count = len(self.review.subject_ids)
        self.assertIn(f"fewer than 5 ballots: {count} of {count} reviewed", self.review.ballot_warning)
        first = self.review
        action = first.action_hold_again()
        self.assertFalse(self.Ballot.search([("review_id", "=", first.id)]))
        self.assertEqual((first.is_repeated, first.voted_count, first.may_hold_again), (True, 3, False))
        self.review = first.browse(action["res_id"])
        self.assertEqual((self.review.state, self.review.department_id), ("draft", self.department))
        self.review.action_open()
        given = self.vote_all()
        self.review.action_close()
        case = self.appraisal_of(self.year, self.seller)
        counted = [number for person, number in given.items() if person not in (self.seller, case.appraiser_id)]
        mean = self.env["marketing.appraisal.grader"]._get_review_means(self.year, case)[case]
        self.assertAlmostEqual(float(mean), sum(counted) / len(counted), 6)
        with self.assertRaisesRegex(UserError, "gave averages"):
            self.review.action_hold_again()
        with self.assertRaisesRegex(UserError, "held again already"):
            first.action_hold_again()

    def test_one_that_is_open_or_whose_year_is_signed_is_not(self):
        with self.assertRaisesRegex(UserError, "is not closed"):
            self.review.action_hold_again()
        self.review.action_close()
        self.sign()
        self.review.invalidate_recordset()
        self.assertFalse(self.review.may_hold_again)
        with self.assertRaisesRegex(UserError, "The year is signed"):
            self.review.action_hold_again()

    def test_only_hr_holds_it_again(self):
        self.review.action_close()
        for user in (self.seller.user_id, self.general_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.review.with_user(user).action_hold_again()

    def test_a_department_reviews_a_year_once_all_the_same(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.review.copy()

    # ------------------------------------------------------------------ the year's signature, the last day

    def sign(self):
        self.year.action_grade_year()
        self.run_steps(self.year)
        self.year.action_grade()
        self.year.with_user(self.general_manager).action_sign()

    def test_a_year_is_not_signed_while_a_vote_on_its_people_is_open(self):
        self.year.appraisal_ids.rating_ids.write({"score": 80, "note": "Steady."})
        with self.assertRaisesRegex(UserError, f"review of {self.review.display_name} is still open"):
            self.sign()
        self.review.action_close()
        self.year.action_grade()
        self.year.with_user(self.general_manager).action_sign()
        self.assertTrue(all(self.year.appraisal_ids.mapped("is_signed")))

    def test_a_vote_after_the_signature_is_refused(self):
        voter = self.voters().filtered(lambda one: one._get_subjects())[0]
        self.review.action_close()
        self.sign()
        self.review.sudo().state = "open"
        voter = self.env["marketing.appraisal.review.voter"].create(
            {"review_id": self.review.id, "employee_id": self.seller.id, "token": "late"}
        )
        with self.assertRaisesRegex(UserError, "The year is signed"):
            self.vote(voter, 50)
        self.review.action_close()

    def test_the_last_day_is_not_moved_into_the_past_and_a_change_is_logged(self):
        today = fields.Date.context_today(self.review)
        with self.assertRaisesRegex(UserError, "cannot lie in the past"):
            self.review.deadline = today - timedelta(days=1)
        # What a test creates untracked stays so until the end of a transaction.
        self.env.flush_all()
        self.env.cr.precommit.clear()
        before = self.review.message_ids
        self.review.with_context(tracking_disable=False).deadline = today + timedelta(days=20)
        self.env.cr.flush()
        logged = (self.review.message_ids - before).sudo().tracking_value_ids
        self.assertEqual(logged.field_id.mapped("name"), ["deadline"])
