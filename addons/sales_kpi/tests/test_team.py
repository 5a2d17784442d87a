from decimal import Decimal

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common import CollectionCase


@tagged("post_install", "-at_install")
class TestTeamAttainment(CollectionCase):
    """R11: members who reach their plan, of those who have one, without the manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi = cls.env.ref("sales_kpi.kpi_team_attainment")
        cls.members = [cls.new_employee(f"member{n}", cls.east_sales, cls.seller_job, cls.chief) for n in range(9)]
        cls.members.append(cls.seller)

    def attainment(self, manager=None, month=3):
        self.env.flush_all()
        return self.table(self.kpi, month).of_person((manager or self.chief).id)

    def test_r11_worked_examples(self):
        """A team of ten, met by nine to five of them."""
        self.plan([(member, "2025-03-01", 100) for member in self.members])
        for member in self.members[:5]:
            self.invoice(member.user_id, "2025-03-10", 100)
        scale = self.env.ref("sales_kpi.scale_team_attainment")._to_engine()
        for met, points in ((5, 0), (6, 10), (7, 15), (8, 18), (9, 20)):
            if met > 5:
                self.invoice(self.members[met - 1].user_id, "2025-03-20", 100)
            measure = self.attainment()
            self.assertEqual((measure.numerator, measure.denominator), (met, 10))
            self.assertEqual(scale.points(self.kpi._get_value(measure)), points)

    def test_r11_the_manager_and_members_without_a_quota_do_not_count(self):
        self.plan([(self.members[0], "2025-03-01", 100), (self.chief, "2025-03-01", 100)])
        self.invoice(self.chief.user_id, "2025-03-10", 500)
        self.invoice(self.members[1].user_id, "2025-03-10", 500)
        measure = self.attainment()
        self.assertEqual((measure.numerator, measure.denominator), (0, 1))

    def test_r11_nobody_with_a_quota_gives_no_value(self):
        self.assertIsNone(self.kpi._get_value(self.attainment()))

    def test_r11_exactly_the_threshold_counts_and_a_cent_less_does_not(self):
        self.plan([(self.members[0], "2025-03-01", 100), (self.members[1], "2025-03-01", 100)])
        self.invoice(self.members[0].user_id, "2025-03-10", 100)
        self.invoice(self.members[1].user_id, "2025-03-10", 99.99)
        self.assertEqual(self.attainment().numerator, 1)
        self.kpi.threshold = 0.9
        self.assertEqual(self.attainment().numerator, 2)

    def test_r11_the_superior_has_their_own_members_only(self):
        self.plan([(self.members[0], "2025-03-01", 100), (self.chief, "2025-03-01", 100)])
        self.invoice(self.members[0].user_id, "2025-03-10", 100)
        self.assertEqual(self.attainment(self.boss).denominator, 1)
        self.assertEqual(self.attainment(self.boss).numerator, 0)

    def test_r19_a_member_is_evidence_and_opens_the_members_figure(self):
        self.plan([(self.members[0], "2025-03-01", 100)])
        self.invoice(self.members[0].user_id, "2025-03-10", 80)
        self.env.flush_all()
        row = self.env["sales.kpi.evidence"].search([("kpi_id", "=", self.kpi.id)])
        self.assertEqual(row.label, "member0 · 80.00 %")
        figure = self.env["sales.kpi.report"].search(row.action_open_document()["domain"])
        self.assertEqual((figure.employee_id, figure.numerator), (self.members[0], 80.0))

    def test_r11_needs_a_plan_completion(self):
        with self.assertRaises(ValidationError):
            self.kpi.source_kpi_id = False


@tagged("post_install", "-at_install")
class TestExpenseUse(CollectionCase):
    """R12: posted expenses on the budget's analytic account, of the budget."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi = cls.env.ref("sales_kpi.kpi_expense_use")
        plan = cls.env["account.analytic.plan"].create({"name": "Sales Budget"})
        cls.east_costs, cls.west_costs = cls.env["account.analytic.account"].create(
            [{"name": name, "plan_id": plan.id, "company_id": cls.company.id} for name in ("East", "West")]
        )
        cls.account = cls.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", cls.company.id)], limit=1
        )

    def spend(self, day, amount, distribution, post=True):
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "company_id": self.company.id,
                "partner_id": self.customer.id,
                "invoice_date": day,
                "date": day,
                "invoice_line_ids": [
                    (0, 0, {
                        "name": "Fair", "quantity": 1, "price_unit": amount, "tax_ids": False,
                        "account_id": self.account.id, "analytic_distribution": distribution,
                    })
                ],
            }
        )  # fmt: skip
        if post:
            bill.action_post()
        return bill

    def budget(self, *lines):
        quota = self.plan([], approve=False, kpi_id=self.kpi.id)
        for employee, month, amount, account in lines:
            self.env["sales.quota.line"].create(
                {
                    "quota_id": quota.id, "employee_id": employee.id, "month": month, "amount": amount,
                    "analytic_account_id": account.id,
                }
            )  # fmt: skip
        quota.action_approve()

    def use(self, employee, month=3):
        self.env.flush_all()
        return self.table(self.kpi, month).of_employee_alone(employee.id)

    def test_r12_posted_items_of_the_month_on_the_account(self):
        self.budget(
            (self.chief, "2025-03-01", 1000, self.east_costs), (self.other_chief, "2025-03-01", 500, self.west_costs)
        )
        self.spend("2025-03-10", 600, {str(self.east_costs.id): 100})
        self.spend("2025-03-31", 400, {str(self.east_costs.id): 25, str(self.west_costs.id): 75})
        self.spend("2025-03-15", 999, {str(self.east_costs.id): 100}, post=False)
        self.spend("2025-04-01", 50, {str(self.east_costs.id): 100})
        self.assertEqual((self.use(self.chief).numerator, self.use(self.chief).rate), (700, Decimal("0.7")))
        self.assertEqual(self.use(self.other_chief).numerator, 300)
        self.assertEqual(self.use(self.chief, 4).numerator, 0)

    def test_r12_without_a_budget_there_is_no_value(self):
        self.spend("2025-03-10", 600, {str(self.east_costs.id): 100})
        self.assertIsNone(self.use(self.chief).rate)

    def test_r12_a_bill_that_is_credited(self):
        self.budget((self.chief, "2025-03-01", 1000, self.east_costs))
        bill = self.spend("2025-03-10", 600, {str(self.east_costs.id): 100})
        reversal = bill._reverse_moves([{"date": "2025-03-20", "invoice_date": "2025-03-20"}])
        reversal.action_post()
        self.assertEqual(self.use(self.chief).numerator, 0)


