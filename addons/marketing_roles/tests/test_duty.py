from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .duties import DutiesCase


@tagged("post_install", "-at_install")
class TestDuty(DutiesCase):
    def test_r2_a_duty_without_a_frequency_cannot_recur(self):
        for frequency in (False, "event"):
            with self.subTest(frequency=frequency), self.assertRaises(ValidationError) as caught:
                self.new_duty("Answer the press", self.seller_job, frequency=frequency, makes_tasks=True)
            self.assertIn("Answer the press", str(caught.exception))

    def test_a_quarter_has_three_months(self):
        with self.assertRaises(ValidationError):
            self.new_duty("x", self.seller_job, frequency="quarterly", makes_tasks=True, month_of_cycle=4)

    def test_a_duty_belongs_to_a_job_or_to_a_role(self):
        for vals in ({}, {"job_id": self.seller_job.id, "role_id": self.seller_job.role_id.id}):
            with self.subTest(vals=vals), self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                self.env["marketing.duty"].create({"name": "x", **vals})

    def test_hours_a_month_follow_the_frequency(self):
        self.visit.hours = 3
        self.assertAlmostEqual(self.visit.monthly_hours, 3 * 4.348)
        self.visit.frequency = "quarterly"
        self.assertAlmostEqual(self.visit.monthly_hours, 1)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.visit.hours = -1
            self.env.flush_all()

    def test_daily_work_is_not_proposed_for_scoring(self):
        self.assertFalse(self.new_duty("Morning round", self.seller_job, frequency="daily").is_appraised)
        self.assertTrue(self.visit.is_appraised)

    def test_a_job_takes_the_duties_of_its_role_once(self):
        role = self.env["marketing.role"].create({"name": "Tester", "code": "tester"})
        duty = self.env["marketing.duty"].create({"name": "Test", "role_id": role.id, "work_standard": "Twice"})
        job = self.env["hr.job"].create({"name": "Test Job", "role_id": role.id})
        job.action_take_duties_of_role()
        job.action_take_duties_of_role()
        self.assertRecordValues(job.duty_ids, [{"name": "Test", "work_standard": "Twice", "origin_id": duty.id}])
        self.assertEqual(role.duty_ids, duty)
        job.duty_ids.active = False
        job.action_take_duties_of_role()
        self.assertFalse(job.duty_ids)

    def test_jobs_and_roles_do_not_report_in_circles(self):
        self.seller_job.reports_to_id = self.supervisor_job
        with self.assertRaises(ValidationError):
            self.supervisor_job.reports_to_id = self.seller_job
        one, other = self.env["marketing.role"].create([{"name": "a", "code": "a"}, {"name": "b", "code": "b"}])
        one.reports_to_id = other
        with self.assertRaises(ValidationError):
            other.reports_to_id = one

    def test_r3_headcount_against_the_people_in_the_job(self):
        job = self.seller_job
        for least, most, expected in ((2, 2, "within"), (3, 0, "below"), (0, 1, "above"), (0, 0, False)):
            with self.subTest(least=least, most=most):
                job.write({"headcount_min": least, "headcount_max": most})
                self.assertEqual(job.headcount_status, expected)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            job.write({"headcount_min": 3, "headcount_max": 2})
            self.env.flush_all()

    def test_hr_keeps_duties_on_the_form_of_the_job(self):
        with Form(self.seller_job.with_user(self.officer)) as form:
            form.headcount_min = 2
        duty = self.env["marketing.duty"].with_user(self.officer).create({"name": "x", "job_id": self.seller_job.id})
        with Form(duty) as form:
            form.frequency = "weekly"
            form.makes_tasks = True
            form.weekday = "2"
        self.assertEqual(duty.company_id, self.company)


@tagged("post_install", "-at_install")
class TestFunctions(DutiesCase):
    def test_r1_functions_and_powers_stand_on_the_department(self):
        self.east.write(
            {
                "function_ids": [(0, 0, {"name": "Watch the market", "kind": "function"})],
                "power_ids": [(0, 0, {"name": "Stop a promotion", "kind": "power"})],
            }
        )
        self.assertEqual(self.east.function_ids.mapped("name"), ["Watch the market"])
        self.assertEqual(self.east.power_ids.mapped("name"), ["Stop a promotion"])

    def test_a_function_belongs_to_a_department_or_to_a_catalogue(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["marketing.function"].create({"name": "x"})
