from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import SalesKpiCase


class TestQuota(SalesKpiCase):
    def test_a_plan_is_approved_by_the_button_only(self):
        plan = self.plan([(self.seller, "2025-03-01", 100)], approve=False)
        manager = self.new_user("planner", "base.group_user,sales_kpi.group_sales_manager")
        for record, vals in ((plan, {"state": "approved"}), (plan.line_ids, {"state": "approved"})):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_user(manager).write(vals)
        with self.assertRaises(AccessError):
            plan.with_user(manager).copy({"state": "approved"})
        plan.with_user(manager).action_approve()
        self.assertEqual((plan.state, plan.approved_by_id), ("approved", manager))
        with self.assertRaises(AccessError):
            plan.line_ids.with_user(manager).write({"state": "draft"})

    def test_a_month_is_kept_as_its_first_day(self):
        plan = self.plan([(self.seller, "2025-03-17", 1000)], approve=False)
        self.assertEqual(plan.line_ids.month, date(2025, 3, 1))

    def test_an_approved_plan_is_fixed_until_set_back(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000)])
        line = plan.line_ids
        for attempt in (
            lambda: line.write({"amount": 1}),
            lambda: line.unlink(),
            lambda: line.create(
                {"quota_id": plan.id, "employee_id": self.chief.id, "month": "2025-03-01", "amount": 1}
            ),
        ):
            with self.assertRaisesRegex(UserError, "Plan 2025 is approved"), self.cr.savepoint():
                attempt()
        with self.assertRaisesRegex(UserError, "set it back to draft"), self.cr.savepoint():
            plan.unlink()
        plan._reset_to_draft("A slip")
        line.amount = 1

    def test_an_empty_plan_and_one_approved_twice_are_refused(self):
        with self.assertRaisesRegex(UserError, "has no quota"), self.cr.savepoint():
            self.plan([])
        plan = self.plan([(self.seller, "2025-03-01", 1000)])
        with self.assertRaisesRegex(UserError, "approved already"):
            plan.action_approve()

    def test_nobody_has_two_approved_quotas_for_one_month(self):
        self.plan([(self.seller, "2025-03-01", 1000)])
        second = self.plan([(self.seller, "2025-03-01", 10)], approve=False, name="Second")
        with self.assertRaisesRegex(ValidationError, "has an approved quota .* in Plan 2025"):
            second.action_approve()

    def test_negative_amounts_double_lines_and_foreign_months_are_refused(self):
        with mute_logger("odoo.sql_db"):
            for amounts in (
                [(self.seller, "2025-03-01", -1)],
                [(self.seller, "2025-03-01", 1), (self.seller, "2025-03-31", 2)],
            ):
                with self.assertRaises(IntegrityError), self.cr.savepoint():
                    self.plan(amounts, approve=False)
        with self.assertRaisesRegex(ValidationError, "lies outside Plan 2025"), self.cr.savepoint():
            self.plan([(self.seller, "2026-01-01", 1)], approve=False)

    def test_totals_of_several_plans_take_one_query(self):
        plans = self.plan([(self.seller, "2025-03-01", 1)], approve=False) + self.plan(
            [(self.seller, "2025-03-01", 2)], approve=False, name="Second"
        )
        self.env.flush_all()
        plans.invalidate_recordset(["total_amount"])
        with self.assertQueryCount(1):
            self.assertEqual(plans.mapped("total_amount"), [1, 2])

    def test_a_plan_is_copied_as_a_draft_with_its_lines(self):
        copy = self.plan([(self.seller, "2025-03-01", 1000)]).copy({"name": "Next"})
        self.assertEqual((copy.state, copy.line_ids.amount), ("draft", 1000))