@freeze_time("2025-06-18 04:00:00")
@tagged("post_install", "-at_install")
class TestInformationSystem(CollectionCase):
    """R17: daily reports in time, customer files, market and service feedback."""

    def get_kpi(self, name):
        return self.env.ref(f"sales_kpi.kpi_{name}")

    def report(self, day, employee=None, kind="daily", **vals):
        return self.env["marketing.work.report"].create(
            {"employee_id": (employee or self.seller).id, "kind": kind, "date_from": day, "date_due": day, **vals}
        )

    def measure(self, name, month=6, employee=None):
        self.env.flush_all()
        return self.table(self.get_kpi(name), month).of_person((employee or self.seller).id)

    def test_r17_daily_reports_in_time_of_those_due(self):
        self.report("2025-06-10", state="submitted", submitted_date="2025-06-10 05:00:00")
        self.report("2025-06-11", state="submitted", submitted_date="2025-06-14 05:00:00")
        self.report("2025-06-12")
        self.report("2025-06-18")
        self.report("2025-06-13", is_owed=False, state="submitted")
        measure = self.measure("reports_in_time")
        self.assertEqual((measure.numerator, measure.denominator), (1, 3))
        self.assertEqual(self.measure("reports_in_time", employee=self.chief).denominator, 3)

    def test_r17_feedback_against_four_a_person_and_month(self):
        for day in (2, 3, 4):
            self.report(f"2025-06-0{day}", state="submitted", market_feedback="Prices fall", service_feedback=" ")
        self.report("2025-06-05", market_feedback="Not handed in")
        market, service = self.measure("market_feedback"), self.measure("service_feedback")
        self.assertEqual((market.numerator, market.denominator), (3, 4))
        self.assertEqual((service.numerator, service.denominator), (0, 4))

    def test_r17_customer_files_complete_of_those_owned(self):
        owner = {"user_id": self.seller.user_id.id, "create_date": "2025-05-01"}
        Partner = self.env["res.partner"]
        Partner.create({"name": "Whole", "phone": "1", "street": "x", **owner})
        Partner.create({"name": "No address", "email": "a@example.com", **owner})
        Partner.create({"name": "No phone", "city": "x", **owner})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2025-05-01' WHERE user_id = %s", [self.seller.user_id.id]
        )
        measure = self.measure("customer_files")
        self.assertEqual((measure.numerator, measure.denominator), (1, 3))
        self.assertEqual(self.measure("customer_files", 4).denominator, 0)
