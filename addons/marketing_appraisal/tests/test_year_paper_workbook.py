import io
from datetime import date, timedelta

import openpyxl

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_year_paper import YearPaperCase


@tagged("post_install", "-at_install")
class TestYearPaperWorkbook(YearPaperCase):
    """R50 to R55: the year as a workbook is what is stored, for whoever may read it."""

    def export(self, user, period=None):
        """Return the sheets as lists of {heading: value}."""
        self.env.flush_all()
        self.env.invalidate_all()
        action = (period or self.year).with_user(user).with_context(lang="en_US").action_export_workbook()
        book = openpyxl.load_workbook(io.BytesIO(self.fetch_download(action)))
        sheets = []
        for sheet in book.worksheets:
            headings, *lines = sheet.iter_rows(values_only=True)
            self.assertEqual(len(set(headings)), len(headings), "each heading stands once")
            sheets.append([dict(zip(headings, line, strict=True)) for line in lines])
        return sheets

    def row_of(self, name, user, period=None):
        return next(row for row in self.export(user, period)[0] if row["Employee"] == name)

    def test_r50_r54_a_row_is_the_stored_result(self):
        result = self.publish_year()
        row = self.row_of("seller", self.officer)
        self.assertEqual([row[f"2025-0{month}"] for month in (1, 2, 3, 4)], ["A", "A", "B", None])
        self.assertEqual((row["Annual Points"], row["Months"], row["Level"]), (5, 3, self.level_of(result)))
        self.assertEqual(row["Annual Grade"], dict(self.env["marketing.appraisal.result"]._fields["grade"]
                                                   ._description_selection(self.env))[result.grade])  # fmt: skip
        parts = {line.section: line.numerator for line in result.line_ids}
        self.assertAlmostEqual(row["History, Value"], parts["history"], 2)
        self.assertEqual((row["Direct Manager, Value"], row["Democratic Review, Value"]), (81.5, None))
        self.assertAlmostEqual(row["Annual Score"], result.annual_score, 2)
        ranks = {rank.ranking: rank for rank in result.rank_ids}
        self.assertEqual(row["Rank in the Level"], ranks["level"].position)
        self.assertEqual(row["In the Level, of"], ranks["level"].population)
        self.assertEqual((row["Rank among Them"], row["Among Them, of"]),
                         (ranks["others"].position, ranks["others"].population))  # fmt: skip
        self.assertEqual(row["Ranked Among"], "Other staff")
        self.assertEqual((row["Direct Manager"], row["Department"]), ("chief", "East / East Sales"))
        self.assertEqual(len(self.export(self.officer)[0]), len(self.year.appraisal_ids))

    def level_of(self, result):
        return dict(self.env["marketing.role"]._fields["level"]._description_selection(self.env)).get(result.level)

    def test_r50_a_month_that_is_not_counted_is_marked(self):
        self.sell(4)
        self.add_task(self.clerk, "2025-04-10")
        self.open_month(4).action_grade()
        self.grade_year()
        row = self.row_of("seller", self.officer)
        self.assertEqual((row["2025-04"], row["2025-05"], row["2025-01"]), ("Not counted", None, "A"))

    def test_r55_proposals_and_decisions(self):
        self.publish_year()
        outcome = self.propose()
        row = self.row_of("seller", self.officer)
        self.assertEqual((row["Proposed Outcomes"], row["Decided As"]), ("Twice an A", None))
        self.decide(outcome)
        row = self.row_of("seller", self.general_manager)
        self.assertIsNone(row["Proposed Outcomes"])
        self.assertIn(outcome.kind_id.name, row["Decided As"])
        self.assertRegex(row["Decided As"], r"\(\d\d/\d\d/\d{4}\)$")

    def test_r29d_ones_own_row_and_all_ranks_stay_out_before_the_publication(self):
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.clerk.user_id.lang = "en_US"
        self.grade_year()
        row = self.row_of("clerk", self.clerk.user_id)
        self.assertEqual(row["Status"], "Shown to you once it is published")
        for label in ("Annual Points", "Annual Grade", "2025-01", "History, Value", "Annual Score", "Rank among Them"):
            self.assertIsNone(row[label], label)
        others = self.row_of("seller", self.clerk.user_id)
        self.assertTrue(others["Annual Score"])
        self.assertIsNone(others["Rank among Them"], "with the ranks of all others one's own is the one left")
        self.assertTrue(self.row_of("seller", self.officer)["Rank among Them"])

    def test_r29d_what_is_proposed_about_oneself_stays_out(self):
        self.person.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.publish_year()
        outcome = self.propose()
        self.assertIsNone(self.row_of("seller", self.person)["Proposed Outcomes"])
        self.assertEqual(self.row_of("seller", self.officer)["Proposed Outcomes"], "Twice an A")
        self.decide(outcome)
        self.assertIn(outcome.kind_id.name, self.row_of("seller", self.person)["Decided As"])

    def test_r51_who_takes_no_part_and_by_which_record(self):
        self.clerk.version_id.trial_date_end = "2026-01-31"
        self.year.action_open()
        row = next(row for row in self.export(self.officer)[1] if row["Employee"] == "clerk")
        self.assertEqual(row["Reason"], "On probation at the end of the year")
        self.assertEqual(row["Date"].date(), date(2026, 1, 31))
        self.assertNotIn("clerk", {row["Employee"] for row in self.export(self.officer)[0]})

    def test_only_hr_and_the_general_manager_download_it(self):
        for user in (self.person, self.chief.user_id):
            with self.assertRaisesRegex(UserError, "Only HR or the general manager"):
                self.export(user)

    def review(self, ballots):
        """Run a review of the seller's department with so many ballots."""
        department = self.case.department_id
        review = self.env["marketing.appraisal.review"].create(
            {"period_id": self.year.id, "department_id": department.id,
             "deadline": fields.Date.today() + timedelta(days=3)}
        )  # fmt: skip
        review.sudo().write({"state": "open", "voter_count": ballots + 1, "subject_ids": [(6, 0, self.case.ids)]})
        self.env["marketing.appraisal.review.voter"].sudo().create(
            {"review_id": review.id, "employee_id": self.clerk.id, "token": "token"}
        )
        self.env["marketing.appraisal.ballot"].sudo().create(
            [
                {"review_id": review.id, "appraisal_id": self.case.id, "behaviour": 80, "work": 80, "record": 80}
                for _number in range(ballots)
            ]
        )
        return review

    def test_r53_ballots_are_numbered_from_the_least_number_on(self):
        review = self.review(4)
        row = self.export(self.officer)[2][0]
        self.assertEqual((row["May Vote"], row["Have Voted"], row["State"]),
                         (5, 4, "Vote Open"))  # fmt: skip
        review.action_close()
        self.grade_year()
        row = self.row_of("seller", self.officer)
        self.assertEqual((row["Ballots"], row["Democratic Review, Value"]), (None, None))
        self.env["marketing.appraisal.ballot"].sudo().create(
            {"review_id": review.id, "appraisal_id": self.case.id, "behaviour": 80, "work": 80, "record": 80}
        )
        self.year.action_grade_year()
        row = self.row_of("seller", self.officer)
        self.assertEqual((row["Ballots"], row["Democratic Review, Value"]), (5, 80))

    def test_forty_people_take_the_queries_of_ten(self):
        counts = []
        self.make_rule(in_all=1)
        for year, many in ((2023, 10), (2022, 40), (2024, 10)):
            period = self.make_year(year, many)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = self.export(self.officer, period)[0]
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(len(rows), many)
            filled = (f"{year}-03", "Ballots", "Annual Score", "Rank in the Level", "Proposed Outcomes")
            for label in filled:
                self.assertTrue(all(row[label] for row in rows), label)
        self.assertEqual(counts[1], counts[2])

    def make_year(self, year, many):
        """Return a graded year of many people with a month, ranks, a closed review, omissions and proposals."""
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {year} {number}",
                    "company_id": self.company.id,
                    "department_id": self.east_sales.id,
                    "job_id": self.seller_job.id,
                    "parent_id": self.chief.id,
                    "date_version": f"{year}-01-01",
                    "contract_date_start": f"{year}-01-01",
                }
                for number in range(many)
            ]
        )
        month = self.env["marketing.appraisal.period"].create(
            {"date_from": date(year, 3, 1), "company_id": self.company.id}
        )
        annual = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(year, 1, 1), "company_id": self.company.id}
        )
        (month | annual).sudo().state = "open"
        for period in (month, annual):
            self.env["marketing.appraisal"].create(
                [
                    {
                        "period_id": period.id,
                        "employee_id": person.id,
                        "appraiser_id": self.chief.id,
                        "department_id": self.east_sales.id,
                        "job_id": self.seller_job.id,
                        "role_id": self.case.role_id.id,
                        "policy_id": self.policy.id,
                    }
                    for person in people
                ]
            )
        month.appraisal_ids.result_ids.write({"status": "graded", "total": 91, "grade": "a", "is_published": True})
        self.env.flush_all()
        review = self.env["marketing.appraisal.review"].create(
            {"period_id": annual.id, "department_id": self.east_sales.id}
        )  # fmt: skip
        review.sudo().state = "closed"
        votes = {"review_id": review.id, "behaviour": 80, "work": 80, "record": 80}
        self.env["marketing.appraisal.ballot"].sudo().create(
            [dict(votes, appraisal_id=case.id) for case in annual.appraisal_ids for _number in range(5)]
        )
        self.env["marketing.appraisal.omission"].create(
            [{"period_id": annual.id, "employee_id": person.id, "reason": "no_month"} for person in people]
        )
        annual.action_grade()
        annual.appraisal_ids.result_ids.write({"is_signed": True, "is_published": True})
        self.env["marketing.appraisal.outcome"]._propose(annual)
        return annual
