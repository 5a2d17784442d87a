from datetime import date, timedelta
from random import Random

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .duties import DutiesCase


@tagged("post_install", "-at_install")
class TestAssignment(DutiesCase):
    def test_whoever_is_in_the_job_is_responsible(self):
        self.assertEqual(
            self.holders(self.visit, "2025-03-01"), {"seller": "responsible", "other_seller": "responsible"}
        )
        self.assertEqual(self.holders(self.visit, "2024-12-31"), {}, "nobody was employed yet")

    def test_an_arrangement_wins_for_its_days(self):
        self.assign(self.visit, self.seller, "none", "2025-02-01", "2025-02-28")
        self.assign(self.visit, self.clerk, "deputy", "2025-02-15")
        self.assertEqual(
            self.holders(self.visit, "2025-01-31"), {"seller": "responsible", "other_seller": "responsible"}
        )
        self.assertEqual(self.holders(self.visit, "2025-02-20"), {"other_seller": "responsible", "clerk": "deputy"})
        self.assertEqual(len(self.holders(self.visit, "2025-03-01")), 3)

    def test_what_was_held_before_the_days_asked_for_is_not_among_them(self):
        self.assign(self.visit, self.seller, "none", "2025-03-01")
        for first, last, held in (("2025-02-28", "2025-03-10", True), ("2025-03-01", "2025-03-10", False)):
            days = date.fromisoformat(first), date.fromisoformat(last)
            self.assertEqual(bool(self.visit._get_holdings(*days, self.seller)), held, first)

    def test_arrangements_do_not_overlap(self):
        self.assign(self.visit, self.clerk, "deputy", "2025-02-01", "2025-02-28")
        for first, last in (("2025-02-28", False), ("2025-01-01", "2025-02-01"), ("2025-02-10", "2025-02-12")):
            with self.subTest(first=first), self.assertRaises(ValidationError):
                self.assign(self.visit, self.clerk, "support", first, last)
        self.assign(self.visit, self.clerk, "support", "2025-03-01")
        self.assign(self.visit, self.clerk, "support", "2025-01-01", "2025-01-31")

    def test_no_end_before_the_start(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.assign(self.visit, self.clerk, "deputy", "2025-02-02", "2025-02-01")

    def test_duties_of_a_catalogue_are_held_by_nobody(self):
        duty = self.env["marketing.duty"].create({"name": "x", "role_id": self.seller_job.role_id.id})
        with self.assertRaises(ValidationError):
            self.assign(duty, self.clerk, "deputy")

    def test_the_view_of_a_day_and_the_engine_agree_on_every_day(self):
        """Random arrangements and a transfer, asked day by day in both ways."""
        random = Random(7)
        people = self.seller | self.other_seller | self.clerk | self.chief
        self.seller.create_version({"date_version": "2025-02-10", "job_id": self.supervisor_job.id})
        self.other_seller.departure_date = date(2025, 3, 5)
        duties = self.visit | self.survey | self.plan
        for duty in duties:
            for employee in people:
                start = date(2025, 1, 1) + timedelta(days=random.randrange(30))
                for kind in random.sample(["none", "deputy", "support"], 2):
                    end = start + timedelta(days=random.randrange(20))
                    self.assign(duty, employee, kind, start, end)
                    start = end + timedelta(days=1 + random.randrange(15))
        found = duties._get_holdings(date(2025, 1, 1), date(2025, 4, 1))
        for offset in range(90):
            day = date(2025, 1, 1) + timedelta(days=offset)
            engine = {(each.duty, each.employee, each.kind) for each in found if each.covers(day)}
            rows = self.env["marketing.duty.holder"].with_context(on_date=day).search([("duty_id", "in", duties.ids)])
            self.assertEqual({(row.duty_id.id, row.employee_id.id, row.kind) for row in rows}, engine, day)


@tagged("post_install", "-at_install")
class TestHandover(DutiesCase):
    def hand_over(self, employee, day, receivers, last=False, user=None):
        """Hand over to {duty: receiver} from a day on."""
        handover = (
            self.env["marketing.duty.handover"]
            .with_user(user or self.officer)
            .create(
                {
                    "employee_id": employee.id,
                    "company_id": self.company.id,
                    "date_from": day,
                    "date_to": last,
                    "reason": "Leaves",
                    "line_ids": [
                        (0, 0, {"duty_id": duty.id, "kind": "responsible", "receiver_id": receiver.id})
                        for duty, receiver in receivers.items()
                    ],
                }
            )
        )
        handover.action_hand_over()
        return handover

    def test_a_leaver_hands_over_to_two_people(self):
        """Nothing is lost, the history is readable, and every date says who held it."""
        self.other_seller.departure_date = date(2025, 1, 31)
        self.assign(self.plan, self.seller, "deputy", "2025-02-01")
        self.seller.departure_date = date(2025, 3, 31)
        handover = self.hand_over(
            self.seller, "2025-03-20", {self.visit: self.clerk, self.survey: self.chief, self.plan: self.boss}
        )
        self.assertEqual(self.holders(self.visit, "2025-03-19"), {"seller": "responsible"})
        self.assertEqual(self.holders(self.visit, "2025-03-20"), {"clerk": "responsible"})
        self.assertEqual(self.holders(self.survey, "2025-03-20"), {"chief": "responsible"})
        self.assertEqual(self.holders(self.plan, "2025-03-19")["seller"], "deputy")
        self.assertEqual(
            self.holders(self.plan, "2025-04-01"),
            {"chief": "responsible", "other_chief": "responsible", "boss": "responsible"},
        )
        self.assertEqual(handover.state, "done")
        self.assertEqual(handover.assignment_ids.mapped("reason"), ["Leaves"] * len(handover.assignment_ids))
        history = self.env["marketing.duty.assignment"].search([("duty_id", "=", self.plan.id)], order="date_from")
        self.assertEqual(
            [(row.employee_id.name, row.kind, str(row.date_from), str(row.date_to)) for row in history],
            [("seller", "deputy", "2025-02-01", "2025-03-19"), ("boss", "responsible", "2025-03-20", "False")],
        )

    def test_for_a_time_the_duties_come_back(self):
        self.assign(self.plan, self.clerk, "responsible", "2025-01-01", "2025-12-31")
        self.hand_over(self.clerk, "2025-06-01", {self.plan: self.seller}, "2025-06-14")
        for day, holder in (("2025-05-31", "clerk"), ("2025-06-01", "seller"), ("2025-06-15", "clerk")):
            with self.subTest(day=day):
                self.assertIn(holder, self.holders(self.plan, day))
                self.assertEqual("clerk" in self.holders(self.plan, day), holder == "clerk")
        self.assertNotIn("clerk", self.holders(self.plan, "2026-01-01"))

    def test_whoever_holds_it_already_keeps_it_as_it_is(self):
        self.hand_over(self.seller, "2025-03-01", {self.visit: self.other_seller})
        self.assertEqual(self.holders(self.visit, "2025-03-01"), {"other_seller": "responsible"})
        self.assertFalse(self.env["marketing.duty.assignment"].search([("employee_id", "=", self.other_seller.id)]))

    def test_everything_that_a_leaver_held_is_proposed(self):
        self.assign(self.plan, self.seller, "deputy")
        self.seller.departure_date = date(2025, 3, 31)
        lines = self.env["marketing.duty.handover"]._prepare_line_vals(self.seller, date(2025, 5, 1))
        self.assertEqual(
            {(line["duty_id"], line["kind"]) for line in lines},
            {(self.visit.id, "responsible"), (self.survey.id, "responsible"), (self.plan.id, "deputy")},
        )

    def test_refused_twice_without_anybody_to_oneself_and_deleting(self):
        done = self.hand_over(self.seller, "2025-03-01", {self.visit: self.clerk})
        with self.assertRaises(UserError):
            done.action_hand_over()
        with self.assertRaises(UserError):
            done.unlink()
        with self.assertRaises(UserError):
            self.hand_over(self.seller, "2025-03-01", {self.survey: self.env["hr.employee"]})
        with self.assertRaises(ValidationError):
            self.hand_over(self.seller, "2025-03-01", {self.survey: self.seller})

    @freeze_time("2025-03-10 08:00:00")
    def test_handed_back_the_duties_are_where_they_were(self):
        self.assign(self.plan, self.seller, "deputy")
        done = self.hand_over(
            self.seller, "2025-03-01", {self.visit: self.clerk, self.survey: self.chief, self.plan: self.clerk}
        )
        action = done.with_user(self.officer).action_hand_back()
        drafts = self.env["marketing.duty.handover"].with_user(self.officer).search(action["domain"])
        self.assertEqual(
            {(draft.employee_id.name, tuple(sorted(draft.line_ids.duty_id.mapped("name")))) for draft in drafts},
            {("clerk", ("Plan the month", "Visit dealers")), ("chief", ("Survey the market",))},
        )
        self.assertEqual(self.holders(self.visit, "2025-03-10").get("clerk"), "responsible", "nothing is changed yet")
        drafts.action_hand_over()
        for duty in (self.visit, self.survey):
            self.assertEqual(self.holders(duty, "2025-03-09").get("seller"), None)
            self.assertEqual(self.holders(duty, "2025-03-10"), {"seller": "responsible", "other_seller": "responsible"})
        self.assertEqual(self.holders(self.visit, "2025-03-09")["clerk"], "responsible")
        own = self.env["marketing.duty.assignment"].search(
            [("employee_id", "=", self.seller.id), ("duty_id", "=", self.visit.id)]
        )
        self.assertEqual([(row.kind, str(row.date_to)) for row in own], [("none", "2025-03-09")], "by the job again")
        with self.assertRaises(UserError):
            done.with_user(self.officer).action_hand_back()

    @freeze_time("2025-03-10 08:00:00")
    def test_one_for_a_time_comes_back_for_the_rest_of_it_only(self):
        done = self.hand_over(self.seller, "2025-03-01", {self.visit: self.clerk}, "2025-03-31")
        draft = self.env["marketing.duty.handover"].browse(done.with_user(self.officer).action_hand_back()["res_id"])
        self.assertEqual((draft.date_from, draft.date_to), (date(2025, 3, 10), date(2025, 3, 31)))
        draft.with_user(self.officer).action_hand_over()
        for day, holder in (("2025-03-09", "clerk"), ("2025-03-10", "seller"), ("2025-04-01", "seller")):
            self.assertIn(holder, self.holders(self.visit, day), day)
        self.assertNotIn("clerk", self.holders(self.visit, "2025-04-01"))

    def test_what_somebody_did_anyway_does_not_come_back(self):
        done = self.hand_over(self.seller, "2025-03-01", {self.visit: self.other_seller})
        with self.assertRaises(UserError):
            done.with_user(self.officer).action_hand_back()
