import random
from datetime import date, timedelta
from decimal import Decimal

from odoo.tests import tagged

from .common import CollectionCase


def recursion(plans, collected, surplus=False):
    """R14 as it is written, month by month; what is carried into the month after the last one is left out."""
    effective, carried = [], Decimal(0)
    for plan, done in zip(plans, collected, strict=True):
        effective.append(plan + carried)
        carried = effective[-1] - done
        if not surplus:
            carried = max(Decimal(0), carried)
    return effective


@tagged("post_install", "-at_install")
class TestCarry(CollectionCase):
    """R14: what is short of the plan is added to the next month's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi.carry = "shortfall"

    def effective(self, month, year=2025):
        """Return what the seller has to collect in a month, with what was carried into it."""
        self.env.flush_all()
        first = date(year, month, 1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        table = self.kpi._get_measure_tables(first, last, self.company)[self.kpi]
        return table.of_employee_alone(self.seller.id).denominator.quantize(Decimal("0.01"))

    def plan_collection(self, amounts):
        """Make the plan of each year out of {month: amount}."""
        plans = self.env["sales.quota"]
        for year in sorted({month[:4] for month in amounts}):
            lines = [(self.seller, month, amount) for month, amount in amounts.items() if month.startswith(year)]
            plans |= self.plan(
                lines, kpi_id=self.kpi.id, name=f"Plan {year}", date_from=f"{year}-01-01", date_to=f"{year}-12-31"
            )
        return plans

    def receive(self, amount, day):
        kind = "out_invoice" if amount > 0 else "out_refund"
        invoice = self.invoice(self.seller.user_id, day, abs(amount), kind)
        self.pay(invoice, abs(amount), day)

    def rates(self, first):
        """Return effective plan and rate in percent of four months, as the worked examples give them."""
        self.plan_collection({f"2025-0{month}-01": 100_000 for month in (1, 2, 3, 4)})
        for month, amount in zip((1, 2, 3, 4), (first, 120_000, 130_000, 90_000), strict=True):
            self.receive(amount, f"2025-0{month}-15")
        effective = [self.effective(month) for month in (1, 2, 3, 4)]
        rates = [self.table(self.kpi, month).of_employee_alone(self.seller.id).rate for month in (1, 2, 3, 4)]
        return effective, [round(rate * 100) for rate in rates]

    def test_r14_worked_example(self):
        self.assertEqual(self.rates(80_000), ([100_000, 120_000, 100_000, 100_000], [80, 100, 130, 90]))

    def test_r14_worked_example_with_more_paid_back_than_received(self):
        effective, _rates = self.rates(-10_000)
        self.assertEqual(effective[1], 210_000)

    def test_r14_the_shortfall_is_carried_and_a_surplus_is_not(self):
        self.plan_collection({"2025-01-01": 100, "2025-02-01": 100, "2025-03-01": 100, "2025-04-01": 100})
        self.receive(70, "2025-01-20")
        self.receive(150, "2025-02-20")
        self.receive(40, "2025-03-20")
        self.assertEqual([self.effective(month) for month in (1, 2, 3, 4)], [100, 130, 100, 160])

    def test_r14_a_surplus_is_carried_where_that_was_chosen(self):
        self.kpi.carry = "both"
        self.plan_collection({"2025-01-01": 100, "2025-02-01": 100, "2025-03-01": 100})
        self.receive(170, "2025-01-20")
        self.assertEqual([self.effective(month) for month in (1, 2, 3)], [100, 30, 130])

    def test_r14_more_paid_back_than_received(self):
        self.plan_collection({"2025-01-01": 100, "2025-02-01": 50})
        self.receive(30, "2025-01-10")
        self.receive(-80, "2025-01-20")
        self.assertEqual(self.effective(2), 50 + 100 + 50)

    def test_r14_months_without_anything_pass_it_on(self):
        self.plan_collection({"2025-01-01": 100})
        self.assertEqual([self.effective(month) for month in (2, 6, 12)], [100, 100, 100])
        self.assertEqual(self.effective(2, 2026), 100)

    def test_r14_the_chain_ends_with_today_and_with_the_employment(self):
        self.plan_collection({"2025-01-01": 100})
        self.seller.departure_date = "2025-03-10"
        self.assertEqual([self.effective(month) for month in (3, 4)], [100, 0])

    def test_r14_begins_anew_every_year_where_that_was_chosen(self):
        self.plan_collection({"2024-11-01": 100, "2025-01-01": 10})
        self.assertEqual(self.effective(1), 110)
        self.kpi.carry_reset = "yearly"
        self.assertEqual((self.effective(12, 2024), self.effective(1), self.effective(2)), (100, 10, 10))

    def test_r14_nothing_is_carried_before_the_first_plan(self):
        self.receive(500, "2025-01-10")
        self.plan_collection({"2025-02-01": 100})
        self.assertEqual((self.effective(2), self.effective(3)), (100, 100))

    def test_r14_three_years_equal_the_recursion(self):
        seed = random.SystemRandom().randrange(10**6)
        rng = random.Random(seed)
        months = [date(2023 + n // 12, n % 12 + 1, 1) for n in range(36)]
        plans = [Decimal(rng.choice([0, 50, 100, 33])) for _month in months]
        collected = [Decimal(rng.choice([0, 20, 100, 180, -40])) for _month in months]
        self.plan_collection({str(month): amount for month, amount in zip(months, plans, strict=True) if amount})
        for month, amount in zip(months, collected, strict=True):
            if amount:
                self.receive(amount, str(month + timedelta(days=9)))
        # Nothing is carried before the first plan.
        first = next((number for number, amount in enumerate(plans) if amount), 36)
        for surplus in (False, True):
            self.kpi.carry = "both" if surplus else "shortfall"
            found = [self.effective(month.month, month.year) for month in months]
            expected = [Decimal(0)] * first + recursion(plans[first:], collected[first:], surplus)
            self.assertEqual(found, expected, f"seed {seed}")
            self._check_properties(plans[first:], collected[first:], found[first:], surplus)

    def _check_properties(self, plans, collected, effective, surplus):
        """What holds whatever the numbers are: no month owes less than its plan, and nothing gets lost."""
        if not surplus:
            self.assertTrue(all(owed >= plan for owed, plan in zip(effective, plans, strict=True)))
        owed = effective[-1] - collected[-1]
        if surplus:
            self.assertEqual(owed, sum(plans) - sum(collected))
        else:
            self.assertGreaterEqual(owed, sum(plans) - sum(collected))

    def test_r19_what_was_carried_is_evidence_and_opens_the_months_before(self):
        self.plan_collection({"2025-01-01": 100, "2025-02-01": 100})
        self.receive(70, "2025-01-20")
        self.env.flush_all()
        rows = self.env["sales.kpi.evidence"].search(
            [("kpi_id", "=", self.kpi.id), ("date", "=", "2025-02-01"), ("res_model", "=", "sales.kpi")]
        )
        self.assertEqual(rows.mapped("denominator"), [30.0])
        months = self.env["sales.kpi.report"].search(rows.action_open_document()["domain"])
        self.assertEqual(months.mapped("month"), [date(2025, 1, 1)])
