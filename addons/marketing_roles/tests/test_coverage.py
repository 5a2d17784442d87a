from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .duties import DutiesCase


@tagged("post_install", "-at_install")
class TestCoverage(DutiesCase):
    def coverage(self, day="2025-03-03", user=None, **kwargs):
        duties = self.env["marketing.duty"].with_user(user or self.officer)
        return duties.get_coverage(day, **kwargs)["sections"]

    def status(self, duty, day="2025-03-03"):
        (section,) = self.coverage(day, job_id=duty.job_id.id)
        (row,) = [row for row in section["duties"] if row["id"] == duty.id]
        return row["status"]

    def gaps(self, day="2025-03-03", user=None, **domain):
        gaps = self.env["marketing.coverage.gap"].with_user(user or self.officer).with_context(on_date=day)
        return gaps.search([(name, "=", value) for name, value in domain.items()])

    def test_a_duty_is_covered_by_the_deputy_open_or_left_alone(self):
        self.assertEqual(self.status(self.visit), "covered")
        self.take_off(self.seller, "2025-03-03", "2025-03-05")
        self.take_off(self.other_seller, "2025-03-03", "2025-03-05")
        self.assertEqual(self.status(self.visit), "away")
        self.assign(self.visit, self.clerk, "deputy", "2025-03-04")
        self.assertEqual(self.status(self.visit), "away")
        self.assertEqual(self.status(self.visit, "2025-03-04"), "deputy")
        self.assertEqual(self.status(self.visit, "2025-03-07"), "covered")
        self.assertEqual(self.status(self.visit, "2024-03-07"), "open")

    def test_sections_are_jobs_and_cells_are_people(self):
        self.assign(self.plan, self.clerk, "support")
        sections = {section["job_id"]: section for section in self.coverage()}
        section = sections[self.supervisor_job.id]
        self.assertEqual({person["name"] for person in section["people"]}, {"chief", "other_chief", "clerk"})
        self.assertEqual(section["duties"][0]["cells"][self.clerk.id], "support")
        self.assertEqual(section["counts"], {"covered": 1})

    def test_only_a_department_and_those_below_it(self):
        self.seller_job.department_id = self.east_sales
        self.assertEqual([each["job_id"] for each in self.coverage(department_id=self.east.id)], [self.seller_job.id])

    def test_gaps_of_duties_and_what_closes_them(self):
        self.assertFalse(self.gaps(duty_id=self.visit.id))
        (self.seller | self.other_seller).write({"departure_date": "2025-02-28"})
        gap = self.gaps(duty_id=self.visit.id)
        self.assertEqual(gap.kind, "open")
        self.assertIn("Visit dealers", gap.explanation)
        self.assertFalse(self.gaps("2025-02-28", duty_id=self.visit.id))
        action = gap.action_close()
        handover = self.env["marketing.duty.handover"].browse(action["res_id"])
        self.assertEqual(handover.line_ids.duty_id, self.visit)

    def test_several_gaps_become_one_hand_over(self):
        job = self.env["hr.job"].create({"name": "Empty", "company_id": self.company.id})
        duties = self.new_duty("Open the post", job) | self.new_duty("Sort the post", job)
        action = self.gaps(job_id=job.id, kind="open").action_hand_over()
        handover = self.env["marketing.duty.handover"].browse(action["res_id"])
        self.assertEqual(handover.line_ids.duty_id, duties)
        with self.assertRaises(UserError):
            self.gaps(job_id=job.id, kind="below").action_hand_over()

    def test_gaps_of_functions(self):
        function = self.env["marketing.function"].create({"name": "Watch the market", "department_id": self.east.id})
        self.assertEqual(self.gaps(kind="function", company_id=self.company.id).function_id, function)
        function.duty_ids = self.survey
        self.assertFalse(self.gaps(kind="function", company_id=self.company.id))

    def test_gaps_of_load(self):
        self.company.write({"duty_load_count": 1, "duty_load_hours": 0})
        found = self.gaps(kind="load", company_id=self.company.id)
        self.assertEqual(set(found.employee_id.mapped("name")), {"seller", "other_seller"})
        self.assertEqual(found[0].actual, 2)
        self.company.write({"duty_load_count": 0, "duty_load_hours": 10})
        self.assertFalse(self.gaps(kind="load", company_id=self.company.id))
        self.visit.hours = 4
        self.assertIn("17.4", self.gaps(kind="load", company_id=self.company.id)[0].explanation)

    def test_r3_gaps_of_headcount(self):
        self.seller_job.write({"headcount_min": 3})
        self.supervisor_job.write({"headcount_max": 1})
        kinds = {
            gap.job_id: gap.kind for gap in self.gaps(company_id=self.company.id) if gap.kind in ("below", "above")
        }
        self.assertEqual(kinds, {self.seller_job: "below", self.supervisor_job: "above"})

    def test_the_number_of_queries_does_not_grow(self):
        """Ten times the people and the duties: as many queries, for the coverage and for the gaps."""
        self.company.duty_load_count = 0
        counts = []
        for more in (5, 50):
            for number in range(more):
                self.new_employee(f"q_{more}_{number}", self.east, self.seller_job, self.chief)
                self.new_duty(f"q {more} {number}", self.seller_job)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.coverage()
            self.gaps().mapped("explanation")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_who_may_look(self):
        self.assertTrue(self.coverage(user=self.chief.user_id))
        with self.assertRaises(AccessError):
            self.coverage(user=self.seller.user_id)
        with self.assertRaises(AccessError):
            self.gaps(user=self.seller.user_id)
