from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestDesks(MarketingAppraisalCase):
    """The score sheet, what is looked at first before signing, and what a person sees of their own month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.clerk)
        cls.Rating = cls.env["marketing.appraisal.rating"]

    def cells(self, user, **kwargs):
        sheet = self.Rating.with_user(user).get_score_sheet(self.period.id, **kwargs)
        return {
            (person["name"], block["kind"], key): cell
            for block in sheet["blocks"]
            for person in block["people"]
            for key, cell in person["cells"].items()
        }

    def test_the_sheet_offers_each_what_they_may_score(self):
        by_hr = self.cells(self.officer)
        self.assertEqual(len(by_hr), len(self.period.appraisal_ids.rating_ids))
        self.assertTrue(all(cell["may_score"] for cell in by_hr.values()))
        by_boss = self.cells(self.boss.user_id)
        self.assertEqual({name for name, _kind, _key in by_boss}, {"chief", "other_chief", "clerk"})
        self.assertEqual({kind for (_name, kind, _key), cell in by_boss.items() if cell["may_score"]}, {"task"})
        self.assertEqual(set(kind for _name, kind, _key in self.cells(self.officer, kind="task")), {"task"})

    def test_r29d_nobody_finds_their_own_scores_in_the_sheet(self):
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.assertNotIn("clerk", {name for name, _kind, _key in self.cells(self.clerk.user_id)})
        self.assertFalse(self.cells(self.seller.user_id))

    def test_a_score_from_the_sheet_is_checked_and_can_be_taken_back(self):
        behaviour = self.case.rating_ids.filtered("behaviour_id")[0].with_user(self.officer)
        self.assertEqual(behaviour.set_sheet_score(4)["score"], 4)
        self.assertEqual(behaviour.set_sheet_score(False)["score"], False)
        self.assertFalse(behaviour.is_scored)
        for wrong in ("4", True, [4]):
            with self.subTest(score=wrong), self.assertRaisesRegex(UserError, "A score is a number"):
                behaviour.set_sheet_score(wrong)
        with self.assertRaisesRegex(UserError, "from 1 to 5"):
            behaviour.set_sheet_score(0)
        with self.assertRaises(AccessError):
            behaviour.with_user(self.boss.user_id).set_sheet_score(3)

    def test_the_sheet_takes_as_many_queries_for_all_as_for_few(self):
        counts = []
        for people in (self.clerk, self.period.appraisal_ids.employee_id):
            ratings = self.period.appraisal_ids.rating_ids.filtered(
                lambda one, people=people: one.kind == "behaviour" and one.employee_id in people
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.Rating._get_sheet_blocks(ratings)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def graded(self):
        self.score(self.period)
        self.run_steps(self.period)
        self.period.action_grade()
        return self.case.result_ids

    def test_what_is_unusual_is_pointed_out_and_comes_first(self):
        usual = self.graded()
        self.assertFalse(usual.exceptions)
        rating = self.case.rating_ids.filtered("task_id")
        rating.with_user(self.officer)._calibrate(60, "Another one did most of it")
        self.case.sudo().interview_state = "objected"
        self.period.action_grade()
        usual.invalidate_recordset(["exceptions"])
        self.assertEqual(usual.exceptions, "Objected to the interview.\nScores calibrated: 1.")
        self.assertEqual(usual.exception_count, 2)
        waiting = self.env["marketing.appraisal.result"].with_user(self.general_manager).search(
            [("appraisal_id", "in", self.period.appraisal_ids.ids)], order="exception_count desc, id"
        )  # fmt: skip
        self.assertEqual(waiting[0], usual)
        counts = waiting.mapped("exception_count")
        self.assertEqual(counts, sorted(counts, reverse=True))

    def test_a_total_far_from_the_month_before_is_pointed_out_from_the_policys_measure_on(self):
        self.graded()
        self.period.with_user(self.general_manager).action_sign()
        before = self.case.result_ids.total
        self.sell(4)
        self.add_task(self.clerk, "2025-04-20")
        april = self.open_month(4)
        self.score(april, task=50)
        april.action_grade()
        result = self.appraisal_of(april, self.clerk).result_ids
        self.assertAlmostEqual(before - result.total, 20, 2)
        for limit, expected in ((20.01, False), (20, True), (0, False)):
            self.policy.notable_change = limit
            result.invalidate_recordset(["exceptions"])
            with self.subTest(limit=limit):
                self.assertEqual(bool(result.exceptions), expected)
        self.assertEqual(result.previous_total, before)

    def test_r29d_nobody_reads_their_own_exceptions_early(self):
        result = self.graded()
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        found = self.env["marketing.appraisal.result"].with_user(self.clerk.user_id)
        self.assertNotIn(result, found.search([("exception_count", ">=", 0)]).with_user(self.env.user))
        with self.assertRaises(AccessError):
            result.with_user(self.clerk.user_id).read(["exceptions"])

    def test_r60_the_last_day_to_object_moves_to_a_working_day(self):
        # Published on Saturday 5 April in UTC: the seventh day is a Saturday, so Monday 14 April.
        self.assertEqual(str(self.case._get_objection_deadline(datetime(2025, 4, 5, 12))), "2025-04-14")
        self.assertEqual(str(self.case._get_objection_deadline(datetime(2025, 4, 1, 12))), "2025-04-08")
        self.policy.appeal_days = 3
        self.assertEqual(str(self.case._get_objection_deadline(datetime(2025, 4, 1, 12))), "2025-04-04")

    def test_ones_own_month_opens_with_the_measures_that_one_may_read(self):
        seller = self.seller.user_id
        case = self.appraisal_of(self.period, self.seller).with_user(seller)
        self.assertIn(self.plan_kpi, case.measure_ids.kpi_id)
        self.assertEqual(case.measure_ids.filtered(lambda row: row.kpi_id == self.plan_kpi).numerator, 900)
        action = case.action_open_mine()
        self.assertEqual((action["res_model"], action["res_id"]), ("marketing.appraisal", case.id))
        stranger = self.new_user("stranger", "base.group_user")
        self.assertEqual(
            self.env["marketing.appraisal"].with_user(stranger).action_open_mine()["id"],
            self.env.ref("marketing_appraisal.marketing_appraisal_action_mine").id,
        )

    def test_hr_sees_where_a_period_stands(self):
        self.assertIn("Plan 5", self.period.with_user(self.officer).with_context(lang="en_US").step_summary)
        self.assertEqual(self.period.with_user(self.officer).late_count, 5)

    def test_the_second_scorecard_has_a_table_of_its_own(self):
        card = self.env.ref("marketing_appraisal.scorecard_information_supervisor").copy(
            {"name": "Desk", "company_id": self.company.id, "role_ids": [Command.clear()]}
        )
        self.case.sudo().scorecard_id = card
        self.case._sync_ratings()
        sheet = self.Rating.with_user(self.officer).get_score_sheet(self.period.id)
        titles = [block["title"] for block in sheet["blocks"]]
        self.assertIn("Desk", titles)
        table = next(block for block in sheet["blocks"] if block["title"] == "Desk")
        self.assertEqual([column["highest"] for column in table["columns"]], [30, 30, 30, 10])

    def test_r23_the_follow_up_sets_a_month_beside_like_positions_unless_they_are_few(self):
        self.score(self.period)
        self.run_steps(self.period)
        self.period.action_grade()
        self.period.with_user(self.general_manager).action_sign()
        self.period.with_user(self.officer).action_publish()
        case = self.case.with_user(self.officer).with_context(lang="en_US")
        self.assertFalse(case.peer_comparison)
        self.period.appraisal_ids.sudo().job_id = self.case.job_id
        self.period.appraisal_ids.invalidate_recordset(["peer_comparison"])
        totals = self.period.appraisal_ids.result_ids.mapped("total")
        self.assertEqual(
            case.peer_comparison,
            f"{self.case.result_ids.total:.2f}; on average {sum(totals) / 5:.2f} of 5 people in the same position.",
        )
        self.assertFalse(self.case.with_user(self.clerk.user_id).peer_comparison)

    def test_a_queued_grading_is_stopped_and_begun_anew(self):
        self.period._queue_grading()
        with self.assertRaises(UserError):
            self.period.with_user(self.seller.user_id).action_stop_grading()
        self.period.with_user(self.officer).action_stop_grading()
        self.assertEqual(self.period.grading_state, "stopped")
        self.assertEqual(self.period._grade_next_block(), 0)
        run = self.period.grading_run
        self.score(self.period)
        self.period.with_user(self.officer).action_grade()
        self.assertEqual((self.period.grading_state, self.period.grading_run), ("done", run + 1))
