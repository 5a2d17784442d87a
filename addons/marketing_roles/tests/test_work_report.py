from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time
from odoo.tools import mute_logger

from .common_reports import WorkReportCase


@freeze_time("2025-06-18 04:00:00")  # a Wednesday, noon in Shanghai
class TestWorkReport(WorkReportCase):
    def test_the_author_writes_hands_in_withdraws_and_hands_in_again(self):
        report = self.as_user(self.new_report(day="2025-06-18"), self.seller)
        report.write({"done": "Two dealers", "next": "Three more"})
        report.action_submit()
        self.assertEqual((report.state, str(report.submitted_date)), ("submitted", "2025-06-18 04:00:00"))
        report.action_withdraw()
        self.assertEqual((report.state, report.submitted_date), ("due", False))
        report.done = "Three dealers"
        report.action_submit()
        self.assertEqual(report.state, "submitted")

    def test_an_empty_report_is_refused(self):
        report = self.as_user(self.new_report(), self.seller)
        for text in (False, " \n"):
            report.done = text
            with self.assertRaisesRegex(UserError, "Write what was done"):
                report.action_submit()

    def test_handed_in_the_texts_are_fixed_until_withdrawn(self):
        report = self.as_user(self.new_report(done="x"), self.seller)
        report.action_submit()
        for name in ("done", "problems", "next", "market_feedback", "service_feedback"):
            with self.assertRaisesRegex(UserError, "Withdraw the report first"):
                report.write({name: "y"})
        with self.assertRaisesRegex(UserError, "Withdraw the report first"):
            report.attachment_ids = [(0, 0, {"name": "later.txt"})]
        with self.assertRaisesRegex(UserError, "handed in already"):
            report.action_submit()

    def test_the_appraiser_reads_and_comments_and_then_nothing_is_withdrawn(self):
        report = self.new_report(done="x")
        self.as_user(report, self.seller).action_submit()
        as_chief = self.as_user(report, self.chief)
        as_chief.manager_comment = "Well done"
        as_chief.action_mark_read()
        self.assertEqual((report.state, report.read_by_id), ("read", self.chief.user_id))
        as_author = self.as_user(report, self.seller)
        self.assertEqual(as_author.manager_comment, "Well done")
        with self.assertRaisesRegex(UserError, "has been read"):
            as_author.action_withdraw()

    def test_what_is_not_handed_in_is_neither_read_nor_commented_nor_withdrawn(self):
        report = self.new_report()
        for attempt in (
            lambda: self.as_user(report, self.chief).action_mark_read(),
            lambda: self.as_user(report, self.chief).write({"manager_comment": "?"}),
            lambda: self.as_user(report, self.seller).action_withdraw(),
        ):
            with self.assertRaisesRegex(UserError, "not been handed in"):
                attempt()

    def test_r24_late_begins_after_the_end_of_the_due_day_in_the_companys_time_zone(self):
        for moment, is_late in (("2025-06-18 15:59:59", False), ("2025-06-18 16:00:00", True)):
            report = self.new_report(day="2025-06-18", done="x")
            with freeze_time(moment):
                self.as_user(report, self.seller).action_submit()
            self.assertEqual(report.is_late, is_late)
            report.unlink()

    def test_withdrawn_and_handed_in_after_the_due_day_is_late(self):
        report = self.as_user(self.new_report(day="2025-06-18", done="x"), self.seller)
        report.action_submit()
        self.assertFalse(report.is_late)
        with freeze_time("2025-06-19 04:00:00"):
            report.action_withdraw()
            report.action_submit()
        self.assertTrue(report.is_late)

    def test_r24_missing_is_asked_for_past_its_due_day_and_not_handed_in(self):
        report = self.new_report(day="2025-06-18", done="x")
        own = self.as_user(self.Report, self.clerk).create({"kind": "daily", "date_from": "2025-06-17"})
        missing = [("is_missing", "=", True), ("company_id", "=", self.company.id)]
        with freeze_time("2025-06-18 15:59:00"):
            self.assertFalse(report.is_missing)
            self.assertFalse(self.Report.search(missing))
        with freeze_time("2025-06-18 16:00:00"):
            self.Report.invalidate_model()
            self.assertTrue(report.is_missing)
            self.assertEqual(self.Report.search(missing), report)
            present = self.Report.search([("is_missing", "=", False), ("company_id", "=", self.company.id)])
            self.assertEqual(present.ids, own.ids)
            self.as_user(report, self.seller).action_submit()
            self.assertFalse(report.is_missing)
            self.assertFalse(self.Report.search(missing))

    def test_any_day_of_a_week_or_month_means_the_whole_of_it(self):
        for kind, first, last, due in (
            ("weekly", "2025-06-16", "2025-06-22", "2025-06-23"),
            ("monthly", "2025-06-01", "2025-06-30", "2025-07-03"),
        ):
            with Form(self.as_user(self.Report, self.seller)) as form:
                form.kind = kind
                form.date_from = "2025-06-17"
                self.assertEqual(str(form.date_from), first)
            report = form.record
            self.assertEqual([str(report.date_from), str(report.date_to), str(report.date_due)], [first, last, due])
            self.assertEqual((report.employee_id.id, report.is_owed), (self.seller.id, False))
            self.assertEqual((report.appraiser_id.id, report.department_id.id), (self.chief.id, self.east_sales.id))

    def test_one_report_for_each_person_kind_and_stretch(self):
        self.new_report(kind="weekly", day="2025-06-16")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.new_report(kind="weekly", day="2025-06-18")
        self.new_report(kind="daily", day="2025-06-16")

    def test_days_to_come_before_hire_and_after_leaving_are_refused(self):
        self.seller.version_id.departure_date = date(2025, 6, 13)
        for day, sentence in (
            ("2025-06-19", "have not come yet"),
            ("2024-12-31", "seller began on"),
            ("2025-06-16", "seller left on"),
        ):
            with self.assertRaisesRegex(ValidationError, sentence), self.cr.savepoint():
                self.as_user(self.Report, self.seller).create({"kind": "daily", "date_from": day})
        self.as_user(self.Report, self.seller).create({"kind": "daily", "date_from": "2025-06-13"})

    def test_unknown_and_other_employees_are_refused(self):
        nobody = self.new_user("nobody")
        with self.assertRaisesRegex(UserError, "belongs to no employee"):
            self.as_user(self.Report, nobody).create({"kind": "daily", "date_from": "2025-06-17"})
        for other in (self.clerk, self.chief):
            with self.assertRaisesRegex(AccessError, "written by the person themselves"):
                self.as_user(self.Report, self.seller).create({"employee_id": other.id, "date_from": "2025-06-17"})

    def test_r24_the_departments_report_is_written_by_its_manager(self):
        self.east.manager_id = self.chief
        vals = {"kind": "department", "date_from": "2025-06-18"}
        report = self.as_user(self.Report, self.chief).create(vals)
        self.assertEqual(report.department_id.id, self.east.id)
        with self.assertRaisesRegex(UserError, "written by its manager"):
            self.as_user(self.Report, self.seller).create(dict(vals, department_id=self.east.id))
        with self.assertRaisesRegex(ValidationError, "manages no department"), self.cr.savepoint():
            self.as_user(self.Report, self.seller).create(vals)

    def test_only_the_departments_report_names_a_department(self):
        Report = self.as_user(self.Report, self.seller).with_context(default_department_id=self.west.id)
        report = Report.create({"kind": "daily", "date_from": "2025-06-17", "department_id": self.west.id})
        self.assertEqual(report.department_id.id, self.east_sales.id)

    def test_hr_hands_in_for_staff_without_a_login(self):
        self.seller.user_id = False
        officer = self.new_user("officer", "base.group_user,marketing_roles.group_hr_officer")
        report = self.as_user(self.new_report(), officer)
        report.done = "On paper"
        report.action_submit()
        self.assertEqual(report.state, "submitted")

    def test_a_file_added_while_new_is_read_by_the_appraiser(self):
        file = self.env["ir.attachment"].with_user(self.seller.user_id).create({"name": "a.txt", "raw": b"x"})
        report = self.as_user(self.Report, self.seller).create(
            {"kind": "daily", "date_from": "2025-06-17", "attachment_ids": [(6, 0, file.ids)]}
        )
        self.assertEqual(self.as_user(report, self.chief).attachment_ids.name, "a.txt")
        with self.assertRaises(AccessError):
            self.as_user(file, self.clerk).read(["name"])

    def test_r17_rates_count_what_was_asked_for_and_came_in_time(self):
        for day, moment in (("2025-06-16", "2025-06-16 15:00:00"), ("2025-06-17", "2025-06-17 17:00:00")):
            report = self.new_report(day=day, done="x")
            with freeze_time(moment):
                self.as_user(report, self.seller).action_submit()
        self.new_report(day="2025-06-18")
        own = self.as_user(self.Report, self.clerk).create({"kind": "daily", "date_from": "2025-06-17", "done": "x"})
        own.action_submit()

        def rates(first, last, kind="daily"):
            return self.Report._get_report_rates(kind, date(2025, 6, first), date(2025, 6, last), self.company)

        self.assertEqual(rates(16, 18), {self.seller.id: (1, 3)})
        self.assertEqual(rates(17, 17), {self.seller.id: (0, 1)})
        self.assertEqual(rates(16, 16), {self.seller.id: (1, 1)})
        self.assertFalse(rates(19, 30) or rates(1, 30, "weekly"))
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.assertFalse(self.Report._get_report_rates("daily", date(2025, 6, 1), date(2025, 6, 30), other))

    def test_what_is_due_by_employee(self):
        first, second = self.new_report(day="2025-06-17"), self.new_report(day="2025-06-18")
        self.new_report(self.clerk, kind="weekly")
        self.new_report(self.chief, day="2025-06-17", done="x", state="submitted")
        due = self.Report._get_due_by_employee
        self.assertEqual(due(self.company, date(2025, 6, 17)), {self.seller.id: first})
        self.assertEqual(due(self.company, date(2025, 6, 18)), {self.seller.id: first + second})

    def test_a_report_names_itself(self):
        self.assertRegex(self.new_report().display_name, "^Daily Report · [^–]*2025[^–]* · seller$")
        self.assertRegex(self.new_report(kind="weekly").display_name, "^Weekly Report · .*16.* – .*22.* · seller$")

    def test_the_standing_says_what_is_missing_and_late(self):
        for moment, before, after in (
            ("2025-06-18 12:00:00", "due", "submitted"),
            ("2025-06-19 12:00:00", "missing", "submitted_late"),
        ):
            report = self.new_report(day="2025-06-18", done="x")
            with freeze_time(moment):
                self.assertEqual(report.standing, before)
                self.as_user(report, self.seller).action_submit()
                self.assertEqual(report.standing, after)
                self.as_user(report, self.chief).action_mark_read()
                self.assertEqual(report.standing, after.replace("submitted", "read"))
            report.unlink()
