from datetime import date
from decimal import Decimal

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CollectionCase


@tagged("post_install", "-at_install")
class TestClosing(CollectionCase):
    """A closed month keeps its evidence; what changes later is drift, and the next month carries over from it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        cls.controller = cls.new_user("controller", "base.group_user,sales_kpi.group_controller")
        cls.plan([(cls.seller, "2025-03-01", 1000)])
        cls.sale = cls.invoice(cls.seller.user_id, "2025-03-10", 900)

    def close(self, month="2025-03-01", user=None):
        Closing = self.env["sales.kpi.closing"].with_user(user or self.manager)
        closing = Closing.create({"month": month, "company_id": self.company.id})
        closing.action_close()
        return closing

    def drift(self, closing):
        self.env.flush_all()
        self.env["sales.kpi.drift"].invalidate_model()
        rows = self.env["sales.kpi.drift"].search([("closing_id", "=", closing.id), ("kpi_id", "=", self.plan_kpi.id)])
        return {(row.label, row.change, row.numerator_change, row.denominator_change) for row in rows}

    def test_what_is_frozen_is_what_was_summed(self):
        closing = self.close()
        rows = closing.sudo().row_ids.filtered(lambda row: row.kpi_id == self.plan_kpi)
        self.assertEqual((sum(rows.mapped("numerator")), sum(rows.mapped("denominator"))), (900, 1000))
        self.assertEqual((closing.state, closing.closed_by_id, closing.drift_count), ("closed", self.manager, 0))

    def test_later_changes_are_drift_with_their_documents(self):
        closing = self.close()
        later = self.invoice(self.seller.user_id, "2025-03-20", 70)
        self.sale.button_draft()
        self.assertEqual(self.drift(closing), {(later.name, "came", 70, 0), (self.sale.name, "went", -900, 0)})
        self.sale.invoice_line_ids.price_unit = 950
        self.sale.action_post()
        self.assertEqual(self.drift(closing), {(later.name, "came", 70, 0), (self.sale.name, "changed", 50, 0)})
        row = self.env["sales.kpi.drift"].search([("label", "=", later.name), ("kpi_id", "=", self.plan_kpi.id)])
        self.assertEqual(row.action_open_document()["res_id"], later.id)

    def test_a_row_opens_itself_where_no_document_opens(self):
        closing = self.close()
        frozen = self.env["sales.kpi.closed.row"].search(
            [("closing_id", "=", closing.id), ("res_id", "=", self.sale.id), ("kpi_id", "=", self.plan_kpi.id)]
        )
        self.assertEqual(frozen.action_open_document()["res_model"], "account.move")
        self.assertFalse(frozen.document_note)

        def opened(user, row):
            row = self.as_user(row._name, user).browse(row.id)
            action = row.action_open_document()
            self.assertEqual((action["res_model"], action["res_id"]), (row._name, row.id))
            return row.document_note

        self.assertIn("rights on it", opened(self.seller.user_id, frozen))
        self.sale.button_draft()
        drift = self.env["sales.kpi.drift"].search([("label", "=", self.sale.name), ("kpi_id", "=", self.plan_kpi.id)])
        self.assertIn("rights on it", opened(self.seller.user_id, drift))
        frozen.res_id = 2**31 - 1
        self.assertEqual(opened(self.seller.user_id, frozen), "The document has been deleted.")
        frozen.res_model = "sales.kpi"
        self.assertIn("other figures", opened(self.seller.user_id, frozen))

    def test_results_rest_on_the_closed_month_and_the_live_figure_on_today(self):
        self.close()
        self.invoice(self.seller.user_id, "2025-03-20", 70)
        self.env.flush_all()
        self.assertEqual(self.table().of_person(self.seller.id).rate, Decimal("0.9"))
        live = self.env["sales.kpi.report"].search(
            [("employee_id", "=", self.seller.id), ("kpi_id", "=", self.plan_kpi.id), ("month", "=", "2025-03-01")]
        )
        self.assertEqual((live.numerator, live.drift_amount), (970, 70))

    def test_months_are_closed_in_order_and_only_when_over(self):
        with self.assertRaisesRegex(UserError, "is not over yet"):
            self.close(self.company._get_company_today().replace(day=1))
        self.close("2025-03-31")
        with self.assertRaisesRegex(UserError, "after 2025-03 comes 2025-04"), self.cr.savepoint():
            self.close("2025-05-01")
        closing = self.close("2025-04-01")
        with self.assertRaisesRegex(UserError, "closed already"):
            closing.action_close()

    def test_a_refused_month_is_not_left_behind_and_the_first_one_says_what_it_decides(self):
        first = self.env["sales.kpi.closing"].new({"month": "2025-03-01", "company_id": self.company.id})
        self.assertTrue(first.is_first)
        self.close()
        for month, words in (("2025-01-01", "after 2025-03 comes 2025-04"), ("2025-06-01", "after 2025-03")):
            with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
                self.env["sales.kpi.closing"].create({"month": month, "company_id": self.company.id})
        self.assertEqual(self.env["sales.kpi.closing"].search_count([("company_id", "=", self.company.id)]), 1)
        second = self.env["sales.kpi.closing"].create({"month": "2025-04-01", "company_id": self.company.id})
        self.assertFalse(second.is_first)

    def test_a_revision_that_says_the_same_is_no_drift_and_another_quota_is_one_row(self):
        closing = self.close()
        plan = self.env["sales.quota"].search([("kpi_id", "=", self.plan_kpi.id), ("state", "=", "approved")])
        plan.action_revise()
        same = plan.revision_ids
        same.action_approve()
        self.assertEqual(self.drift(closing), set())
        same.action_revise()
        other = same.revision_ids
        other.row_ids.amount_03 = 1100
        other.action_approve()
        self.assertEqual(self.drift(closing), {(other.name, "changed", 0, 100)})

    def test_before_the_closing_what_is_open_is_told(self):
        closing = self.env["sales.kpi.closing"].with_user(self.manager).create(
            {"month": "2025-03-01", "company_id": self.company.id}
        )  # fmt: skip
        self.assertFalse(closing.open_points)
        self.invoice(self.seller.user_id, "2025-03-12", 5, post=False)
        self.invoice(self.env["res.users"], "2025-03-12", 5)
        self.plan([(self.chief, "2025-03-01", 20)], approve=False, name="Late plan")
        self.env.flush_all()
        closing.invalidate_recordset()
        for words in ("belong to nobody, over all KPIs: 1", "Draft invoices .*: 1", "draft: Late plan"):
            self.assertRegex(closing.open_points, words)
        closing.action_close()
        self.assertFalse(closing.open_points)

    def test_a_kpi_that_came_after_the_closing_has_changed_nothing(self):
        closing = self.close()
        later = self.env.ref("sales_kpi.kpi_plan_completion").copy({"name": "Later", "code": "later"})
        self.env.flush_all()
        self.assertFalse(self.env["sales.kpi.drift"].search([("kpi_id", "=", later.id)]))
        self.assertEqual(closing.drift_count, 0)

    def test_a_month_to_come_is_not_entered(self):
        with self.assertRaisesRegex(UserError, "2999-01 is not over yet"), self.cr.savepoint():
            self.env["sales.kpi.closing"].create({"month": "2999-01-15", "company_id": self.company.id})

    def test_only_a_controller_opens_the_last_month_again_and_says_why(self):
        march, april = self.close(), self.close("2025-04-01")
        with self.assertRaises(AccessError):
            april._open_again("Why not")
        with self.assertRaises(AccessError):
            april.write({"state": "open"})
        with self.assertRaisesRegex(UserError, "not deleted"):
            april.unlink()
        with self.assertRaisesRegex(UserError, "Only the last closed month"):
            march.with_user(self.controller)._open_again("A slip")
        with self.assertRaisesRegex(UserError, "Say why"):
            april.with_user(self.controller)._open_again("  ")
        april.with_user(self.controller)._open_again("A slip")
        self.assertEqual((april.state, april.sudo().row_ids.ids), ("open", []))
        self.assertIn("A slip", april.message_ids[0].body)
        april.action_close()
        self.assertEqual(april.state, "closed")

    def test_everybody_reads_what_is_theirs(self):
        closing = self.close()
        self.invoice(self.seller.user_id, "2025-03-20", 70)
        for model in ("sales.kpi.closed.row", "sales.kpi.drift"):
            own = self.as_user(model, self.seller.user_id).search([("kpi_id", "=", self.plan_kpi.id)])
            self.assertEqual(own.employee_id, self.seller, model)
            team = self.as_user(model, self.chief.user_id).search([("kpi_id", "=", self.plan_kpi.id)])
            self.assertEqual(team.employee_id, self.seller, model)
            other = self.as_user(model, self.other_seller.user_id).search([("kpi_id", "=", self.plan_kpi.id)])
            self.assertFalse(other, model)
        with self.assertRaises(AccessError):
            self.env["sales.kpi.closing"].with_user(self.seller.user_id).browse(closing.id).read(["month"])
        with self.assertRaises(AccessError):
            closing.row_ids.with_user(self.manager).write({"numerator": 1})

    def test_r14_the_next_month_carries_over_from_the_closed_balance(self):
        self.kpi.carry = "shortfall"
        self.plan([(self.seller, f"2025-0{month}-01", 100) for month in (1, 2, 3, 4)], kpi_id=self.kpi.id, name="Money")
        first = self.invoice(self.seller.user_id, "2025-01-05", 60)
        self.pay(first, 60, "2025-01-15")

        def effective():
            found = {}
            for month in (1, 2, 3, 4):
                found[month] = self.table(self.kpi, month).of_employee_alone(self.seller.id).denominator
            return found

        at_once = effective()
        self.assertEqual(at_once, {1: 100, 2: 140, 3: 240, 4: 340})
        for month in (1, 2):
            self.close(date(2025, month, 1))
            self.assertEqual(effective(), at_once)
        # Money that comes later for a closed month changes nothing that is carried over.
        late = self.invoice(self.seller.user_id, "2025-01-06", 40)
        self.pay(late, 40, "2025-01-16")
        self.assertEqual(effective(), at_once)
        live = self.env["sales.kpi.report"].search(
            [("employee_id", "=", self.seller.id), ("kpi_id", "=", self.kpi.id), ("month", "=", "2025-03-01")]
        )
        self.assertEqual((live.planned, live.carried), (100, 140))
