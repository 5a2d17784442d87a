"""R10 to R15: documents at random, of every kind that a company has, against an independent calculation."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

from odoo.tests import TransactionCase

from tests.odoo.independent_figures import Figures
from tests.odoo.seed import DOCUMENTS, SEED

ZONE = "Asia/Shanghai"
FIRST = date(2025, 1, 1)
DAYS = 181
HALF_A_CENT = Fraction(5, 1000)


class TestRandomDocuments(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context=dict(cls.env.context, tracking_disable=True, no_reset_password=True, mail_create_nolog=True)
        )
        cls.random = Random(SEED)
        cls.company = cls.env["res.company"].create({"name": f"At Random {SEED}"})
        cls.env.user.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=[cls.company.id]))
        cls.company.resource_calendar_id.tz = ZONE
        cls.env["account.chart.template"].try_loading("generic_coa", company=cls.company, install_demo=False)
        cls._set_up_world()
        # Each receipt takes as long as ten of the others, and comes in nine kinds.
        orders, invoices = DOCUMENTS * 35 // 100, DOCUMENTS // 2
        cls._make_orders(orders)
        cls._make_invoices(invoices)
        cls._make_receipts(DOCUMENTS - orders - invoices)
        cls._split_some_credit()
        cls.env.flush_all()

    @classmethod
    def _set_up_world(cls):
        """Sellers, of whom one has left, a user who is no employee, customers with and without a salesperson."""
        users = cls.env["res.users"].create(
            [
                {
                    "name": f"Seller {number}",
                    "login": f"random_{SEED}_{number}",
                    "company_ids": [(6, 0, cls.company.ids)],
                    "company_id": cls.company.id,
                    "group_ids": [(4, cls.env.ref("base.group_user").id)],
                }
                for number in range(7)
            ]
        )
        cls.sellers = cls.env["hr.employee"].create(
            [
                {"name": user.name, "user_id": user.id, "company_id": cls.company.id, "date_version": "2024-01-01",
                 "contract_date_start": "2024-01-01"}
                for user in users[:6]
            ]
        )  # fmt: skip
        cls.sellers[5].active = False
        cls.users = [*users, cls.env["res.users"]]
        parents = cls.env["res.partner"].create(
            [{"name": f"Customer {n}", "is_company": True, "user_id": cls._anybody().id} for n in range(30)]
        )
        contacts = cls.env["res.partner"].create(
            [{"name": f"Contact {n}", "parent_id": parents[n].id, "user_id": cls._anybody().id} for n in range(10)]
        )
        cls.customers = list(parents | contacts)
        cls.product = cls.env["product.product"].create({"name": "Hours", "type": "service", "taxes_id": False})
        cls.tax = cls.env["account.tax"].search(
            [("company_id", "=", cls.company.id), ("type_tax_use", "=", "sale")], limit=1
        )
        cls.euro = cls.env["res.currency"].with_context(active_test=False).search([("name", "=", "EUR")])
        cls.euro.active = True
        cls.env["res.currency.rate"].create(
            [
                {"currency_id": cls.euro.id, "company_id": cls.company.id, "rate": cls.random.uniform(0.5, 1.5),
                 "name": FIRST + timedelta(days=day)}
                for day in range(0, DAYS, 10)
            ]
        )  # fmt: skip
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.loss = cls.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", cls.company.id)], limit=1
        )

    # ------------------------------------------------------------------ at random

    @classmethod
    def _anybody(cls):
        return cls.random.choice(cls.users)

    @classmethod
    def _day(cls):
        """A day, more often than not at the edge of a month."""
        day = FIRST + timedelta(days=cls.random.randrange(DAYS))
        return day.replace(day=1) - timedelta(days=cls.random.randrange(2)) if cls.random.random() < 0.3 else day

    @classmethod
    def _amount(cls):
        return cls.random.randrange(100, 500000) / 100

    @classmethod
    def _currency(cls):
        return cls.euro if cls.random.random() < 0.25 else cls.company.currency_id

    # ------------------------------------------------------------------ documents

    @classmethod
    def _make_orders(cls, count):
        orders = cls.env["sale.order"].create(
            [
                {
                    "partner_id": cls.random.choice(cls.customers).id,
                    "company_id": cls.company.id,
                    "user_id": cls._anybody().id,
                    "currency_id": cls._currency().id,
                    "order_line": [
                        (0, 0, {"product_id": cls.product.id, "product_uom_qty": cls.random.randrange(1, 9),
                                "price_unit": cls._amount(), "tax_ids": False})
                        for _line in range(cls.random.randrange(1, 4))
                    ],
                }
                for _number in range(count)
            ]
        )  # fmt: skip
        fates = [cls.random.random() for _order in orders]
        confirmed = orders.browse([order.id for order, fate in zip(orders, fates, strict=True) if fate < 0.85])
        confirmed.action_confirm()
        for order in confirmed:
            midnight = datetime.combine(cls._day(), datetime.min.time())
            order.date_order = midnight + timedelta(minutes=cls.random.randrange(24 * 60))
        # Some are cancelled after all; a first order that is cancelled makes nobody a customer.
        confirmed.browse(cls.random.sample(confirmed.ids, count // 20))._action_cancel()
        cls.orders = confirmed.filtered(lambda order: order.state == "sale")

    @classmethod
    def _make_invoices(cls, count):
        cls.invoices = cls.env["account.move"]
        vals_list = []
        for _number in range(count):
            day = cls._day()
            vals_list.append(
                {
                    "move_type": "out_refund" if cls.random.random() < 0.2 else "out_invoice",
                    "company_id": cls.company.id,
                    "partner_id": cls.random.choice(cls.customers).id,
                    "invoice_date": day,
                    "date": day,
                    "currency_id": cls._currency().id,
                    "invoice_line_ids": [
                        (0, 0, {"product_id": cls.product.id, "quantity": cls.random.randrange(1, 5),
                                "price_unit": cls._amount(),
                                "tax_ids": [(6, 0, cls.tax.ids if cls.random.random() < 0.5 else [])]})
                    ],
                }
            )  # fmt: skip
        moves = cls.env["account.move"].create(vals_list)
        for move in moves:
            move.invoice_user_id = cls._anybody()
        # One in ten stays a draft and counts for nothing.
        cls.invoices = moves.browse([move.id for move in moves if cls.random.random() < 0.9])
        cls.invoices.action_post()

    @classmethod
    def _make_receipts(cls, count):
        makers = [cls._pay_part, cls._pay_whole, cls._pay_two, cls._write_off, cls._pay_without_invoice,
                  cls._overpay, cls._pay_back, cls._net_credit_note, cls._pay_by_statement]  # fmt: skip
        cls.made = defaultdict(int)
        for number in range(count):
            if number % 50 == 0:
                # In one long transaction the database knows nothing of what was just made, and plans badly.
                cls.env.flush_all()
                cls.env.cr.execute(
                    "ANALYZE account_move, account_move_line, account_partial_reconcile, account_payment"
                )
            maker = makers[number % len(makers)]
            if maker():
                cls.made[maker.__name__] += 1

    @classmethod
    def _open(cls, kind="out_invoice"):
        """A posted document of which something is open, or None."""
        found = [move for move in cls.invoices if move.move_type == kind and move.amount_residual > 1]
        return cls.random.choice(found) if found else None

    @classmethod
    def _register(cls, moves, amount=None, **vals):
        wizard = cls.env["account.payment.register"].with_context(active_model="account.move", active_ids=moves.ids)
        day = max(moves.mapped("invoice_date")) + timedelta(days=cls.random.randrange(60))
        vals = {"payment_date": day, "journal_id": cls.bank.id, "group_payment": True, **vals}
        wizard = wizard.create(vals)
        if amount is not None:
            wizard.amount = round(amount, 2)
        if "payment_difference_handling" in vals:
            wizard.payment_difference_handling = vals["payment_difference_handling"]
        return wizard._create_payments()

    @classmethod
    def _pay_part(cls):
        move = cls._open()
        return move and cls._register(
            move, move.amount_residual * cls.random.uniform(0.1, 0.9), currency_id=move.currency_id.id
        )

    @classmethod
    def _pay_whole(cls):
        move = cls._open()
        # What is owed in euros may be paid in the company's own money: an exchange difference closes it.
        return move and cls._register(
            move, currency_id=cls.random.choice([move.currency_id, cls.company.currency_id]).id
        )

    @classmethod
    def _pay_two(cls):
        move = cls._open()
        others = move and cls.invoices.filtered(
            lambda other: (
                other.move_type == "out_invoice"
                and other.amount_residual > 1
                and other.partner_id.commercial_partner_id == move.partner_id.commercial_partner_id
                and other.currency_id == move.currency_id
            )
        )
        if not others or len(others) < 2:
            return None
        pair = others[:2]
        return cls._register(pair, sum(pair.mapped("amount_residual")) * cls.random.uniform(0.4, 1))

    @classmethod
    def _write_off(cls):
        move = cls._open()
        return move and cls._register(
            move,
            move.amount_residual * 0.97,
            currency_id=move.currency_id.id,
            payment_difference_handling="reconcile",
            writeoff_account_id=cls.loss.id,
        )

    @classmethod
    def _pay_without_invoice(cls):
        payment = cls.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": cls.random.choice(cls.customers).id,
                "amount": cls._amount(),
                "currency_id": cls._currency().id,
                "date": cls._day(),
                "journal_id": cls.bank.id,
                "company_id": cls.company.id,
            }
        )
        payment.action_post()
        return payment

    @classmethod
    def _overpay(cls):
        move = cls._open()
        return move and cls._register(move, move.amount_residual * 1.2, currency_id=move.currency_id.id)

    @classmethod
    def _pay_back(cls):
        move = cls._open("out_refund")
        return move and cls._register(
            move, move.amount_residual * cls.random.choice([0.5, 1]), currency_id=move.currency_id.id
        )

    @classmethod
    def _net_credit_note(cls):
        """A return lowers what is still to be paid: no money moves."""
        credit = cls._open("out_refund")
        invoice = credit and next(
            (
                move
                for move in cls.invoices
                if move.move_type == "out_invoice"
                and move.amount_residual > 1
                and move.partner_id.commercial_partner_id == credit.partner_id.commercial_partner_id
            ),
            None,
        )
        if not invoice:
            return None
        lines = (invoice | credit).line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        lines.reconcile()
        return True

    @classmethod
    def _pay_by_statement(cls):
        """A line of a bank statement that settles the invoice itself, without a payment."""
        move = cls._open()
        if not move or move.currency_id != cls.company.currency_id:
            return None
        statement = cls.env["account.bank.statement.line"].create(
            {
                "journal_id": cls.bank.id,
                "date": cls._day(),
                "amount": round(move.amount_residual * cls.random.choice([0.3, 1, 1.1]), 2),
                "payment_ref": "x",
                "partner_id": move.partner_id.id,
            }
        )
        receivable = move.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        _liquidity, suspense, _other = statement._seek_for_lines()
        suspense.write({"account_id": receivable.account_id.id})
        if cls.random.random() < 0.8:
            (suspense | receivable).filtered(lambda line: not line.reconciled).reconcile()
        return True

    @classmethod
    def _split_some_credit(cls):
        """Two or three people share a document, sometimes to thirds."""
        for documents, name in ((cls.orders, "order_id"), (cls.invoices, "move_id")):
            for document in documents.browse(cls.random.sample(documents.ids, len(documents) // 10)):
                people = cls.random.sample(cls.sellers[:5].ids, 2)
                first = cls.random.choice([50.0, 33.33, 12.5])
                document.credit_share_ids = [
                    (0, 0, {"employee_id": people[0], "percentage": first}),
                    (0, 0, {"employee_id": people[1], "percentage": 100 - first}),
                ]
                assert name in document.credit_share_ids._fields

    # ------------------------------------------------------------------ compared

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
