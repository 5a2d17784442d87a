import re
from html import unescape

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MarketingAppraisalCase

REPORT = "marketing_appraisal.report_appraisal_form"
NOTE = "Kept the morning meetings going."


@tagged("post_install", "-at_install")
class TestForm(MarketingAppraisalCase):
    """The form on paper: empty before the grading, filled in afterwards, and to each reader what they may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.behaviour = cls.env["marketing.appraisal.behaviour"].search([("company_id", "=", False)], limit=1)
        cls.behaviour.name = "Being there"
        cls.behaviour.with_context(lang="zh_CN").name = "出勤情况"
        cls.policy.minimum_months = 1
        cls.sell(seller=905)
        cls.add_task(cls.clerk, name="Order the stationery")
        cls.add_task(cls.clerk, name="File the contracts")
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.seller)
        cls.seller_user = cls.seller.user_id

    def grade(self):
        self.score(self.period, behaviour=4)
        self.period.appraisal_ids.rating_ids.filtered(lambda one: one.behaviour_id == self.behaviour).note = NOTE
        self.run_steps(self.period)
        self.period.action_grade()

    def publish(self):
        self.grade()
        self.period.with_user(self.general_manager).action_sign()
        self.period.with_user(self.officer).action_publish()

    def print_form(self, cases, user):
        """Return the text of the forms as a reader prints them."""
        return " ".join(self.print_forms(cases, user))

    def print_forms(self, cases, user):
        """Return the texts of what stands before the first form, and of each form."""
        self.env.flush_all()
        self.env.invalidate_all()
        html, _kind = self.as_user("ir.actions.report", user)._render_qweb_html(REPORT, cases.ids)
        parts = re.split(r'<div class="page o_appraisal_form[^>]*>', html.decode())
        return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", part))) for part in parts]

    def assert_empty(self, text):
        self.assertIn("seller", text)
        self.assertIn("Being there", text)
        for told in ("104.20", "36.20", "905.00", NOTE, "Excellent", "Graded", "64.20"):
            self.assertNotIn(told, text)

    def test_before_the_grading_it_is_empty_for_everybody(self):
        self.score(self.period, behaviour=4)
        for user in (self.seller_user, self.chief.user_id, self.officer, self.general_manager):
            with self.subTest(user=user.login):
                text = self.print_form(self.case, user)
                self.assert_empty(text)
                for expected in (
                    "Test Seller", "East Sales", "chief", "Test policy", "2025-03", "Sales Plan Completion",
                    "The sections come to 110, not 100: an A takes 81.8 % of the maximum.",
                    "within 7 calendar days", "Signatures", "General Manager", "Supervisor's Scores",
                ):  # fmt: skip
                    self.assertIn(expected, text)

    def test_r20_tasks_stand_on_the_empty_form_with_their_share(self):
        clerk = self.appraisal_of(self.period, self.clerk)
        text = self.print_form(clerk, self.clerk.user_id)
        self.assertRegex(text, r"Order the stationery 20 .*File the contracts 20")

    def test_r29d_who_prints_their_own_before_publication_gets_the_empty_form(self):
        self.grade()
        empty = self.print_form(self.case, self.seller_user)
        self.assert_empty(empty)
        for group in ("hr_officer", "hr_manager", "general_manager", "administrator"):
            self.seller_user.group_ids += self.env.ref(f"marketing_roles.group_{group}")
            with self.subTest(group=group):
                self.assert_empty(self.print_form(self.case, self.seller_user))
        self.period.with_user(self.general_manager).action_sign()
        self.assert_empty(self.print_form(self.case, self.seller_user))

    def test_r29d_a_batch_with_ones_own_appraisal_fills_in_only_the_others(self):
        self.seller_user.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.grade()
        other = self.appraisal_of(self.period, self.other_seller)
        own, others = self.print_form(self.case | other, self.seller_user).split("Appraisal Form")[1:]
        self.assert_empty(own)
        self.assertIn("500.00", others)
        self.assertIn(NOTE, others)

    def test_after_the_grading_it_is_filled_in(self):
        self.grade()
        result = self.case.result_ids
        for user in (self.chief.user_id, self.officer, self.general_manager):
            with self.subTest(user=user.login):
                text = self.print_form(self.case, user)
                for expected in ("905.00", "1,000.00", "90.50 %", f"{result.total:.2f}", "A - Excellent", NOTE):
                    self.assertIn(expected, text)
                self.assertIn("Graded, not signed yet", text)
                self.assertRegex(text, r"Work 40 36\.20 Behaviour 30 24\.00")

    def test_after_publication_its_person_prints_the_result_as_the_screen_shows_it(self):
        self.publish()
        text = self.print_form(self.case, self.seller_user)
        result = self.case.result_ids
        for expected in (f"{result.total:.2f}", "A - Excellent", "90.50 %", "Published on", "Signed in the system on"):
            self.assertIn(expected, text)
        # What was decided and why: the reasons of the scores are theirs to read as well.
        self.assertIn(NOTE, text)

    def test_nobody_prints_what_they_may_not_open(self):
        self.publish()
        for user in (self.clerk.user_id, self.other_chief.user_id, self.seller_user):
            with self.assertRaises(AccessError):
                self.print_form(self.appraisal_of(self.period, self.chief), user)

    def test_r26_what_barred_an_a_is_named(self):
        self.env["marketing.appraisal.event"].create(
            {
                "employee_id": self.seller.id,
                "type_id": self.env.ref("marketing_appraisal.event_type_absence").id,
                "date": "2025-03-12",
                "description": "Was not there",
            }
        )
        self.publish()
        self.assertIn("What bars an A: Absence without leave", self.print_form(self.case, self.seller_user))

    def test_it_speaks_the_language_of_its_person(self):
        self.seller_user.lang = "zh_CN"
        self.publish()
        other = self.appraisal_of(self.period, self.other_seller)
        for user in (self.officer, self.general_manager):
            for cases in (self.case | other, other | self.case):
                _head, first, second = self.print_forms(cases, user)
                chinese, english = (first, second) if cases[0] == self.case else (second, first)
                self.assertIn("出勤情况", chinese)
                self.assertIn("2025/03/01", chinese)
                self.assertIn("Being there", english)
                self.assertNotIn("出勤情况", english)
        # Somebody without a login: as HR keeps the language of the employee, else the reader's.
        self.seller_user.lang = "en_US"
        self.other_seller.user_id.employee_ids = [Command.clear()]
        self.other_seller.lang = "zh_CN"
        self.assertIn("出勤情况", self.print_form(other, self.officer))

    def test_r62_the_newest_result_that_its_reader_may_read_is_printed(self):
        self.publish()
        before = f"{self.case.result_ids.total:.2f}"
        wizard = self.env["marketing.appraisal.reissue"].with_user(self.general_manager)
        wizard.create({"appraisal_id": self.case.id, "reason": "Scored for somebody else."}).action_reissue()
        for user in (self.seller_user, self.officer):
            text = self.print_form(self.case, user)
            self.assertIn(before, text)
            self.assertIn("It is being issued again", text)
        self.case.rating_ids.filtered(lambda one: one.kind == "behaviour").score = 3
        self.case.with_user(self.officer).action_complete_step()
        self.period.with_user(self.officer).action_grade()
        after = f"{self.case.result_ids.total:.2f}"
        self.assertNotEqual(before, after)
        self.assertIn(before, self.print_form(self.case, self.seller_user))
        self.assertIn("Result number 2. Graded, not signed yet", self.print_form(self.case, self.officer))
        self.assertIn(after, self.print_form(self.case, self.officer))
        self.case.with_user(self.general_manager).action_sign()
        self.case.with_user(self.officer).action_publish()
        self.assertRegex(
            self.print_form(self.case, self.seller_user), rf"Result number 2\. Published on.*{re.escape(after)}"
        )

    def test_a_year_shows_its_months(self):
        self.publish()
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2025-01-01", "company_id": self.company.id}
        )
        year.action_open()
        case = self.appraisal_of(year, self.seller)
        empty = self.print_form(case, self.officer)
        self.assertRegex(empty, r"2025-02 2025-03 2025-04 ")
        self.assertIn("Annual points", empty)
        year.action_grade_year()
        text = self.print_form(case, self.officer)
        self.assertRegex(text, r"2025-03 [\d.]+ A - Excellent 2 ")

    def test_what_is_missing_after_a_grading_is_left_to_the_pen_and_said(self):
        clerk = self.appraisal_of(self.period, self.clerk)
        self.grade()
        clerk.rating_ids.filtered("task_id")[0].is_scored = False
        self.period.action_grade()
        text = self.print_form(clerk, self.officer)
        self.assertIn("No total yet: a value is missing.", text)
        self.assertRegex(text, r"Order the stationery 20 .*File the contracts 100 % 20 20\.00")
        self.assertIn("The policy says that a missing value blocks the total.", text)
        self.assertRegex(text, r"Work 40 Behaviour 30 24\.00 .*Total 110 The sections")
        self.assertIn("What bars an A:", text)

    def test_twenty_forms_take_the_queries_of_five(self):
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": self.company.id,
                    "department_id": self.east_sales.id,
                    "job_id": (self.seller_job, self.clerk_job)[number % 2].id,
                    "parent_id": self.chief.id,
                    "date_version": "2025-01-01",
                    "contract_date_start": "2025-01-01",
                    "lang": ("en_US", "zh_CN")[number // 2 % 2],
                }
                for number in range(20)
            ]
        )
        for person in people:
            self.add_task(person)
        self.env["marketing.appraisal.event"].create(
            [
                {
                    "employee_id": person.id,
                    "type_id": self.env.ref("marketing_appraisal.event_type_absence").id,
                    "date": "2025-03-12",
                    "description": "Was not there",
                }
                for person in people
            ]
        )
        self.plan([(person, "2025-03-01", 100) for person in people], name="Plan of many")
        self.period.action_open()
        cases = self.period.appraisal_ids.filtered(lambda case: case.employee_id in people)
        self.assertEqual(len(cases), 20)
        self.assertEqual(*self.count_queries(cases))
        self.grade()
        self.assertEqual(*self.count_queries(cases))

    def count_queries(self, cases):
        """Return the queries of the first five forms, two of each kind and language at least, and of all."""
        counts = []
        self.print_form(cases, self.officer)  # what Odoo loads once per process
        for some in (cases[:5], cases):
            before = self.cr.sql_log_count
            self.print_form(some, self.officer)
            counts.append(self.cr.sql_log_count - before)
        return counts
