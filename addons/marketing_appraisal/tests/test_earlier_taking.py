from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .earlier_common import EarlierResultCase


@tagged("post_install", "-at_install")
class TestEarlierTaking(EarlierResultCase):
    """R72: taken over, they are marked as imported and count like the others."""

    def test_r72_one_period_for_everybody_of_a_month_also_in_two_goes(self):
        first = self.take_over(self.enter(1) | self.enter(1, 75, "b", self.chief))
        second = self.take_over(self.enter(1, 20, "c", self.clerk))
        self.assertEqual(len((first | second).period_id), 1)
        with self.assertRaisesRegex(UserError, "before the installation"):
            first.period_id.with_user(self.officer).action_grade()
        with self.assertRaisesRegex(UserError, "before the installation"):
            first.period_id.with_user(self.officer).action_open()
        with self.assertRaisesRegex(UserError, "before the installation"):
            first.period_id.with_user(self.hr_manager).action_compute_pay()
        self.assertFalse(first.period_id._get_ungraded_domain() and self.env["marketing.appraisal"].search(
            first.period_id._get_ungraded_domain()))  # fmt: skip

    def test_r72_neither_graded_reminded_signed_nor_issued_again(self):
        result = self.take_over(self.enter(1))
        before = (result.total, result.grade, result.write_date)
        silent = patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 0)
        with freeze_time("2025-06-15"), silent:
            self.env["marketing.appraisal.period"]._cron_grade()
            self.env["marketing.appraisal.period"]._cron_remind()
        result.invalidate_recordset()
        self.assertEqual((result.total, result.grade, result.write_date), before)
        self.assertFalse(result.period_id.activity_ids)
        case = result.appraisal_id
        with self.assertRaisesRegex(UserError, "nothing to score again"):
            case.with_user(self.general_manager).action_ask_reissue()
        with self.assertRaisesRegex(UserError, "appraiser is fixed"):
            case.with_user(self.officer).appraiser_id = self.boss
        with self.assertRaises(UserError):
            case.with_user(self.officer).action_complete_step()
        with self.assertRaisesRegex(UserError, "result is fixed"):
            result.sudo().write({"total": 1})
        with self.assertRaises(UserError):
            result.period_id.with_user(self.hr_manager).unlink()
        case._sync_ratings()
        self.assertFalse(case.rating_ids)

    def test_r72_policies_do_not_rest_on_what_was_imported(self):
        self.take_over(self.enter(1))
        self.policy.with_user(self.hr_manager).grade_a_from = 91
        self.assertFalse(self.policy.has_begun)

    # ------------------------------------------------------------------ the chain

    def test_r71_imported_results_are_in_the_chain_and_tampering_is_found(self):
        result = self.take_over(self.enter(1, note="Minutes"))
        seal = result.seal_ids
        self.assertIn(f'"imported":{{"by":{self.general_manager.id}', seal.content)
        self.assertNotIn("Minutes", seal.content)
        self.assertEqual(seal.create_uid, self.general_manager)
        self.assertEqual(self.verify().state, "whole")
        self.assertIn("1 are imported", self.verify().outcome)
        for column, value, subject in (
            ("total", 99, "points, total or grade"),
            ("grade", "b", "points, total or grade"),
            ("imported_by_id", self.officer.id, "who took it over"),
            ("imported_rank", 7, "who took it over"),
            ("is_imported", False, "who took it over"),
            ("imported_note", "Other", "a text that somebody wrote"),
        ):
            self.env.flush_all()
            with self.subTest(column=column), self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(
                    f"UPDATE marketing_appraisal_result SET {column} = %s WHERE id = %s", (value, result.id)
                )
                self.env.invalidate_all()
                found = self.verify()
                self.assertEqual(found.state, "broken")
                self.assertIn(subject, found.outcome)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_r71_what_only_says_that_it_is_imported_is_found(self):
        period = self.published_month()
        self.assertEqual(self.verify().state, "whole")
        victim = self.appraisal_of(period, self.seller).result_ids
        self.env.flush_all()
        self.env.cr.execute("UPDATE marketing_appraisal_result SET is_imported = TRUE WHERE id = %s", (victim.id,))
        self.env.invalidate_all()
        self.assertEqual(self.verify().state, "broken")

    def test_r71_the_note_can_be_erased_and_the_chain_stays_whole(self):
        result = self.take_over(self.enter(1, note="Minutes"))
        result.appraisal_id.with_user(self.hr_manager).action_erase_texts()
        self.assertFalse(result.imported_note)
        self.assertEqual(self.verify().state, "whole")

    # ------------------------------------------------------------------ the year

    def test_r72_the_year_over_imported_and_own_months_equals_an_independent_calculation(self):
        imported = {1: (93, "a"), 2: (75, "b"), 3: (60, "c"), 4: (91, "a")}
        for month, (total, grade) in imported.items():
            self.take_over(self.enter(month, total, grade) | self.enter(month, 71, "b", self.clerk))
        own = {5: "a", 6: "c"}
        for month, sold in ((5, 900), (6, 300)):
            self.published_month(month, seller=sold, other=100)
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2025, 1, 1), "company_id": self.company.id}
        )
        year.action_grade_year()
        result = self.appraisal_of(year, self.seller).result_ids
        grades = [grade for _total, grade in imported.values()] + list(own.values())
        self.assertEqual(result.line_ids.filtered("month_id").mapped("grade"), grades)
        points = sum({"a": 2, "b": 1, "c": 0}[grade] for grade in grades)
        average = points / len(grades)
        expected = "a" if average >= 18 / 12 else "b" if average >= 12 / 12 else "c"
        self.assertRecordValues(
            result, [{"points": points, "months_counted": len(grades), "grade": expected, "status": "graded"}]
        )
        clerk = self.appraisal_of(year, self.clerk).result_ids
        months = self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", self.clerk.id), ("kind", "=", "monthly")], order="date_from"
        )
        self.assertEqual(months.mapped("is_imported"), [True] * 4 + [False] * 2)
        self.assertEqual(clerk.points, sum({"a": 2, "b": 1, "c": 0}[month.grade] for month in months))
        # Whoever has imported months alone is in the year as well.
        year.action_grade_year()
        self.assertIn(self.clerk, year.appraisal_ids.employee_id)

    def test_r72_taken_back_it_counts_no_longer_and_can_be_taken_over_again(self):
        rows = self.enter(1) | self.enter(2) | self.enter(3)
        self.take_over(rows)
        first = rows[0].result_id
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2025, 1, 1), "company_id": self.company.id}
        )
        year.action_grade_year()
        self.assertEqual(self.appraisal_of(year, self.seller).result_ids.points, 6)
        rows[0].with_user(self.general_manager).action_take_back()
        self.assertEqual((rows[0].state, rows[0].result_id.id), ("draft", False))
        mine = self.as_user("marketing.appraisal.result", self.seller.user_id).with_context(active_test=False)
        self.assertNotIn(first, mine.search([]))
        self.assertEqual(self.verify().state, "whole")
        year.action_grade_year()
        result = self.appraisal_of(year, self.seller).result_ids
        self.assertEqual((result.points, result.months_counted, len(result.line_ids.month_id)), (4, 2, 2))
        rows[0].with_user(self.hr_manager).write({"total": 75, "grade": "b", "points": 1})
        again = self.take_over(rows[0])
        self.assertEqual((again.version, again.appraisal_id, again.grade), (2, first.appraisal_id, "b"))
        self.assertEqual(mine.search([("date_from", "=", "2025-01-01"), ("kind", "=", "monthly")]), again)
        self.assertEqual(self.verify().state, "whole")
        year.action_grade_year()
        self.assertEqual(self.appraisal_of(year, self.seller).result_ids.points, 5)

    def test_r72_once_the_year_is_signed_nothing_is_taken_over_or_back(self):
        rows = self.enter(1) | self.enter(2) | self.enter(3)
        self.take_over(rows)
        waiting = self.enter(4)
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2025, 1, 1), "company_id": self.company.id}
        )
        year.action_grade_year()
        self.run_steps(year)
        year.with_user(self.general_manager).action_sign()
        with self.refused("annual result of 2025 is signed", UserError):
            rows[0].with_user(self.general_manager).action_take_back()
        with self.refused("annual result of 2025 is signed"):
            self.take_over(waiting)
        with self.refused("annual result of 2025 is signed"):
            self.enter(5)

    def test_r72_a_month_that_is_opened_here_meanwhile_is_not_taken_over(self):
        row = self.enter(3)
        self.open_month(3)
        with self.assertRaisesRegex(UserError, "appraisal of this month here"):
            self.take_over(row)
        self.assertEqual(row.state, "draft")

    def test_r72_whoever_has_no_appraiser_is_named_and_nobody_is_taken_over(self):
        rows = self.enter(1) | self.enter(1, who=self.boss)
        with self.refused("boss 2025-01: nobody is named as appraiser", UserError):
            self.take_over(rows)
        self.assertFalse(self.env["marketing.appraisal"].search([("company_id", "=", self.company.id)]))

    def test_r72_imported_results_stand_in_the_distribution(self):
        result = self.take_over(self.enter(1))
        rows = self.as_user("marketing.appraisal.distribution", self.officer)
        domain = [("period_id", "=", result.period_id.id)]
        self.assertEqual(rows.search(domain).a_count, 1)
        self.rows.search([]).with_user(self.general_manager).action_take_back()
        self.assertFalse(rows.search(domain))

    def test_r72_many_take_the_statements_of_few(self):
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": self.company.id,
                    "department_id": self.head_office.id,
                    "job_id": self.clerk_job.id,
                    "parent_id": self.boss.id,
                    "date_version": "2025-01-01",
                    "contract_date_start": "2025-01-01",
                }
                for number in range(25)
            ]
        )

        def count(month, some):
            rows = self.rows.browse()
            for person in some:
                rows |= self.enter(month, who=person)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.take_over(rows)
            return self.cr.sql_log_count - before

        count(1, people[:5])
        five = count(2, people[:5])
        self.assertLessEqual(count(3, people[5:25]), five)
