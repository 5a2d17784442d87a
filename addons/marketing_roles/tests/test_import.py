import base64
import io
from datetime import date

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.marketing_roles.engine.table import write_csv, write_workbook

from .duties import DutiesCase


class ImportCase(DutiesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area = cls.env["marketing.duty.area"].create({"name": "Test Area", "code": "test_area"})
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.officer.lang = "en_US"

    def new_import(self, rows, kind="duties", when_refused="nothing", user=None, content=None):
        env = self.env(user=user or self.officer, context={**self.env.context, "lang": "en_US"})
        file = base64.b64encode(write_csv(rows) if content is None else content)
        return env["marketing.import"].create({"kind": kind, "file": file, "when_refused": when_refused})

    def outcome(self, wizard):
        """Return {number of a line: (what it becomes, why)}."""
        return {line.number: (line.status, line.message or "") for line in wizard.line_ids}

    def duty_names(self):
        return set(
            self.env["marketing.duty"].search([("job_id", "in", (self.seller_job | self.clerk_job).ids)]).mapped("name")
        )


@tagged("post_install", "-at_install")
class TestImportDuties(ImportCase):
    HEADINGS = ("Job Position", "Duty", "Area", "Frequency", "Hours Each Time")

    def rows(self):
        return [
            self.HEADINGS,
            ["Test Seller", "Call customers", "Test Area", "Weekly", "1.5"],
            ["Test Seller", "Visit dealers", "No Such Area", "Weekly", ""],
            ["No Such Job", "Write letters", "", "", ""],
            ["Test Clerk", "Keep the files", "test_area", "sometimes", "many"],
            [],
            ["Test Clerk", "", "", "", ""],
            ["Test Clerk", "Open the post", "", "每日", ""],
        ]

    def test_every_line_is_reported_and_nothing_stored(self):
        before = self.duty_names()
        wizard = self.new_import(self.rows())
        wizard.action_import()
        self.assertEqual(
            self.outcome(wizard),
            {
                2: ("new", ""),
                3: ("refused", "“No Such Area” in “Area” is not known."),
                4: ("refused", "“No Such Job” in “Job Position” is not known."),
                5: (
                    "refused",
                    "“sometimes” is no choice of “Frequency”: Daily, Weekly, Monthly, Quarterly, Yearly, Per event.\n"
                    "“many” in “Hours Each Time” is not a number.",
                ),
                7: ("refused", "“Duty” is empty."),
                8: ("new", ""),
            },
        )
        self.assertEqual(self.duty_names(), before)
        self.assertEqual(wizard.state, "checked")
        self.assertEqual(
            wizard.summary,
            "2 new, 0 changed, 0 unchanged, 4 refused. Nothing was stored, because not every line is right.",
        )

    def test_the_right_lines_are_stored_where_that_was_chosen(self):
        before = self.duty_names()
        wizard = self.new_import(self.rows(), when_refused="rest")
        wizard.action_import()
        self.assertEqual(self.duty_names() - before, {"Call customers", "Open the post"})
        self.assertEqual(wizard.state, "done")
        call = self.env["marketing.duty"].search([("name", "=", "Call customers")])
        self.assertEqual((call.area_id, call.frequency, call.hours), (self.area, "weekly", 1.5))
        opened = self.env["marketing.duty"].search(wizard.action_open_records()["domain"])
        self.assertEqual(set(opened.mapped("name")), {"Call customers", "Open the post"})

    def test_checking_stores_nothing_even_if_all_is_right(self):
        before = self.duty_names()
        wizard = self.new_import([self.HEADINGS[:2], ["Test Seller", "Call customers"]], when_refused="rest")
        wizard.action_check()
        self.assertEqual(self.outcome(wizard), {2: ("new", "")})
        self.assertEqual(self.duty_names(), before)
        wizard.action_import()
        self.assertEqual(self.duty_names() - before, {"Call customers"})

    def test_what_the_model_refuses_is_told_by_line(self):
        """R4: a duty without a frequency cannot recur."""
        rows = [["Job Position", "Duty", "Makes Tasks", "Day Of Month"]]
        rows += [
            ["Test Seller", "Talk", "yes", "1"],
            ["Test Seller", "Sell", "no", "40"],
            ["Test Seller", "Rest", "", ""],
        ]
        wizard = self.new_import(rows, when_refused="rest")
        wizard.action_import()
        self.assertEqual(
            self.outcome(wizard),
            {
                2: ("refused", "“Talk” has no frequency, so it cannot make tasks by itself."),
                3: ("refused", "A day of the month is from 1 to 31."),
                4: ("new", ""),
            },
        )

    def test_importing_again_changes_and_doubles_nothing(self):
        rows = [self.HEADINGS, ["Test Seller", "Call customers", "Test Area", "Weekly", "1.5"]]
        self.new_import(rows).action_import()
        before = self.duty_names()
        again = self.new_import(rows)
        again.action_import()
        self.assertEqual(self.outcome(again), {2: ("unchanged", "")})
        rows[1][3:] = ["Monthly", ""]
        changed = self.new_import(rows)
        changed.action_import()
        self.assertEqual(self.outcome(changed), {2: ("changed", "")})
        call = self.env["marketing.duty"].search([("name", "=", "Call customers")])
        self.assertEqual((call.frequency, call.hours), ("monthly", 1.5))
        self.assertEqual(self.duty_names(), before)

    def test_a_line_that_is_there_twice(self):
        wizard = self.new_import([self.HEADINGS[:2], ["Test Seller", "Call"], ["Test Seller", "Call"]])
        wizard.action_check()
        self.assertEqual(self.outcome(wizard), {2: ("new", ""), 3: ("refused", "Line 2 already says this.")})

    def test_a_name_that_means_two(self):
        self.env["hr.job"].create({"name": "Test Clerk", "company_id": self.company.id})
        wizard = self.new_import([self.HEADINGS[:2], ["Test Clerk", "Call"]])
        wizard.action_check()
        sentence = "“Test Clerk” in “Job Position” is the name of 2: it cannot be told which is meant."
        self.assertEqual(self.outcome(wizard)[2], ("refused", sentence))

    def test_jobs_of_another_company_are_not_known(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["hr.job"].create({"name": "Foreign Job", "company_id": other.id})
        wizard = self.new_import([self.HEADINGS[:2], ["Foreign Job", "Call"]])
        wizard.action_check()
        self.assertEqual(self.outcome(wizard)[2], ("refused", "“Foreign Job” in “Job Position” is not known."))

    def test_texts_in_two_languages(self):
        heading = self.env["marketing.import.duties"].with_context(lang="zh_CN")._get_headings()["job_id", None]
        self.assertNotEqual(heading, "Job Position")
        rows = [
            [heading, "Duty", "Duty [zh_CN]", "work_standard [zh_CN]"],
            ["Test Seller", "Call", "打电话", "每日十个"],
        ]
        self.new_import(rows).action_import()
        call = self.env["marketing.duty"].search([("name", "=", "Call")])
        self.assertEqual(call.with_context(lang="zh_CN").name, "打电话")
        self.assertEqual(call.with_context(lang="zh_CN").work_standard, "每日十个")
        self.assertEqual(call.with_context(lang="en_US").name, "Call")

    def test_headings(self):
        cases = [
            ([["Job Position", "Duty", "Shoe Size"]], "The column “Shoe Size” is not known here."),
            ([["Job Position", "Duty", "Duty [fr_FR]"]], "The column “Duty [fr_FR]” is not known here."),
            ([["Job Position", "Duty", "name"]], "The column “name” is there twice."),
            ([["Job Position", "Frequency"]], "The file lacks the column: Duty."),
        ]
        for rows, sentence in cases:
            with self.subTest(rows=rows), self.assertRaises(UserError) as caught:
                self.new_import(rows).action_check()
            self.assertIn(sentence, str(caught.exception))

    def test_files_that_are_no_table(self):
        for content, sentence in [(b"PK\3\4", "neither a CSV file nor"), (b"\n", "The file is empty.")]:
            with self.subTest(content=content), self.assertRaises(UserError) as caught:
                self.new_import([], content=content).action_check()
            self.assertIn(sentence, str(caught.exception))
        with self.assertRaises(UserError):
            self.env["marketing.import"].create({"kind": "duties"}).action_check()

    def test_what_is_given_out_comes_back_unchanged(self):
        self.survey.write({"area_id": self.area.id, "hours": 2.25, "makes_tasks": True, "work_standard": "=1+1\nTwo"})
        self.survey.with_context(lang="zh_CN").name = "市场调查"
        for button in ("action_export_workbook", "action_export_csv"):
            wizard = self.new_import([])
            getattr(wizard, button)()
            back = self.new_import([], content=base64.b64decode(wizard.download))
            back.action_import()
            self.assertEqual(set(back.line_ids.mapped("status")), {"unchanged"}, back.line_ids.mapped("message"))
            self.assertEqual(back.state, "done")

    def test_what_is_given_out_in_one_language_comes_back_in_the_other(self):
        self.visit.with_context(lang="zh_CN").name = "走访经销商"
        for giver, taker in (("en_US", "zh_CN"), ("zh_CN", "en_US")):
            kind = self.env["marketing.import.duties"].with_user(self.officer).with_context(lang=giver)
            rows = [list(kind._get_headings().values()), *kind._get_rows()]
            env = self.env(user=self.officer, context={**self.env.context, "lang": taker})
            values = {"kind": "duties", "file": base64.b64encode(write_csv(rows)), "when_refused": "nothing"}
            wizard = env["marketing.import"].create(values)
            wizard.action_import()
            self.assertEqual({line.status for line in wizard.line_ids}, {"unchanged"}, (giver, taker))
        self.assertEqual(self.visit.name, "Visit dealers")

    def test_functions_of_one_name_are_told_apart_by_their_department(self):
        functions = self.env["marketing.function"].create(
            [{"name": "Sell", "department_id": place.id} for place in (self.east, self.west)]
        )
        self.visit.function_ids = functions[1]
        kind = self.env["marketing.import.duties"].with_user(self.officer).with_context(lang="en_US")
        rows = [list(kind._get_headings().values()), *kind._get_rows()]
        wizard = self.new_import(rows)
        wizard.action_import()
        self.assertEqual({line.status for line in wizard.line_ids}, {"unchanged"})
        self.assertIn("West / Sell", str(rows))

    def test_the_template_explains_its_columns(self):
        wizard = self.new_import([])
        wizard.action_template()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.download)))
        headings = [cell.value for cell in book.worksheets[0][1]]
        self.assertIn("Duty [zh_CN]", headings)
        self.assertEqual(book.worksheets[0].max_row, 1)
        meanings = {row[0].value: row[2].value for row in book.worksheets[1].iter_rows(min_row=2)}
        self.assertEqual(meanings["Job Position"], "Job Position: Job Position")
        self.assertIn("Quarterly", meanings["Frequency"])

    def test_only_hr_imports(self):
        """R29: least rights, also by RPC."""
        for login in ("chief", "seller"):
            user = self.env["res.users"].search([("login", "=", login)])
            for kind in ("duties", "assignments", "catalogues"):
                wizard = self.env["marketing.import"].with_user(user).create({"kind": kind})
                for action in ("action_import", "action_check", "action_template", "action_export_csv"):
                    with self.subTest(login=login, kind=kind, action=action), self.assertRaises(AccessError):
                        getattr(wizard, action)()

    def test_another_officer_does_not_read_the_file(self):
        wizard = self.new_import([self.HEADINGS[:2]])
        stranger = new_test_user(self.env, "stranger", "marketing_roles.group_hr_officer", company_id=self.company.id)
        with self.assertRaises(AccessError):
            wizard.with_user(stranger).read(["file"])

    def test_queries_do_not_grow_by_line(self):
        """One query per column of references, and one per block to store."""

        def queries(count):
            wizard = self.new_import(
                [self.HEADINGS, *(["Test Seller", f"{count} {n}", "Test Area", "Daily", "1"] for n in range(count))]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard.action_check()
            return self.env.cr.sql_log_count - before

        queries(5)
        self.assertLessEqual(queries(100), queries(10) + 5)


@tagged("post_install", "-at_install")
class TestImportAssignments(ImportCase):
    HEADINGS = ("Employee", "Job Position", "Duty", "Kind", "First Day", "Last Day")

    def test_assignments(self):
        rows = [
            self.HEADINGS,
            ["clerk", "Test Seller", "Visit dealers", "Deputy", "2025-03-01", "2025-03-31"],
            ["nobody", "Test Seller", "Visit dealers", "Deputy", "2025-03-01", ""],
            ["clerk", "Test Supervisor", "Visit dealers", "Deputy", "2025-05-01", ""],
            ["clerk", "", "Survey the market", "Support", "2025-04-10", "2025-04-01"],
            ["clerk", "", "Visit dealers", "Support", "2025/03/15", ""],
            ["clerk", "", "Plan the month", "Support", "soon", ""],
        ]
        wizard = self.new_import(rows, "assignments", "rest")
        wizard.action_import()
        self.assertEqual(
            self.outcome(wizard),
            {
                2: ("new", ""),
                3: ("refused", "“nobody” in “Employee” is not known."),
                4: ("refused", "“Visit dealers” in “Duty” is not known."),
                5: ("refused", "An assignment cannot end before it begins."),
                6: (
                    "refused",
                    "clerk already has an arrangement about “Visit dealers” from 03/01/2025 to 03/31/2025.",
                ),
                7: ("refused", "“soon” in “First Day” is not a date. Write it as 2026-02-28."),
            },
        )
        self.assertEqual(self.holders(self.visit, "2025-03-31")["clerk"], "deputy")
        self.assertNotIn("clerk", self.holders(self.visit, "2025-04-01"))

    def test_two_duties_of_one_name(self):
        self.new_duty("Visit dealers", self.clerk_job)
        rows = [
            self.HEADINGS,
            ["boss", "", "Visit dealers", "", "2025-03-01"],
            ["boss", "Test Seller", "Visit dealers", "", "2025-03-01"],
        ]
        wizard = self.new_import(rows, "assignments", "rest")
        wizard.action_import()
        sentence = "“Visit dealers” in “Duty” is the name of 2: it cannot be told which is meant."
        self.assertEqual(self.outcome(wizard), {2: ("refused", sentence), 3: ("new", "")})

    def test_what_is_given_out_comes_back_unchanged(self):
        self.assign(self.visit, self.clerk, "support", "2025-02-01", "2025-02-28")
        self.assign(self.plan, self.boss, "deputy")
        wizard = self.new_import([], "assignments")
        wizard.action_export_workbook()
        content = base64.b64decode(wizard.download)
        back = self.new_import([], "assignments", content=content)
        back.action_import()
        self.assertEqual(back.line_ids.mapped("status"), ["unchanged"] * 2)

    def test_a_workbook_with_real_dates(self):
        content = write_workbook(
            {"a": [["Employee", "Duty", "First Day"], ["clerk", "Visit dealers", date(2025, 6, 1)]]}
        )
        wizard = self.new_import([], "assignments", content=content)
        wizard.action_import()
        self.assertEqual(self.holders(self.visit, "2025-06-01")["clerk"], "responsible")
