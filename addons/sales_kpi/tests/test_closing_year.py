import random
from calendar import monthrange
from datetime import date

from odoo.tests import tagged

from .common import CollectionCase

MONTHS = [date(2025, number, 1) for number in range(1, 13)]


@tagged("post_install", "-at_install")
class TestClosingYear(CollectionCase):
    """R14, R19: a year that is closed month by month has the figures of one that is computed at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seed = random.SystemRandom().randrange(10**6)
        rng = random.Random(cls.seed)
        cls.kpi.carry = "shortfall"
        people = [cls.seller, cls.other_seller, cls.chief]
        cls.plan([(person, str(month), rng.randrange(50, 500)) for person in people for month in MONTHS])
        cls.plan(
            [
                (person, str(month), rng.randrange(50, 500))
                for person in people
                for month in MONTHS
                if rng.random() < 0.7
            ],
            kpi_id=cls.kpi.id,
            name="Money",
        )
        moved = cls.seller.create_version({"date_version": date(2025, 6, 11)})
        moved.write({"department_id": cls.west.id, "appraiser_id": cls.other_chief.id})
        for month in MONTHS:
            for person in [*people, None]:
                day = month.replace(day=rng.randrange(1, 29))
                amount = rng.randrange(10, 90000) / 100
                sale = cls.invoice(person and person.user_id, str(day), amount)
                if rng.random() < 0.6:
                    cls.pay(cls, sale, round(amount * rng.choice([0.5, 1]), 2), str(day))

    def figures(self):
        """Return {(kpi, month, who and where): (actual, target)} of everything in the year, as appraisals take it."""
        self.env.flush_all()
        kpis = self.plan_kpi | self.unit_kpi | self.kpi | self.env.ref("sales_kpi.kpi_team_attainment")
        found = {}
        for month in MONTHS:
            last = month.replace(day=monthrange(month.year, month.month)[1])
            for kpi, table in kpis._get_measure_tables(month, last, self.company).items():
                for cell in table._cells:
                    key = kpi.code, month, cell.employee, cell.appraiser, cell.branch
                    found[key] = (round(cell.numerator, 2), round(cell.denominator, 2))
        return found

    def test_closed_month_by_month_or_computed_at_once(self):
        at_once = self.figures()
        self.assertGreater(len(at_once), 100)
        for month in MONTHS:
            closing = self.env["sales.kpi.closing"].create({"month": month, "company_id": self.company.id})
            closing.action_close()
            self.assertEqual(closing.drift_count, 0, f"{month}, seed {self.seed}")
            if month.month in (1, 6, 12):
                self.assertEqual(self.figures(), at_once, f"closed up to {month}, seed {self.seed}")
