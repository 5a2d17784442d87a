from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .appeal_common import NOW, AppealCase

LAST_MINUTE, TOO_LATE = "2026-10-16 15:59:59", "2026-10-16 16:00:00"


@freeze_time(NOW)
class TestAppeal(AppealCase):
    """R60: an appeal within the days after the publication, HR's answer, the meeting, and every way it ends."""

    def cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("marketing_appraisal.ir_cron_settle_appeals").method_direct_trigger()
        self.env.invalidate_all()

    def rest_on(self, day):
        self.env["marketing.workday.override"].create(
            {"name": "Rest", "kind": "holiday", "date_from": day, "date_to": day, "company_id": self.company.id}
        )

    # ------------------------------------------------------------------ filing

    def test_r60_published_on_friday_9_october_until_friday_16_october(self):
        result = self.result.with_user(self.person)
        self.assertEqual((result.appeal_deadline, result.may_appeal), (date(2026, 10, 16), True))
        self.assertEqual(self.case.with_user(self.person).objection_deadline, date(2026, 10, 16))
        self.assertTrue(self.case.with_user(self.person).may_appeal)
        appeal = self.file()
        self.assertRecordValues(
            appeal,
            [
                {
                    "state": "filed",
                    "employee_id": self.seller.id,
                    "period_id": self.period.id,
                    "company_id": self.company.id,
                    "filed_date": date(2026, 10, 12),
                    "filed_by_id": self.person.id,
                    "appeal_deadline": date(2026, 10, 16),
                    # Monday 19 October.
                    "answer_deadline": date(2026, 10, 19),
                    "deadline": date(2026, 10, 19),
                    "outcome": False,
                    "is_open": True,
                }
            ],
        )
        self.env.invalidate_all()
        self.assertFalse(result.may_appeal)
        self.assertEqual(result.appeal_count, 1)
        self.assertEqual(self.case.with_user(self.person).appeal_count, 1)
        self.assertEqual(self.period.with_user(self.officer).appeal_count, 1)

    def test_r60_in_the_last_minute_and_one_later(self):
        with freeze_time(TOO_LATE):
            self.assertFalse(self.result.with_user(self.person).may_appeal)
            self.assertFalse(self.case.with_user(self.person).may_appeal)
            with self.assertRaisesRegex(
                UserError, "could be filed until 10/16/2026, this day included; it is too late"
            ):
                self.file()
        self.env.invalidate_all()
        with freeze_time(LAST_MINUTE):
            self.assertTrue(self.result.with_user(self.person).may_appeal)
            self.assertEqual(self.file().filed_date, date(2026, 10, 16))

    def test_r60_a_last_day_of_rest_moves_or_not_by_the_policy(self):
        self.rest_on("2026-10-16")
        with freeze_time("2026-10-19 15:59:59"):
            self.file()._withdraw()
        with freeze_time("2026-10-19 16:00:00"), self.assertRaisesRegex(UserError, "10/19/2026"):
            self.file()
        self.policy.appeal_day_moves = False
        self.env.invalidate_all()
        with freeze_time(TOO_LATE), self.assertRaisesRegex(UserError, "10/16/2026"):
            self.file()
        with freeze_time(LAST_MINUTE):
            self.file()

    def test_r60_twice_without_grounds_and_against_what_is_not_published(self):
        with self.assertRaisesRegex(UserError, "Say what is wrong"):
            self.file(text="  ")
        self.file()
        with self.assertRaisesRegex(UserError, "an open appeal"):
            self.file()
        april = self.appraisal_of(self.open_month(4), self.seller)
        with self.assertRaisesRegex(UserError, "is not published"):
            april.with_user(self.person).action_ask_appeal()
        with self.assertRaises(AccessError):
            april.result_ids.with_user(self.person).action_ask_appeal()
        self.assertFalse(april.with_user(self.person).may_appeal)

    def test_r60_files_come_with_it_and_only_ones_own(self):
        mine = self.upload(self.person)
        appeal = self.file(files=[mine])
        self.assertEqual(appeal.attachment_ids, mine.with_env(self.env))
        self.assertEqual((mine.res_model, mine.res_id), (appeal._name, appeal.id))
        for user in (self.officer, self.chief.user_id, self.general_manager):
            self.assertEqual(self.as_user("ir.attachment", user).browse(mine.id).raw, b"scan")
        with self.assertRaises(AccessError):
            self.as_user("ir.attachment", self.other_seller.user_id).browse(mine.id).read(["raw"])
        appeal._withdraw()
        strange = self.upload(self.officer)
        filing = self.as_user(self.Appeal._name, self.person)
        for stolen in (strange, mine):
            with self.assertRaises(AccessError):
                filing._file(self.result.with_env(filing.env), "Again", stolen)

    def test_r60_hr_enters_the_letter_of_staff_without_a_login(self):
        with self.assertRaisesRegex(AccessError, "by the person themselves"):
            self.file(self.officer)
        self.seller.user_id = False
        self.assertTrue(self.result.with_user(self.officer).may_enter_appeal)
        with self.assertRaisesRegex(UserError, "Add a scan"):
            self.file(self.officer, received="2026-10-12")
        scan = self.upload(self.officer)
        with freeze_time("2026-10-19 04:00:00"):
            for wrong in (None, "2026-10-08", "2026-10-20"):
                with self.subTest(wrong), self.assertRaisesRegex(UserError, "lies between"):
                    self.file(self.officer, files=[scan], received=wrong)
            with self.assertRaisesRegex(UserError, "10/16/2026"):
                self.file(self.officer, files=[scan], received="2026-10-17")
            appeal = self.file(self.officer, files=[scan], received="2026-10-16")
        self.assertEqual((appeal.filed_date, appeal.answer_deadline), (date(2026, 10, 16), date(2026, 10, 23)))
        self.assertEqual(appeal.filed_by_id, self.officer)
        with self.assertRaisesRegex(AccessError, "staff without a login"):
            self.do(appeal, "withdraw", self.general_manager)
        self.answer(appeal)
        with self.assertRaisesRegex(UserError, "Add a scan"):
            self.do(appeal, "further", self.officer, text="No", received_date="2026-10-12")

    def test_r60_withdrawn_and_filed_again_within_the_days(self):
        appeal = self.file()
        self.do(appeal, "withdraw", self.person, text="Explained to me.")
        self.assertEqual((appeal.state, appeal.is_open, appeal.closed_date), ("withdrawn", False, date(2026, 10, 12)))
        again = self.file()
        self.assertEqual(again.state, "filed")
        with self.assertRaisesRegex(UserError, "not possible any more"):
            self.do(appeal, "withdraw", self.person)
        self.do(self.answer_and_return(again), "withdraw", self.person)
        with freeze_time(TOO_LATE), self.assertRaisesRegex(UserError, "too late"):
            self.file()

    def answer_and_return(self, appeal):
        self.answer(appeal)
        return appeal

    # ------------------------------------------------------------------ answer, meeting, decision

    def test_r60_an_answer_that_is_accepted_is_final(self):
        appeal = self.file()
        with self.assertRaises(UserError):
            appeal.with_user(self.person).action_accept()
        self.answer(appeal)
        self.assertRecordValues(
            appeal,
            [
                {
                    "state": "answered",
                    "answer_outcome": "dismissed",
                    "answered_by_id": self.officer.id,
                    "further_deadline": date(2026, 10, 19),
                    "outcome": False,
                }
            ],
        )
        appeal.with_user(self.person).action_accept()
        self.assertEqual((appeal.state, appeal.settlement, appeal.outcome), ("settled", "accepted", "dismissed"))
        self.assertFalse(appeal.is_open or appeal.new_result_id)
        for operation, user in (("further", self.person), ("answer", self.officer), ("withdraw", self.person)):
            with self.subTest(operation), self.assertRaisesRegex(UserError, "not possible any more"):
                self.do(appeal, operation, user)

    def test_r60_the_meeting_decides_for_good(self):
        appeal = self.file()
        with self.assertRaisesRegex(UserError, "not yet"):
            self.decide(appeal)
        self.answer(appeal)
        self.take_further(appeal)
        # Monday 26 October.
        self.assertEqual((appeal.state, appeal.meeting_deadline), ("meeting", date(2026, 10, 26)))
        for wrong, words in (
            ({"participants": " "}, "who took part"),
            ({"minutes": ""}, "Write the minutes"),
            ({"meeting_date": date(2026, 10, 13)}, "took place between"),
            ({"meeting_date": date(2026, 10, 11)}, "took place between"),
            ({"text": ""}, "Say why"),
            ({"outcome": False}, "Say whether"),
        ):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, words):
                self.decide(appeal, **wrong)
        self.decide(appeal, minutes=False, minutes_document=b"c2Nhbg==", minutes_document_name="minutes.pdf")
        self.assertRecordValues(
            appeal,
            [{"state": "decided", "outcome": "dismissed", "decided_by_id": self.general_manager.id, "is_open": False}],
        )
        self.assertEqual(appeal.minutes_document, b"c2Nhbg==")
        with self.assertRaisesRegex(UserError, "not possible any more"):
            self.decide(appeal)
        # It is final: another one only against a new result, and this one is as it was.
        self.assertEqual(self.result.active, True)

    def test_r60_to_the_meeting_until_the_last_day_and_no_later(self):
        appeal = self.file()
        self.answer(appeal)
        with freeze_time("2026-10-19 16:00:00"):
            self.env.invalidate_all()
            self.assertFalse(appeal.with_user(self.person).may_further)
            with self.assertRaisesRegex(UserError, "until 10/19/2026; the answer is final"):
                self.take_further(appeal)
        with freeze_time("2026-10-19 15:59:59"):
            self.env.invalidate_all()
            self.assertTrue(appeal.with_user(self.person).may_further)
            self.take_further(appeal)

    def test_r60_without_an_answer_it_goes_to_the_meeting_after_hrs_last_day(self):
        appeal = self.file()
        with freeze_time("2026-10-19 15:59:59"):
            self.assertFalse(appeal.is_late)
            with self.assertRaisesRegex(UserError, "HR answers until 10/19/2026"):
                self.take_further(appeal)
        with freeze_time("2026-10-19 16:00:00"):
            self.env.invalidate_all()
            self.assertTrue(appeal.is_late)
            self.assertEqual(self.Appeal.search([("is_late", "=", True)]), appeal)
            self.take_further(appeal)
        self.assertEqual(appeal.state, "meeting")
        with self.assertRaisesRegex(UserError, "not possible any more"):
            self.answer(appeal)

    def test_r60_what_nobody_takes_further_becomes_final(self):
        appeal = self.file()
        self.cron()
        self.assertEqual(appeal.state, "filed")
        self.answer(appeal)
        with freeze_time("2026-10-19 15:59:59"):
            self.cron()
            self.assertEqual(appeal.state, "answered")
        with freeze_time("2026-10-19 16:00:00"):
            self.cron()
        self.assertEqual(
            (appeal.state, appeal.settlement, appeal.closed_date), ("settled", "lapsed", date(2026, 10, 20))
        )

    def test_r60_a_letter_of_the_last_day_is_still_entered_the_next_days(self):
        self.seller.user_id = False
        appeal = self.file(self.officer, files=[self.upload(self.officer)], received="2026-10-12")
        self.answer(appeal)
        with freeze_time("2026-10-22 04:00:00"):
            self.cron()
            scan = self.upload(self.officer)
            vals = {"text": "No", "attachment_ids": scan.ids}
            with self.assertRaisesRegex(UserError, "until 10/19/2026"):
                self.do(appeal, "further", self.officer, received_date="2026-10-20", **vals)
            self.do(appeal, "further", self.officer, received_date="2026-10-19", **vals)
        self.assertEqual((appeal.state, appeal.further_date), ("meeting", date(2026, 10, 19)))

    def test_r60_days_under_way_stay_when_the_policy_changes(self):
        appeal = self.file()
        self.policy.with_user(self.hr_manager).write({"answer_days": 3, "further_days": 2, "meeting_days": 5})
        self.assertEqual(appeal.answer_deadline, date(2026, 10, 19))
        self.answer(appeal)
        self.assertEqual(appeal.further_deadline, date(2026, 10, 14))
        self.take_further(appeal)
        # Saturday 17 October is no working day.
        self.assertEqual(appeal.meeting_deadline, date(2026, 10, 19))

    def test_r60_what_hr_grants_the_meeting_does_not_take_away(self):
        appeal = self.file()
        self.answer(appeal, "partly")
        self.assertTrue(self.result.active, "carried out once it is final")
        self.take_further(appeal)
        self.decide(appeal, "dismissed")
        self.assertEqual((appeal.decision_outcome, appeal.outcome), ("dismissed", "partly"))
        self.assertEqual(appeal.new_result_id.replaces_id, self.result)

    # ------------------------------------------------------------------ for what waits on appeals

    def test_r60_open_appeals_of_many_in_one_query(self):
        everybody = self.period.appraisal_ids.employee_id
        self.assertEqual(self.Appeal._get_open(everybody), {})
        mine = self.file()
        other = self.file(self.other_seller.user_id, self.appraisal_of(self.period, self.other_seller).result_ids)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            found = self.Appeal._get_open(everybody)
        self.assertEqual(found, {self.seller: mine, self.other_seller: other})
        first, last = date(2025, 1, 1), date(2025, 12, 31)
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            found = self.Appeal._get_open_in(first, last, everybody)
        self.assertEqual(set(found), {self.seller, self.other_seller})
        self.assertFalse(self.Appeal._get_open_in(date(2025, 4, 1), last, everybody))
        self.do(mine, "withdraw", self.person)
        self.assertEqual(self.Appeal._get_open(everybody), {self.other_seller: other})

    def test_r60_an_annual_result_points_at_an_appeal_that_is_not_over(self):
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2025-01-01", "company_id": self.company.id}
        )
        year.action_grade_year()
        annual = self.appraisal_of(year, self.seller).result_ids
        self.assertNotIn("appeal", annual.exceptions)
        appeal = self.file()
        self.env.invalidate_all()
        self.assertIn("An appeal is not over: 2025-03.", annual.exceptions)
        self.do(appeal, "withdraw", self.person)
        self.env.invalidate_all()
        self.assertNotIn("appeal", annual.exceptions)

    def test_a_list_of_many_takes_as_many_queries_as_one_of_few(self):
        for case in self.period.appraisal_ids:
            self.file(case.user_id, case.result_ids)
        appeals = self.Appeal.search([("period_id", "=", self.period.id)])
        names = {
            name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
            for name in ("filed_date", "employee_id", "period_id", "department_id", "deadline", "is_late", "state",
                         "outcome", "may_answer", "may_withdraw")
        }  # fmt: skip
        counts = []
        for few in (appeals[:1], appeals):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            few.with_user(self.officer).web_read(names)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(len(appeals), 5)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_appeals_stay_on_record(self):
        appeal = self.file()
        with self.assertRaisesRegex(UserError, "stay on record"):
            appeal.unlink()
        with self.assertRaisesRegex(UserError, "still needed"):
            self.case.with_user(self.hr_manager).action_erase_texts()
        self.do(appeal, "withdraw", self.person, text="Private")
        self.case.with_user(self.hr_manager).action_erase_texts()
        self.assertEqual((appeal.grounds, appeal.withdrawal_reason), ("-", False))
