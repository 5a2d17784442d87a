from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MarketingAppraisalCase


@tagged("post_install", "-at_install")
class TestDryRun(MarketingAppraisalCase):
    """What grading would change is told, and nothing of it is stored; the reader's own case never is (R29d)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk, name="Filing")
        cls.period = cls.open_month()
        cls.score(cls.period)
        cls.period.action_grade()

    def run_as(self, user=None):
        action = self.period.with_user(user or self.officer).action_dry_run()
        return self.as_user(action["res_model"], user or self.officer).browse(action["res_id"])

    def line_of(self, run, employee):
        return run.line_ids.filtered(lambda line: line.employee_id == employee)

    def stored(self):
        results = self.period.appraisal_ids.result_ids
        names = ("status", "total", "grade", "work_points", "graded_date")
        return [tuple(result[name] for name in names) for result in results], len(results.line_ids)

    def test_nothing_changed_says_so(self):
        run = self.run_as()
        self.assertFalse(run.line_ids)
        self.assertEqual(run.summary, "0 of 5 would change, 0 in the grade. Nothing is stored.")

    def test_a_figure_that_changed_is_named_before_and_now_and_stored_nowhere(self):
        before = self.stored()
        self.invoice(self.seller.user_id, "2025-03-11", 300, move_type="out_refund")
        run = self.run_as()
        self.assertEqual(self.stored(), before)
        line = self.line_of(run, self.seller)
        self.assertRegex(
            line.reasons, r"Work · Sales plan completion: .*900.00 / .* → .*600.00 / .*60.00 %, 24.00 points"
        )
        self.assertRegex(line.reasons, r"Company Result: \d+\.\d\d, now \d+\.\d\d")
        self.assertEqual((line.total_before, line.grade_before), (102, "a"))
        self.period.action_grade()
        for line in run.line_ids:
            with self.subTest(person=line.employee_id.name):
                result = line.appraisal_id.result_ids
                self.assertEqual((line.total, line.grade or False), (result.total, result.grade))
        self.assertFalse(self.run_as().line_ids)

    def test_whose_grade_changes_comes_first_and_is_counted(self):
        case = self.appraisal_of(self.period, self.clerk)
        case.rating_ids.filtered(lambda one: one.kind == "task").score = 10
        self.appraisal_of(self.period, self.chief).rating_ids.filtered(
            lambda one: one.behaviour_id == self.env.ref("marketing_appraisal.behaviour_attendance")
        ).score = 4
        run = self.run_as(self.general_manager)
        self.assertEqual(run.line_ids.mapped("employee_id.name"), ["clerk", "chief"])
        self.assertEqual(run.line_ids.mapped("grade_changes"), [True, False])
        self.assertIn("2 of 5 would change, 1 in the grade.", run.summary)
        self.assertIn("Work · Filing: ", run.line_ids[0].reasons)
        self.assertIn("Behaviour · Attendance: 5 of 5 → 4 of 5", run.line_ids[1].reasons)
        filtered = run.line_ids.search([("run_id", "=", run.id), ("grade_changes", "=", True)])
        self.assertEqual(filtered, run.line_ids[0])

    def test_a_task_that_came_is_told_without_making_its_score(self):
        task = self.add_task(self.clerk, name="Late request")
        ratings = self.period.appraisal_ids.rating_ids
        line = self.line_of(self.run_as(), self.clerk)
        self.assertEqual(self.period.appraisal_ids.rating_ids, ratings)
        self.assertIn("Work · Late request is new: Not scored yet.", line.reasons)
        self.assertFalse(line.grade)
        self.assertTrue(line.grade_changes)
        self.period.action_grade()
        self.assertEqual(self.appraisal_of(self.period, self.clerk).result_ids.status, "blocked")
        self.appraisal_of(self.period, self.clerk).rating_ids.filtered(
            lambda one: one.task_id == task
        ).is_scored = False
        task.date_deadline = "2025-04-20"
        line = self.line_of(self.run_as(), self.clerk)
        self.assertIn("Work · Late request goes: Not scored yet.", line.reasons)
        self.assertEqual(line.grade, "a")

    def test_r26_a_bar_that_came_and_went_is_named(self):
        event = self.env["marketing.appraisal.event"].create(
            {
                "employee_id": self.seller.id,
                "type_id": self.env.ref("marketing_appraisal.event_type_absence").id,
                "date": "2025-03-12",
                "description": "It happened",
            }
        )
        line = self.line_of(self.run_as(), self.seller)
        self.assertEqual((line.grade_before, line.grade), ("a", "b"))
        self.assertIn(f"Bars an A: {event.display_name}", line.reasons)
        self.period.action_grade()
        event.with_user(self.officer).unlink()
        line = self.line_of(self.run_as(), self.seller)
        self.assertEqual((line.grade_before, line.grade), ("b", "a"))
        self.assertEqual(line.reasons, "The record that barred an A is not there any more.")

    def test_rules_that_changed_are_named(self):
        self.policy.sudo().write({"company_weight": 20, "total_mode": "capped"})
        line = self.line_of(self.run_as(), self.seller)
        self.assertIn("Weight of Company Result: 40.00, now 20.00", line.reasons)
        self.assertIn("How the Total Is Formed: As written, may exceed 100, now Capped at 100", line.reasons)
        self.policy.sudo().write({"company_weight": 40, "total_mode": "as_written", "grade_a_from": 110})
        line = self.line_of(self.run_as(), self.seller)
        self.assertEqual(line.reasons, "A rule of the policy has changed.")

    def test_whoever_is_not_graded_so_far_is_new(self):
        newcomer = self.new_employee("newcomer", self.head_office, self.clerk_job, self.boss)
        self.add_task(newcomer)
        self.period.action_open()
        self.score(self.period)
        line = self.line_of(self.run_as(), newcomer)
        self.assertRecordValues(line, [{"is_new": True, "grade_changes": False, "grade_before": False, "grade": "a"}])
        self.assertIn("1 would be graded for the first time", line.run_id.summary)

    def test_what_is_signed_is_neither_touched_nor_listed(self):
        self.run_steps(self.period)
        signed = self.appraisal_of(self.period, self.seller)
        signed.with_user(self.general_manager).action_sign()
        self.invoice(self.seller.user_id, "2025-03-11", 300, move_type="out_refund")
        run = self.run_as()
        self.assertFalse(self.line_of(run, self.seller))
        self.assertEqual(run.compared_count, 4)

    def test_r29d_the_own_case_is_not_told_to_anybody(self):
        self.policy.sudo().company_weight = 20
        for group in ("hr_officer", "hr_manager", "general_manager", "administrator"):
            self.clerk.user_id.group_ids += self.env.ref(f"marketing_roles.group_{group}")
            run = self.run_as(self.clerk.user_id)
            with self.subTest(group=group):
                self.assertTrue(run.line_ids)
                self.assertFalse(self.line_of(run, self.clerk))
                self.assertIn("Your own case is not compared.", run.summary)

    def test_rights_the_run_is_for_hr_and_the_general_manager_and_each_reads_their_own(self):
        for user in (self.seller.user_id, self.chief.user_id):
            with self.assertRaises(UserError):
                self.period.with_user(user).action_dry_run()
            for model in ("marketing.appraisal.dry.run", "marketing.appraisal.dry.run.line"):
                with self.assertRaises(AccessError):
                    self.as_user(model, user).search([])
        self.policy.sudo().company_weight = 20
        run = self.run_as(self.officer)
        others = run.line_ids.with_user(self.general_manager)
        self.assertFalse(others.search([("run_id", "=", run.id)]))
        with self.assertRaises(AccessError):
            run.line_ids.write({"grade": "c"})
        with self.assertRaises(AccessError):
            run.create({"period_id": self.period.id})

    def test_one_open_period_at_a_time(self):
        april = self.env["marketing.appraisal.period"].create(
            {"date_from": "2025-04-01", "company_id": self.company.id}
        )
        with self.assertRaisesRegex(UserError, "is not in progress"):
            april.with_user(self.officer).action_dry_run()
        action = self.env.ref("marketing_appraisal.action_dry_run_period").with_user(self.officer)
        both = (self.period | april).ids
        with self.assertRaisesRegex(UserError, "Choose one period"):
            action.with_context(active_model=april._name, active_ids=both, active_id=both[0]).run()
        one = action.with_context(active_model=april._name, active_ids=self.period.ids, active_id=self.period.id).run()
        self.assertEqual(one["res_model"], "marketing.appraisal.dry.run")

    def count_queries(self, people):
        period = self.period
        period.appraisal_ids.rating_ids.is_scored = False
        period.unlink()
        self.period = period = self.open_month()
        period.appraisal_ids.filtered(lambda case: case.employee_id not in people).unlink()
        self.score(period)
        period.action_grade()
        period.appraisal_ids.rating_ids.filtered(lambda one: one.kind == "behaviour").score = 3
        for person in people:
            self.add_task(person, name=f"New {person.name}")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        run = self.run_as()
        queries = self.cr.sql_log_count - before
        self.assertEqual(len(run.line_ids), len(people))
        return queries

    def test_20_people_take_the_queries_of_5(self):
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": self.company.id,
                    "department_id": self.head_office.id,
                    "job_id": self.clerk_job.id,
                    "parent_id": self.boss.id,
                    "date_version": "2025-01-01",
                    "contract_date_start": "2025-01-01",
                }
                for number in range(20)
            ]
        )
        for person in people:
            self.add_task(person, name=f"Of {person.name}")
        self.count_queries(people[:5])  # what Odoo loads once per process
        five = self.count_queries(people[:5])
        self.assertEqual(self.count_queries(people), five)
        self.assertLess(five, 70)
