from datetime import date

from odoo.exceptions import AccessError, UserError

from .common import LeadsCase


class TestFeedback(LeadsCase):
    """R8: feedback is written once, by the lead's salesperson or who leads them, and is late or not."""

    def test_r8_in_time_until_the_end_of_the_due_day_and_late_after(self):
        lead = self.new_passed_lead("2025-06-02")
        in_time = self.report(lead, "2025-06-09", result="appointment")
        late = self.report(lead, "2025-06-17")
        self.assertRecordValues(
            in_time | late,
            [
                {"date": date(2025, 6, 9), "date_due": date(2025, 6, 9), "is_late": False, "author_id": self.ann.id},
                {"date": date(2025, 6, 17), "date_due": date(2025, 6, 16), "is_late": True, "author_id": self.ann.id},
            ],
        )
        self.assertEqual((lead.feedback_count, lead.feedback_late_count), (2, 1))

    def test_r8_what_it_was_stays_when_the_lead_changes(self):
        lead = self.new_passed_lead("2025-06-02")
        feedback = self.report(lead, "2025-06-17")
        lead.write({"user_id": self.bob.id, "follow_up_frequency": "monthly"})
        lead.action_set_won()
        self.assertEqual(
            (feedback.salesperson_id, feedback.date_due, feedback.is_late), (self.ann, date(2025, 6, 9), True)
        )

    def test_r8_without_a_due_day_nothing_is_late(self):
        self.company.lead_feedback_asked = False
        feedback = self.report(self.new_passed_lead("2025-06-02"), "2025-09-01")
        self.assertFalse(feedback.date_due or feedback.is_late)

    def test_r8_only_a_lead_that_was_passed_is_reported_on(self):
        lead = self.new_lead(user_id=self.ann.id)
        with self.assertRaisesRegex(UserError, "has not been passed"):
            self.report(lead, "2025-06-03", self.ann)

    def test_r8_text_is_required(self):
        with self.assertRaisesRegex(UserError, "Write what happened"):
            self.report(self.new_passed_lead(), "2025-06-03", text="  ")

    def test_r8_leader_and_managers_write_for_the_salesperson(self):
        lead = self.new_passed_lead()
        marketing = self.new_user(
            "marketing",
            "base.group_user,sales_team.group_sale_salesman_all_leads,marketing_roles.group_administrator",
        )
        for user in (self.leader, self.manager, marketing):
            feedback = self.report(lead, "2025-06-03", user)
            self.assertEqual((feedback.author_id, feedback.salesperson_id), (user, self.ann))

    def test_r8_nobody_else_writes_it(self):
        lead = self.new_passed_lead()
        for user in (self.reception, self.bob, self.clerk_user, self.boss.user_id):
            with self.assertRaises(AccessError):
                self.report(lead, "2025-06-03", user)
        with self.assertRaisesRegex(AccessError, "Only the salesperson"):
            self.report(lead, "2025-06-03", self.reception)

    def test_r8_it_is_written_once(self):
        feedback = self.report(self.new_passed_lead(), "2025-06-03")
        for user in (self.ann, self.leader, self.manager):
            for vals in ({"text": "y"}, {"result": "offer"}, {"is_late": False}, {"date": "2025-06-01"}):
                with self.assertRaises(AccessError):
                    self.as_user(feedback, user).write(vals)
            with self.assertRaises(AccessError):
                self.as_user(feedback, user).unlink()
            with self.assertRaises(AccessError):
                self.as_user(feedback.lead_id, user).write({"feedback_ids": [(1, feedback.id, {"text": "y"})]})
            with self.assertRaises(AccessError):
                self.as_user(feedback.lead_id, user).write({"feedback_ids": [(2, feedback.id)]})
        with self.assertRaisesRegex(AccessError, "stays as it is"):
            self.as_user(feedback, self.ann).write({"text": "y"})
        self.assertEqual(feedback.text, "Called them")

    def test_r8_administrators_of_marketing_correct_text_and_result_and_delete(self):
        feedback = self.report(self.new_passed_lead(), "2025-06-03")
        self.manager.group_ids += self.env.ref("marketing_roles.group_administrator")
        as_administrator = self.as_user(feedback, self.manager)
        as_administrator.write({"text": "y", "result": "offer"})
        self.assertEqual((feedback.text, feedback.result), ("y", "offer"))
        for vals in ({"date": "2025-06-01"}, {"is_late": True}, {"lead_id": self.new_lead().id}):
            with self.assertRaises(AccessError):
                self.as_user(feedback, self.manager).write(vals)
        self.as_user(feedback, self.manager).unlink()
        self.assertFalse(feedback.exists())

    def test_r8_the_system_says_when_and_by_whom(self):
        lead = self.new_passed_lead()
        for name, value in (
            ("date", "2025-06-03"),
            ("date_due", "2030-01-01"),
            ("is_late", True),
            ("author_id", self.bob.id),
            ("salesperson_id", self.bob.id),
        ):
            with self.assertRaisesRegex(AccessError, "not written by hand"):
                self.report(lead, "2025-06-03", self.ann, **{name: value})
            with self.assertRaisesRegex(AccessError, "not written by hand"):
                Feedback = self.as_user(self.Feedback, self.ann).with_context(**{f"default_{name}": value})
                Feedback.create({"lead_id": lead.id, "text": "x"})

    def test_a_button_opens_an_empty_feedback(self):
        lead = self.new_passed_lead()
        action = self.as_user(lead, self.ann).action_write_feedback()
        self.assertEqual((action["target"], action["context"]), ("new", {"default_lead_id": lead.id}))
