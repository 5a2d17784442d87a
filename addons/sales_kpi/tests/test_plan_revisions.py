from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SalesKpiCase


@tagged("post_install", "-at_install")
class TestPlanRevisions(SalesKpiCase):
    """An approved plan stays as it is: a revision takes its place, or a controller sets it back and says why."""

    def test_a_revision_takes_the_place_and_the_earlier_plan_stays(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000)])
        revision = self.env["sales.quota"].browse(plan.action_revise()["res_id"])
        self.assertEqual(plan.action_revise()["res_id"], revision.id)
        revision.line_ids.amount = 1500
        self.assertEqual(self.table().of_person(self.seller.id).denominator, 1000)
        revision.action_approve()
        self.assertEqual((plan.state, plan.line_ids.amount), ("revised", 1000))
        self.assertEqual(self.table().of_person(self.seller.id).denominator, 1500)
        with self.assertRaisesRegex(UserError, "was revised"):
            plan.line_ids.amount = 1
        with self.assertRaisesRegex(UserError, "Only an approved plan"):
            plan.action_revise()

    def test_a_revision_that_is_set_back_leaves_the_earlier_plan_in_its_place_until_it_is_approved_again(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000)])
        revision = self.env["sales.quota"].browse(plan.action_revise()["res_id"])
        revision.line_ids.amount = 1500
        revision.action_approve()
        again = self.env["sales.quota"].browse(revision.action_revise()["res_id"])
        self.assertEqual((revision.name, again.name), ("Plan 2025, revision 1", "Plan 2025, revision 2"))
        again.line_ids.amount = 1600
        again.action_approve()
        again._reset_to_draft("A slip")
        self.assertEqual([one.state for one in (plan, revision, again)], ["revised", "approved", "draft"])
        self.assertEqual(self.table().of_person(self.seller.id).denominator, 1500)
        again.line_ids.amount = 1700
        again.action_approve()
        self.assertEqual([one.state for one in (plan, revision, again)], ["revised", "revised", "approved"])
        self.assertEqual(self.table().of_person(self.seller.id).denominator, 1700)
        again._reset_to_draft("Needless")
        again.unlink()
        self.assertEqual(self.table().of_person(self.seller.id).denominator, 1500)
        with self.assertRaisesRegex(UserError, "another plan has taken its place"):
            plan.action_approve()

    def test_a_plan_does_not_come_back_where_another_has_taken_over(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000), (self.chief, "2025-03-01", 10)])
        revision = self.env["sales.quota"].browse(plan.action_revise()["res_id"])
        revision.line_ids.filtered(lambda line: line.employee_id == self.chief).unlink()
        revision.action_approve()
        self.plan([(self.chief, "2025-03-01", 20)], name="The chief's own")
        with self.assertRaisesRegex(UserError, "has an approved quota .* in The chief's own"), self.cr.savepoint():
            revision._reset_to_draft("A slip")
        self.assertEqual(revision.state, "approved")

    def test_a_revision_lists_what_it_changes(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000), (self.chief, "2025-03-01", 10)])
        revision = self.env["sales.quota"].browse(plan.action_revise()["res_id"])
        of = {line.employee_id: line for line in revision.line_ids}
        of[self.seller].amount = 1500
        of[self.chief].unlink()
        self.env["sales.quota.line"].create(
            {"quota_id": revision.id, "employee_id": self.other_seller.id, "month": "2025-03-01", "amount": 5}
        )
        self.env.flush_all()
        changes = self.env["sales.quota.change"].search([("quota_id", "=", revision.id)])
        self.assertEqual(
            {row.employee_id: (row.before, row.amount, row.difference) for row in changes},
            {self.seller: (1000, 1500, 500), self.chief: (10, 0, -10), self.other_seller: (0, 5, 5)},
        )

    def test_what_an_approved_plan_is_stays_also_through_rpc(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000)])
        for vals in (
            {"name": "X"},
            {"date_to": "2025-06-30"},
            {"rate_date": "2025-02-01"},
            {"kpi_id": self.plan_kpi.id},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "is approved"):
                plan.write(vals)

    def test_only_a_controller_sets_back_and_says_why(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000)])
        manager = self.new_user("planner", "base.group_user,sales_kpi.group_sales_manager")
        controller = self.new_user("controller", "base.group_user,sales_kpi.group_controller")
        with self.assertRaises(AccessError):
            self.env["sales.quota.reset"].with_user(manager).create({"quota_id": plan.id, "reason": "Typing"})
        with self.assertRaisesRegex(AccessError, "by a controller"):
            plan.with_user(manager)._reset_to_draft("Typing")
        wizard = self.env["sales.quota.reset"].with_user(controller).create({"quota_id": plan.id, "reason": " "})
        with self.assertRaisesRegex(UserError, "Say why"):
            wizard.action_reset()
        wizard.reason = "Typed twice"
        wizard.action_reset()
        self.assertEqual(plan.state, "draft")
        self.assertIn("Typed twice", plan.message_ids[0].body)

    # ------------------------------------------------------------------ currencies

    def test_setting_back_says_which_months_are_closed(self):
        plan = self.plan([(self.seller, "2025-03-01", 100), (self.seller, "2025-04-01", 100)])
        wizard = self.env["sales.quota.reset"].create({"quota_id": plan.id, "reason": "A slip"})
        self.assertFalse(wizard.closed_months)
        self.env["sales.kpi.closing"].create({"month": "2025-03-01", "company_id": self.company.id}).action_close()
        wizard.invalidate_recordset()
        self.assertEqual(wizard.closed_months, "2025-03")
