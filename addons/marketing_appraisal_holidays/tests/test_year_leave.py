from odoo.addons.marketing_appraisal.tests.test_year import YearCase


class TestYearLeave(YearCase):
    """R51: on unpaid leave with the post kept, or back at the post for less than three months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unpaid, cls.sick = cls.env["hr.leave.type"].create(
            [
                {"name": name, "requires_allocation": False, "leave_validation_type": "no_validation",
                 "keeps_post": keeps, "company_id": cls.company.id}
                for name, keeps in (("Unpaid leave", True), ("Sick leave", False))
            ]
        )  # fmt: skip

    def reason_after(self, first, last, kind):
        leave = self.env["hr.leave"].create(
            {
                "employee_id": self.seller.id,
                "holiday_status_id": kind.id,
                "request_date_from": first,
                "request_date_to": last,
            }
        )
        year = self.open_year()
        found = year.omission_ids.filtered(lambda one: one.employee_id == self.seller)
        self.assertEqual(self.seller in year.appraisal_ids.employee_id, not found)
        reason = (found.reason, str(found.date)) if found else None
        year.appraisal_ids.unlink()
        year.unlink()
        leave.sudo().write({"state": "confirm"})
        leave.sudo().unlink()
        return reason

    def test_r51_who_is_back_for_three_months_takes_part(self):
        """Back on 1 October is three months before the end of the year, back on the 2nd is less."""
        for last, expected in (("2025-09-30", None), ("2025-10-01", ("returned", "2025-10-02"))):
            with self.subTest(last):
                self.assertEqual(self.reason_after("2025-06-02", last, self.sick), expected)

    def test_r51_a_short_leave_is_no_return(self):
        self.assertIsNone(self.reason_after("2025-11-03", "2025-11-28", self.sick))

    def test_r51_on_unpaid_leave_at_the_end_of_the_year(self):
        self.assertEqual(self.reason_after("2025-12-01", "2026-01-31", self.unpaid), ("unpaid_leave", "2026-01-31"))

    def test_r51_on_other_leave_at_the_end_of_the_year_is_no_reason(self):
        self.assertIsNone(self.reason_after("2025-12-01", "2026-01-31", self.sick))
