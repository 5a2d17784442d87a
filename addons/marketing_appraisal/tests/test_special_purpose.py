from datetime import date

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time

from .test_special import SpecialCase

FORM = "marketing_appraisal.report_appraisal_form"
LETTER = "marketing_appraisal.report_result_letter"


class TestSpecialPurpose(SpecialCase):
    """Who has neither a task nor a scorecard is judged by what the special appraisal is held for."""

    def open_for(self, people, **vals):
        period = self.hold(people, **vals)
        period.with_user(self.officer).action_open()
        return period

    def test_the_purpose_is_scored_where_there_is_no_task(self):
        period = self.open_for(self.clerk, purpose="A supervisor is wanted.\nSince June.")
        rating = period.appraisal_ids.rating_ids.filtered(lambda one: one.kind == "purpose")
        self.assertEqual((rating.name, rating.highest), ("A supervisor is wanted.", 100))
        self.publish(period)
        result = period.appraisal_ids.result_ids.with_context(lang="en_US")
        self.assertEqual((result.total, result.grade, result.is_published), (100, "a", True))
        line = result.line_ids.filtered(lambda one: one.section == "work")
        self.assertEqual((line.name, line.status, line.points), ("A supervisor is wanted.", "value", 70))
        self.assertEqual(line.explanation, "100.00 % of 70.00 = 70.00")
        self.assertEqual(line._get_figures()["rate"], 1)

    def test_it_is_scored_by_the_supervisor_within_0_to_100(self):
        period = self.open_for(self.clerk)
        rating = period.appraisal_ids.rating_ids.filtered(lambda one: one.kind == "purpose")
        for step in ("plan", "self_assessment", "interview"):
            if period.appraisal_ids.step == step:
                period.action_complete_step()
        with self.assertRaises(ValidationError):
            rating.score = 101
        rating.with_user(self.clerk.appraiser_id.user_id).score = 80
        sheet = self.env["marketing.appraisal.rating"].with_user(self.officer).get_score_sheet(period.id)
        self.assertIn("purpose", [block["kind"] for block in sheet["blocks"]])

    def test_a_task_or_a_scorecard_takes_its_place(self):
        self.add_task(self.clerk, "2025-03-20")
        period = self.open_for(self.clerk | self.chief)
        self.assertNotIn("purpose", period.appraisal_ids.rating_ids.mapped("kind"))
        self.assertNotIn("purpose", self.open_month().appraisal_ids.rating_ids.mapped("kind"))

    def test_a_task_planned_later_is_asked_for_instead(self):
        period = self.open_for(self.clerk)
        self.add_task(self.clerk, "2025-03-20")
        period.appraisal_ids._sync_ratings()
        kinds = period.appraisal_ids.rating_ids.mapped("kind")
        self.assertIn("task", kinds)
        self.assertNotIn("purpose", kinds)

    def test_the_papers_say_why_it_is_held_and_leave_out_what_has_no_weight(self):
        period = self.open_for(self.clerk)
        reports = self.env["ir.actions.report"].with_user(self.officer)
        empty = reports._render_qweb_html(FORM, period.appraisal_ids.ids)[0].decode()
        self.publish(period)
        filled = reports._render_qweb_html(FORM, period.appraisal_ids.ids)[0].decode()
        letter = reports._render_qweb_html(LETTER, period.appraisal_ids.result_ids.ids)[0].decode()
        for paper in (empty, filled, letter):
            self.assertIn("A supervisor is wanted.", paper)
            self.assertNotIn("Company Result", paper)
            self.assertNotIn("By the month", paper)
        self.assertIn("Behaviour", filled)
        month = self.open_month().appraisal_ids[:1]
        self.assertIn("Company Result", reports._render_qweb_html(FORM, month.ids)[0].decode())


class TestSpecialOpening(SpecialCase):
    """Whom it is about, when, and what of it is due."""

    def test_nobody_chosen_is_refused(self):
        period = self.hold(self.env["hr.employee"])
        with self.assertRaisesRegex(UserError, "Choose who is appraised in Supervisors to be"):
            period.with_user(self.officer).action_open()
        self.open_month()

    def test_a_name_is_given_once(self):
        period = self.hold(self.clerk)
        with self.assertRaisesRegex(ValidationError, "give this one another name"):
            self.hold(self.seller)
        self.assertEqual(period.copy().name, "Supervisors to be (copy)")

    @freeze_time("2025-03-05 04:00:00")
    def test_today_to_the_end_of_the_next_month_is_proposed(self):
        form = Form(self.env["marketing.appraisal.period"].with_user(self.officer))
        form.kind = "special"
        self.assertEqual((str(form.date_from), str(form.date_to)), ("2025-03-05", "2025-04-30"))
        form.name = "Now"
        form.purpose = "A supervisor is wanted."
        form.employee_ids.add(self.clerk)
        period = form.save()
        period.action_open()
        self.assertGreaterEqual(period.step_deadlines["plan"], "2025-04-30")

    @freeze_time("2025-06-02 04:00:00")
    def test_nothing_is_overdue_when_it_is_opened(self):
        period = self.hold(self.clerk)
        self.assertEqual(str(period.grading_deadline), "2025-04-14")
        period.with_user(self.officer).action_open()
        self.assertEqual((str(period.opening_date), period.is_overdue), ("2025-06-02", False))
        self.assertEqual(str(period.grading_deadline), "2025-06-09")
        self.assertFalse([day for day in period.step_deadlines.values() if day < "2025-06-02"])

    def test_it_asks_for_a_plan_only_where_the_company_result_counts(self):
        period = self.hold(self.clerk)
        self.assertFalse(period.has_no_plan)
        period.with_user(self.officer).action_open()
        period.invalidate_recordset(["has_no_plan"])
        self.assertFalse(period.has_no_plan)
        counting = self.own_policy.copy({"name": "With the company", "work_weight": 30, "company_weight": 40})
        other = self.hold(self.clerk, name="Another", policy_id=counting.id, rule_ids=[Command.clear()])
        self.assertFalse(other.has_no_plan, "a draft has time")
        other.with_user(self.officer).action_open()
        other.invalidate_recordset(["has_no_plan"])
        self.assertTrue(other.has_no_plan)
        self.assertEqual(other.date_to, date(2025, 4, 9))
