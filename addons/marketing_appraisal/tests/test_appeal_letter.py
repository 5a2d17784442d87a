import re
from datetime import date
from html import unescape

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .appeal_common import NOW, AppealCase

REPORT = "marketing_appraisal.report_appeal_letter"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestAppealLetter(AppealCase):
    """R60: the letter on paper, and who is told by mail and by the daily reminder."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["mail.mail"].search([], limit=99).unlink()

    def print_letter(self, appeal, user):
        html, _kind = self.as_user("ir.actions.report", user)._render_qweb_html(REPORT, appeal.ids)
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html.decode())))

    def mails(self):
        """Take the mails that wait to be sent: (recipients, subject, body)."""
        found = self.env["mail.mail"].search([], order="id", limit=9)
        told = [(mail.recipient_ids, mail.subject, mail.body_html) for mail in found]
        found.unlink()
        return told

    # ------------------------------------------------------------------ the letter

    def test_r60_the_letter_says_what_was_answered_and_until_when(self):
        appeal = self.file()
        with self.assertRaisesRegex(UserError, "no answer yet"):
            self.print_letter(appeal, self.person)
        with self.assertRaisesRegex(UserError, "no answer yet"):
            appeal.with_user(self.officer).action_print_letter()
        self.answer(appeal)
        for user in (self.person, self.officer):
            text = self.print_letter(appeal, user)
            for expected in (
                "Answer to your appeal", "Two invoices are missing.", "We looked at it again.", "Dismissed", "2025-03",
                "until 10/19/2026, this day included", "Remedies outside the company",
            ):  # fmt: skip
                self.assertIn(expected, text)
            self.assertNotIn("102.00", text)
        with self.assertRaises(AccessError):
            self.print_letter(appeal, self.other_seller.user_id)
        action = appeal.with_user(self.person).action_print_letter()
        self.assertEqual(action["report_name"], REPORT)

    def test_r60_the_letter_says_what_was_decided(self):
        appeal = self.file()
        self.answer(appeal)
        self.take_further(appeal)
        self.decide(appeal, "partly")
        text = self.print_letter(appeal, self.person)
        for expected in (
            "Decision on your appeal", "Upheld in Part", "The meeting has heard both.", "General manager, HR",
            "This decision is final inside the company.", "The result is issued again.", "Remedies outside",
        ):  # fmt: skip
            self.assertIn(expected, text)
        self.assertNotIn("you can take it", text)

    def test_r60_the_letter_is_in_the_language_of_whom_it_is_for(self):
        self.person.lang = "zh_CN"
        appeal = self.file()
        self.answer(appeal)
        text = self.print_letter(appeal, self.officer)
        self.assertIn("2026/10/19", text)
        self.assertNotIn("10/19/2026", text)
        self.person.lang = "en_US"
        self.env.invalidate_all()
        self.assertIn("10/19/2026", self.print_letter(appeal, self.officer))

    # ------------------------------------------------------------------ mails

    def test_r60_each_move_is_told_to_whom_it_waits_for(self):
        appeal = self.file()
        (recipients, subject, body), = self.mails()  # fmt: skip
        self.assertEqual(recipients, (self.officer | self.hr_manager).partner_id)
        self.assertEqual(subject, "Appeal of seller, 2025-03")
        self.assertIn("10/19/2026", body)
        self.assertNotIn("invoices", body)
        self.answer(appeal)
        (recipients, subject, body), = self.mails()  # fmt: skip
        self.assertEqual((recipients, subject), (self.person.partner_id, "Your appeal, 2025-03: HR has answered"))
        self.assertNotIn("looked at", body)
        self.take_further(appeal)
        (recipients, _subject, _body), = self.mails()  # fmt: skip
        self.assertEqual(recipients, self.general_manager.partner_id)
        self.decide(appeal)
        (recipients, subject, _body), = self.mails()  # fmt: skip
        self.assertEqual((recipients, subject), (self.person.partner_id, "Your appeal, 2025-03: it was decided"))

    def test_r60_each_reads_the_mail_in_their_language_and_nobody_of_their_own(self):
        self.hr_manager.lang = "zh_CN"
        self.person.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.file()
        told = {recipients: body for recipients, _subject, body in self.mails()}
        self.assertEqual(set(told), {self.officer.partner_id, self.hr_manager.partner_id})
        self.assertIn("2026/10/19", told[self.hr_manager.partner_id])
        self.assertIn("10/19/2026", told[self.officer.partner_id])

    def test_r60_a_template_that_was_deleted_holds_nothing_up(self):
        self.env.ref("marketing_appraisal.mail_template_appeal_filed").unlink()
        self.assertEqual(self.file().state, "filed")

    # ------------------------------------------------------------------ reminders

    def remind(self):
        with self.enter_registry_test_mode():
            self.env.ref("marketing_appraisal.ir_cron_remind").method_direct_trigger()
        self.env.invalidate_all()
        kind = self.env.ref("marketing_appraisal.mail_activity_type_steps")
        found = self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])
        return {one.user_id: (one.summary, one.date_deadline) for one in found}

    def test_r60_one_reminder_a_person_says_how_many_appeals_wait(self):
        self.period.appraisal_ids.step = "done"
        everybody = self.period.appraisal_ids
        for case in everybody:
            self.file(case.user_id, case.result_ids)
        self.assertFalse(self.remind(), "not due yet")
        with freeze_time("2026-10-18 04:00:00"):
            told = self.remind()
            self.assertEqual(set(told), {self.officer, self.hr_manager})
            self.assertEqual(told[self.officer], ("Appeals that wait for you: 5", date(2026, 10, 19)))
            # Whoever has steps to complete is told both in one.
            everybody.step = "behaviour"
            self.assertEqual(
                self.remind()[self.officer][0],
                "Appraisals that wait for you: 5, overdue: 5; Appeals that wait for you: 5",
            )
        everybody.step = "done"
        appeals = self.Appeal.search([("period_id", "=", self.period.id)])
        for appeal in appeals:
            self.answer(appeal)
        with freeze_time("2026-10-19 04:00:00"):
            self.assertEqual(set(self.remind()), set(everybody.user_id))
            mine = appeals.filtered(lambda one: one.user_id == self.person)
            self.take_further(mine)
        with freeze_time("2026-11-01 16:00:00"):
            self.assertIn(self.general_manager, self.remind())
            self.assertNotIn(self.person, self.remind())
