"""R10 to R15: documents at random, of every kind that a company has, against an independent calculation."""

from fractions import Fraction

from tests.odoo.random_company import ZONE
from tests.odoo.random_receipts import RandomReceipts
from tests.odoo.seed import DOCUMENTS, SEED
from tools.company.independent.books import Figures

HALF_A_CENT = Fraction(5, 1000)


class TestRandomDocuments(RandomReceipts):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Each receipt takes as long as ten of the others, and comes in nine kinds.
        orders, invoices = DOCUMENTS * 35 // 100, DOCUMENTS // 2
        cls._make_orders(orders)
        cls._make_invoices(invoices)
        cls._make_receipts(DOCUMENTS - orders - invoices)
        cls._split_some_credit()
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.figures = Figures(self.env.cr, self.company.id, ZONE)

    def assert_same(self, kpi, expected):
        """The live report, the evidence and the independent sum of every person and month are the same."""
        domain = [("kpi_id", "=", kpi.id), ("company_id", "=", self.company.id)]
        for model, day in (("sales.kpi.report", "month"), ("sales.kpi.evidence", "date")):
            groups = self.env[model]._read_group(domain, [f"{day}:month", "employee_id"], ["numerator:sum"])
            found = {(month, person.id or None): Fraction(str(amount)) for month, person, amount in groups}
            wrong = {
                key: (float(found.get(key, 0)), float(expected.get(key, 0)))
                for key in found.keys() | expected.keys()
                if abs(found.get(key, 0) - expected.get(key, 0)) > HALF_A_CENT
            }
            self.assertEqual(wrong, {}, f"{kpi.name} by {model}, seed {SEED}")
        self.assertGreater(len(expected), 6)
        self.assertIn(None, {person for _month, person in expected}, "something must belong to nobody")

    def new_kpi(self, **vals):
        return self.env["sales.kpi"].create({"name": str(vals), "code": f"random_{len(vals)}_{SEED}", **vals})

    def test_r10_invoices(self):
        kpi = self.new_kpi(measure="sales", basis="invoiced", company_id=self.company.id)
        self.assert_same(kpi, self.figures.invoiced())

    def test_r10_orders(self):
        kpi = self.new_kpi(measure="sales", basis="ordered", company_id=self.company.id)
        self.assert_same(kpi, self.figures.ordered())

    def test_r13_receipts(self):
        self.assertGreater(len(self.made), 7, f"kinds of receipts made: {dict(self.made)}")
        kpi = self.new_kpi(measure="collection", carry="none", company_id=self.company.id)
        self.assert_same(kpi, self.figures.collected())

    def test_r15_new_customers(self):
        kpi = self.new_kpi(measure="new_customers", company_id=self.company.id)
        self.assert_same(kpi, self.figures.new_customers())
