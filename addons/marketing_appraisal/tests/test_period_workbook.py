import io
from datetime import date, datetime

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MarketingAppraisalCase


@tagged("post_install", "-at_install")
class TestPeriodWorkbook(MarketingAppraisalCase):
    """The period as a workbook is what is stored, for whoever may read it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.minimum_months = 1
        cls.other_seller.name = '=HYPERLINK("http://example.org")'
        cls.outsider = cls.new_employee("outsider", cls.west, cls.seller_job, cls.other_chief, day="2025-03-28")
        cls.period = cls.published_month(other=0)

    def export(self, user, period=None):
        """Return the sheets as lists of {heading: value}."""
        action = (period or self.period).with_user(user).action_export_workbook()
        book = openpyxl.load_workbook(io.BytesIO(self.fetch_download(action)))
        sheets = []
        for sheet in book.worksheets:
            self.assertEqual(sheet.freeze_panes, "A2")
            headings, *lines = sheet.iter_rows(values_only=True)
            sheets.append([dict(zip(headings, line, strict=True)) for line in lines])
        return sheets

    def test_people_are_the_stored_results(self):
        people, _lines, _omissions = self.export(self.officer)
        self.assertEqual(len(people), len(self.period.appraisal_ids))
        grades = dict(self.env["marketing.appraisal.result"]._fields["grade"]._description_selection(self.env))
        by_name = {row["Employee"]: row for row in people}
        for result in self.period.appraisal_ids.result_ids:
            row = by_name[result.employee_id.name]
            self.assertAlmostEqual(row["Total"], result.total, 2)
            self.assertIsInstance(row["Total"], int | float)
            self.assertEqual(row["Grade"], grades[result.grade])
            self.assertEqual(row["Status"], "Graded")
            self.assertEqual(row["Appraiser"], result.appraiser_id.name)
            for label, section in (("Work", "work"), ("Behaviour", "behaviour"), ("Company Result", "company")):
                self.assertAlmostEqual(row[label], result[f"{section}_points"], 4)
                self.assertEqual(row[f"{label}, at Most"], result[f"{section}_maximum"])
            self.assertIsInstance(row["Published On"], datetime | date)
            self.assertEqual(row["Step"], "Follow-up")

    def test_lines_are_the_stored_lines(self):
        _people, lines, _omissions = self.export(self.general_manager)
        stored = self.period.appraisal_ids.result_ids.line_ids
        self.assertEqual(len(lines), len(stored))
        row = next(line for line in lines if line["Employee"] == "seller" and line["Section"] == "Work")
        line = stored.filtered(lambda one: one.employee_id == self.seller and one.section == "work")
        self.assertEqual(
            [row[name] for name in ("Numerator", "Denominator", "Rate", "Maximum", "Points")],
            [900, 1000, 0.9, line.maximum, line.points],
        )
        self.assertEqual((row["Source"], row["KPI"], row["Status"]), ("Measured", line.kpi_id.name, "Present"))
        task = next(line for line in lines if line["Employee"] == "clerk" and line["Section"] == "Work")
        self.assertEqual((task["Name"], task["Numerator"], task["Rate"], task["Points"]), ("Task", None, 1, 40))

    def test_r30_who_was_left_out_and_why(self):
        omissions = self.export(self.officer)[2]
        self.assertIn(
            ("outsider", "Employed on too few of the period's working days"),
            {(row["Employee"], row["Reason"]) for row in omissions},
        )
        self.assertTrue(all(isinstance(row["Working Days of the Period"], int) for row in omissions))

    def test_a_name_that_looks_like_a_formula_is_a_text(self):
        action = self.period.with_user(self.officer).action_export_workbook()
        book = openpyxl.load_workbook(io.BytesIO(self.fetch_download(action)))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        self.assertTrue([cell for cell in cells if cell.value == self.other_seller.name])
        self.assertFalse([cell for cell in cells if cell.data_type == "f"])

    def test_pay_is_not_in_it(self):
        self.seller.version_id.performance_pay_base = 31337
        self.period.with_user(self.hr_manager).action_compute_pay()
        self.assertNotIn("31337", str(self.export(self.hr_manager)))

    def test_r29d_ones_own_unpublished_result_is_not_in_it(self):
        self.sell(4)
        self.add_task(self.clerk, "2025-04-10", "Task of April")
        april = self.open_month(4)
        self.score(april)
        self.run_steps(april)
        april.action_grade()
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_manager")
        self.env.flush_all()
        self.env.invalidate_all()
        people, lines, _omissions = self.export(self.clerk.user_id, april)
        rows = {row["Employee"]: row for row in people}
        self.assertEqual(rows["clerk"]["Status"], "Shown to you once it is published")
        for label in ("Total", "Grade", "Work", "Behaviour", "Company Result", "Why There Is No Total", "Signed On"):
            self.assertIsNone(rows["clerk"][label], label)
        self.assertTrue(rows["seller"]["Total"])
        self.assertNotIn("clerk", {line["Employee"] for line in lines})
        self.assertIn("clerk", {row["Employee"] for row in self.export(self.officer, april)[0]})
        self.assertTrue(next(row for row in self.export(self.officer, april)[0] if row["Employee"] == "clerk")["Total"])

    def test_why_there_is_no_total(self):
        self.sell(4)
        self.add_task(self.clerk, "2025-04-10")
        april = self.open_month(4)
        empty = self.export(self.officer, april)[0]
        self.assertEqual({(row["Status"], row["Total"]) for row in empty}, {("Not graded", None)})
        april.action_grade()
        people, lines, _omissions = self.export(self.officer, april)
        row = next(row for row in people if row["Employee"] == "clerk")
        self.assertEqual((row["Status"], row["Total"], row["Work"]), ("A value is missing", None, None))
        self.assertIn("Missing: work", row["Why There Is No Total"])
        self.assertIn(
            ("clerk", None, "Not scored yet"), {(one["Employee"], one["Points"], one["Status"]) for one in lines}
        )

    def test_only_hr_and_the_general_manager_download_it(self):
        for user in (self.seller.user_id, self.chief.user_id):
            with self.assertRaisesRegex(UserError, "Only HR or the general manager"):
                self.period.with_user(user).action_export_workbook()

    def test_the_headings_are_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        field = self.env["ir.model.fields"]._get("marketing.appraisal.result", "total")
        field.with_context(lang="zh_CN").field_description = "总分"
        self.officer.lang = "zh_CN"
        action = self.period.with_user(self.officer).with_context(lang="zh_CN").action_export_workbook()
        book = openpyxl.load_workbook(io.BytesIO(self.fetch_download(action)))
        self.assertIn("总分", [cell.value for cell in book.worksheets[0][1]])

    def test_many_people_take_the_queries_of_a_few(self):
        counts = []
        for count in (1, 20, 20):
            people = self.env["hr.employee"].create(
                [
                    {
                        "name": f"Person {number}",
                        "company_id": self.company.id,
                        "department_id": self.east_sales.id,
                        "job_id": self.seller_job.id,
                        "parent_id": self.chief.id,
                        "date_version": "2025-01-01",
                        "contract_date_start": "2025-01-01",
                    }
                    for number in range(count)
                ]
            )
            period = self.open_month(5)
            period.appraisal_ids.filtered(lambda case, people=people: case.employee_id not in people).unlink()
            period.action_grade()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.export(self.officer, period)
            counts.append(self.cr.sql_log_count - before)
            period.unlink()
            people.unlink()
        self.assertLessEqual(counts[2], counts[0])
