import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.marketing_appraisal.models.qr_code import qr_image

from .test_review import ReviewCase


@tagged("post_install", "-at_install")
class TestBallotPaper(ReviewCase, HttpCase):
    """The paper in a browser, by its address alone."""

    def test_r53_whoever_has_the_paper_votes_once_without_an_account(self):
        voter = self.voters().filtered(lambda one: one._get_subjects())[0]
        path, subjects = f"/appraisal/review/{voter.token}", voter._get_subjects()
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        for case in subjects:
            self.assertIn(case.employee_id.name, page.text)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        numbers = {f"{case.id}_{item}": "77" for case in subjects for item in ("behaviour", "work", "record")}
        wrong = self.url_open(path, data={"csrf_token": token, **numbers, f"{subjects[0].id}_work": "7.5"})
        self.assertIn("whole number from 0 to 100", wrong.text)
        done = self.url_open(path, data={"csrf_token": token, **numbers})
        self.assertIn("Your vote is taken", done.text)
        self.assertIn("was given already", self.url_open(path).text)
        self.assertIn("was given already", self.url_open("/appraisal/review/nothing").text)
        ballots = self.Ballot.search([("review_id", "=", self.review.id)])
        self.assertEqual(set(ballots.mapped("work")), {77})

    def test_r53_the_paper_says_what_it_is_about(self):
        voter = self.voters().filtered(lambda one: one._get_subjects())[0]
        page = self.url_open(f"/appraisal/review/{voter.token}").text
        title = " ".join(re.search(r"<title>(.*?)</title>", page, re.S)[1].split())
        for said in ("Democratic review", self.department.name, self.year.name):
            self.assertIn(said, title)
        self.assertIn("three whole numbers from 0 to 100", page)

    def test_the_whole_paper_is_in_the_language_of_its_voter(self):
        self.env["res.lang"]._activate_lang("de_DE")
        voter = self.voters().filtered(lambda one: one._get_subjects() and one.employee_id.user_id)[0]
        voter.employee_id.user_id.lang = "de_DE"
        page = self.url_open(f"/appraisal/review/{voter.token}").text
        self.assertIn(self.review.deadline.strftime("%d.%m.%Y"), page)

    def test_r53_an_expired_paper_says_so_before_it_is_filled_in(self):
        voter = self.voters().filtered(lambda one: one._get_subjects())[0]
        path = f"/appraisal/review/{voter.token}"
        self.expire()
        page = self.url_open(path).text
        self.assertIn("The vote is closed.", page)
        self.assertNotIn('csrf_token" value', page)
        self.assertNotIn("Hand in the vote", page)


class TestSlips(ReviewCase):
    """What brings the paper to its voter: mails, and slips for those without an address."""

    def mails(self):
        return self.env["mail.mail"].search([("model", "=", "marketing.appraisal.review.voter")])

    def test_an_invitation_names_year_and_department(self):
        voter = self.voters()[0]
        voter.employee_id.work_email = "voter@example.com"
        self.mails().unlink()
        self.review.sudo()._write_to_voters("marketing_appraisal.mail_template_review_invitation")
        mail = self.mails().filtered(lambda one: one.email_to == "voter@example.com")
        for said in (self.department.name, self.year.name):
            self.assertIn(said, mail.subject)
            self.assertIn(said, mail.body_html)
        self.assertIn("Ballot Paper", mail.body_html)
        self.assertNotIn("May Still Vote", mail.body_html)
        self.assertNotIn("marketing.appraisal.review.voter", mail.body_html)

    def test_a_reminder_has_a_subject_of_its_own(self):
        self.voters()[0].employee_id.work_email = "voter@example.com"
        self.mails().unlink()
        self.review.deadline = fields.Date.context_today(self.review) + timedelta(days=1)
        self.env["marketing.appraisal.review"]._cron_review()
        self.assertTrue(self.mails())
        for mail in self.mails():
            self.assertTrue(mail.subject.startswith("Reminder"), mail.subject)
            self.assertIn(self.department.name, mail.subject)
            self.assertIn("not voted yet", mail.body_html)

    def test_slips_draw_their_code_themselves(self):
        voters = self.voters()
        voters.employee_id.write({"work_email": False})
        voters.employee_id.user_id.partner_id.write({"email": False})
        self.env.invalidate_all()
        slips = self.review._get_slips()
        self.assertGreater(len(slips), 1)
        self.assertEqual(self.review.action_print_slips()["type"], "ir.actions.report")
        html = self.env["ir.actions.report"]._render_qweb_html(
            "marketing_appraisal.report_review_slips", self.review.ids
        )[0].decode()  # fmt: skip
        self.assertEqual(html.count("data:image/png;base64,"), len(slips))
        self.assertNotIn("/report/barcode", html)
        self.assertEqual(html.count("page-break-after"), len(slips) - 1, "no empty page at the end")
        self.assertIn(slips[0].token, html)
        self.assertNotEqual(qr_image(slips[0].url), qr_image(slips[1].url))

    def test_without_anybody_to_hand_one_no_slip_is_printed(self):
        for voter in self.voters():
            voter.employee_id.work_email = f"voter{voter.id}@example.com"
        with self.assertRaisesRegex(UserError, "no slip to print"):
            self.review.action_print_slips()
