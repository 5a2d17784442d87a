from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MarketingAppraisalCase


class TestRatings(MarketingAppraisalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.task = cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.clerk)
        cls.task_rating = cls.case.rating_ids.filtered("task_id")
        cls.behaviour_ratings = cls.case.rating_ids.filtered("behaviour_id")

    def test_opening_asks_for_six_behaviour_scores_and_one_per_task(self):
        self.assertEqual(len(self.behaviour_ratings), 6)
        self.assertEqual(self.task_rating.task_id, self.task)
        self.assertFalse(self.case.rating_ids.filtered("is_scored"))

    def test_tasks_planned_later_are_added_once_and_scores_are_kept(self):
        self.task_rating.score = 80
        self.add_task(self.clerk, "2025-03-31", "Later")
        self.add_task(self.clerk, "2025-04-01", "Next month")
        self.case._sync_ratings()
        self.case._sync_ratings()
        self.assertEqual(self.case.rating_ids.filtered("task_id").mapped("task_id.name"), ["Task", "Later"])
        self.assertEqual(self.task_rating.score, 80)

    def test_a_task_that_leaves_the_month_takes_its_empty_score_along(self):
        later = self.add_task(self.clerk, "2025-03-31", "Later")
        self.case._sync_ratings()
        self.task_rating.score = 80
        later.date_deadline = self.task.date_deadline = "2025-04-01"
        self.assertEqual(self.case.rating_ids.filtered("task_id").task_id, self.task, "a score that was given stays")

    def test_grading_asks_for_what_was_planned_after_the_opening(self):
        self.add_task(self.clerk, "2025-03-31", "Later")
        self.period.action_grade()
        self.assertEqual(self.case.rating_ids.filtered("task_id").mapped("task_id.name"), ["Task", "Later"])

    def test_a_zero_is_a_score_and_no_score_is_none(self):
        self.task_rating.write({"is_scored": True})
        self.assertEqual((self.task_rating.score, self.task_rating.is_scored), (0, True))
        self.task_rating.write({"score": 0})
        self.assertTrue(self.task_rating.is_scored)

    def test_r21_behaviour_is_a_whole_number_from_1_to_5(self):
        rating = self.behaviour_ratings[0]
        for wrong in (0, 6, -1, 2.5):
            with self.subTest(score=wrong), self.assertRaises(ValidationError):
                rating.score = wrong
        for right in (1, 5):
            rating.score = right

    def test_tasks_are_scored_from_0_to_100(self):
        for wrong in (-0.01, 100.01):
            with self.subTest(score=wrong), self.assertRaises(ValidationError):
                self.task_rating.score = wrong

    def test_r21_behaviour_is_hrs_and_work_the_appraisers(self):
        self.task_rating.with_user(self.boss.user_id).score = 70
        with self.assertRaisesRegex(AccessError, "scored by HR"):
            self.behaviour_ratings[0].with_user(self.boss.user_id).score = 5
        self.behaviour_ratings[0].with_user(self.officer).score = 5
        with self.assertRaises(AccessError):
            self.task_rating.with_user(self.chief.user_id).score = 1

    def test_r33_nobody_scores_their_own(self):
        own = self.appraisal_of(self.period, self.chief).rating_ids
        with self.assertRaises(AccessError):
            own[0].with_user(self.chief.user_id).score = 5
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        with self.assertRaises(AccessError):
            self.behaviour_ratings[0].with_user(self.clerk.user_id).score = 5

    def test_scores_are_fixed_by_the_signature(self):
        self.sell()
        self.score(self.period)
        self.run_steps(self.period)
        self.period.action_grade()
        self.period.with_user(self.general_manager).action_sign()
        with self.assertRaisesRegex(UserError, "its scores are fixed"):
            self.task_rating.score = 1
        with self.assertRaisesRegex(UserError, "its scores are fixed"):
            self.task_rating.unlink()
