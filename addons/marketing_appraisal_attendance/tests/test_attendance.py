from datetime import datetime

from odoo.addons.marketing_appraisal.tests.common import MarketingAppraisalCase


class TestAttendance(MarketingAppraisalCase):
    """R21: HR scores attendance from its records; the working hours begin at eight in Brussels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Eight to five",
                "company_id": cls.company.id,
                "tz": "Europe/Brussels",
                "attendance_ids": [
                    (0, 0, {"name": "Day", "dayofweek": str(day), "hour_from": 8, "hour_to": 16}) for day in range(5)
                ],
            }
        )
        cls.company.resource_calendar_id = cls.calendar
        for employee in (cls.clerk, cls.seller):
            employee.write({"resource_calendar_id": cls.calendar.id, "tz": "Europe/Brussels"})
        cls.period = cls.open_month()
        cls.late = cls.env.ref("marketing_appraisal_attendance.behaviour_rule_late")
        cls.missing = cls.env.ref("marketing_appraisal_attendance.behaviour_rule_missing")

    def come(self, *moments, employee=None):
        for moment in moments:
            begin = datetime.fromisoformat(moment)
            self.env["hr.attendance"].create(
                {
                    "employee_id": (employee or self.clerk).id,
                    "check_in": begin,
                    "check_out": begin.replace(minute=59),
                }
            )

    def facts(self, rule):
        return rule._get_facts(self.period, self.clerk | self.seller)[rule].get(self.clerk.id, [])

    def test_r21_late_is_after_the_minutes_allowed_in_ones_own_time_zone(self):
        # Winter time: 7:05 UTC is 8:05. Summer time from 30 March: 6:06 UTC is 8:06.
        self.come("2025-03-03 07:05", "2025-03-04 07:06", "2025-03-31 06:06", "2025-03-05 06:50", "2025-03-05 12:30")
        self.assertEqual([day.day for day in self.facts(self.late)], [4, 31])
        self.late.tolerance = 6
        self.assertEqual(self.facts(self.late), [])

    def test_r21_a_day_of_rest_is_not_late_and_not_missing(self):
        self.come("2025-03-08 12:00", "2025-03-03 07:00")
        self.assertEqual(self.facts(self.late), [])
        missing = [day.day for day in self.facts(self.missing)]
        self.assertEqual(len(missing), 20)
        self.assertNotIn(8, missing)
        self.assertNotIn(3, missing)

    def test_r21_leave_is_not_missing_and_who_never_checks_in_is_not_tracked(self):
        self.assertEqual(self.facts(self.missing), [])
        self.come("2025-03-03 07:00")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": self.clerk.resource_id.id,
                "calendar_id": self.calendar.id,
                "date_from": datetime(2025, 3, 10, 6),
                "date_to": datetime(2025, 3, 10, 17),
            }
        )
        self.assertNotIn(10, [day.day for day in self.facts(self.missing)])

    def test_r21_the_score_says_why(self):
        days = [day for day in range(3, 32) if day not in (8, 9, 15, 16, 22, 23, 29, 30)]
        self.come(*[f"2025-03-{day:02} {'07:30' if day < 6 else '06:00'}" for day in days])
        rating = self.appraisal_of(self.period, self.clerk).rating_ids.filtered(
            lambda one: one.behaviour_id.code == "attendance"
        )
        self.assertEqual(rating.proposed_score, 4)
        self.assertIn("Came late: 3", rating.with_context(lang="en_US").proposal_reason)
