from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from .earlier_common import FIELDS, EarlierResultCase


@tagged("post_install", "-at_install")
class TestEarlierResult(EarlierResultCase):
    """R72: entering results from before the installation, and who may."""

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
