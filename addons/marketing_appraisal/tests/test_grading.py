from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import freeze_time

from odoo.addons.marketing_appraisal.models.period import marketing_appraisal_period_grade

from .common import MarketingAppraisalCase


class TestGrading(MarketingAppraisalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.tasks = cls.add_task(cls.clerk, name="One") + cls.add_task(cls.clerk, name="Two")
        cls.period = cls.open_month()
        cls.score(cls.period, behaviour=4)

    def result(self, employee):
        return self.appraisal_of(self.period, employee).result_ids

    def test_r20_r21_r22_a_seller_by_quota_and_the_branch(self):
        self.period.action_grade()
        self.assertRecordValues(
            self.result(self.seller),
            [
                {
                    "work_points": 36,
                    "behaviour_points": 24,
                    "company_points": 36,
                    "total": 96,
                    "grade": "a",
                    "status": "graded",
                }
            ],
        )
        self.assertRecordValues(
            self.result(self.other_seller),
            [{"work_points": 0, "behaviour_points": 24, "company_points": 20, "total": 44, "grade": "c"}],
        )

    def test_r10_a_supervisor_by_the_team(self):
        self.period.action_grade()
        self.assertEqual(self.result(self.chief).work_points, 36)

    def test_r20_tasks_for_whoever_has_no_scorecard_and_r18_head_office_by_the_company(self):
        self.appraisal_of(self.period, self.clerk).rating_ids.filtered(lambda r: r.task_id == self.tasks[0]).score = 50
        self.period.action_grade()
        self.assertRecordValues(
            self.result(self.clerk),
            [{"work_points": 30, "behaviour_points": 24, "company_points": 28, "total": 82, "grade": "b"}],
        )

    def test_r20_the_work_section_is_capped_at_its_weight(self):
        self.invoice(self.seller.user_id, "2025-03-12", 1100)
        self.period.action_grade()
        self.assertEqual((self.result(self.seller).work_points, self.result(self.seller).company_points), (40, 80))
        self.assertIn("Work went beyond full marks and counts 40.", self.result(self.seller).explanation)
        self.policy.cap_company = True
        self.period.action_grade()
        self.assertEqual(self.result(self.seller).company_points, 40)

    def test_r19_every_line_explains_itself_and_opens_its_documents(self):
        self.period.action_grade()
        measured = self.result(self.seller).line_ids.filtered(lambda line: line.kpi_id == self.plan_kpi)
        self.assertIn("900.00 / ", measured.explanation)
        self.assertIn("90.00 %", measured.explanation)
        evidence = self.env["sales.kpi.evidence"].search(measured.action_open_evidence()["domain"])
        self.assertEqual(sum(evidence.mapped("numerator")), 900)
        unit = self.result(self.clerk).line_ids.filtered(lambda line: line.section == "company")
        evidence = self.env["sales.kpi.evidence"].search(unit.action_open_evidence()["domain"])
        self.assertEqual(sum(evidence.mapped("numerator")), 1400)
        self.assertEqual(sum(evidence.mapped("denominator")), 2000)

    def test_missing_score_blocks_spreads_or_counts_as_zero_and_says_so(self):
        rating = self.appraisal_of(self.period, self.clerk).rating_ids.filtered(lambda r: r.task_id == self.tasks[0])
        rating.is_scored = False
        self.period.action_grade()
        result = self.result(self.clerk)
        self.assertRecordValues(result, [{"status": "blocked", "grade": False, "work_status": "missing"}])
        self.assertIn("blocks the total", result.explanation)
        self.assertIn("Not scored yet.", result.line_ids.mapped("explanation"))
        self.assertEqual(self.period.blocked_count, 1)
        self.policy.missing_rule = "spread"
        self.period.action_grade()
        self.assertEqual((result.work_points, result.total), (40, 92))
        self.policy.missing_rule = "zero"
        self.period.action_grade()
        self.assertEqual((result.work_points, result.total), (20, 72))
        self.assertEqual(self.period.blocked_count, 0)

    def test_r19_without_a_quota_there_is_no_value_and_a_zero_is_a_zero(self):
        self.env["sales.quota"].search([("company_id", "=", self.company.id)])._reset_to_draft("A slip")
        self.period.action_grade()
        result = self.result(self.seller)
        self.assertEqual(result.status, "blocked")
        self.assertIn("No approved quota for the period, so there is no rate.", result.line_ids.mapped("explanation"))

    def test_whoever_sold_nothing_has_zero_points_and_a_reason(self):
        idle = self.new_employee("idle", self.west, self.seller_job, self.other_chief)
        self.plan([(idle, "2025-03-01", 100)], name="Plan of idle")
        self.period.action_open()
        self.score(self.period)
        self.period.action_grade()
        line = self.result(idle).line_ids.filtered(lambda line: line.kpi_id == self.plan_kpi)
        self.assertEqual((line.status, line.points), ("value", 0))
        self.assertIn("Nothing in the period", line.explanation)

    def test_a_month_without_any_task_has_nothing_to_score(self):
        scores = self.appraisal_of(self.period, self.clerk).rating_ids.filtered("task_id")
        tasks = scores.task_id
        scores.unlink()
        tasks.unlink()
        self.period.action_grade()
        self.assertIn("no_task", self.result(self.clerk).line_ids.mapped("status"))
        self.assertEqual(self.result(self.clerk).status, "blocked")

    def test_r20_a_task_that_is_planned_later_is_scored_like_the_others(self):
        case = self.appraisal_of(self.period, self.clerk)
        before = case.rating_ids.task_id
        task = self.add_task(self.clerk, name="Planned in the month")
        self.assertEqual(case.rating_ids.task_id, before | task)
        task.is_appraised = False
        self.assertEqual(case.rating_ids.task_id, before)
        task.is_appraised = True
        task.date_deadline = "2025-04-01"
        self.assertEqual(case.rating_ids.task_id, before)
        task.date_deadline = "2025-03-31"
        task.employee_id = self.boss
        self.assertEqual(case.rating_ids.task_id, before)

    def test_r34_the_total_may_be_capped_or_scaled(self):
        self.invoice(self.seller.user_id, "2025-03-12", 300)
        totals = {}
        for mode in ("as_written", "capped", "scaled"):
            self.policy.total_mode = mode
            self.period.action_grade()
            totals[mode] = self.result(self.seller).total
        self.assertEqual(totals, {"as_written": 112, "capped": 100, "scaled": 101.82})

    def test_grading_twice_leaves_one_result_with_one_set_of_lines(self):
        self.period.action_grade()
        before = len(self.result(self.seller).line_ids)
        self.period.action_grade()
        self.assertEqual(len(self.result(self.seller)), 1)
        self.assertEqual(len(self.result(self.seller).line_ids), before)
        self.assertEqual(self.period.grading_run, 2)

    def test_grading_goes_on_where_it_stopped(self):
        self.period._queue_grading()
        self.assertEqual(self.period._grade_next_block(block_size=2), 2)
        self.assertEqual(self.period.grading_state, "queued")
        self.assertEqual(self.period.appraisal_ids.filtered("is_graded"), self.period.appraisal_ids.sorted("id")[:2])
        self.assertEqual(self.period.grading_progress, 40)
        self.assertEqual(self.period._grade_next_block(block_size=2), 2)
        self.assertEqual(self.period._grade_next_block(block_size=2), 1)
        self.assertEqual((self.period.grading_state, self.period.graded_count), ("done", 5))
        self.assertEqual(self.period._grade_next_block(block_size=2), 0)

    def test_a_large_month_is_graded_in_few_blocks(self):
        """Each block reads the figures of the whole company; five people in at most two blocks are three and two."""
        sizes = {"BLOCK_SIZE": 1, "MOST_BLOCKS": 2}
        with patch.multiple(marketing_appraisal_period_grade, **sizes):
            self.period._queue_grading()
            self.assertEqual(self.period._grade_next_block(), 3)
            self.assertEqual(self.period._grade_next_block(), 2)
        self.assertEqual(self.period.grading_state, "done")

    def test_what_exceeds_a_block_is_queued_for_the_scheduled_action(self):
        with patch.object(marketing_appraisal_period_grade, "BLOCK_SIZE", 2):
            notification = self.period.with_user(self.officer).action_grade()
        self.assertEqual(notification["params"]["type"], "info")
        cron = self.env.ref("marketing_appraisal.ir_cron_grade")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        self.assertEqual(self.period.grading_state, "queued")

    @freeze_time("2025-04-02")
    def test_the_scheduled_action_grades_what_is_queued_or_has_ended(self):
        with self.enter_registry_test_mode():
            self.env.ref("marketing_appraisal.ir_cron_grade").method_direct_trigger()
        self.period.invalidate_recordset()
        self.assertEqual((self.period.grading_state, self.period.grading_run), ("done", 1))
        self.assertEqual(self.result(self.seller).total, 96)

    @freeze_time("2025-03-20")
    def test_the_scheduled_action_leaves_a_running_month_alone(self):
        with self.enter_registry_test_mode():
            self.env.ref("marketing_appraisal.ir_cron_grade").method_direct_trigger()
        self.period.invalidate_recordset()
        self.assertEqual(self.period.grading_state, "none")

    def test_the_server_action_grades_and_checks_who_asks(self):
        action = self.env.ref("marketing_appraisal.action_grade_periods")
        context = {"active_model": self.period._name, "active_ids": self.period.ids, "active_id": self.period.id}
        action.with_user(self.officer).with_context(**context).run()
        self.assertEqual(self.result(self.seller).total, 96)
        with self.assertRaises(UserError):
            action.with_user(self.chief.user_id).with_context(**context).run()
        with self.assertRaisesRegex(UserError, "Only HR or the general manager"):
            self.period.with_user(self.chief.user_id).action_grade()

    def test_the_message_counts_what_was_graded_now(self):
        self.assertEqual(self.grading_message(), "5 graded, 0 without a total because something is missing.")
        self.run_steps(self.period)
        self.period.action_grade()
        self.appraisal_of(self.period, self.seller).with_user(self.general_manager).action_sign()
        self.assertEqual(
            self.grading_message(),
            "4 graded, 0 without a total because something is missing. Signed, and left as they are: 1.",
        )

    def grading_message(self):
        return self.period.with_context(lang="en_US").action_grade()["params"]["message"]

    def test_r70_a_signed_result_is_not_graded_again(self):
        self.run_steps(self.period)
        self.period.action_grade()
        self.period.with_user(self.general_manager).action_sign()
        self.invoice(self.seller.user_id, "2025-03-12", 5000)
        self.period.action_grade()
        self.assertEqual(self.result(self.seller).total, 96)
        with self.assertRaisesRegex(UserError, "its result is fixed"):
            self.result(self.seller).write({"total": 100})

    def test_half_up_happens_once_at_the_total(self):
        self.env["sales.quota"].search([("company_id", "=", self.company.id)])._reset_to_draft("A slip")
        self.env["sales.quota.line"].search([("employee_id", "=", self.seller.id)]).amount = 1007
        self.env["sales.quota"].search([("company_id", "=", self.company.id)]).action_approve()
        self.period.action_grade()
        result = self.result(self.seller)
        self.assertEqual(result.work_points, round(36000 / 1007, 4))
        self.assertEqual(result.total, 95.5)
