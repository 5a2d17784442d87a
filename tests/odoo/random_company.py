"""A company whose orders and invoices are made at random, by the buttons that people press."""

from datetime import date, datetime, timedelta
from random import Random

from odoo.tests import TransactionCase

from tests.odoo.seed import SEED

ZONE = "Asia/Shanghai"
FIRST = date(2025, 1, 1)
DAYS = 181


class RandomCompany(TransactionCase):
    """People, customers, rates, orders and invoices, some of which are shared between people."""

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
