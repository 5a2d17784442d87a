from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .appeal_common import NOW, AppealCase


@freeze_time(NOW)
class TestAppealReissue(AppealCase):
    """R61: an upheld appeal issues the result again, and what follows from it is listed to whoever may read it."""

    def uphold(self):
        appeal = self.file()
        self.answer(appeal, "upheld")
        return appeal

    def told(self, appeal, user):
        """What follows, as a reader is shown it: {subject: (before, after, note)}."""
        appeal = appeal.with_env(self.env_of(user))
        return {row["subject"]: (row["before"], row["after"], row["note"]) for row in appeal._get_consequences()}

    def test_r61_upheld_by_hr_the_result_is_issued_again(self):
        before = self.result.total
        appeal = self.uphold()
        self.assertRecordValues(
            appeal,
            [{"state": "settled", "settlement": "in_full", "outcome": "upheld", "is_open": True}],
        )
        new = self.case.result_ids
        self.assertEqual((appeal.new_result_id, new.replaces_id, self.result.active), (new, self.result, False))
        self.assertEqual(new.reissue_reason, "The appeal of 10/12/2026 was upheld.")
        self.assertEqual(self.Appeal._get_open(self.seller), {self.seller: appeal})
        self.publish_again()
        self.assertFalse(appeal.is_open)
        self.assertEqual((self.result.total, self.case.result_ids.total), (before, before - 6))
        self.assertIn("The appeal of 10/12/2026 was upheld.", self.case.result_ids.explanation)

    def test_r61_partly_it_is_issued_again_once_the_answer_is_final(self):
        appeal = self.file()
        self.answer(appeal, "partly")
        self.assertTrue(self.result.active)
        appeal.with_user(self.person).action_accept()
        self.assertEqual(appeal.new_result_id, self.case.result_ids)
        self.assertIn("in part", appeal.new_result_id.reissue_reason)

    def test_r61_the_meeting_upholds(self):
        appeal = self.file()
        self.answer(appeal)
        self.take_further(appeal)
        self.decide(appeal, "upheld")
        self.assertEqual((appeal.outcome, appeal.new_result_id.replaces_id), ("upheld", self.result))

    def test_r60_what_the_meeting_has_decided_is_final(self):
        """The result that it brings about cannot be appealed against; one that HR's answer brings about can."""
        appeal = self.file()
        self.answer(appeal)
        self.take_further(appeal)
        self.decide(appeal, "upheld")
        self.publish_again(behaviour=5)
        again = appeal.new_result_id.with_user(self.person)
        self.assertTrue(again.is_published)
        self.assertFalse(again.may_appeal or again.appeal_deadline)
        with self.assertRaisesRegex(UserError, "final inside the company"):
            self.env["marketing.appraisal.appeal"].with_user(self.person)._check_may_file(again)

    def test_r61_what_follows_is_listed_to_whoever_may_read_it(self):
        Pay = self.env["marketing.appraisal.pay"]
        Pay._compute_for(self.period)
        Pay._confirm_for(self.period)
        appeal = self.uphold()
        for user in (self.person, self.officer, self.hr_manager, self.general_manager, self.chief.user_id):
            self.assertEqual(
                self.told(appeal, user),
                {
                    "Result": (
                        "102.00 · A - Excellent", "",
                        "The result is issued again; until it is published the one before stands.",
                    )
                },
            )  # fmt: skip
        self.invoice(self.person, "2025-03-12", 150)
        self.publish_again(behaviour=5)
        told = self.told(appeal, self.hr_manager)
        self.assertEqual(told["Result"], ("102.00 · A - Excellent", "112.00 · A - Excellent", ""))
        self.assertEqual(told["Annual points of the month"], ("2", "2", ""))
        self.assertEqual(told["Performance pay"][1:], ("", "The difference is computed with the pay of the period."))
        Pay._compute_for(self.period)
        self.assertRegex(self.told(appeal, self.general_manager)["Performance pay"][1], r"^\+ .*300\.00")
        self.assertNotIn("Performance pay", self.told(appeal, self.officer))
        self.assertNotIn("Performance pay", self.told(appeal, self.chief.user_id))
        # Its person reads a difference once it is confirmed.
        self.assertEqual(self.told(appeal, self.person)["Performance pay"][1], "")
        Pay._confirm_for(self.period)
        self.assertRegex(self.told(appeal, self.person)["Performance pay"][1], r"^\+ .*300\.00")
        shown = appeal.with_user(self.person).consequences
        self.assertIn("112.00", shown)
        self.assertIn("300.00", shown)

    def test_r61_what_was_paid_too_much_is_said_and_not_taken_back(self):
        Pay = self.env["marketing.appraisal.pay"]
        Pay._compute_for(self.period)
        Pay._confirm_for(self.period)
        appeal = self.uphold()
        self.publish_again(behaviour=4)
        Pay._compute_for(self.period)
        self.assertRegex(self.told(appeal, self.hr_manager)["Performance pay"][2], r"180\.00.* is not taken back")

    def test_r61_the_year_is_listed_and_follows(self):
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2025-01-01", "company_id": self.company.id}
        )
        year.action_grade_year()
        # The database stamps gradings by its own clock.
        self.appraisal_of(year, self.seller).result_ids.graded_date = NOW
        appeal = self.uphold()
        with freeze_time("2026-10-13 04:00:00"):
            self.publish_again(behaviour=1)
            told = self.told(appeal, self.officer)
            self.assertEqual(told["Annual points of the month"], ("2", "1", ""))
            self.assertIn("2 points from 1 months. It is computed again", told[year.name][2])
            self.assertNotIn(year.name, self.told(appeal, self.person))
        with freeze_time("2026-10-14 04:00:00"):
            year.action_grade_year()
            self.assertEqual(self.told(appeal, self.officer)[year.name][2], "1 points from 1 months.")

    def test_r61_later_code_adds_what_follows(self):
        appeal = self.uphold()
        more = {"subject": "<b>More</b>", "before": "", "after": "x", "note": ""}
        self.patch(type(self.Appeal), "_get_consequences", lambda appeal: [more])
        self.assertIn("&lt;b&gt;More", appeal.consequences)

    def test_r60_the_new_result_is_appealed_within_its_own_days(self):
        self.uphold()
        with self.assertRaisesRegex(UserError, "is not published"):
            self.case.with_user(self.person).action_ask_appeal()
        with self.assertRaisesRegex(UserError, "was replaced"):
            self.file()
        with freeze_time("2026-10-20 04:00:00"):
            new = self.publish_again()
        with freeze_time("2026-10-27 15:59:59"):
            self.assertEqual(new.with_user(self.person).appeal_deadline.day, 27)
            self.assertEqual(self.file(result=new).result_id, new)

    def test_r62_it_joins_in_what_the_general_manager_is_mending(self):
        appeal = self.file()
        self.case.with_user(self.general_manager)._reissue("Counted twice.")
        self.answer(appeal, "upheld")
        new = self.case.result_ids
        self.assertEqual((appeal.new_result_id, new.version), (new, 2))
        self.assertEqual(new.reissue_reason, "Counted twice. The appeal of 10/12/2026 was upheld.")

    def test_r62_what_is_signed_again_is_published_first(self):
        appeal = self.file()
        self.case.with_user(self.general_manager)._reissue("Counted twice.")
        self.case.with_user(self.officer).action_complete_step()
        self.period.with_user(self.officer).action_grade()
        self.case.with_user(self.general_manager).action_sign()
        with self.assertRaisesRegex(UserError, "publish it first"):
            self.answer(appeal, "upheld")

    def test_r71_the_chain_stays_whole(self):
        self.uphold()
        self.publish_again()
        found = self.env["marketing.appraisal.verification"].create({"company_id": self.company.id})
        self.assertEqual(found.state, "whole")

    def test_r61_nobody_upholds_their_own(self):
        appeal = self.file()
        appeal.sudo().write({"state": "settled", "answer_outcome": "upheld", "answered_by_id": self.person.id})
        with self.assertRaisesRegex(AccessError, "their own"):
            appeal._start_reissue()
