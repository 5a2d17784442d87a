from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MarketingAppraisalCase


class TestCalibration(MarketingAppraisalCase):
    """What was handed in changes only by calibration, which keeps before and after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.clerk)
        cls.score(cls.period)
        cls.run_steps(cls.period)
        cls.period.action_grade()
        cls.rating = cls.case.rating_ids.filtered("task_id")

    def test_scores_that_are_handed_in_are_calibrated_not_written(self):
        with self.assertRaisesRegex(UserError, "are handed in"):
            self.rating.with_user(self.boss.user_id).score = 60
        with self.assertRaisesRegex(AccessError, "calibrated by HR or the general manager"):
            self.rating.with_user(self.boss.user_id)._calibrate(60, "Too mild")
        before = self.case.result_ids.total
        self.rating.with_user(self.general_manager)._calibrate(60, "Beside the other branches")
        kept = self.rating.calibration_ids
        self.assertEqual((kept.before, kept.after, kept.total_before), (100, 60, before))
        self.assertEqual((kept.user_id, kept.reason), (self.general_manager, "Beside the other branches"))
        self.period.action_grade()
        self.assertAlmostEqual(kept.total_after, before - 16, 2)

    def test_a_calibration_says_why_changes_something_and_keeps_to_the_scale(self):
        rating = self.rating.with_user(self.officer)
        for score, reason, error, message in (
            (60, " ", UserError, "Say why"),
            (100, "Same", UserError, "has this score already"),
            (101, "More", ValidationError, "is scored from 0 to 100"),
        ):
            with self.subTest(message=message), self.assertRaisesRegex(error, message):
                rating._calibrate(score, reason)
        self.assertFalse(rating.calibration_ids)
        self.assertEqual(rating.score, 100)

    def test_a_score_that_was_never_given_is_no_zero(self):
        rating = self.env["marketing.appraisal.rating"].search([("appraisal_id", "=", self.case.id)], limit=1)
        rating.sudo().write({"score": 0, "is_scored": False})
        wizard = self.as_user("marketing.appraisal.calibrate", self.officer).create(
            {"rating_id": rating.id, "score": 4, "reason": "It was forgotten"}
        )
        self.assertFalse(wizard.was_scored)
        wizard.action_calibrate()
        self.assertFalse(rating.calibration_ids.was_scored)

    def test_nobody_calibrates_their_own_and_nothing_that_is_signed(self):
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        with self.assertRaises(AccessError):
            self.rating.with_user(self.clerk.user_id)._calibrate(99, "Better")
        self.case.with_user(self.general_manager).action_sign()
        with self.assertRaisesRegex(UserError, "is signed"):
            self.rating.with_user(self.officer)._calibrate(60, "Too late")

    def test_r29d_the_person_reads_no_calibration_before_the_publication(self):
        self.rating.with_user(self.officer)._calibrate(60, "Secret")
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        calibrations = self.env["marketing.appraisal.calibration"].with_user(self.clerk.user_id)
        self.assertFalse(calibrations.search([("employee_id", "=", self.clerk.id)]))
        with self.assertRaises(AccessError):
            self.env["marketing.appraisal.calibration"].with_user(self.seller.user_id).search([], limit=1)
