from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .test_probation import ProbationCase


class TestProbationWaiting(ProbationCase):
    """What waits for whom in a probation, and the substitute of a manager who is away (R23, R41)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Probation = cls.env["marketing.probation"]
        cls.manager = cls.chief.user_id

    def tasks(self, probation):
        """{login: what waits} of everybody for whom the probation waits, found by the search of the desk."""
        people = {
            "person": self.seller.user_id, "manager": self.manager, "officer": self.officer,
            "hr_manager": self.hr_manager, "general_manager": self.general_manager,
            "colleague": self.other_seller.user_id,
        }  # fmt: skip
        found = {}
        for name, user in people.items():
            mine = self.Probation.with_user(user).search([("waits_for_me", "=", True)])
            if mine:
                self.assertEqual(mine, probation)
                found[name] = mine.waiting_task
        return found

    def stand_in(self, substitute=None, absent=None):
        today = fields.Date.context_today(self.Probation)
        self.env["marketing.appraisal.substitution"].with_user(self.officer).create(
            {
                "employee_id": (absent or self.chief).id,
                "substitute_id": (substitute or self.boss).id,
                "date_from": today,
                "date_to": today + timedelta(days=5),
                "reason": "On leave",
            }
        )
        return (substitute or self.boss).user_id

    def test_r41_a_plan_waits_for_approval_and_from_its_first_day_for_hr(self):
        with freeze_time("2025-01-02 04:00:00"):
            probation = self.plan_probation(months=4)
            self.assertEqual(self.tasks(probation), {"general_manager": "approve"})
            probation.with_user(self.general_manager).action_approve()
            self.assertEqual(self.tasks(probation), {"officer": "begin", "hr_manager": "begin"})
        with freeze_time("2024-12-30 04:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self.tasks(probation), {})

    def test_r41_a_probation_waits_for_the_voices_then_the_signatures_then_to_be_told(self):
        with freeze_time("2025-02-03 04:00:00"):
            probation = self.running()
            self.assertEqual(self.tasks(probation), {}, "two months are left")
        both = {"manager", "officer", "hr_manager"}
        with freeze_time("2025-03-25 04:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self.tasks(probation), dict.fromkeys(both, "voice"))
            probation.with_user(self.officer).action_appraise()
            appraisal = probation._get_newest_appraisal()
            appraisal.with_user(self.officer)._give_voice(80, "Good")
            self.assertEqual(self.tasks(probation), {"manager": "voice"})
            appraisal.with_user(self.manager)._give_voice(80, "Good")
            self.assertEqual(self.tasks(probation), dict.fromkeys(both, "propose"))
            appraisal.with_user(self.manager)._propose({"decision": "confirm"})
            self.assertEqual(self.tasks(probation), {"officer": "sign", "hr_manager": "sign"})
            appraisal.with_user(self.hr_manager).action_agree()
            self.assertEqual(self.tasks(probation), {"officer": "tell", "hr_manager": "tell"})
            appraisal.with_user(self.officer).action_publish()
            self.assertEqual(self.tasks(probation), {})

    def test_r41_once_one_side_has_spoken_it_waits_for_the_other_however_early(self):
        with freeze_time("2025-01-10 04:00:00"):
            probation = self.running()
            probation.with_user(self.manager).action_appraise()
            self.assertEqual(self.tasks(probation), {}, "somebody has only looked at it")
            probation._get_newest_appraisal().with_user(self.manager)._give_voice(95, "Excellent")
            self.assertEqual(self.tasks(probation), {"officer": "voice", "hr_manager": "voice"})

    def test_r41_the_desk_asks_as_much_for_one_as_for_many(self):
        def asked():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = self.Probation.with_user(self.manager).search([("waits_for_me", "=", True)])
            found.mapped("waiting_note")
            return len(found), self.cr.sql_log_count - before

        self.running()
        asked()
        few, for_few = asked()
        for number in range(12):
            self.running(self.hire(f"new{number}"))
        asked()
        many, for_many = asked()
        self.assertEqual((few, many), (1, 13))
        self.assertLessEqual(for_many, for_few)

    # ------------------------------------------------------------------ who can do it

    def test_r41_the_screen_says_who_can_still_speak(self):
        probation = self.running()
        note = probation.with_user(self.officer).waiting_note
        for user in (self.manager, self.officer, self.hr_manager):
            self.assertIn(user.name, note)
        self.assertNotIn("cannot speak for administration too", note)
        self.assertFalse(probation.with_user(self.seller.user_id).waiting_note, "its person learns nothing of it")
        self.voices(probation)
        self.assertIn("proposed by one and signed by the other", probation.with_user(self.manager).waiting_note)
        appraisal = probation._get_newest_appraisal()
        appraisal.with_user(self.manager)._propose({"decision": "confirm"})
        note = probation.with_user(self.manager).waiting_note
        self.assertIn("Still to sign: administration", note)
        self.assertNotIn(self.manager.name, note)

    def test_r41_a_manager_who_is_hr_speaks_once_and_the_screen_says_who_speaks_for_hr(self):
        self.manager.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        probation = self.running()
        probation.with_user(self.manager).action_appraise()
        appraisal = probation._get_newest_appraisal()
        appraisal.with_user(self.manager)._give_voice(80, "Good")
        self.assertEqual(appraisal.voice_ids.side, "manager")
        self.assertFalse(probation.with_user(self.manager).waiting_task)
        note = probation.with_user(self.manager).waiting_note
        said = note.split("administration (", 1)[1]
        self.assertIn(self.officer.name, said)
        self.assertIn(self.hr_manager.name, said)
        self.assertIn(f"{self.manager.name} speaks as the direct manager", note)
        appraisal.with_user(self.hr_manager)._give_voice(70, "Good")
        self.assertEqual(appraisal.state, "graded")

    def test_r41_where_nobody_else_is_hr_the_screen_says_so(self):
        self.manager.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        probation = self.running()
        others = self.env.ref("marketing_roles.group_hr_officer").all_user_ids - self.manager
        others.write({"company_ids": [fields.Command.set(self.env["res.company"].create({"name": "Far"}).ids)],
                      "company_id": self.env["res.company"].search([("name", "=", "Far")], limit=1).id})  # fmt: skip
        self.env.invalidate_all()
        self.assertIn("administration (nobody who may", probation.with_user(self.manager).waiting_note)

    # ------------------------------------------------------------------ the substitute

    def test_r23_a_substitute_speaks_and_signs_in_place_of_the_manager(self):
        probation = self.running()
        substitute = self.stand_in(self.clerk)
        self.assertEqual(self.Probation.with_user(substitute).search([]), probation)
        self.assertIn(substitute.name, probation.with_user(self.officer).waiting_note)
        probation.with_user(substitute).action_appraise()
        appraisal = probation._get_newest_appraisal()
        appraisal.with_user(substitute)._give_voice(80, "As far as I saw")
        self.assertEqual((appraisal.voice_ids.side, appraisal.voice_ids.stood_in_for_id), ("manager", self.chief))
        with self.assertRaisesRegex(UserError, "has given this voice"):
            appraisal.with_user(self.manager)._give_voice(50, "Not so good")
        appraisal.with_user(self.officer)._give_voice(80, "Good")
        self.assertFalse(appraisal.voice_ids.filtered(lambda one: one.side == "hr").stood_in_for_id)
        appraisal.with_user(self.officer)._propose({"decision": "confirm"})
        self.assertEqual(probation.with_user(substitute).waiting_task, "sign")
        appraisal.with_user(substitute).action_agree()
        self.assertEqual((appraisal.manager_signed_by_id, appraisal.manager_stood_in_for_id), (substitute, self.chief))
        self.assertEqual(appraisal.state, "decided")

    def test_r23_another_proposal_forgets_in_whose_place_the_voided_one_was_signed(self):
        probation = self.running()
        appraisal = self.voices(probation)
        substitute = self.stand_in()
        appraisal.with_user(substitute)._propose({"decision": "confirm"})
        self.assertEqual(appraisal.manager_stood_in_for_id, self.chief)
        appraisal.with_user(self.manager)._propose({"decision": "confirm"})
        self.assertEqual(
            (appraisal.manager_signed_by_id, bool(appraisal.manager_stood_in_for_id)), (self.manager, False)
        )

    def test_r23_a_substitute_reads_and_does_nothing_before_or_after_or_elsewhere(self):
        probation = self.running()
        other = self.running(self.other_seller)
        user = self.clerk.user_id
        models = ("marketing.probation", "marketing.probation.appraisal", "marketing.probation.voice")
        appraisal = self.voices(probation)

        def reads():
            return [len(self.env[model].with_user(user).search([("employee_id", "=", self.seller.id)]))
                    for model in models]  # fmt: skip

        self.assertEqual(reads(), [0, 0, 0])
        self.stand_in(self.clerk)
        self.assertEqual(reads(), [1, 1, 2])
        self.assertFalse(self.Probation.with_user(user).search([("id", "=", other.id)]))
        self.env["marketing.appraisal.substitution"].search([]).with_user(self.officer).action_end()
        self.env.invalidate_all()
        self.assertEqual(reads(), [0, 0, 0])
        with self.assertRaises(AccessError):
            appraisal.with_user(user)._propose({"decision": "confirm"})

    def test_r23_nobody_stands_in_for_the_manager_in_their_own_probation(self):
        probation = self.running(self.boss)
        user = self.stand_in()
        self.boss.version_id.appraiser_id = self.chief
        self.assertFalse(probation.with_user(user).is_stood_in)
        with self.assertRaisesRegex(AccessError, "their own"):
            probation.with_user(user).action_appraise()

    def test_r23_the_substitute_is_reminded_in_these_days(self):
        with freeze_time("2025-03-25 04:00:00"):
            probation = self.running()
            substitute = self.stand_in()
            self.Probation._cron_remind()
            self.assertIn(substitute, probation.activity_ids.user_id)
        with freeze_time("2025-04-05 04:00:00"):
            self.Probation._cron_remind()
            self.assertNotIn(substitute, probation.activity_ids.user_id)
            self.assertIn(self.manager, probation.activity_ids.user_id)
