from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_import import ImportCase


@tagged("post_install", "-at_install")
@freeze_time("2025-06-18 08:00:00")
class TestImportReports(ImportCase):
    """R5, R24: reports that were written elsewhere come in line by line, as drafts of their authors."""

    HEADINGS = ("Employee", "Kind", "From", "What was done", "Problems")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old_hand = cls.env["hr.employee"].create(
            {
                "name": "old hand",
                "company_id": cls.company.id,
                "department_id": cls.east_sales.id,
                "job_id": cls.seller_job.id,
                "date_version": "2025-03-03",
                "contract_date_start": "2025-03-03",
            }
        )

    def take_in(self, rows, user=None, when_refused="nothing"):
        wizard = self.new_import([self.HEADINGS, *rows], "reports", when_refused, user)
        wizard.action_import()
        return wizard

    def reports_of(self, employee):
        return self.env["marketing.work.report"].search([("employee_id", "=", employee.id)], order="date_from, kind")

    def test_r5_staff_without_a_login_by_hr(self):
        rows = [
            ["old hand", "Daily Report", "2025-03-04", "Three visits", ""],
            ["old hand", "周报", "2025-03-13", "Twelve visits", "One dealer closed"],
        ]
        wizard = self.take_in(rows)
        self.assertEqual(self.outcome(wizard), {2: ("new", ""), 3: ("new", "")})
        found = self.reports_of(self.old_hand)
        self.assertEqual(
            [(report.kind, report.date_from, report.done, report.state) for report in found],
            [
                ("daily", date(2025, 3, 4), "Three visits", "due"),
                ("weekly", date(2025, 3, 10), "Twelve visits", "due"),
            ],
        )
        again = self.take_in(rows)
        self.assertEqual(self.outcome(again), {2: ("unchanged", ""), 3: ("unchanged", "")})

    def test_days_before_the_hire_are_refused_by_line(self):
        rows = [
            ["old hand", "Daily Report", "2025-03-02", "Too early", ""],
            ["old hand", "Daily Report", "2025-03-03", "First day", ""],
            ["old hand", "Daily Report", "2025-06-19", "Tomorrow", ""],
            ["nobody at all", "Daily Report", "2025-03-03", "Who", ""],
            ["seller", "Daily Report", "2025-03-03", "Another's", ""],
            ["old hand", "Daily Report", "2025-03-03", "Twice", ""],
        ]
        found = self.outcome(self.take_in(rows[:4] + rows[5:], when_refused="rest"))
        self.assertEqual({number: status for number, (status, _why) in found.items()}, {
            2: "refused", 3: "new", 4: "refused", 5: "refused", 6: "refused",
        })  # fmt: skip
        self.assertIn("nothing to report before", found[2][1])
        self.assertIn("not come yet", found[4][1])
        self.assertIn("nobody at all", found[5][1])
        self.assertIn("3", found[6][1])
        self.assertEqual(self.reports_of(self.old_hand).mapped("done"), ["First day"])
        with self.assertRaises(AccessError):
            self.take_in([rows[4]])

    def test_one_that_is_asked_for_is_filled_in(self):
        owed = self.env["marketing.work.report"].create(
            {"employee_id": self.old_hand.id, "kind": "weekly", "date_from": "2025-03-10"}
        )
        self.assertTrue(owed.is_owed)
        wizard = self.take_in([["old hand", "Weekly Report", "2025-03-10", "Twelve visits", ""]])
        self.assertEqual(self.outcome(wizard), {2: ("changed", "")})
        self.assertEqual((owed.done, owed.is_owed), ("Twelve visits", True))
        owed.with_user(self.officer).action_submit()
        refused = self.take_in([["old hand", "Weekly Report", "2025-03-10", "Thirteen", ""]])
        self.assertEqual(self.outcome(refused)[2][0], "refused")
        self.assertEqual(owed.done, "Twelve visits")

    def test_everybody_takes_in_their_own_and_nothing_else(self):
        wizard = self.take_in([["seller", "Daily Report", "2025-03-04", "Mine", ""]], self.seller.user_id)
        self.assertEqual(self.outcome(wizard), {2: ("new", "")})
        self.assertEqual(self.reports_of(self.seller).mapped("done"), ["Mine"])
        with self.assertRaises(AccessError):
            self.take_in([["chief", "Daily Report", "2025-03-04", "Not mine", ""]], self.seller.user_id)
        kinds = self.env["marketing.import"].with_user(self.seller.user_id)._get_kinds()
        self.assertEqual([key for key, _label in kinds], ["reports"])
        with self.assertRaises(AccessError):
            self.new_import([("Job Position", "Duty"), ["Test Seller", "Mine"]], "duties", user=self.seller.user_id)\
                .action_import()  # fmt: skip
