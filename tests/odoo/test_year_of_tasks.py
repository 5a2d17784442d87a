"""R4, R32: a year of recurring work, with everything that disturbs it, against an independent calculation."""

from datetime import date, datetime, timedelta
from random import Random

from odoo.tests import TransactionCase

from tests.odoo.independent_tasks import expected_tasks

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
# The scheduled action did not run on these days.
OFF = (date(2026, 5, 4), date(2026, 5, 13))
HOLIDAYS = [
    ("holiday", "2026-01-01", "2026-01-03"), ("working", "2026-01-04", "2026-01-04"),
    ("holiday", "2026-02-15", "2026-02-23"), ("working", "2026-02-14", "2026-02-14"),
    ("working", "2026-02-28", "2026-02-28"), ("holiday", "2026-04-04", "2026-04-06"),
    ("holiday", "2026-05-01", "2026-05-05"), ("working", "2026-05-09", "2026-05-09"),
    ("holiday", "2026-10-01", "2026-10-07"), ("working", "2026-10-10", "2026-10-10"),
]  # fmt: skip


class TestYearOfTasks(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, no_reset_password=True))
        cls.random = Random(20260101)
        cls.company = cls.env["res.company"].create({"name": "A Year of Work"})
        cls.env.user.company_ids = [(4, cls.company.id)]
        cls.company.resource_calendar_id.tz = "UTC"
        cls.company.task_days_ahead = 7
        cls.env["marketing.workday.override"].create(
            [
                {"name": kind, "kind": kind, "date_from": first, "date_to": last, "company_id": cls.company.id}
                for kind, first, last in HOLIDAYS
            ]
        )
        cls.jobs = cls.env["hr.job"].create(
            [{"name": name, "company_id": cls.company.id} for name in ("Sell Here", "Research Here")]
        )
        cls._hire()
        cls._write_duties()
        cls._arrange()
        cls._take_leave()

    @classmethod
    def _hire(cls):
        """Ten people; two come in the year, two leave, one changes the job."""
        starts = ["2025-01-01"] * 8 + ["2026-03-16", "2026-08-03"]
        cls.people = cls.env["hr.employee"].create(
            [
                {
                    "name": f"Worker {number}",
                    "company_id": cls.company.id,
                    "job_id": cls.jobs[number % 2].id,
                    "date_version": start,
                    "contract_date_start": start,
                }
                for number, start in enumerate(starts)
            ]
        )
        cls.people[0].departure_date = "2026-06-19"
        cls.people[1].departure_date = "2026-11-06"
        cls.people[2].create_version({"date_version": "2026-07-01", "job_id": cls.jobs[1].id})

    @classmethod
    def _write_duties(cls):
        rules = [
            {"frequency": "daily"},
            {"frequency": "weekly", "weekday": "6"},
            {"frequency": "weekly", "weekday": "2"},
            {"frequency": "monthly", "day_of_month": 31},
            {"frequency": "quarterly", "day_of_month": 5, "month_of_cycle": 2},
            {"frequency": "yearly", "day_of_month": 4, "month_of_cycle": 10},
        ]
        cls.duties = cls.env["marketing.duty"].create(
            [
                {
                    "name": f"{rule['frequency']} {job.name}",
                    "job_id": job.id,
                    "makes_tasks": True,
                    "tasks_from": "2026-01-01",
                    **rule,
                }
                for job in cls.jobs
                for rule in rules
            ]
        )

    @classmethod
    def _arrange(cls):
        """Deputies, exceptions and hand-overs in the middle of the year, at random."""
        rows = []
        for duty in cls.duties:
            for employee in cls.random.sample(list(cls.people), 4):
                start = FIRST + timedelta(days=cls.random.randrange(250))
                last = start + timedelta(days=cls.random.randrange(10, 90))
                kind = cls.random.choice(["none", "deputy", "deputy", "responsible", "support"])
                rows.append(
                    {
                        "duty_id": duty.id,
                        "employee_id": employee.id,
                        "kind": kind,
                        "date_from": start,
                        "date_to": cls.random.choice([last, False]),
                    }
                )
        cls.env["marketing.duty.assignment"].create(rows)

    @classmethod
    def _take_leave(cls):
        rows = []
        for employee in cls.people:
            for _time in range(5):
                start = FIRST + timedelta(days=cls.random.randrange(350))
                last = start + timedelta(days=cls.random.choice([0, 1, 4, 13, 40]))
                rows.append(
                    {
                        "name": "Leave",
                        "resource_id": employee.resource_id.id,
                        "calendar_id": cls.company.resource_calendar_id.id,
                        "date_from": datetime.combine(start, datetime.min.time()),
                        "date_to": datetime.combine(last, datetime.max.time()).replace(microsecond=0),
                    }
                )
        cls.env["resource.calendar.leaves"].create(rows)

    def made_tasks(self):
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT duty_id, nominal_date, date_deadline, employee_id FROM marketing_task
                WHERE company_id = %s AND date_deadline BETWEEN %s AND %s""",
            [self.company.id, FIRST, LAST],
        )
        return self.env.cr.fetchall()

    def test_r4_r32_each_task_once_and_on_the_right_day(self):
        day = FIRST
        while day <= LAST:
            if not OFF[0] <= day <= OFF[1]:
                self.env["marketing.task"]._make_tasks(self.company, day)
            day += timedelta(days=1)
        made = self.made_tasks()
        expected = expected_tasks(self.env.cr, self.company.id, FIRST, LAST)
        self.assertEqual(len(made), len(set(made)))
        self.assertGreater(len(expected), 1500)
        self.assertEqual(set(made) - expected, set())
        self.assertEqual(expected - set(made), set())

    def test_a_run_after_a_whole_year_off_makes_the_same(self):
        self.env["marketing.task"]._make_tasks(self.company, FIRST - timedelta(days=8))
        self.env["marketing.task"]._make_tasks(self.company, LAST)
        self.assertEqual(set(self.made_tasks()), expected_tasks(self.env.cr, self.company.id, FIRST, LAST))
