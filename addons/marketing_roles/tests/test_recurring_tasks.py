from odoo.tests import freeze_time, tagged

from .duties import DutiesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-10-01")
class TestRecurringTasks(DutiesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.task_days_ahead = 0
        cls.visit.write({"makes_tasks": True, "weekday": "4", "tasks_from": "2026-01-01", "work_standard": "Ten"})
        cls.other_seller.departure_date = "2026-09-30"
        cls.env["marketing.workday.override"].create(
            [
                {"name": "a", "date_from": "2026-10-01", "date_to": "2026-10-07", "company_id": cls.company.id},
                {"name": "b", "kind": "working", "date_from": "2026-10-10", "company_id": cls.company.id},
            ]
        )

    def test_r4_r32_made_on_the_right_day_and_once(self):
        self.make_tasks("2026-10-01", "2026-10-16")
        self.make_tasks("2026-10-16")
        expected = [("seller", "2026-10-08"), ("seller", "2026-10-09"), ("seller", "2026-10-16")]
        self.assertEqual(self.tasks(self.visit), expected)
        task = self.env["marketing.task"].search([("duty_id", "=", self.visit.id)], limit=1)
        self.assertRecordValues(
            task,
            [{"name": "Visit dealers", "standard": "Ten", "origin": "duty", "nominal_date": self.day("2026-10-02")}],
        )

    def day(self, text):
        return self.env["marketing.task"]._fields["date_deadline"].to_date(text)

    def test_after_ten_days_off_it_catches_up(self):
        self.make_tasks("2026-10-09")
        self.make_tasks("2026-10-24")
        expected = [("seller", "2026-10-09"), ("seller", "2026-10-16"), ("seller", "2026-10-23")]
        self.assertEqual(self.tasks(self.visit), expected)

    def test_what_lies_ahead_follows_leave_and_hand_overs(self):
        self.company.task_days_ahead = 14
        self.make_tasks("2026-10-12")
        self.assertEqual(self.tasks(self.visit), [("seller", "2026-10-16"), ("seller", "2026-10-23")])
        self.take_off(self.seller, "2026-10-16", "2026-10-18")
        self.assign(self.visit, self.seller, "none", "2026-10-20")
        self.assign(self.visit, self.clerk, "responsible", "2026-10-20")
        self.make_tasks("2026-10-12")
        self.assertEqual(self.tasks(self.visit), [("seller", "2026-10-19"), ("clerk", "2026-10-23")])

    def test_what_was_touched_stays(self):
        self.company.task_days_ahead = 14
        self.make_tasks("2026-10-12")
        first, second = self.env["marketing.task"].search([("duty_id", "=", self.visit.id)])
        first.action_done()
        second._move_to("2026-10-26", "The customer asked")
        self.visit.makes_tasks = False
        self.make_tasks("2026-10-12")
        self.assertEqual(first.state, "done")
        self.assertEqual(str(second.date_deadline), "2026-10-26")
        self.visit.makes_tasks = True
        self.make_tasks("2026-10-12")
        self.assertEqual(len(self.tasks(self.visit)), 2)

    def test_a_deputy_stands_in(self):
        self.assign(self.visit, self.clerk, "deputy", "2026-10-01")
        self.take_off(self.seller, "2026-10-16", "2026-10-16", (0, 20))
        self.make_tasks("2026-10-12", "2026-10-23")
        self.assertEqual(self.tasks(self.visit), [("clerk", "2026-10-16"), ("seller", "2026-10-23")])
        stood_in = self.env["marketing.task"].search([("employee_id", "=", self.clerk.id)])
        self.assertEqual(stood_in.stands_in_for_id, self.seller)

    def test_half_a_day_off_is_not_a_day_away(self):
        self.take_off(self.seller, "2026-10-16", "2026-10-16", (8, 12))
        self.make_tasks("2026-10-16")
        self.assertEqual(self.tasks(self.visit), [("seller", "2026-10-16")])

    def test_overdue_tasks_are_recorded_as_missed(self):
        self.company.task_missed_days = 2
        self.make_tasks("2026-10-16")
        task = self.env["marketing.task"].search([("duty_id", "=", self.visit.id)])
        for day, state in (("2026-10-19", "planned"), ("2026-10-20", "planned"), ("2026-10-21", "missed")):
            with self.subTest(day=day), freeze_time(day):
                self.env["marketing.task"]._record_missed(self.company)
                self.assertEqual(task.state, state)

    def test_the_number_of_queries_does_not_grow_with_the_people(self):
        """One run for 10 people takes as many queries as one for 60; only creating grows, in batches."""
        counts = []
        for more in (10, 50):
            for number in range(more):
                self.new_employee(f"many_{more}_{number}", self.east, self.seller_job, self.chief)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["marketing.task"]._get_wanted(
                self.company, self.visit | self.survey, self.day("2026-10-01"), self.day("2026-10-31")
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_the_cron_serves_every_company(self):
        self.company.task_days_ahead = 30
        self.env["marketing.task"]._cron_make_tasks()
        self.assertEqual(len(self.tasks(self.visit)), 5)


@tagged("post_install", "-at_install")
@freeze_time("2026-10-12")
class TestSummary(DutiesCase):
    """One activity a person and day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tasks = cls.env["marketing.task"].create(
            [
                {"name": name, "employee_id": cls.seller.id, "date_deadline": day, "date_from": False}
                for name, day in (("One", "2026-10-09"), ("Two", "2026-10-12"), ("Three", "2026-10-13"))
            ]
        )

    def activities(self, active_test=True):
        kind = self.env.ref("marketing_roles.mail_activity_type_work_summary")
        return (
            self.env["mail.activity"]
            .with_context(active_test=active_test)
            .search([("activity_type_id", "=", kind.id), ("user_id", "=", self.seller.user_id.id)])
        )

    def summarise(self, day="2026-10-12"):
        self.env["marketing.work.summary"]._summarise(self.company, self.tasks._fields["date_deadline"].to_date(day))

    def test_one_activity_for_everything_that_is_due(self):
        self.summarise()
        self.summarise()
        activity = self.activities()
        self.assertEqual(len(activity), 1)
        self.assertIn("2", activity.summary)
        self.assertIn("One", activity.note)
        self.assertNotIn("Three", activity.note)

    def test_the_next_day_it_is_rewritten_and_goes_when_all_is_done(self):
        self.summarise()
        self.tasks[0].action_done()
        self.summarise("2026-10-13")
        activity = self.activities()
        self.assertEqual((len(activity), str(activity.date_deadline)), (1, "2026-10-13"))
        self.assertIn("Three", activity.note)
        self.tasks.action_done()
        self.summarise("2026-10-13")
        self.assertFalse(self.activities())

    def test_who_marked_it_done_is_left_in_peace_until_tomorrow(self):
        self.summarise()
        self.activities().with_user(self.seller.user_id).action_done()
        self.summarise()
        self.assertFalse(self.activities())
        with freeze_time("2026-10-13"):
            self.summarise("2026-10-13")
        self.assertTrue(self.activities())
