import re
from datetime import date
from html import unescape

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .test_year import YearCase

FORM = "marketing_appraisal.report_appraisal_form"
LETTER = "marketing_appraisal.report_result_letter"
NOTE = "Steady all year and good with new colleagues."


class YearPaperCase(YearCase):
    """A year of three published months that is judged, graded, and published where a test asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whatever the language of the company: words are compared.
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.env["res.lang"]._activate_lang("zh_CN")
        (cls.officer | cls.general_manager | cls.seller.user_id | cls.other_seller.user_id).lang = "en_US"
        cls.env["marketing.appraisal.outcome.rule"].search([]).active = False
        cls.year = cls.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2025, 1, 1), "company_id": cls.company.id}
        )
        cls.year.action_open()
        cls.case = cls.appraisal_of(cls.year, cls.seller)
        cls.person = cls.seller.user_id

    def grade_year(self):
        self.judge(self.year, self.seller, 81.5, NOTE)
        self.grade(self.year)
        return self.case.result_ids

    def publish_year(self):
        result = self.grade_year()
        self.run_steps(self.year)
        self.year.with_user(self.general_manager).action_sign()
        self.year.with_user(self.officer).action_publish()
        return result

    def print_as(self, report, records, user):
        """Return the text of a report as a reader prints it."""
        return " ".join(self.print_parts(report, records, user))

    def print_parts(self, report, records, user):
        """Return the texts of what stands before the first page, and of each person's."""
        self.env.flush_all()
        self.env.invalidate_all()
        html, _kind = self.as_user("ir.actions.report", user)._render_qweb_html(report, records.ids)
        parts = re.split(r'<div class="page o_[^>]*>', html.decode())
        return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", part))) for part in parts]

    def translate(self, template, word, chinese):
        """Give a template a Chinese word, whether or not the translations are loaded."""
        view = self.env.ref(f"marketing_appraisal.{template}")
        view.update_field_translations("arch_db", {"zh_CN": {word: chinese}})

    def propose(self, **vals):
        """Make a rule that names whoever has two months of an A, and return what it proposes for the seller."""
        self.make_rule(**vals)
        self.year.with_user(self.officer).action_propose_outcomes()
        outcomes = self.env["marketing.appraisal.outcome"].search([("period_id", "=", self.year.id)])
        return outcomes.filtered(lambda one: one.employee_id == self.seller)

    def make_rule(self, **vals):
        return self.env["marketing.appraisal.outcome.rule"].create(
            {
                "name": "Twice an A",
                "reason": "Because of it",
                "company_id": self.company.id,
                "kind_ids": [(6, 0, self.env.ref("marketing_appraisal.outcome_kind_raise").ids)],
                "condition": "months",
                "grade": "a",
                "in_all": 2,
                **vals,
            }
        )

    def decide(self, outcome, reason="Earned by two strong months."):
        outcome.with_user(self.general_manager)._decide(outcome.rule_id.kind_ids[:1], reason)


