from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .duties import DutiesCase


@tagged("post_install", "-at_install")
@freeze_time("2025-06-16")
class TestDutyAccess(DutiesCase):
    """Own, team, all and company, for everything that says who answers for what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)
        cls.assignment = cls.assign(cls.plan, cls.clerk, "deputy")

    def as_user(self, model, user):
        return self.env[model].with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def test_everybody_reads_duties_and_only_hr_keeps_them(self):
        for user in (self.seller.user_id, self.chief.user_id):
            duty = self.visit.with_user(user)
            self.assertEqual(duty.name, "Visit dealers")
            for attempt in (
                lambda duty=duty: duty.write({"name": "x"}),
                lambda duty=duty: duty.create({"name": "x", "job_id": self.seller_job.id}),
                lambda duty=duty: duty.unlink(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()
        self.visit.with_user(self.officer).name = "Visit"

    def test_assignments_are_read_by_those_they_concern_and_kept_by_hr(self):
        for reader in (self.clerk.user_id, self.boss.user_id, self.officer):
            self.assertEqual(self.as_user("marketing.duty.assignment", reader).search([]), self.assignment)
        with self.assertRaises(AccessError):
            self.assignment.with_user(self.clerk.user_id).read(["reason"])
        for stranger in (self.seller.user_id, self.chief.user_id):
            self.assertFalse(self.as_user("marketing.duty.assignment", stranger).search([]))
            with self.assertRaises(AccessError):
                self.assignment.with_user(stranger).read(["kind"])
        for user in (self.clerk.user_id, self.chief.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.assignment.with_user(user).write({"kind": "responsible"})
        self.assignment.with_user(self.officer).kind = "support"

    def test_an_employee_sees_what_they_hold_themselves(self):
        Holder = self.env["marketing.duty.holder"]
        mine = Holder.with_user(self.seller.user_id).search([])
        self.assertEqual(mine.employee_id, self.seller)
        self.assertIn(self.other_seller, Holder.with_user(self.chief.user_id).search([]).employee_id)

    def test_another_company_reads_nothing(self):
        for model in (
            "marketing.duty", "marketing.duty.assignment", "marketing.duty.holder", "marketing.coverage.gap",
            "marketing.duty.handover", "marketing.month.plan", "marketing.position.description",
        ):  # fmt: skip
            found = self.as_user(model, self.stranger).search([("company_id", "=", self.company.id)])
            self.assertFalse(found, model)

    def handover(self, user, employee):
        values = {
            "employee_id": employee.id,
            "company_id": self.company.id,
            "line_ids": [(0, 0, {"duty_id": self.visit.id, "receiver_id": self.clerk.id})],
        }
        return self.env["marketing.duty.handover"].with_user(user).create(values)

    def test_an_appraiser_hands_over_for_the_own_team_only(self):
        self.handover(self.chief.user_id, self.seller).action_hand_over()
        with self.assertRaises(AccessError):
            self.handover(self.chief.user_id, self.other_seller).action_hand_over()
        with self.assertRaises(AccessError):
            self.handover(self.seller.user_id, self.seller)

    def test_an_appraiser_gives_away_only_what_the_giver_holds(self):
        handover = self.handover(self.chief.user_id, self.seller)
        handover.line_ids = [(0, 0, {"duty_id": self.plan.id, "kind": "responsible", "receiver_id": self.clerk.id})]
        with self.assertRaises(AccessError):
            handover.action_hand_over()
        handover.with_user(self.officer).action_hand_over()

    def test_what_was_handed_over_stays_as_it_was_written_down(self):
        handover = self.handover(self.chief.user_id, self.seller)
        handover.action_hand_over()
        for vals in ({"employee_id": self.clerk.id}, {"date_from": "2020-01-01"}, {"reason": "Other"}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "handed over already"):
                handover.write(vals)

    def test_a_hand_over_is_read_by_those_it_concerns(self):
        handover = self.handover(self.officer, self.seller)
        with self.assertRaises(AccessError):
            handover.with_user(self.clerk.user_id).read(["reason"])
        handover.action_hand_over()
        handover.with_user(self.clerk.user_id).read(["date_from"])
        with self.assertRaises(AccessError):
            handover.with_user(self.other_seller.user_id).read(["date_from"])

    def test_no_state_is_written_past_the_buttons(self):
        handover = self.handover(self.officer, self.seller)
        with self.assertRaises(AccessError):
            handover.with_user(self.officer).write({"state": "done"})
        with self.assertRaises(AccessError):
            self.env["marketing.duty.handover"].with_user(self.officer).with_context(default_state="done").create(
                {"employee_id": self.seller.id, "company_id": self.company.id}
            )

    def test_tasks_are_read_by_the_appraiser_of_their_day(self):
        """After a transfer the old appraiser keeps what was theirs and sees nothing new."""
        vals = {"employee_id": self.seller.id, "date_from": False}
        before = self.env["marketing.task"].create({"name": "before", "date_deadline": "2025-05-31", **vals})
        after = self.env["marketing.task"].create({"name": "after", "date_deadline": "2025-06-30", **vals})
        self.seller.create_version({"date_version": "2025-06-01", "appraiser_id": self.other_chief.id})
        self.env.flush_all()
        for user, task, readable in (
            (self.chief, before, True), (self.chief, after, False),
            (self.other_chief, before, False), (self.other_chief, after, True),
        ):  # fmt: skip
            with self.subTest(user=user.name, task=task.name):
                self.assertEqual(
                    bool(self.as_user("marketing.task", user.user_id).search([("id", "=", task.id)])), readable
                )

    def test_a_holder_neither_moves_nor_forgives_their_own_task(self):
        task = self.env["marketing.task"].create(
            {"name": "x", "employee_id": self.seller.id, "date_deadline": "2025-06-20", "date_from": False}
        )
        mine = task.with_user(self.seller.user_id)
        with self.assertRaises(AccessError):
            mine._move_to("2025-07-01", "Later")
        with self.assertRaises(AccessError):
            mine.action_miss()
        task.with_user(self.chief.user_id)._move_to("2025-07-01", "Later")
        self.assertTrue(task.is_moved)
        self.assertEqual((str(task.date_planned), task.move_count), ("2025-06-20", 1))
        task.with_user(self.chief.user_id).action_miss()
        with self.assertRaises(UserError):
            mine.action_reopen()
