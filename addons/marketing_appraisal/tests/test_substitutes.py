from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import MarketingAppraisalCase


class TestSubstitutes(MarketingAppraisalCase):
    """Who acts in whose place, what they read for it, and what is logged (R23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.clerk)
        cls.today = fields.Date.context_today(cls.env["res.partner"])
        cls.director = cls.general_manager.employee_id or cls.env["hr.employee"].create(
            {"name": "Director", "company_id": cls.company.id, "user_id": cls.general_manager.id}
        )

    def stand_in(self, user, **vals):
        return self.env["marketing.appraisal.substitution"].with_user(user).create(
            {
                "employee_id": self.boss.id,
                "substitute_id": self.other_seller.id,
                "date_from": self.today,
                "date_to": self.today + timedelta(days=5),
                "reason": "On leave",
                **vals,
            }
        )  # fmt: skip

    def test_r23_a_substitute_does_the_appraisers_part_and_the_log_says_for_whom(self):
        substitute = self.other_seller.user_id
        case = self.case.with_user(substitute)
        with self.assertRaises(AccessError):
            case.read(["step"])
        self.stand_in(self.officer)
        self.assertEqual(self.case.substitute_id, self.other_seller)
        self.assertEqual(self.case.waiting_user_id, substitute)
        case.action_complete_step()
        self.assertEqual(self.case.step, "self_assessment")
        self.assertEqual(self.case.step_ids.user_id, substitute)
        self.assertEqual(self.case.step_ids.stood_in_for_id, self.boss)
        self.case.rating_ids.filtered("task_id").with_user(substitute).score = 70
        with self.assertRaisesRegex(AccessError, "Behaviour is scored by HR"):
            self.case.rating_ids.filtered("behaviour_id")[0].with_user(substitute).score = 3

    def test_r23_a_substitute_plans_with_the_people(self):
        """Tasks, goals and notes of the absent appraiser's people, and of nobody else's."""
        substitute = self.other_seller.user_id
        plans = {
            "marketing.task": {"name": "Samples", "date_from": False, "date_deadline": "2025-03-21"},
            "marketing.appraisal.goal": {
                "name": "Five dealers",
                "date_from": "2025-03-01",
                "date_deadline": "2025-09-01",
            },
            "marketing.appraisal.note": {"kind": "good", "text": "Helped out", "date": "2025-03-12"},
        }
        for model, vals in plans.items():
            with self.subTest(model), self.assertRaises(AccessError), self.cr.savepoint():
                self.as_user(model, substitute).create({"employee_id": self.clerk.id, **vals})
        self.stand_in(self.officer)
        for model, vals in plans.items():
            with self.subTest(model):
                self.assertTrue(self.as_user(model, substitute).create({"employee_id": self.clerk.id, **vals}).id)
            for person in (self.seller, self.other_seller):
                with self.subTest(f"{model} {person.name}"), self.assertRaises(AccessError), self.cr.savepoint():
                    self.as_user(model, substitute).create({"employee_id": person.id, **vals})

    def test_somebody_elses_people_are_refused_in_a_sentence(self):
        goals = self.as_user("marketing.appraisal.goal", self.chief.user_id)
        with self.assertRaisesRegex(AccessError, "You do not appraise clerk: choose one of your people"):
            goals.create({"employee_id": self.clerk.id, "name": "G", "date_deadline": "2030-01-01"})
        with self.assertRaisesRegex(AccessError, "A substitute is named by oneself or by HR"):
            self.stand_in(self.chief.user_id)

    def test_r23_a_delegate_is_told_for_whom_and_what_is_unusual(self):
        self.ready_to_sign()
        self.case.interview_state = "objected"
        self.stand_in(
            self.general_manager, duty="signature", employee_id=self.director.id, substitute_id=self.other_seller.id
        )
        case = self.case.with_user(self.other_seller.user_id).with_context(lang="en_US")
        self.assertIn(f"You sign in place of {self.director.name}.", case.signing_note)
        self.assertIn("Objected to the interview.", case.signing_note)
        self.assertFalse(self.case.with_user(self.officer).signing_note)
        case.action_sign()
        self.assertEqual(self.case.result_ids.with_user(self.officer).signed_for_id, self.director)

    def test_r33_a_substitute_never_gets_their_own_appraisal(self):
        own = self.appraisal_of(self.period, self.other_seller)
        own.with_user(self.officer).appraiser_id = self.boss
        self.stand_in(self.officer)
        self.assertEqual(self.case.substitute_id, self.other_seller)
        self.assertFalse(own.substitute_id)
        self.assertFalse(own.rating_ids.with_user(self.other_seller.user_id).search([("appraisal_id", "=", own.id)]))

    def test_r23_rights_begin_and_end_with_the_days(self):
        one = self.stand_in(self.officer, date_from=self.today + timedelta(days=1))
        self.assertEqual(one.state, "coming")
        self.assertFalse(self.case.substitute_id)
        one.sudo().date_from = self.today
        self.assertEqual(self.case.substitute_id, self.other_seller)
        self.env["marketing.appraisal"]._cron_refresh_acting()
        self.assertEqual(self.case.substitute_id, self.other_seller)
        # The clock moves on past the last day.
        one.flush_recordset()
        self.env.cr.execute(
            "UPDATE marketing_appraisal_substitution SET date_from = %s, date_to = %s WHERE id = %s",
            [self.today - timedelta(days=9), self.today - timedelta(days=1), one.id],
        )
        one.invalidate_recordset()
        self.env["marketing.appraisal"]._cron_refresh_acting()
        self.assertFalse(self.case.substitute_id)
        with self.assertRaises(AccessError):
            self.case.with_user(self.other_seller.user_id).read(["step"])

    def test_a_signature_is_offered_to_whoever_has_one(self):
        for user, expected in ((self.general_manager, True), (self.boss.user_id, False), (self.officer, False)):
            with self.subTest(user.login):
                form = Form(self.as_user("marketing.appraisal.substitution", user))
                self.assertEqual((form.has_signature, form.duty), (expected, "appraisal"))

    def test_each_names_their_own_hr_anothers_and_nobody_themselves(self):
        self.stand_in(self.boss.user_id)
        refusals = [
            (self.chief.user_id, {}, ""),
            (self.officer, {"employee_id": self.director.id, "duty": "signature"}, "delegated by its owner"),
        ]
        for user, vals, message in refusals:
            with self.subTest(user=user.login), self.assertRaisesRegex(AccessError, message):
                self.stand_in(user, date_from=self.today + timedelta(days=30), date_to=self.today + timedelta(days=31),
                    **vals)  # fmt: skip
        own_officer = self.env["hr.employee"].create(
            {"name": "Officer", "company_id": self.company.id, "user_id": self.officer.id}
        )
        with self.assertRaisesRegex(AccessError, "Nobody names themselves"):
            self.stand_in(self.officer, employee_id=self.chief.id, substitute_id=own_officer.id)

    def test_what_is_no_substitution_is_refused(self):
        nobody = self.env["hr.employee"].create({"name": "No Login", "company_id": self.company.id})
        cases = [
            ({"substitute_id": nobody.id}, ValidationError, "has no login"),
            ({"duty": "signature"}, ValidationError, "Only a general manager"),
            ({"substitute_id": self.clerk.id}, ValidationError, "would read and score colleagues"),
            ({"date_to": self.today - timedelta(days=1)}, IntegrityError, "dates_in_order"),
            ({"substitute_id": self.boss.id}, IntegrityError, "is_another"),
        ]
        for vals, error, message in cases:
            with (
                self.subTest(vals=vals),
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(error, message),
                self.env.cr.savepoint(),
            ):
                self.stand_in(self.env.user, **vals)
        one = self.stand_in(self.officer)
        with self.assertRaisesRegex(ValidationError, "has a substitute in these days already"):
            self.stand_in(self.officer, substitute_id=self.seller.id, date_from=one.date_to)
        with self.assertRaisesRegex(UserError, "only its last day can change"):
            one.substitute_id = self.chief
        with self.assertRaisesRegex(UserError, "end it instead"):
            one.unlink()

    def ready_to_sign(self):
        self.score(self.period)
        self.run_steps(self.period)
        self.period.action_grade()

    def test_r23_a_delegate_signs_reads_no_more_than_that_and_not_longer(self):
        delegate = self.other_seller.user_id
        results = self.env["marketing.appraisal.result"].with_user(delegate)
        self.assertFalse(results.search([]).filtered(lambda one: one.employee_id != self.other_seller))
        one = self.stand_in(self.general_manager, employee_id=self.director.id, duty="signature")
        # Nothing stands at the signature yet, so there is nothing to read.
        self.assertFalse(results.search([("employee_id", "=", self.clerk.id)]))
        self.ready_to_sign()
        self.assertEqual(self.case.waiting_user_id, delegate)
        self.assertEqual(results.search([("employee_id", "=", self.clerk.id)]), self.case.result_ids)
        own = self.appraisal_of(self.period, self.other_seller)
        self.assertFalse(results.search([("appraisal_id", "=", own.id)]))
        with self.assertRaises(AccessError):
            own.with_user(delegate).action_sign()
        self.case.with_user(delegate).action_sign()
        self.assertEqual(self.case.result_ids.signed_by_id, delegate)
        log = self.case.step_ids.filtered(lambda log: log.step == "signature")
        self.assertEqual(log.stood_in_for_id, self.director)
        one.action_end()
        self.assertFalse(results.search([("employee_id", "in", (self.clerk | self.seller).ids)]))
        with self.assertRaises(AccessError):
            self.appraisal_of(self.period, self.seller).with_user(delegate).action_sign()
        self.period.with_user(self.general_manager).action_sign()
        self.assertTrue(own.is_signed)

    def test_r23_only_the_general_manager_or_a_delegate_signs_through_the_action(self):
        self.ready_to_sign()
        action = self.env.ref("marketing_appraisal.action_sign")
        for user in (self.boss.user_id, self.officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                action.with_user(user).with_context(
                    active_model="marketing.appraisal", active_ids=self.case.ids, active_id=self.case.id
                ).run()
        action.with_user(self.general_manager).with_context(
            active_model="marketing.appraisal", active_ids=self.period.appraisal_ids.ids
        ).run()
        self.assertTrue(all(self.period.appraisal_ids.mapped("is_signed")))
