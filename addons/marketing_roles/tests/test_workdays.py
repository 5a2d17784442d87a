from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import MarketingRolesCase


class TestWorkdays(MarketingRolesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.overrides = cls.env["marketing.workday.override"].create(
            [
                {
                    "name": "National Day",
                    "kind": "holiday",
                    "date_from": "2026-10-01",
                    "date_to": "2026-10-07",
                    "company_id": cls.company.id,
                },
                {
                    "name": "National Day (worked)",
                    "kind": "working",
                    "date_from": "2026-10-10",
                    "company_id": cls.company.id,
                },
            ]
        )

    def october(self, company=None):
        return (company or self.company)._get_work_calendar(date(2026, 9, 1), date(2026, 10, 31))

    def test_r32_holidays_and_make_up_days_change_the_calendar(self):
        calendar = self.october()
        self.assertEqual(calendar.next_working_day(date(2026, 10, 5)), date(2026, 10, 8))
        self.assertTrue(calendar.is_working_day(date(2026, 10, 10)))
        self.assertFalse(calendar.is_working_day(date(2026, 10, 11)))
        self.assertEqual(calendar.count(date(2026, 9, 1), date(2026, 9, 30)), 22)

    def test_a_holiday_becomes_a_public_holiday_of_odoo_and_goes_with_it(self):
        holiday, make_up = self.overrides
        self.assertFalse(make_up.calendar_leave_id)
        leave = holiday.calendar_leave_id
        self.assertEqual((leave.company_id, leave.resource_id.id), (self.company, False))
        self.assertEqual(str(leave.date_from), "2026-09-30 16:00:00")
        holiday.date_to = "2026-10-08"
        self.assertEqual(str(leave.date_to), "2026-10-08 15:59:59")
        holiday.kind = "working"
        self.assertFalse(leave.exists())

    def test_public_holidays_entered_in_odoo_itself_count_too(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Founders' Day",
                "company_id": self.company.id,
                "calendar_id": False,
                "date_from": "2026-10-19 16:00:00",
                "date_to": "2026-10-20 15:59:59",
            }
        )
        self.assertFalse(self.october().is_working_day(date(2026, 10, 20)))

    def test_another_companys_holidays_do_not_count(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.assertTrue(self.october(other).is_working_day(date(2026, 10, 1)))

    def test_overlaps_and_reversed_dates_are_refused(self):
        vals = {"name": "Twice", "kind": "holiday", "company_id": self.company.id}
        with self.assertRaisesRegex(ValidationError, "overlaps National Day"), self.cr.savepoint():
            self.overrides.create(dict(vals, date_from="2026-10-07", date_to="2026-10-09"))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.overrides[0].write({"date_from": "2026-10-06", "date_to": "2026-10-05"})

    def test_a_year_is_imported_from_the_template_with_its_readable_words(self):
        result = self.env["marketing.workday.override"].load(
            ["name", "kind", "date_from", "date_to"],
            [
                ["Spring Festival", "Public holiday", "2026-02-15", "2026-02-23"],
                ["Spring Festival (worked)", "Make-up working day", "2026-02-14", "2026-02-14"],
            ],
        )
        self.assertFalse(result["messages"])
        calendar = self.company._get_work_calendar(date(2026, 2, 1), date(2026, 2, 28))
        self.assertTrue(calendar.is_working_day(date(2026, 2, 14)))
        self.assertFalse(calendar.is_working_day(date(2026, 2, 16)))

    def test_without_working_hours_a_company_works_from_monday_to_friday(self):
        self.company.resource_calendar_id = False
        calendar = self.october()
        self.assertEqual(calendar.next_working_day(date(2026, 10, 5)), date(2026, 10, 8))
        self.assertFalse(calendar.is_working_day(date(2026, 9, 5)))
