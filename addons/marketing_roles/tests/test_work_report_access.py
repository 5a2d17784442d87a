from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .common_reports import WorkReportCase


@freeze_time("2025-06-18 04:00:00")
class TestWorkReportAccess(WorkReportCase):
    """Own, team on the day, all and company; every right that there is not, asked as each person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.new_user("officer", "base.group_user,marketing_roles.group_hr_officer")
        cls.general_manager = cls.new_user("gm", "base.group_user,marketing_roles.group_general_manager")
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)
        cls.reports = {
            each.name: cls.new_report(each, done="x") for each in (cls.seller, cls.other_seller, cls.clerk, cls.chief)
        }
        cls.report = cls.reports["seller"]

    def readable(self, person):
        return set(self.as_user(self.Report, person).search([]).mapped("employee_id.name"))

    def handed_in(self):
        self.as_user(self.report, self.seller).action_submit()
        return self.report

    def test_reports_are_read_by_author_team_hr_and_general_manager(self):
        self.assertEqual(self.readable(self.seller), {"seller"})
        self.assertEqual(self.readable(self.chief), {"seller", "chief"})
        self.assertEqual(self.readable(self.boss), {"chief", "clerk"})
        self.assertEqual(self.readable(self.officer), set(self.reports))
        self.assertEqual(self.readable(self.general_manager), set(self.reports))
        self.assertEqual(self.readable(self.stranger), set())

    def test_r10a_the_appraiser_of_the_last_day_reads_whatever_came_later(self):
        self.seller.create_version({"date_version": date(2025, 6, 17)}).appraiser_id = self.other_chief
        later = self.new_report(day="2025-06-18")
        self.assertNotIn(later, self.as_user(self.Report, self.chief).search([]))
        self.assertEqual(
            self.as_user(self.Report, self.other_chief).search([("employee_id", "=", self.seller.id)]), later
        )
        with self.assertRaises(AccessError):
            self.as_user(self.report, self.other_chief).read(["done"])

    def test_nobody_else_writes_hands_in_or_withdraws(self):
        for person in (self.chief, self.other_seller, self.officer, self.general_manager, self.stranger):
            report = self.as_user(self.report, person)
            for attempt in (
                lambda report=report: report.write({"done": "y"}),
                lambda report=report: report.write({"attachment_ids": [(5,)]}),
                lambda report=report: report.action_submit(),
                lambda report=report: report.action_withdraw(),
            ):
                with self.assertRaises(AccessError):
                    attempt()

    def test_files_of_what_was_handed_in_stay(self):
        file = self.as_user(self.env["ir.attachment"], self.seller).create({"name": "a.txt", "raw": b"a"})
        self.as_user(self.report, self.seller).write({"attachment_ids": [(4, file.id)]})
        file.write({"raw": b"b"})
        self.handed_in()
        for attempt in (file.unlink, lambda: file.write({"raw": b"c"}), lambda: file.write({"res_id": False})):
            with self.assertRaises(UserError):
                attempt()
        self.as_user(self.report, self.seller).action_withdraw()
        file.unlink()
        self.assertFalse(self.report.attachment_ids)

    def test_nobody_else_reads_or_comments(self):
        report = self.handed_in()
        for person in (self.seller, self.other_chief, self.other_seller, self.stranger):
            with self.assertRaises(AccessError):
                self.as_user(report, person).action_mark_read()
            with self.assertRaises(AccessError):
                self.as_user(report, person).write({"manager_comment": "y"})
        self.assertEqual(report.state, "submitted")

    def test_hr_and_the_general_manager_read_for_the_appraiser(self):
        for person in (self.officer, self.general_manager):
            report = self.handed_in()
            self.as_user(report, person).action_mark_read()
            self.assertEqual((report.state, report.read_by_id), ("read", person))
            report.write({"state": "due", "submitted_date": False})

    def test_the_author_is_told_of_a_comment(self):
        report = self.handed_in()
        mine = self.as_user(report, self.chief)
        mine.write({"manager_comment": "Well seen"})
        mine.action_mark_read()
        told = self.env["mail.message"].search(
            [("model", "=", report._name), ("res_id", "=", report.id), ("message_type", "=", "user_notification")]
        )
        self.assertIn("Well seen", told.body)
        self.assertIn(self.seller.user_id.partner_id, told.notified_partner_ids)

    def test_nobody_reads_or_comments_their_own_whatever_their_groups(self):
        groups = ("group_hr_officer", "group_general_manager")
        self.seller.user_id.group_ids += self.env.ref(f"marketing_roles.{groups[0]}")
        self.seller.user_id.group_ids += self.env.ref(f"marketing_roles.{groups[1]}")
        report = self.as_user(self.handed_in(), self.seller)
        with self.assertRaisesRegex(AccessError, "never its author"):
            report.action_mark_read()
        with self.assertRaisesRegex(AccessError, "never its author"):
            report.manager_comment = "Splendid"

    def test_guarded_fields_are_not_written_by_anybody(self):
        values = {
            "state": "read",
            "submitted_date": "2025-06-16 00:00:00",
            "is_late": True,
            "is_owed": False,
            "read_by_id": self.seller.user_id.id,
            "read_date": "2025-06-16 00:00:00",
            "appraiser_id": self.boss.id,
            "date_to": "2025-06-30",
            "date_due": "2025-12-31",
            "company_id": self.stranger.company_id.id,
        }
        for person in (self.seller, self.chief, self.officer, self.general_manager):
            for name, value in values.items():
                with self.assertRaises(AccessError):
                    self.as_user(self.report, person).write({name: value})

    def test_guarded_fields_are_not_given_to_a_new_report_either(self):
        vals = {"kind": "daily", "date_from": "2025-06-17", "done": "x"}
        for name, value in (
            ("state", "submitted"),
            ("submitted_date", "2025-06-17 00:00:00"),
            ("is_owed", True),
            ("appraiser_id", self.boss.id),
            ("date_due", "2025-12-31"),
            ("manager_comment", "Splendid"),
        ):
            Report = self.as_user(self.Report, self.seller)
            with self.assertRaises(AccessError):
                Report.create({**vals, name: value})
            with self.assertRaises(AccessError):
                Report.with_context(**{f"default_{name}": value}).create(vals)

    def test_a_default_employee_in_the_context_is_checked_like_any_other(self):
        Report = self.as_user(self.Report, self.seller).with_context(default_employee_id=self.clerk.id)
        with self.assertRaisesRegex(AccessError, "written by the person themselves"):
            Report.create({"kind": "daily", "date_from": "2025-06-17"})
        with self.assertRaisesRegex(AccessError, "written by the person themselves"):
            self.as_user(self.Report, self.officer).create({"employee_id": self.clerk.id, "date_from": "2025-06-17"})

    def test_an_import_goes_the_same_way(self):
        result = self.as_user(self.Report, self.seller).load(
            ["kind", "date_from", "done", "state"], [["Daily Report", "2025-06-17", "x", "Read"]]
        )
        self.assertIn("not written by hand", result["messages"][0]["message"])
        self.assertFalse(result["ids"])

    def test_what_a_report_is_about_stays(self):
        report = self.as_user(self.report, self.seller)
        for vals in (
            {"employee_id": self.clerk.id},
            {"kind": "weekly"},
            {"date_from": "2025-06-17"},
            {"department_id": self.west.id},
        ):
            with self.assertRaisesRegex(UserError, "stays as it is"):
                report.write(vals)

    def test_only_own_drafts_that_nobody_asked_for_are_deleted(self):
        own = self.as_user(self.Report, self.seller).create({"kind": "daily", "date_from": "2025-06-17", "done": "x"})
        for person in (self.chief, self.officer, self.general_manager):
            with self.assertRaises(AccessError):
                self.as_user(own, person).unlink()
        with self.assertRaisesRegex(UserError, "is not deleted"):
            self.as_user(self.report, self.seller).unlink()
        own = self.as_user(own, self.seller)
        own.action_submit()
        with self.assertRaisesRegex(UserError, "is not deleted"):
            own.unlink()
        own.action_withdraw()
        own.unlink()

    def test_reports_go_with_the_employee(self):
        employee = self.env["hr.employee"].create({"name": "x", "company_id": self.company.id})
        report = self.Report.create({"employee_id": employee.id, "kind": "daily", "date_from": "2025-06-18"})
        employee.unlink()
        self.assertFalse(report.exists())

    def test_the_menu_of_assessors_is_not_for_everybody(self):
        menu = self.env.ref("marketing_roles.menu_reports")
        visible = self.env["ir.ui.menu"].with_user(self.seller.user_id)._visible_menu_ids()
        self.assertNotIn(menu.id, visible)
        self.assertIn(self.env.ref("marketing_roles.menu_my_reports").id, visible)
        self.assertIn(menu.id, self.env["ir.ui.menu"].with_user(self.chief.user_id)._visible_menu_ids())
