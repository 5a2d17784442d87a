from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestProposals(MarketingAppraisalCase):
    """What Odoo knows is proposed with its reason; a person decides (R21, R29b)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.missed = cls.env.ref("marketing_appraisal.event_type_item_missed")
        cls.task_missed = cls.env.ref("marketing_appraisal.event_type_task_missed")
        cls.poorly = cls.env.ref("marketing_appraisal.event_type_order_followed_up_poorly")
        card = cls.env.ref("marketing_appraisal.scorecard_customer_supervisor").copy(
            {"name": "Desk", "company_id": cls.company.id, "role_ids": [Command.clear()]}
        )
        cls.period = cls.open_month()
        cls.case = cls.appraisal_of(cls.period, cls.clerk)
        cls.case.sudo().scorecard_id = card
        cls.Proposal = cls.env["marketing.appraisal.event.proposal"]

    def report(self, day="2025-03-07", employee=None, state="due"):
        report = self.env["marketing.work.report"].create(
            {"employee_id": (employee or self.clerk).id, "kind": "daily", "date_from": day}
        )
        report.write({"is_owed": True, "state": state})
        return report

    def proposals(self):
        return self.Proposal.search([("period_id", "=", self.period.id)])

    def test_r29b_reports_and_tasks_are_proposed_once_to_whose_card_counts_them(self):
        report = self.report()
        self.report(employee=self.seller)
        self.add_task(self.clerk, "2025-03-10", "Count the stock").action_miss()
        self.period.with_user(self.officer).action_propose_events()
        found = self.proposals()
        self.assertEqual(found.employee_id, self.clerk)
        self.assertEqual(set(found.mapped("type_id")), {self.missed, self.task_missed})
        by_report = found.filtered(lambda one: one.type_id == self.missed)
        self.assertEqual((by_report.res_model, by_report.res_id), (report._name, report.id))
        self.assertIn("was due on", by_report.description)
        with patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 60):
            self.env["marketing.appraisal.period"]._cron_propose()
        self.assertEqual(self.proposals(), found)

    def test_r29b_what_settles_itself_is_taken_back_and_what_is_decided_stays(self):
        reports = self.report() | self.report("2025-03-10") | self.report("2025-03-11")
        self.Proposal._propose(self.period)
        first, second, third = self.proposals().sorted("date")
        first.with_user(self.officer).action_record()
        dialog = self.env["marketing.appraisal.dismissal"].with_user(self.officer)
        dialog.create({"proposal_ids": second.ids, "reason": "The line was down"}).action_dismiss()
        reports.write({"state": "submitted"})
        self.Proposal._propose(self.period)
        self.assertEqual(self.proposals().sorted("date"), first | second)
        self.assertFalse(third.exists())
        reports.write({"state": "due"})
        self.Proposal._propose(self.period)
        self.assertEqual(len(self.proposals()), 3)
        self.assertEqual(len(self.env["marketing.appraisal.event"].search([("employee_id", "=", self.clerk.id)])), 1)

    def test_r29b_a_recorded_proposal_is_an_event_the_person_reads(self):
        self.report()
        self.Proposal._propose(self.period)
        one = self.proposals().with_user(self.officer)
        one.action_record()
        self.assertEqual((one.event_id.type_id, one.event_id.employee_id), (self.missed, self.clerk))
        self.assertEqual(one.event_id.recorded_by_id, self.officer)
        with self.assertRaisesRegex(UserError, "is decided already"):
            one.action_record()
        with self.assertRaisesRegex(UserError, "is decided already"):
            one._dismiss("No")

    def test_r29b_dismissing_needs_a_reason(self):
        self.report()
        self.Proposal._propose(self.period)
        with self.assertRaisesRegex(UserError, "Say why it is no event"):
            self.proposals().with_user(self.officer)._dismiss(" ")

    def test_r29b_money_that_is_late_is_proposed_from_so_many_days_on(self):
        """Invoiced on 20 January, never paid: late for 9 days by the end of February, for 40 by that of March."""
        self.invoice(self.seller.user_id, "2025-01-20", 50)
        for days, expected in ((41, 0), (40, 1), (10, 1), (9, 0), (1, 0)):
            self.poorly.proposed_after = days
            with self.subTest(days=days):
                self.Proposal._propose(self.period)
                self.assertEqual(len(self.proposals().filtered(lambda one: one.type_id == self.poorly)), expected)
        self.poorly.proposed_after = 30
        self.Proposal._propose(self.period)
        one = self.proposals().filtered(lambda one: one.type_id == self.poorly)
        self.assertEqual((one.days, one.employee_id), (40, self.clerk))
        self.assertIn("overdue for 40 days", one.with_context(lang="en_US").description)

    def test_nobody_else_reads_or_decides_proposals_and_nobody_their_own(self):
        self.report()
        self.Proposal._propose(self.period)
        for user in (self.clerk.user_id, self.boss.user_id, self.general_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.Proposal.with_user(user).search([], limit=1)
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.assertFalse(self.Proposal.with_user(self.clerk.user_id).search([("period_id", "=", self.period.id)]))
        with self.assertRaises(AccessError):
            self.proposals().with_user(self.clerk.user_id).action_record()
        with self.assertRaises(AccessError):
            self.proposals().with_user(self.officer).state = "recorded"

    def rating(self, code, employee=None):
        case = self.appraisal_of(self.period, employee or self.clerk)
        return case.rating_ids.filtered(lambda one: one.behaviour_id.code == code)

    def test_r21_a_behaviour_score_is_proposed_from_facts_with_its_reason(self):
        self.assertEqual(self.rating("conduct").proposed_score, 5)
        self.assertEqual(self.rating("conduct").proposal_reason, "Nothing against it is on record.")
        self.assertEqual(self.rating("environment").proposed_score, 0)
        self.assertEqual(self.rating("environment").proposal_reason, "Nothing that Odoo knows tells about it.")
        self.report()
        self.report("2025-03-10")
        self.report("2025-04-01")
        conduct = self.rating("conduct").with_user(self.officer).with_context(lang="en_US")
        conduct.invalidate_recordset(["proposed_score", "proposal_reason"])
        self.assertEqual(conduct.proposed_score, 3)
        self.assertIn("Report not handed in: 2 (03/07/2025", conduct.proposal_reason)

    def test_r21_absence_takes_two_and_never_below_one(self):
        for day in ("2025-03-03", "2025-03-04", "2025-03-05"):
            self.env["marketing.appraisal.event"].with_user(self.officer).create(
                {
                    "employee_id": self.clerk.id,
                    "type_id": self.env.ref("marketing_appraisal.event_type_absence").id,
                    "date": day,
                    "description": "Did not come",
                }
            )
        self.assertEqual(self.rating("attendance").proposed_score, 1)

    def test_r21_taking_over_gives_what_is_not_given_and_nothing_of_oneself(self):
        self.report()
        self.rating("attendance").with_user(self.officer).score = 2
        self.period.with_user(self.officer).action_take_proposals()
        self.assertEqual((self.rating("conduct").score, self.rating("attendance").score), (4, 2))
        self.assertIn("Report not handed in", self.rating("conduct").note)
        self.assertFalse(self.rating("environment").is_scored)
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.period.with_user(self.clerk.user_id).action_take_proposals()
        self.assertFalse(self.rating("professionalism").filtered("is_scored") - self.rating("professionalism"))

    def test_proposals_take_as_many_queries_for_all_as_for_few(self):
        ratings = self.period.appraisal_ids.rating_ids.filtered("behaviour_id")
        counts = []
        for some in (ratings[:6], ratings):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.mapped("proposal_reason")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)
