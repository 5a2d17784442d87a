from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from .common import MarketingAppraisalCase

FIELDS = ["person", "month", "total", "grade", "points", "rank", "note"]
OPTIONS = {"quoting": '"', "separator": ",", "has_headers": True, "float_decimal_separator": ".", "encoding": "utf-8"}


@tagged("post_install", "-at_install")
class TestEarlierResult(MarketingAppraisalCase):
    """R72: results from before the installation are imported, marked as imported, and count like the others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = cls.env["marketing.appraisal.earlier.result"]

    def enter(self, month=1, total=95, grade="a", who=None, user=None, **vals):
        rows = self.as_user(self.rows._name, user or self.hr_manager)
        return rows.create(
            {
                "employee_id": (who or self.seller).id,
                "month": f"2025-{month:02}-17",
                "total": total,
                "grade": grade,
                **vals,
            }
        )

    def take_over(self, rows, user=None):
        rows.with_user(user or self.general_manager).action_take_over()
        return rows.result_id

    def load(self, text, user=None, dryrun=False):
        """Import a CSV file as Odoo's own import does."""
        importer = self.as_user("base_import.import", user or self.hr_manager).create(
            {"res_model": self.rows._name, "file": text.encode(), "file_type": "text/csv", "file_name": "x.csv"}
        )
        return importer.execute_import(FIELDS, FIELDS, {**OPTIONS, "date_format": "%Y-%m-%d"}, dryrun=dryrun)

    @contextmanager
    def refused(self, sentence, error=ValidationError):
        """Expect a refusal, and undo what was made until then as a request would."""
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(error, sentence), self.env.cr.savepoint():
            yield
        self.env.invalidate_all()

    def verify(self):
        return self.env["marketing.appraisal.verification"].create({"company_id": self.company.id})

    # ------------------------------------------------------------------ entering

    def test_r72_any_day_stands_for_its_month_and_points_come_from_the_policy(self):
        rows = self.enter(1) | self.enter(2, 75, "b") | self.enter(3, 10, "c")
        self.assertEqual(rows.mapped("month"), [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)])
        self.assertEqual([row.points for row in rows], [2, 1, 0])
        self.assertEqual(set(rows.mapped("state")), {"draft"})

    def test_r72_boundaries_each_with_its_sentence(self):
        for total in (0, 150):
            self.enter(1, total, "c" if total == 0 else "a").unlink()
        for total in (-0.01, 150.01):
            with self.subTest(total=total), self.refused("between 0 and 150"):
                self.enter(1, total)
        with self.refused("brings 2 points, not 3"):
            self.enter(1, points=3)
        with self.refused("brings 2 points, not 0"):
            self.enter(1, points=0)
        with self.refused("counted from 1"):
            self.enter(1, rank=-1)
        with self.refused("The total of seller is missing"):
            self.enter(1, total=False)
        with freeze_time("2025-05-31 12:00:00"), self.refused("not over yet"):
            self.enter(5)
        with freeze_time("2025-06-01 12:00:00"):
            self.enter(5).unlink()

    def test_r72_once_per_person_and_month_and_not_beside_an_appraisal(self):
        self.enter(1)
        with self.refused("marketing_appraisal_earlier_result_month_uniq", IntegrityError):
            self.enter(1)
        self.open_month(3)
        with self.refused("there is an appraisal of this month here"):
            self.enter(3)
        with self.refused("the month is appraised here"):
            self.enter(3, who=self.boss)

    def test_r72_a_grade_that_the_policy_would_not_give_is_said_and_taken(self):
        self.assertFalse(self.enter(1, 95, "b").remark)  # an A may have been barred
        self.assertEqual(self.enter(2, 64, "a").remark, "By the policy 64.00 makes a grade of C - Poor.")
        self.assertTrue(self.enter(3, 95, "c").remark)
        self.assertFalse(self.enter(4, 70, "b").remark)

    # ------------------------------------------------------------------ importing

    def test_r72_imported_by_name_and_badge_also_of_those_who_left(self):
        self.other_seller.barcode = "100023"
        self.clerk.active = False
        answer = self.load(
            "person,month,total,grade,points,rank,note\n"
            "seller,2025-01-31,93.5,A,2,1,Minutes\n"
            "100023,2025-01-05,78,b,,,\n"
            "clerk,2025-02-01,64.25,C - Poor,0,,\n"
        )
        self.assertFalse(answer["messages"])
        rows = self.rows.browse(answer["ids"])
        self.assertEqual(rows.employee_id, self.seller | self.other_seller | self.clerk)
        self.assertEqual([row.points for row in rows], [2, 1, 0])
        self.assertEqual([row.total for row in rows], [93.5, 78, 64.25])

    def test_r72_bad_rows_are_all_named_and_nothing_is_left_half_done(self):
        self.env["hr.employee"].create(
            [{"name": "Twin", "company_id": self.company.id}, {"name": "Twin", "company_id": self.company.id}]
        )
        good = "seller,2025-01-31,93.5,A,2,1,\n"
        for bad, sentence in (
            ("Nobody,2025-01-31,93.5,A,2,,", "Nobody has the name or badge ID “Nobody”"),
            ("Twin,2025-01-31,93.5,A,2,,", "Several people are called “Twin”"),
            (",2025-01-31,93.5,A,2,,", "Say whose result it is"),
            ("chief,2099-01-31,93.5,A,2,,", "not over yet"),
            ("chief,2025-01-31,151,A,2,,", "between 0 and 150"),
            ("chief,2025-01-31,,A,2,,", "is missing"),
            ("chief,2025-01-31,93.5,A,1,,", "brings 2 points, not 1"),
            ("chief,2025-01-31,93.5,D,,,", "'D' not found"),
            ("seller,2025-01-02,80,B,1,,", "one earlier result per person and month"),
        ):
            with self.subTest(bad=bad), mute_logger("odoo.sql_db"):
                answer = self.load(f"{','.join(FIELDS)}\n{good}{bad}\n")
                self.assertRegex(str([one["message"] for one in answer["messages"]]), sentence)
                self.assertFalse(answer["ids"])
                self.assertFalse(self.rows.search([]))
        self.assertFalse(self.load(f"{','.join(FIELDS)}\n{good}", dryrun=True)["messages"])
        self.assertFalse(self.rows.search([]))

    def test_r72_the_template_can_be_imported_with_its_headings(self):
        template = self.rows.get_import_templates()[0]["template"]
        self.assertEqual(template, "/marketing_appraisal/static/import/earlier_results.csv")
        with file_open(template[1:]) as file:
            self.assertEqual(file.readline().strip().split(","), FIELDS)
            lines = file.read().replace("Zhang San", "seller").replace("Li Si", "chief").replace("100023", "clerk")
        self.assertFalse(self.load(f"{','.join(FIELDS)}\n{lines}")["messages"])

    # ------------------------------------------------------------------ taking over

    def test_r72_taken_over_it_is_published_imported_and_signed_by_nobody(self):
        row = self.enter(1, 93.5, rank=2, note="Minutes of 5 February")
        result = self.take_over(row)
        self.assertRecordValues(
            result,
            [
                {
                    "total": 93.5,
                    "grade": "a",
                    "points": 2,
                    "is_imported": True,
                    "is_published": True,
                    "is_signed": False,
                    "signed_by_id": False,
                    "signed_date": False,
                    "imported_by_id": self.general_manager.id,
                    "imported_rank": 2,
                    "source_label": "Imported",
                    "department_id": self.east_sales.id,
                    "appraiser_id": self.chief.id,
                }
            ],
        )
        case = result.appraisal_id
        self.assertRecordValues(case, [{"step": "done", "is_imported": True, "is_signed": False, "waiting_for": False}])
        self.assertRecordValues(case.period_id, [{"name": "2025-01", "state": "published", "is_imported": True}])
        self.assertRecordValues(
            case.step_ids, [{"step": "done", "operation": "imported", "user_id": self.general_manager.id}]
        )
        own = self.as_user("marketing.appraisal.result", self.seller.user_id).search([])
        self.assertEqual(own, result)
        self.assertIn("not computed or signed here. gm", own.explanation)
        self.assertIn("Minutes of 5 February", own.explanation)
        self.assertNotIn("Missing", own.explanation)

    def test_r72_a_draft_is_seen_by_nobody_but_hr_and_the_general_manager(self):
        row = self.enter()
        for user in (self.seller.user_id, self.chief.user_id, self.officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.as_user(self.rows._name, user).search([])
            self.assertFalse(self.as_user("marketing.appraisal.result", user).search([]))
        self.assertEqual(self.as_user(self.rows._name, self.general_manager).search([]), row)

    def test_r72_rights_hr_manager_enters_general_manager_takes_over(self):
        row = self.enter()
        for user in (self.hr_manager, self.officer, self.chief.user_id, self.seller.user_id):
            for call in ("action_take_over", "action_take_back"):
                with self.subTest(user=user.login, call=call), self.assertRaises(AccessError):
                    getattr(row.with_user(user), call)()
        for user in (self.general_manager, self.officer, self.seller.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.enter(2, user=user, who=self.clerk)
        with self.assertRaises(AccessError):
            row.with_user(self.general_manager).write({"total": 1})
        for vals in ({"state": "taken_over"}, {"taken_over_by_id": self.general_manager.id}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                row.with_user(self.hr_manager).write(vals)
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.enter(2, **vals)
        self.take_over(row)
        with self.assertRaisesRegex(UserError, "taken over already"):
            self.take_over(row)
        with self.assertRaisesRegex(UserError, "take it back"):
            row.with_user(self.hr_manager).write({"total": 1})
        with self.assertRaisesRegex(UserError, "take it back"):
            row.with_user(self.hr_manager).unlink()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,marketing_roles.group_general_manager", other)
        self.assertFalse(self.as_user(self.rows._name, stranger).search([]))

    def test_r29d_nobody_enters_reads_or_takes_over_their_own(self):
        user = self.seller.user_id
        row = self.enter()
        for group in ("hr_manager", "general_manager", "administrator"):
            user.group_ids += self.env.ref(f"marketing_roles.group_{group}")
            with self.subTest(group=group):
                self.assertFalse(self.as_user(self.rows._name, user).search([]))
                with self.refused("their own"):
                    self.enter(2, user=user)
                with self.assertRaises(AccessError):
                    row.with_user(user).action_take_over()
        answer = self.load(f"{','.join(FIELDS)}\nseller,2025-02-01,90,A,2,,\n", user)
        self.assertTrue(answer["messages"])

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
