from odoo.exceptions import AccessError, UserError

from .common import CollectionCase


class TestReassign(CollectionCase):
    """R10a: documents of nobody get their person, on the document itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsider = cls.new_user("outsider")
        cls.sales_manager = cls.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        cls.mine = cls.invoice(cls.seller.user_id, "2025-03-10", 900)
        cls.nobodys = cls.invoice(None, "2025-03-10", 30)
        cls.outsiders = cls.invoice(cls.outsider, "2025-03-20", 70)

    def row(self, kpi=None, month="2025-03-01"):
        rows = self.as_user("sales.kpi.report", self.sales_manager).search(
            [("kpi_id", "=", (kpi or self.plan_kpi).id), ("month", "=", month), ("employee_id", "=", False)]
        )
        return rows.filtered("is_unassigned")

    def dialog(self, row=None, employee=None, reason="Entered by the office"):
        action = (row or self.row()).action_reassign()
        wizard = self.env[action["res_model"]].with_user(self.sales_manager).browse(action["res_id"])
        wizard.write({"employee_id": (employee or self.other_seller).id, "reason": reason})
        return wizard

    def test_r10a_the_dialog_lists_what_the_row_sums_and_the_figures_follow(self):
        wizard = self.dialog()
        self.assertEqual(sum(wizard.line_ids.mapped("amount")), 100)
        before = self.table().of_company().numerator
        wizard.action_reassign()
        table = self.table()
        self.assertEqual(table.of_person(self.other_seller.id).numerator, 100)
        self.assertEqual(table.of_company().numerator, before)
        self.assertFalse(self.row())
        self.assertEqual((self.nobodys | self.outsiders).invoice_user_id, self.other_seller.user_id)
        self.assertIn("Entered by the office", self.nobodys.message_ids[0].body)
        self.assertEqual(self.nobodys.message_ids[0].author_id, self.sales_manager.partner_id)

    def test_only_what_is_ticked(self):
        wizard = self.dialog()
        wizard.line_ids.filtered(lambda line: line.res_id == self.outsiders.id).take = False
        wizard.action_reassign()
        self.assertEqual(self.outsiders.invoice_user_id, self.outsider)
        self.assertEqual(self.row().numerator, 70)

    def test_r10a_a_document_of_nobody_is_assigned_from_the_list_of_documents(self):
        rows = self.as_user("sales.kpi.evidence", self.sales_manager).search(
            [("kpi_id", "=", self.plan_kpi.id), ("date", ">=", "2025-03-01"), ("kind", "=", "done")]
        )
        self.assertEqual(sum(rows.filtered("can_assign").mapped("numerator")), 100)
        with self.assertRaisesRegex(UserError, "not assigned to anybody"):
            rows.action_assign()
        row = rows.filtered(lambda one: one.res_id == self.nobodys.id)
        wizard = self.env["sales.kpi.reassign"].browse(row.action_assign()["res_id"]).with_user(self.sales_manager)
        self.assertEqual((wizard.line_ids.mapped("res_id"), wizard.month_label), ([self.nobodys.id], "2025-03"))
        wizard.write({"employee_id": self.other_seller.id, "reason": "By telephone"})
        wizard.action_reassign()
        self.assertEqual(self.nobodys.invoice_user_id, self.other_seller.user_id)
        self.assertEqual(self.outsiders.invoice_user_id, self.outsider)

    def test_r13_a_receipt_follows_its_invoice_and_without_one_its_customer(self):
        self.pay(self.nobodys, 30, "2025-03-25")
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": 500,
                "date": "2025-03-26",
                "journal_id": self.bank.id,
                "company_id": self.company.id,
            }
        )
        payment.action_post()
        self.assertEqual(self.collected(), {"unassigned": 530})
        self.dialog(self.row(self.kpi)).action_reassign()
        self.assertEqual(self.collected(), {"other_seller": 530})
        self.assertEqual(self.nobodys.invoice_user_id, self.other_seller.user_id)
        self.assertEqual(self.customer.user_id, self.other_seller.user_id)

    def test_orders_too(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": self.outsider.id,
                "order_line": [(0, 0, {"product_id": self.product.id, "price_unit": 40, "tax_ids": False})],
            }
        )
        order.action_confirm()
        order.date_order = "2025-03-05 04:00:00"
        kpi = self.env.ref("sales_kpi.kpi_new_customers")
        self.dialog(self.row(kpi)).action_reassign()
        self.assertEqual(order.user_id, self.other_seller.user_id)

    def test_refused_without_a_reason_a_login_or_before_the_hire(self):
        self.other_seller.contract_date_start = "2025-03-15"
        self.other_seller.date_version = "2025-03-15"
        with self.assertRaisesRegex(UserError, "did not work here"):
            self.dialog().action_reassign()
        with self.assertRaisesRegex(UserError, "why"):
            self.dialog(employee=self.seller, reason=" ").action_reassign()
        self.seller.user_id = False
        with self.assertRaisesRegex(UserError, "no login"):
            self.dialog(employee=self.seller).action_reassign()
        wizard = self.dialog(employee=self.chief)
        wizard.line_ids.take = False
        with self.assertRaises(UserError):
            wizard.action_reassign()
        self.assertFalse(self.nobodys.invoice_user_id)

    def test_what_is_somebodys_meanwhile_or_always_was_stays(self):
        wizard = self.dialog()
        self.nobodys.invoice_user_id = self.seller.user_id
        with self.assertRaisesRegex(UserError, "meanwhile"):
            wizard.action_reassign()
        forged = self.dialog()
        forged.line_ids[0].write({"res_id": self.mine.id})
        with self.assertRaises(UserError):
            forged.action_reassign()
        self.assertEqual(self.mine.invoice_user_id, self.seller.user_id)
        row = self.as_user("sales.kpi.report", self.sales_manager).search(
            [("employee_id", "=", self.seller.id)], limit=1
        )
        with self.assertRaises(UserError):
            row.action_reassign()

    def test_only_a_sales_manager(self):
        row = self.row()
        for user in (self.chief.user_id, self.seller.user_id):
            with self.assertRaises(AccessError):
                row.with_user(user).action_reassign()
            with self.assertRaises(AccessError):
                self.env["sales.kpi.reassign"].with_user(user).create(
                    {"kpi_id": self.plan_kpi.id, "company_id": self.company.id}
                )
