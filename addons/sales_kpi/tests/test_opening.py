import random
from datetime import date, timedelta
from decimal import Decimal

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from .common import CollectionCase
from .test_carry import recursion

FIELDS = ["kpi_id", "employee_id", "month", "amount", "note"]


@tagged("post_install", "-at_install")
class TestOpening(CollectionCase):
    """R72: roll-over balances from before the installation are brought in, and R14 goes on from them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi.carry = "shortfall"
        cls.keeper = cls.new_user("keeper", "base.group_user,sales_kpi.group_sales_manager")

    def effective(self, month, year=2025, who=None):
        """Return what somebody has to collect in a month, with what was carried into it."""
        self.env.flush_all()
        first = date(year, month, 1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        table = self.kpi._get_measure_tables(first, last, self.company)[self.kpi]
        return table.of_employee_alone((who or self.seller).id).denominator.quantize(Decimal("0.01"))

    def plan_months(self, *months, amount=100, who=None):
        lines = [(who or self.seller, f"2025-{month:02}-01", amount) for month in months]
        return self.plan(lines, kpi_id=self.kpi.id, name=f"Plan of {months}")

    def receive(self, amount, day):
        invoice = self.invoice(self.seller.user_id, day, amount)
        self.pay(invoice, amount, day)

    def open_with(self, amount, month="2025-02-14", user=None, **vals):
        return self.as_user("sales.kpi.opening", user or self.keeper).create(
            {"kpi_id": self.kpi.id, "employee_id": self.seller.id, "month": month, "amount": amount, **vals}
        )

    def test_r72_the_balance_is_added_to_the_plan_of_its_month_and_carried_on(self):
        self.plan_months(2, 3, 4)
        opening = self.open_with(50)
        self.assertEqual(opening.month, date(2025, 2, 1))
        self.receive(120, "2025-02-20")
        self.receive(150, "2025-03-20")
        self.assertEqual([self.effective(month) for month in (1, 2, 3, 4)], [0, 150, 130, 100])

    def test_r72_what_lay_before_it_is_part_of_the_balance(self):
        self.plan_months(1, 2)
        self.receive(30, "2025-01-20")
        self.assertEqual(self.effective(2), 170)
        opening = self.open_with(20)
        self.assertEqual((self.effective(1), self.effective(2)), (100, 120))
        opening.amount = 0
        self.assertEqual(self.effective(2), 100)
        opening.unlink()
        self.assertEqual(self.effective(2), 170)

    def test_r72_without_a_plan_it_is_paid_off_all_the_same(self):
        self.open_with(50)
        self.receive(20, "2025-02-20")
        self.assertEqual([self.effective(month) for month in (2, 3)], [50, 30])

    def test_r72_a_surplus_where_that_is_carried(self):
        self.plan_months(2, 3)
        with self.assertRaisesRegex(ValidationError, "carries no surplus"), self.env.cr.savepoint():
            self.open_with(-10)
        self.kpi.carry = "both"
        self.open_with(-30)
        self.receive(70, "2025-02-20")
        self.assertEqual([self.effective(month) for month in (2, 3)], [70, 100])

    def test_r72_equals_the_recursion_that_begins_with_the_balance(self):
        seed = random.SystemRandom().randrange(10**6)
        rng = random.Random(seed)
        plans = [Decimal(rng.choice([0, 50, 100, 33])) for _month in range(8)]
        done = [Decimal(rng.choice([0, 20, 100, 180])) for _month in range(8)]
        for month, (plan, amount) in enumerate(zip(plans, done, strict=True), 3):
            if plan:
                self.plan_months(month, amount=plan)
            if amount:
                self.receive(amount, f"2025-{month:02}-10")
        for surplus, balance in ((False, 77), (True, 77), (True, -45)):
            self.kpi.carry = "both" if surplus else "shortfall"
            opening = self.open_with(balance, "2025-03-01")
            found = [self.effective(month) for month in range(3, 11)]
            expected = recursion([Decimal(balance), *plans], [Decimal(0), *done], surplus)[1:]
            self.assertEqual(found, expected, f"seed {seed}")
            opening.unlink()

    def test_r72_nobody_elses_chain_is_touched(self):
        self.plan_months(2, 3, who=self.other_seller)
        before = [self.effective(month, who=self.other_seller) for month in (2, 3)]
        self.open_with(50)
        self.assertEqual([self.effective(month, who=self.other_seller) for month in (2, 3)], before)

    def test_r72_begins_anew_every_year(self):
        self.kpi.carry_reset = "yearly"
        with self.assertRaisesRegex(ValidationError, "begins anew"), self.env.cr.savepoint():
            self.open_with(50, "2025-01-31")
        self.open_with(50, "2025-02-01")
        self.assertEqual((self.effective(2), self.effective(12), self.effective(1, 2026)), (50, 50, 0))

    def test_r72_a_kpi_that_carries_nothing_has_no_balance(self):
        self.kpi.carry = "none"
        with self.assertRaisesRegex(ValidationError, "carries nothing"):
            self.open_with(50)

    def close(self, month):
        closing = self.env["sales.kpi.closing"].create({"company_id": self.company.id, "month": f"2025-{month:02}-01"})
        closing.action_close()
        return closing

    def test_r72_months_that_are_closed_go_on_from_it_and_keep_it(self):
        self.plan_months(1, 2, 3)
        opening = self.open_with(50)
        # The month before may be closed after the balance was entered; the balance stands for it.
        self.close(1)
        self.assertEqual(self.effective(2), 150)
        opening.amount = 60
        self.receive(100, "2025-02-20")
        self.close(2)
        self.assertEqual((self.effective(2), self.effective(3)), (160, 160))
        for change in (lambda: opening.write({"amount": 1}), opening.unlink):
            with self.assertRaisesRegex(UserError, "months up to 2025-02 are closed"), self.env.cr.savepoint():
                change()
        with self.assertRaisesRegex(UserError, "are closed"):
            self.open_with(5, "2025-02-01", employee_id=self.other_seller.id)

    def test_r72_it_is_evidence_to_the_person(self):
        self.open_with(50)
        self.env.flush_all()
        rows = self.as_user("sales.kpi.evidence", self.seller.user_id).search(
            [("kpi_id", "=", self.kpi.id), ("kind", "=", "carried"), ("date", "=", "2025-02-01")]
        )
        self.assertEqual(rows.mapped("denominator"), [50])

    def test_r72_imported_and_what_is_wrong_leaves_nothing(self):
        def load(text):
            importer = self.as_user("base_import.import", self.keeper).create(
                {
                    "res_model": "sales.kpi.opening",
                    "file": text.encode(),
                    "file_type": "text/csv",
                    "file_name": "x.csv",
                }
            )
            options = {"quoting": '"', "separator": ",", "has_headers": True, "date_format": "%Y-%m-%d"}
            return importer.execute_import(FIELDS, FIELDS, options)

        template = self.env["sales.kpi.opening"].get_import_templates()[0]["template"]
        with file_open(template[1:]) as file:
            text = file.read()
        self.assertEqual(text.splitlines()[0].split(","), FIELDS)
        self.keeper.group_ids += self.env.ref("hr.group_hr_user")
        good = text.replace("Zhang San", "seller").replace("2026-01-01", "2025-02-17")
        with mute_logger("odoo.sql_db"):
            bad = load(good + "Collection Completion,Nobody,2025-02-01,5,\n")
        self.assertTrue(bad["messages"])
        self.assertFalse(self.env["sales.kpi.opening"].search([]))
        self.assertFalse(load(good)["messages"])
        self.assertEqual(self.effective(2), 20000)

    def test_rights_sales_managers_keep_it(self):
        opening = self.open_with(50)
        officer = self.new_user("reader", "base.group_user,marketing_roles.group_hr_officer")
        self.assertEqual(self.as_user("sales.kpi.opening", officer).search([]), opening)
        for user in (officer, self.seller.user_id, self.chief.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.open_with(1, user=user, employee_id=self.other_seller.id)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                opening.with_user(user).write({"amount": 1})
        with self.assertRaises(AccessError):
            self.as_user("sales.kpi.opening", self.seller.user_id).search([])
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,sales_kpi.group_sales_manager", other)
        self.assertFalse(self.as_user("sales.kpi.opening", stranger).search([]))
