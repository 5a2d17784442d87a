from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from .common import MarketingAppraisalCase

AS_OF = "2025-06-15 04:00:00"


class TestEvents(MarketingAppraisalCase):
    """R29b, R26: dated facts about people, what they count and what they bar."""

    def type_of(self, name):
        return self.env.ref(f"marketing_appraisal.event_type_{name}")

    def record(self, kind="absence", day="2025-03-12", who=None, user=None, **vals):
        events = self.env["marketing.appraisal.event"].with_user(user or self.officer)
        return events.create(
            {
                "employee_id": (who or self.seller).id,
                "type_id": self.type_of(kind).id,
                "date": day,
                "description": "It happened",
                **vals,
            }
        )

    def answer(self, event, operation, reason, user, **vals):
        answers = self.env["marketing.appraisal.event.answer"].with_user(user)
        return answers.create({"event_id": event.id, "operation": operation, "reason": reason, **vals}).action_answer()

    def graded(self, month=3):
        self.sell(month, seller=1200, other=1200)
        period = self.open_month(month)
        self.score(period)
        period.action_grade()
        return self.appraisal_of(period, self.seller).result_ids

    def test_r26_absence_without_leave_bars_the_month_and_is_named(self):
        event = self.record()
        result = self.graded()
        self.assertGreaterEqual(result.total, 90)
        self.assertEqual((result.grade, result.bar_model, result.bar_id), ("b", event._name, event.id))
        self.assertIn(f"which is barred: {event.display_name}.", result.explanation)
        self.assertRegex(event.display_name, "Absence without leave · seller · ")
        self.assertEqual(result.action_open_bar()["res_id"], event.id)

    def test_r26_what_a_barred_a_becomes_is_the_policys_choice(self):
        self.policy.barred_grade = "c"
        self.record()
        self.assertEqual(self.graded().grade, "c")

    def test_r26_absence_bars_neither_the_month_before_nor_the_one_after(self):
        for day in ("2025-02-28", "2025-04-01"):
            self.record(day=day)
        result = self.graded()
        self.assertEqual((result.grade, result.bar_id), ("a", 0))

    def test_r26_a_warning_bars_the_rest_of_its_year_until_it_is_discharged(self):
        with freeze_time(AS_OF):
            warning = self.record("warning", "2025-01-10", document=b"c2Nhbg==")
            self.assertEqual(self.graded().bar_id, warning.id)
            self.answer(warning, "discharge", "Five months without another", self.officer)
            self.assertEqual((warning.state, warning.discharge_date), ("discharged", date(2025, 6, 15)))
        period = self.appraisal_of(self.env["marketing.appraisal.period"].search([]), self.seller).period_id
        # March was over before it was discharged; June was not.
        period.action_grade()
        self.assertEqual(self.appraisal_of(period, self.seller).result_ids.bar_id, warning.id)
        self.assertFalse(warning._filter_barring(self.open_month(6)))

    def test_r26_of_the_year_before_bars_nothing(self):
        self.record("warning", "2024-12-31", document=b"c2Nhbg==")
        self.assertEqual(self.graded().grade, "a")

    def test_a_bar_says_nothing_where_there_is_no_a(self):
        self.record()
        self.sell(seller=100)
        period = self.open_month()
        self.score(period)
        period.action_grade()
        self.assertFalse(self.appraisal_of(period, self.seller).result_ids.bar_id)

    def test_s3_events_take_points_by_number_amount_and_discretion(self):
        scale = self.env.ref("sales_kpi.scale_contract_loss")
        criteria = (
            ("Text", ["contract_text_loss"], scale),
            ("Missed", ["item_missed", "task_missed"], self.env.ref("sales_kpi.scale_items_missed")),
            ("Discipline", ["breach"], self.env["sales.kpi.scale"]),
        )
        self.env["marketing.scorecard"].create(
            {
                "name": "Relations",
                "kind": "balance",
                "company_id": self.company.id,
                "role_ids": [Command.set(self.env.ref("marketing_roles.role_salesperson").ids)],
                "criterion_ids": [
                    Command.create(
                        {
                            "name": name,
                            "source": "event",
                            "event_type_ids": [Command.set([self.type_of(kind).id for kind in kinds])],
                            "scale_id": each.id,
                        }
                    )
                    for name, kinds, each in criteria
                ],
            }
        )
        self.record("contract_text_loss", amount=15000)
        self.record("item_missed")
        self.record("task_missed", "2025-03-31")
        self.record("task_missed", "2025-04-01")
        self.record("breach", points=3)
        withdrawn = self.record("breach", points=5)
        self.answer(withdrawn, "withdraw", "Somebody else", self.officer)
        result = self.graded()
        lines = {line.name: (line.numerator, line.points) for line in result.line_ids if line.criterion_id}
        self.assertEqual(lines, {"Text": (15000, -7.5), "Missed": (2, -4), "Discipline": (-3, -3)})
        self.assertEqual(result.work_points, (100 - 14.5) * 0.4)

    def test_what_is_measured_must_be_there_and_within_bounds(self):
        refused = (
            ("contract_text_loss", {}, "how much"),
            ("contract_text_loss", {"amount": -5}, "how much"),
            ("breach", {"points": 1}, "2 to 5 points, not 1"),
            ("breach", {"points": 5.01}, "2 to 5 points"),
            ("warning", {}, "recorded with a document"),
            ("absence", {"day": "2999-01-01"}, "not happened yet"),
        )
        for kind, vals, sentence in refused:
            with self.subTest(kind=kind, vals=vals), self.assertRaisesRegex(ValidationError, sentence):
                with self.cr.savepoint():
                    self.record(kind, **vals)

    def test_the_person_reads_it_and_may_contest_it_once(self):
        event = self.record()
        user = self.seller.user_id
        own = self.as_user("marketing.appraisal.event", user).browse(event.id)
        self.assertEqual(event.activity_ids.user_id, user)
        self.assertNotIn("Absence", event.activity_ids.summary)
        own.action_acknowledge()
        self.assertTrue(event.seen_date)
        self.assertFalse(event.activity_ids)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.answer(event, "contest", " ", user)
        self.answer(event, "contest", "I was ill", user)
        self.assertEqual((event.state, event.objection), ("contested", "I was ill"))
        with self.assertRaisesRegex(UserError, "decided or contested"):
            self.answer(event, "contest", "Again", user)
        self.answer(event, "uphold", "No certificate", self.officer)
        self.assertEqual(event.state, "upheld")
        with self.assertRaisesRegex(UserError, "decided already"):
            self.answer(event, "withdraw", "Later", self.officer)

    def test_who_records_decides_and_answers(self):
        self.record(user=self.chief.user_id)
        denied = (
            lambda: self.record(user=self.clerk.user_id),
            lambda: self.record(user=self.seller.user_id),
            lambda: self.record(who=self.chief, user=self.chief.user_id),
        )
        for attempt in denied:
            with self.assertRaises(AccessError), self.cr.savepoint():
                attempt()
        event = self.record()
        for user, operation in (
            (self.clerk.user_id, "contest"),
            (self.officer, "contest"),
            (self.seller.user_id, "withdraw"),
            (self.chief.user_id, "withdraw"),
        ):
            with self.subTest(operation=operation, user=user.name), self.assertRaises(AccessError):
                self.answer(event, operation, "x", user)
        with self.assertRaises(AccessError):
            self.as_user("marketing.appraisal.event", self.officer).browse(event.id).state = "withdrawn"
        own = self.as_user("marketing.appraisal.event", self.seller.user_id).browse(event.id)
        with self.assertRaises(AccessError):
            own.description = "Nothing happened"
        self.officer.employee_id = False
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        with self.assertRaisesRegex(AccessError, "about themselves"):
            self.answer(event, "withdraw", "x", self.seller.user_id)

    def test_who_reads_what(self):
        self.record()
        self.record(who=self.clerk)
        events = "marketing.appraisal.event"
        for user, names in (
            (self.seller.user_id, {"seller"}),
            (self.other_seller.user_id, set()),
            (self.chief.user_id, {"seller"}),
            (self.officer, {"seller", "clerk"}),
        ):
            found = self.as_user(events, user).search([]).sudo().employee_id.mapped("name")
            self.assertEqual(set(found), names, user.name)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)
        self.assertFalse(self.as_user(events, stranger).search([]))

    def test_r70_a_signed_month_takes_no_more_events(self):
        event = self.record(day="2025-03-05")
        self.published_month()
        for attempt in (
            lambda: self.record(day="2025-03-31"),
            lambda: self.answer(event, "withdraw", "x", self.officer),
            lambda: self.answer(event, "contest", "x", self.seller.user_id),
            lambda: event.with_user(self.officer).write({"description": "x"}),
            lambda: event.with_user(self.officer).unlink(),
        ):
            with self.assertRaisesRegex(UserError, "is signed"), self.cr.savepoint():
                attempt()
        moved = self.record(day="2025-04-01")
        with self.assertRaisesRegex(UserError, "is signed"), self.cr.savepoint():
            moved.with_user(self.officer).date = "2025-03-31"

    def test_what_was_read_is_withdrawn_and_not_deleted(self):
        event = self.record()
        self.record().with_user(self.officer).unlink()
        self.as_user("marketing.appraisal.event", self.seller.user_id).browse(event.id).action_acknowledge()
        with self.assertRaisesRegex(UserError, "withdrawn, not deleted"):
            event.with_user(self.officer).unlink()

    def test_a_commendation_offsets_one_event(self):
        with freeze_time(AS_OF):
            self.type_of("warning").discharge_months = 12
            first, second = (self.record("warning", day, document=b"c2Nhbg==") for day in ("2025-01-10", "2025-02-10"))
            with self.assertRaisesRegex(UserError, f"discharged from {format_date(self.env, date(2026, 1, 10))}"):
                self.answer(first, "discharge", "x", self.officer)
            praise = self.record("commendation", "2025-05-01")
            answer = self.env["marketing.appraisal.event.answer"].with_user(self.officer)
            dialog = answer.create({"event_id": first.id, "operation": "discharge", "reason": "x"})
            self.assertEqual(dialog.offer_ids, praise)
            self.answer(first, "discharge", "Offset", self.officer, offset_id=praise.id)
            self.assertEqual((first.state, first.offset_id), ("discharged", praise))
            with self.assertRaisesRegex(UserError, "ends one event"):
                self.answer(second, "discharge", "Offset", self.officer, offset_id=praise.id)
            with self.assertRaisesRegex(UserError, "cannot be discharged"):
                self.answer(self.record(), "discharge", "x", self.officer)

    def test_a_type_in_use_keeps_what_it_measures(self):
        self.record()
        kind = self.type_of("absence").with_user(self.hr_manager)
        with self.assertRaisesRegex(UserError, "are recorded"):
            kind.measured_by = "amount"
        kind.measured_by = "count"
        with self.assertRaisesRegex(UserError, "archive it"):
            kind.unlink()
