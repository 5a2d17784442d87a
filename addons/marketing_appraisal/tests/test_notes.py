from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestNotes(MarketingAppraisalCase):
    """Coaching notes are evidence at scoring, and their person reads them late or never (R29a, R29d)."""

    def note(self, user, employee=None, **vals):
        return self.env["marketing.appraisal.note"].with_user(user).create(
            {
                "employee_id": (employee or self.clerk).id,
                "date": "2025-03-12",
                "kind": "improve",
                "text": "Promised a date that could not be kept.",
                **vals,
            }
        )  # fmt: skip

    def notes_of(self, user):
        return self.env["marketing.appraisal.note"].with_user(user).search([("employee_id", "=", self.clerk.id)])

    def test_r29a_a_note_of_a_day_belongs_to_the_month_that_is_opened_later(self):
        note = self.note(self.boss.user_id)
        self.assertFalse(note.appraisal_id)
        period = self.open_month()
        self.assertEqual(note.sudo().appraisal_id, self.appraisal_of(period, self.clerk))
        other = self.note(self.boss.user_id, date="2025-04-01")
        self.assertFalse(other.sudo().appraisal_id)
        self.assertEqual(self.note(self.officer, date="2025-03-31").appraisal_id, self.appraisal_of(period, self.clerk))

    def test_r29d_the_person_reads_what_is_shared_once_published(self):
        shared = self.note(self.boss.user_id)
        private = self.note(self.boss.user_id, is_shared=False)
        clerk = self.clerk.user_id
        clerk.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.assertFalse(self.notes_of(clerk))
        self.published_month()
        self.assertEqual(self.notes_of(clerk), shared.with_user(clerk))
        with self.assertRaises(AccessError):
            private.with_user(clerk).read(["text"])

    def test_r29a_superiors_hr_and_the_general_manager_write_and_nobody_about_themselves(self):
        for user in (self.boss.user_id, self.officer, self.general_manager):
            self.note(user)
        for user in (self.clerk.user_id, self.seller.user_id, self.chief.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.note(user)
        mine = self.note(self.boss.user_id)
        with self.assertRaisesRegex(AccessError, "changed by whoever wrote it"):
            mine.with_user(self.officer).text = "Nothing happened."
        with self.assertRaises(AccessError):
            mine.with_user(self.boss.user_id).user_id = self.officer
        self.assertFalse(
            self.env["marketing.appraisal.note"].with_user(self.chief.user_id).search([("id", "=", mine.id)])
        )

    def test_r70_notes_are_fixed_with_the_signature_and_the_follow_up_is_not(self):
        note = self.note(self.boss.user_id)
        period = self.published_month()
        case = self.appraisal_of(period, self.clerk)
        with self.assertRaisesRegex(UserError, "its notes are fixed"):
            note.text = "Never said."
        with self.assertRaisesRegex(UserError, "its notes are fixed"):
            self.note(self.boss.user_id, date="2025-03-02")
        with self.assertRaisesRegex(UserError, "its notes are fixed"):
            note.unlink()
        later = self.note(self.officer, kind="improvement", date="2025-04-10", appraisal_id=case.id)
        self.assertEqual(later.appraisal_id, case)

    def test_r71_erasing_the_texts_takes_the_notes_and_keeps_the_chain(self):
        note = self.note(self.boss.user_id)
        period = self.published_month()
        case = self.appraisal_of(period, self.clerk)
        sealer = self.env["marketing.appraisal.sealer"].sudo()
        self.assertFalse(sealer._find_differences(case.result_ids.seal_ids))
        case.with_user(self.hr_manager).action_erase_texts()
        self.assertEqual(note.text, "-")
        self.assertFalse(sealer._find_differences(case.result_ids.seal_ids))
