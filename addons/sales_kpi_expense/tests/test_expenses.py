from odoo.tests import freeze_time, tagged

from odoo.addons.sales_kpi.tests.common import CollectionCase


@tagged("post_install", "-at_install")
@freeze_time("2025-03-15")
class TestExpenses(CollectionCase):
    """R12: what people hand in counts against their budget."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.budget = cls.env.ref("sales_kpi.kpi_expense_use")
        cls.travel = cls.env["product.product"].create(
            {"name": "Travel", "can_be_expensed": True, "standard_price": 0, "supplier_taxes_id": False}
        )
        cls.seller.work_contact_id = cls.seller.user_id.partner_id
        cls.account = cls.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", cls.company.ids)], limit=1
        )

    def spend(self, amount, day, distribution=False):
        expense = self.env["hr.expense"].create(
            {
                "name": "Train",
                "employee_id": self.seller.id,
                "company_id": self.company.id,
                "product_id": self.travel.id,
                "account_id": self.account.id,
                "total_amount_currency": amount,
                "tax_ids": False,
                "date": day,
                "payment_mode": "own_account",
                "analytic_distribution": distribution,
            }
        )
        expense.action_submit()
        expense._do_approve(check=False)
        expense._post_without_wizard()
        return expense

    def used(self, person=None):
        self.env.flush_all()
        return self.table(self.budget).of_employee_alone((person or self.seller).id).numerator

    def test_r12_without_an_analytic_account_it_is_the_persons(self):
        self.plan([(self.seller, "2025-03-01", 1000)], kpi_id=self.budget.id)
        self.spend(120, "2025-03-10")
        self.assertEqual(self.used(), 120)

    def test_r12_on_the_account_of_a_budget_it_counts_there_once(self):
        plan = self.env["account.analytic.plan"].create({"name": "Costs"})
        account = self.env["account.analytic.account"].create(
            {"name": "Chief", "plan_id": plan.id, "company_id": self.company.id}
        )
        quota = self.plan(
            [(self.seller, "2025-03-01", 1000), (self.chief, "2025-03-01", 500)], approve=False, kpi_id=self.budget.id
        )
        quota.row_ids.filtered(lambda row: row.employee_id == self.chief).analytic_account_id = account
        quota.action_approve()
        self.spend(120, "2025-03-10", {str(account.id): 100})
        self.assertEqual((self.used(), self.used(self.chief)), (0, 120))

    def test_r12_without_a_budget_nothing_is_counted(self):
        self.spend(120, "2025-03-10")
        self.assertEqual(self.used(), 0)
