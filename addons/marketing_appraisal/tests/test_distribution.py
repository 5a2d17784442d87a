from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MarketingAppraisalCase


@tagged("post_install", "-at_install")
class TestDistribution(MarketingAppraisalCase):
    """Grades by department, of what the reader may read; their own unpublished result is in no sum (R29d)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleagues = cls.env["hr.employee"].create(
            [
                {
                    "name": f"Colleague {number}",
                    "company_id": cls.company.id,
                    "department_id": cls.head_office.id,
                    "job_id": cls.clerk_job.id,
                    "parent_id": cls.boss.id,
                    "date_version": "2025-01-01",
                    "contract_date_start": "2025-01-01",
                }
                for number in range(3)
            ]
        )

    def grade(self, month, tasks):
        """Grade a month of head office in which the clerk and the colleagues fulfil their task to these percentages."""
        people = self.clerk | self.colleagues
        for person in people:
            self.add_task(person, f"2025-{month:02}-20")
        self.sell(month, seller=1000, other=1000)
        period = self.open_month(month)
        self.score(period)
        for person, percent in zip(people, tasks, strict=True):
            rating = self.appraisal_of(period, person).rating_ids.filtered(lambda one: one.kind == "task")
            rating.write({"score": percent or 0, "is_scored": percent is not None})
        period.action_grade()
        return period

    def row(self, period, user=None, department=None):
        rows = self.as_user("marketing.appraisal.distribution", user or self.officer)
        return rows.search([("period_id", "=", period.id), ("department_id", "=", (department or self.head_office).id)])

    def test_numbers_and_shares_of_those_who_have_a_grade(self):
        # 30 for behaviour and 40 for the company; a task of 100 % makes an A, of 0 % a B.
        row = self.row(self.grade(3, (100, 100, 0, None)))
        self.assertRecordValues(
            row,
            [{"result_count": 4, "graded_count": 3, "a_count": 2, "b_count": 1, "c_count": 0, "ungraded_count": 1}],
        )
        self.assertAlmostEqual(row.a_share, 66.667, 2)
        self.assertAlmostEqual(row.b_share, 33.333, 2)
        self.assertEqual((row.has_before, row.has_average), (False, False))

    def test_beside_the_month_before_and_the_last_three(self):
        for month, tasks in (
            (1, (100, 100, 100, 100)),
            (2, (100, 0, 0, 0)),
            (3, (100, 100, 0, None)),
            (5, (0, 0, 0, 0)),
        ):
            period = self.grade(month, tasks)
            row = self.row(period)
            with self.subTest(month=month):
                # April is missing: nothing stands before May, and February and March make its average.
                before = {1: None, 2: 100.0, 3: 25.0, 5: None}[month]
                average = {1: None, 2: 100.0, 3: 100 * 5 / 8, 5: 100 * 3 / 7}[month]
                self.assertEqual((row.has_before, row.has_average), (before is not None, average is not None))
                self.assertAlmostEqual(row.a_before, before or 0, 2)
                self.assertAlmostEqual(row.a_average, average or 0, 2)

    def test_more_a_than_the_limit_is_said_in_the_list_and_before_the_signature(self):
        period = self.grade(3, (100, 100, 0, None))
        row = self.row(period)
        self.assertTrue(row.is_above_limit)
        self.assertEqual(row.warning, "Head Office: 2 of 3 have an A, 66.7 %. The policy warns above 30 %.")
        reader = period.with_user(self.general_manager)
        self.assertIn("Head Office: 2 of 3", reader.distribution_warning)
        for limit, above in ((66.66, True), (66.67, False), (0, False)):
            self.policy.with_user(self.hr_manager).a_limit = limit
            self.env.flush_all()
            with self.subTest(limit=limit):
                self.assertEqual(self.row(period).is_above_limit, above)
        self.policy.a_limit = 30
        # One A of one person is no warning.
        self.assertFalse(self.row(period, department=self.east_sales).is_above_limit)
        self.assertEqual(self.row(period, department=self.east_sales).a_count, 1)

    def test_the_limit_is_no_rule_of_grading_and_stays_free_after_the_signature(self):
        self.published_month()
        self.policy.with_user(self.hr_manager).a_limit = 50
        self.assertNotIn("a_limit", self.policy._get_rule_fields())
        with self.assertRaises(UserError):
            self.policy.with_user(self.hr_manager).grade_a_from = 95

    def test_r29d_ones_own_result_is_in_no_sum_before_it_is_published(self):
        period = self.grade(3, (100, 100, 0, 0))
        everybody = self.row(period, self.officer)
        self.assertEqual((everybody.result_count, everybody.a_count), (4, 2))
        user = self.clerk.user_id
        for group in ("hr_officer", "general_manager", "hr_manager", "administrator"):
            user.group_ids += self.env.ref(f"marketing_roles.group_{group}")
            with self.subTest(group=group):
                row = self.row(period, user)
                self.assertEqual((row.result_count, row.a_count, row.is_above_limit), (3, 1, False))
                self.assertNotIn("Head Office", period.with_user(user).distribution_warning or "")
                rows = self.as_user("marketing.appraisal.distribution", user)
                domain = [("period_id", "=", period.id), ("department_id", "=", self.head_office.id)]
                groups = rows.formatted_read_group(domain, ["department_id"], ["a_count:sum", "a_share:avg"])
                self.assertEqual(groups[0]["a_count:sum"], 1)
                # Nor may a search by a figure give it away.
                self.assertFalse(rows.search([*domain, ("a_count", "=", 2)]))
        self.run_steps(period)
        period.with_user(self.general_manager).action_sign()
        period.with_user(self.officer).action_publish()
        self.assertEqual(self.row(period, user).a_count, 2)

    def test_the_results_behind_each_figure(self):
        row = self.row(self.grade(3, (100, 100, 0, None)))
        Result = self.as_user("marketing.appraisal.result", self.officer).with_context(active_test=False)
        for grade, count in (("a", 2), ("b", 1), ("c", 0), ("none", 1), (None, 4)):
            action = row.with_context(of_grade=grade).action_open_results()
            with self.subTest(grade=grade):
                self.assertEqual(Result.search_count(action["domain"]), count)

    def test_r61_while_a_result_is_issued_again_the_one_before_counts(self):
        period = self.published_month()
        case = self.appraisal_of(period, self.seller)
        before = self.row(period, department=self.east_sales).a_count
        case.with_user(self.general_manager)._reissue("Wrong figures.")
        row = self.row(period, department=self.east_sales)
        self.assertEqual((row.a_count, row.result_count), (before, 1))
        self.assertEqual(row.action_open_results()["domain"], [("id", "in", case.result_ids.replaces_id.ids)])

    def test_a_share_of_several_departments_is_that_of_their_people(self):
        period = self.grade(3, (100, 0, 0, 0))
        rows = self.as_user("marketing.appraisal.distribution", self.officer)
        found = rows.formatted_read_group(
            [("period_id", "=", period.id)], [], ["a_count:sum", "graded_count:sum", "a_share:avg"]
        )
        self.assertAlmostEqual(found[0]["a_share:avg"], 100 * found[0]["a_count:sum"] / found[0]["graded_count:sum"], 2)

    def test_rights_hr_officer_and_general_manager_in_their_companies(self):
        period = self.grade(3, (100, 0, 0, 0))
        for user in (self.seller.user_id, self.chief.user_id, self.boss.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.row(period, user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                period.with_user(user).read(["distribution_warning"])
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,marketing_roles.group_hr_officer", other)
        self.assertFalse(self.as_user("marketing.appraisal.distribution", stranger).search([]))
        self.assertTrue(self.row(period, self.general_manager))