@tagged("post_install", "-at_install")
class TestYearPaperForm(YearPaperCase):
    """R50, R52, R54: the annual form, empty and filled in."""

    def test_r54_before_the_grading_it_is_filled_in_by_hand(self):
        self.judge(self.year, self.seller, 81.5, NOTE)
        for user in (self.person, self.officer, self.general_manager):
            text = self.print_as(FORM, self.case, user)
            for expected in (
                "2025-01 2025-02", "2025-12", "History 50 %", "Democratic Review 25 %", "Direct Manager 25 %",
                "An A takes 18 points in twelve months, a B 12", "Overall Judgement", "Signatures", "General Manager",
                "Annual points", "Ranks", "within 7 calendar days",
            ):  # fmt: skip
                self.assertIn(expected, text)
            for told in (NOTE, "81.50", "A - Excellent", "Self-Assessment", "Behaviour Scores", "Countersignature"):
                self.assertNotIn(told, text)

    def test_r50_r52_the_graded_form_is_the_stored_result(self):
        result = self.grade_year()
        text = self.print_as(FORM, self.case, self.officer)
        for line in result.line_ids.filtered("month_id"):
            self.assertIn(f"{line.month_id.name} {line.numerator:.2f} ", text)
        self.assertIn("2025-04 No appraisal in the month. – – –", text)
        history = result.line_ids.filtered(lambda line: line.section == "history")
        for expected in (
            f"History {history.numerator:.2f} 50 % {history.points:.2f}", "Direct Manager 81.50 25 %", NOTE,
            "No democratic review with enough ballots.", f"Annual Score {result.annual_score:.2f}",
            "Missing: Democratic Review. The weight goes to the rest", "An A takes 18 points in twelve months",
            "Graded, not signed yet",
        ):  # fmt: skip
            self.assertIn(expected, text)
        for rank in result.rank_ids:
            label = dict(rank._fields["ranking"]._description_selection(self.env))[rank.ranking]
            self.assertIn(f"{label} {rank.position} {rank.population}", text)

    def test_r50_a_month_that_does_not_count_says_so(self):
        self.sell(4)
        self.add_task(self.clerk, "2025-04-10")
        april = self.open_month(4)
        april.action_grade()
        self.grade_year()
        text = self.print_as(FORM, self.case, self.officer)
        self.assertIn("2025-04 Not published with a grade, so the month does not count. – – –", text)

    def test_r26_what_barred_the_a_is_named(self):
        self.env["marketing.appraisal.event"].create(
            {
                "employee_id": self.seller.id,
                "type_id": self.env.ref("marketing_appraisal.event_type_absence").id,
                "date": "2025-05-12",
                "description": "Was not there",
            }
        )
        result = self.grade_year()
        text = self.print_as(FORM, self.case, self.officer)
        self.assertEqual(result.grade, "b")
        self.assertRegex(text, f"What bars an A: {re.escape(result.bar_name)}")
        self.assertIn("Absence without leave", result.bar_name)

    def test_r29d_its_person_reads_it_once_it_is_published(self):
        result = self.grade_year()
        text = self.print_as(FORM, self.case, self.person)
        self.assertFalse([told for told in (NOTE, "81.50", f"{result.annual_score:.2f}", "A - Ex") if told in text])
        self.publish_year()
        text = self.print_as(FORM, self.case, self.person)
        for told in (NOTE, "81.50", f"{result.annual_score:.2f}", "can be objected to until"):
            self.assertIn(told, text)

    def test_r60_the_last_day_to_object_stands_on_it(self):
        day = self.publish_year().appeal_deadline
        text = self.print_as(FORM, self.case, self.officer)
        self.assertIn(f"until {day:%m/%d/%Y}, this day included", text)

    def test_both_languages_in_one_print(self):
        self.person.lang = "zh_CN"
        self.publish_year()
        other = self.appraisal_of(self.year, self.other_seller)
        self.translate("appraisal_form_year", "Weight", "权重甲")
        _head, chinese, english = self.print_parts(FORM, self.case | other, self.officer)
        for expected in ("2025/01/01", "权重甲", NOTE):
            self.assertIn(expected, chinese)
            self.assertNotIn(expected, english)
        for expected in ("01/01/2025", " Weight "):
            self.assertIn(expected, english)
            self.assertNotIn(expected, chinese)

    def test_five_forms_take_the_queries_of_two(self):
        self.publish_year()
        cases, counts = self.year.appraisal_ids, []
        self.print_as(FORM, cases, self.officer)
        for some in (cases[:2], cases):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.print_as(FORM, some, self.officer)
            counts.append(self.cr.sql_log_count - before)
        self.assertGreater(len(cases), 3)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestYearPaperLetter(YearPaperCase, HttpCase):
    """R54, R55, R60: the letter to the person on a published result."""

    def test_r60_a_year_says_what_why_until_when_and_what_stays_open(self):
        result = self.publish_year()
        for user in (self.person, self.officer, self.general_manager, self.chief.user_id):
            text = self.print_as(LETTER, result, user)
            for expected in (
                "seller", "appraisal of the year 2025", f"Annual Points {result.points}", "Months 3",
                f"Annual Score {result.annual_score:.2f}", "Rank: Same level, whole company 1 of 2",
                "An A takes 18 points", "object in writing to HR until", f"{result.appeal_deadline:%m/%d/%Y}",
                "Remedies outside the company",
            ):  # fmt: skip
                self.assertIn(expected, text, user.login)
            self.assertNotIn("What was decided", text)

    def test_r60_a_month_says_total_and_sections(self):
        month = self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", self.seller.id), ("kind", "=", "monthly")], order="date_from", limit=1)  # fmt: skip
        text = self.print_as(LETTER, month, self.person)
        for expected in (
            "your appraisal of 2025-01 (01/01/2025 – 01/31/2025)", f"Total {month.total:.2f}", "Work 36.00 of 40.00",
            "A - Excellent", "Remedies outside the company",
        ):  # fmt: skip
            self.assertIn(expected, text)
        self.assertNotIn("Rank", text)

    def test_r60_after_the_last_day_it_says_that_the_day_was(self):
        result = self.publish_year()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE marketing_appraisal_result SET published_date = published_date - interval '90 days' WHERE id = %s",
            [result.id],
        )
        self.env.invalidate_all()
        self.assertIn("could be handed in to HR until", self.print_as(LETTER, result, self.officer))

    def test_r55_decisions_with_their_reason_and_never_a_proposal(self):
        result = self.publish_year()
        outcome = self.propose()
        self.assertEqual(outcome.state, "proposed")
        for user in (self.officer, self.general_manager, self.person):
            text = self.print_as(LETTER, result, user)
            self.assertNotIn("Twice an A", text)
            self.assertNotIn("What was decided", text)
        self.decide(outcome)
        for user in (self.officer, self.person):
            text = self.print_as(LETTER, result, user)
            for expected in ("What was decided", outcome.kind_id.name, "Earned by two strong months."):
                self.assertIn(expected, text)

    def test_r61_a_result_that_was_replaced_says_so(self):
        result = self.publish_year()
        self.case.with_user(self.general_manager)._reissue("Another look")
        self.assertIn("It is being issued again", self.print_as(LETTER, result, self.person))
        self.case.with_user(self.officer).action_complete_step()
        self.year.with_user(self.officer).action_grade()
        self.case.with_user(self.general_manager).action_sign()
        self.case.with_user(self.officer).action_publish()
        text = self.print_as(LETTER, result, self.person)
        self.assertIn("A newer result has taken the place of this one", text)
        self.assertNotIn("object in writing", text)
        newest = self.case.result_ids
        self.assertIn("Issued again: Another look.", self.print_as(LETTER, newest, self.person))

    def test_it_is_in_the_language_of_its_person(self):
        self.person.lang = "zh_CN"
        result = self.publish_year()
        other = self.appraisal_of(self.year, self.other_seller).result_ids
        self.translate("report_result_letter_document", "If you do not agree", "如有异议甲")
        first, second = (self.print_as(LETTER, one, self.officer) for one in (result, other))
        both = self.print_as(LETTER, result | other, self.officer)
        for expected in (f"{result.appeal_deadline:%Y/%m/%d}", "如有异议甲"):
            self.assertIn(expected, first)
            self.assertNotIn(expected, second)
            self.assertIn(expected, both)
        self.assertIn(f"{result.appeal_deadline:%m/%d/%Y}", second)
        self.assertIn(f"{result.appeal_deadline:%m/%d/%Y}", both)

    def test_what_is_not_published_has_no_letter(self):
        result = self.grade_year()
        with self.assertRaisesRegex(UserError, "seller 2025 is not published"):
            self.print_as(LETTER, result, self.officer)
        with self.assertRaises(AccessError):
            self.print_as(LETTER, result, self.person)

    def test_r29d_somebody_elses_letter_is_refused(self):
        result = self.publish_year()
        for user in (self.other_seller.user_id, self.clerk.user_id):
            with self.assertRaises(AccessError):
                self.print_as(LETTER, result, user)

    def test_r29d_somebody_elses_letter_is_refused_through_rpc_and_url(self):
        result = self.publish_year()
        self.env.flush_all()
        self.person.password = self.clerk.user_id.password = "a long password"
        self.authenticate(self.person.login, "a long password")
        page = self.url_open(f"/report/html/{LETTER}/{result.id}")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Remedies outside the company", page.text)
        self.authenticate(self.clerk.user_id.login, "a long password")
        for kind in ("html", "pdf"):
            with mute_logger("odoo.http"):
                page = self.url_open(f"/report/{kind}/{LETTER}/{result.id}")
            self.assertNotEqual(page.status_code, 200)
            self.assertNotIn("Remedies outside the company", page.text)
        # The method that gathers it is nobody's to call from outside.
        call = {"model": f"report.{LETTER}", "method": "_get_report_values", "args": [result.ids], "kwargs": {}}
        with mute_logger("odoo.http"):
            answer = self.url_open("/web/dataset/call_kw", json={"jsonrpc": "2.0", "method": "call", "params": call})
        self.assertIn("error", answer.json())
        self.assertNotIn("result", answer.json())
