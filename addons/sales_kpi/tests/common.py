from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.marketing_roles.tests.common import MarketingRolesCase


# A chart of accounts is only loaded well once every module is.
@tagged("post_install", "-at_install")
class SalesKpiCase(MarketingRolesCase):
    """The company of marketing_roles with a chart of accounts, a product and a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading("generic_coa", company=cls.company, install_demo=False)
        cls.product = cls.env["product.product"].create({"name": "Thing", "list_price": 100, "taxes_id": False})
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.plan_kpi = cls.env.ref("sales_kpi.kpi_plan_completion")
        cls.unit_kpi = cls.env.ref("sales_kpi.kpi_company_result")

    @classmethod
    def invoice(cls, user, day, amount, move_type="out_invoice", post=True, **vals):
        """Create a customer invoice or credit note of one line without tax."""
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "company_id": cls.company.id,
                "partner_id": cls.customer.id,
                "invoice_date": day,
                "date": day,
                "invoice_user_id": user.id if user else False,
                "invoice_line_ids": [
                    (0, 0, {"product_id": cls.product.id, "quantity": 1, "price_unit": amount, "tax_ids": False})
                ],
                **vals,
            }
        )
        if not user:
            move.invoice_user_id = False
        if post:
            move.action_post()
        return move

    @classmethod
    def plan(cls, amounts, approve=True, **vals):
        """Create a plan out of (employee, month, amount)."""
        quota = cls.env["sales.quota"].create(
            {
                "name": "Plan 2025",
                "company_id": cls.company.id,
                "kpi_id": cls.plan_kpi.id,
                "date_from": "2025-01-01",
                "date_to": "2025-12-31",
                "line_ids": [
                    (0, 0, {"employee_id": employee.id, "month": month, "amount": amount})
                    for employee, month, amount in amounts
                ],
                **vals,
            }
        )
        if approve:
            quota.action_approve()
        return quota

    def units(self, *rows, approve=True, **vals):
        """Make a plan out of (values that name a unit, {month: amount})."""
        plan = self.plan([], approve=False, name="Units", **vals)
        self.env["sales.quota.line"].create(
            [
                {"quota_id": plan.id, "month": f"2025-{month:02}-01", "amount": amount, **named}
                for named, amounts in rows
                for month, amount in amounts.items()
            ]
        )
        if approve:
            plan.action_approve()
        return plan

    def named(self, level):
        return {
            "company": {"level": "company"},
            "east": {"level": "branch", "department_id": self.east.id},
            "team": {"level": "team", "employee_id": self.chief.id},
        }[level]

    def table(self, kpi=None, month=3):
        """Return the measures of March 2025, or of another month."""
        kpi = kpi or self.plan_kpi
        last = date(2025, month + 1, 1).replace(day=1).toordinal() - 1
        return kpi._get_measure_tables(date(2025, month, 1), date.fromordinal(last), self.company)[kpi]

    def as_user(self, model, user):
        """Return a model as a user sees it in their own companies."""
        return self.env[model].with_user(user).with_context(allowed_company_ids=user.company_ids.ids)


class CollectionCase(SalesKpiCase):
    """Money that comes in: payments as the buttons of Odoo make them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi = cls.env.ref("sales_kpi.kpi_collection")
        cls.kpi.carry = "none"
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )

    def pay(self, moves, amount, day, **vals):
        """Register one payment for invoices, as the button on an invoice does."""
        wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=moves.ids)
        wizard = wizard.create(
            {"amount": amount, "payment_date": day, "journal_id": self.bank.id, "group_payment": True, **vals}
        )
        return wizard._create_payments()

    def collected(self, month=3):
        """Return {name of the employee: collected} of a month, without zeros."""
        self.env.flush_all()
        table = self.table(self.kpi, month)
        people = {person.id: person.name for person in self.env["hr.employee"].search([])}
        found = {}
        for cell in table._cells:
            name = people.get(cell.employee, "unassigned")
            found[name] = found.get(name, Decimal(0)) + cell.numerator
        return {name: amount.quantize(Decimal("0.01")) for name, amount in found.items() if amount}
