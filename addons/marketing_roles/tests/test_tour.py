from datetime import timedelta

from odoo.fields import Date
from odoo.tests import HttpCase, tagged

from .duties import DutiesCase

PHONE = "390x844"


@tagged("post_install", "-at_install")
class TestTour(HttpCase, DutiesCase):
    """From a gap in the coverage to the report that is read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = Date.today()
        job = cls.env["hr.job"].create({"name": "Fair Keeper", "company_id": cls.company.id})
        leaver = cls.new_employee("leaver", cls.head_office, job, cls.boss)
        cls.duty = cls.new_duty("Call the fair", job, frequency="daily", makes_tasks=True)
        leaver.departure_date = today - timedelta(days=1)
        cls.company.write({"work_report_scope": "everybody", "work_report_since": today - timedelta(days=14)})
        # A day of work, whatever the day is on which this runs.
        cls.env["marketing.workday.override"].create(
            {"name": "Worked", "kind": "working", "date_from": today, "company_id": cls.company.id}
        )
        (cls.officer | cls.clerk.user_id | cls.boss.user_id).lang = "en_US"

    def test_from_the_gap_to_the_report(self):
        self.start_tour("/odoo/coverage-gaps", "marketing_roles_hand_over", login="officer")
        holder = self.env["marketing.duty.holder"].search([("duty_id", "=", self.duty.id)])
        self.assertEqual(holder.employee_id, self.clerk)
        task = self.env["marketing.task"].search([("duty_id", "=", self.duty.id), ("date_deadline", "=", Date.today())])
        self.assertEqual(task.employee_id, self.clerk)
        (self.env["marketing.task"].search([("duty_id", "=", self.duty.id)]) - task).unlink()
        self.start_tour("/odoo/my-marketing-tasks", "marketing_roles_do_and_report", login="clerk")
        self.assertEqual(task.state, "done")
        self.env["marketing.work.report"]._make_reports(self.company)
        self.start_tour("/odoo/my-work-reports", "marketing_roles_write_report", login="clerk")
        report = self.env["marketing.work.report"].search(
            [("employee_id", "=", self.clerk.id), ("state", "=", "submitted")]
        )
        self.assertEqual(report.done, "Called the fair, got a stand")
        self.start_tour("/odoo/work-reports", "marketing_roles_read_report", login="boss")
        self.assertEqual((report.state, report.manager_comment), ("read", "Well done"))


@tagged("post_install", "-at_install")
class TestTourOnAPhone(TestTour):
    """The same main actions of an employee on 390 pixels."""

    browser_size = PHONE
    touch_enabled = True

    def test_from_the_gap_to_the_report(self):
        task = self.env["marketing.task"].create(
            {"name": "Call the fair", "employee_id": self.clerk.id, "date_deadline": Date.today()}
        )
        self.start_tour("/odoo/my-marketing-tasks", "marketing_roles_do_and_report", login="clerk")
        self.assertEqual(task.state, "done")
        self.env["marketing.work.report"]._make_reports(self.company)
        self.start_tour("/odoo/my-work-reports", "marketing_roles_write_report", login="clerk")
        self.assertTrue(
            self.env["marketing.work.report"].search([("employee_id", "=", self.clerk.id), ("state", "=", "submitted")])
        )


@tagged("post_install", "-at_install")
class TestTourOfCatalogues(HttpCase, DutiesCase):
    """R7: adopting a catalogue, and taking over what it changed, by the screen."""

    def test_adopting_and_taking_over(self):
        self.officer.lang = "en_US"
        job = self.env["hr.job"].create({"name": "Deputy head of marketing", "company_id": self.company.id})
        self.start_tour("/odoo/role-catalogues", "marketing_roles_adopt", login="officer")
        self.assertEqual(len(job.duty_ids), 7)
        job.duty_ids[0].origin_id.with_context(lang="en_US").work_standard = "Every Monday"
        self.start_tour("/odoo/changed-since-adoption", "marketing_roles_take_over", login="officer")
        self.assertEqual(job.duty_ids[0].with_context(lang="en_US").work_standard, "Every Monday")
