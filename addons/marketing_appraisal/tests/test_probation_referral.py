from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .test_probation import ProbationCase


class TestProbationReferral(ProbationCase):
    """Whoever referred somebody who passes is rewarded (R6, R42)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["res.partner"].create({"name": "Channel"})

    def refer(self, probation, user=None, **vals):
        vals = {"probation_id": probation.id, **vals}
        if "partner_id" not in vals:
            vals = {"referrer_id": self.clerk.id, **vals}
        return self.env["marketing.referral"].with_user(user or self.officer).create(vals)

    def finish(self, probation, decision="confirm", manager=80, **vals):
        appraisal = self.voices(probation, manager, manager)
        self.decide(appraisal, decision, **vals)
        return appraisal

    def test_r6_a_reward_is_500_to_800_for_employees(self):
        probation = self.running()
        referral = self.refer(probation)
        self.assertEqual(referral.amount, 500)
        for amount, refused in ((499.99, True), (500, False), (800, False), (800.01, True)):
            with self.subTest(amount):
                if refused:
                    with self.refuses(ValidationError, "500 to 800"):
                        referral.amount = amount
                else:
                    referral.amount = amount

    def test_r6_a_partners_reward_is_at_least_500(self):
        referral = self.refer(self.running(), partner_id=self.partner.id, amount=2000)
        with self.refuses(ValidationError, "at least 500"):
            referral.amount = 499

    def test_r6_the_bounds_are_a_choice(self):
        self.policy.write({"referral_least": 100, "referral_most": 200})
        self.assertEqual(self.refer(self.running()).amount, 100)

    def test_r42_whoever_referred_somebody_opens_their_reward_without_reading_the_probation(self):
        referral = self.refer(self.running())
        reader = referral.with_user(self.clerk.user_id)
        with self.assertRaises(AccessError):
            reader.probation_id.read(["state"])
        arch = reader.get_view(view_type="form")["arch"]
        shown = [name for name in reader.fields_get() if f'name="{name}"' in arch]
        self.assertIn("explanation", shown)
        (values,) = reader.web_read({name: {} for name in shown})
        self.assertIn("when the probation is confirmed", values["explanation"])
        self.assertNotIn('name="probation_id"', arch)

    def test_r42_due_when_the_confirmation_is_told_then_paid(self):
        probation = self.running()
        referral = self.refer(probation)
        with self.assertRaisesRegex(UserError, "when the probation is confirmed"):
            referral.action_pay()
        appraisal = self.finish(probation)
        self.assertEqual(referral.state, "pending", "nobody reads the decision off a reward")
        appraisal.with_user(self.officer).action_publish()
        self.assertEqual(referral.state, "due")
        self.assertEqual(referral.activity_ids.user_id, self.officer)
        referral.action_pay()
        self.assertEqual((referral.state, referral.paid_by_id), ("paid", self.officer))
        self.assertTrue(referral.paid_date)
        self.assertFalse(referral.activity_ids)
        with self.assertRaisesRegex(UserError, "already"):
            referral.action_pay()
        with self.assertRaisesRegex(UserError, "fixed"):
            referral.amount = 600
        with self.assertRaises(UserError):
            referral.unlink()

    def test_r42_a_referral_entered_after_the_confirmation_is_due_at_once(self):
        probation, _appraisal = self.decided()
        self.assertEqual(self.refer(probation).state, "due")

    def test_r42_no_reward_where_the_probation_was_ended_and_it_says_so(self):
        probation = self.running()
        referral = self.refer(probation)
        appraisal = self.finish(probation, "end", 60, decision_day=date(2025, 3, 31), ground="not_qualified")
        appraisal.with_user(self.officer).action_publish()
        self.assertEqual(referral.state, "void")
        self.assertIn("there is no reward", referral.explanation)
        with self.assertRaisesRegex(UserError, "no reward"):
            referral.action_pay()

    def test_r6_a_partner_is_paid_once_hr_confirms_results(self):
        probation, _appraisal = self.decided()
        referral = self.refer(probation, partner_id=self.partner.id)
        self.assertEqual(referral.state, "pending")
        self.assertIn("results", referral.explanation)
        with self.assertRaises(AccessError):
            referral.with_user(self.general_manager).action_confirm_results()
        referral.action_confirm_results()
        self.assertEqual((referral.state, referral.results_by_id), ("due", self.officer))
        with self.assertRaises(UserError):
            referral.action_confirm_results()

    def test_r6_results_alone_make_nothing_due(self):
        probation = self.running()
        referral = self.refer(probation, partner_id=self.partner.id)
        referral.action_confirm_results()
        self.assertEqual(referral.state, "pending")
        self.finish(probation).with_user(self.officer).action_publish()
        self.assertEqual(referral.state, "due")

    def test_r42_nobody_rewards_themselves(self):
        officer = self.new_employee("recruiter", self.head_office, self.clerk_job, self.boss,
            user_groups="base.group_user,marketing_roles.group_hr_officer")  # fmt: skip
        probation, _appraisal = self.decided()
        with self.refuses(AccessError, "Nobody rewards themselves"):
            self.refer(probation, officer.user_id, referrer_id=officer.id)
        referral = self.refer(probation, referrer_id=officer.id)
        self.assertNotEqual(referral.activity_ids.user_id, officer.user_id)
        for attempt in ("action_pay", "unlink"):
            with self.subTest(attempt), self.assertRaises(AccessError):
                getattr(referral.with_user(officer.user_id), attempt)()

    def test_r42_nobody_refers_themselves_and_one_referrer_only(self):
        probation = self.running()
        with self.refuses(ValidationError, "refers themselves"):
            self.refer(probation, referrer_id=self.seller.id)
        with self.refuses(ValidationError, "refers themselves"):
            self.refer(probation, partner_id=self.seller.user_id.partner_id.id)
        with self.refuses(IntegrityError), mute_logger("odoo.sql_db"):
            self.refer(probation, referrer_id=self.clerk.id, partner_id=self.partner.id)
        self.refer(probation)
        with self.refuses(IntegrityError), mute_logger("odoo.sql_db"):
            self.refer(probation)

    def test_r42_how_far_it_has_come_is_not_written_by_hand(self):
        referral = self.refer(self.running())
        for vals in ({"state": "paid"}, {"has_results": True}, {"paid_by_id": self.officer.id}):
            with self.subTest(vals), self.assertRaisesRegex(AccessError, "use the buttons"):
                referral.write(vals)
        with self.assertRaisesRegex(UserError, "stays with its probation"):
            referral.probation_id = self.running(self.other_seller)

    def test_r42_read_by_the_referrer_hr_and_the_general_manager(self):
        referral = self.refer(self.running())
        Referral = self.env["marketing.referral"]
        for user in (self.clerk.user_id, self.officer, self.general_manager):
            self.assertEqual(Referral.with_user(user).search([]), referral)
        for user in (self.seller.user_id, self.chief.user_id, self.other_seller.user_id):
            self.assertFalse(Referral.with_user(user).search([]), user.login)
        for user in (self.clerk.user_id, self.chief.user_id, self.general_manager):
            with self.assertRaises(AccessError):
                referral.with_user(user).write({"amount": 800})
