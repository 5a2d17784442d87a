from odoo.tests import tagged

from .common import MarketingAppraisalCase


@tagged("post_install", "-at_install")
class TestQueries(MarketingAppraisalCase):
    """A block takes as many queries for two hundred people as for ten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()

    def people(self, count):
        """Create employees without users: half of them sellers, half with a task each."""
        jobs = [self.seller_job, self.clerk_job]
        employees = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": self.company.id,
                    "department_id": (self.east_sales if number % 3 else self.head_office).id,
                    "job_id": jobs[number % 2].id,
                    "parent_id": self.chief.id,
                    "date_version": "2025-01-01",
                    "contract_date_start": "2025-01-01",
                }
                for number in range(count)
            ]
        )
        for employee in employees[1::2]:
            self.add_task(employee)
        self.plan([(employee, "2025-03-01", 100) for employee in employees[::2]], name=f"Plan of {count}")
        return employees

    def count_queries_of_a_block(self, people):
        period = self.open_month()
        (period.appraisal_ids.filtered(lambda case: case.employee_id not in people)).unlink()
        self.score(period)
        period._queue_grading()
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()
        before = self.cr.sql_log_count
        done = period._grade_next_block()
        self.env.flush_all()
        queries = self.cr.sql_log_count - before
        self.assertEqual(done, len(people))
        self.assertEqual(period.graded_count, len(people))
        period.appraisal_ids.rating_ids.is_scored = False
        period.unlink()
        return queries

    def test_grading_200_people_takes_the_queries_of_grading_10(self):
        everybody = self.people(200)
        self.count_queries_of_a_block(everybody[:10])  # what Odoo loads once per process
        ten = self.count_queries_of_a_block(everybody[:10])
        two_hundred = self.count_queries_of_a_block(everybody)
        self.assertEqual(two_hundred, ten)
        self.assertLess(ten, 60)
