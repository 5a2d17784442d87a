"""A synthetic company of any size: one record of each kind by Odoo, the rest copied by SQL.

Copies take every column from the first record and change what differs, so that nothing that Odoo
requires is forgotten. Documents are spread evenly over one year, people and customers.
"""

YEAR = 2025
FIRST_ID = 10_000_000
CUSTOMERS = 20_000
TEAM = 10
# Days after the invoice on which its receipt comes, and the term within which it is in time.
LATE, TERM = 9, 3


class Company:
    """Builds the company inside one database."""

    def __init__(self, env):
        self.env, self.cr = env, env.cr

    def clone(self, table, template, first, last, **changed):
        """Copy a row for the numbers n from first to last; `changed` gives columns as SQL over n."""
        self.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        changed = {"id": f"{FIRST_ID} + n", **changed}
        names = [name for (name,) in self.cr.fetchall()]
        values = [changed.get(name, f's."{name}"') for name in names]
        columns = ", ".join(f'"{name}"' for name in names)
        self.cr.execute(
            f"""INSERT INTO "{table}" ({columns}) SELECT {", ".join(values)}
                  FROM "{table}" s CROSS JOIN generate_series({first}, {last}) n WHERE s.id = {template}"""
        )

    def people(self, count):
        """Make salespeople, a tenth of whom lead the others, with a quota of each kind for each month."""
        env = self.env
        company = env.company
        user = env["res.users"].create({"name": "Seller", "login": "seller", "company_id": company.id})
        employee = env["hr.employee"].create({"name": "Seller", "user_id": user.id, "company_id": company.id})
        version = employee.current_version_id
        version.date_version = f"{YEAR - 1}-01-01"
        env.flush_all()
        self.clone("res_partner", user.partner_id.id, 1, count, name="'Seller ' || n", complete_name="'Seller ' || n",
                   commercial_partner_id=f"{FIRST_ID} + n")  # fmt: skip
        self.clone("res_users", user.id, 1, count, login="'seller' || n", partner_id=f"{FIRST_ID} + n")
        self.clone("resource_resource", employee.resource_id.id, 1, count, name="'Seller ' || n",
                   user_id=f"{FIRST_ID} + n")  # fmt: skip
        self.clone("hr_employee", employee.id, 1, count, name="'Seller ' || n", user_id=f"{FIRST_ID} + n",
                   resource_id=f"{FIRST_ID} + n")  # fmt: skip
        self.clone("hr_version", version.id, 1, count, employee_id=f"{FIRST_ID} + n",
                   appraiser_id=f"CASE WHEN n % {TEAM} != 0 AND n > {TEAM}"
                                f" THEN {FIRST_ID} + n - n % {TEAM} END")  # fmt: skip
        self.cr.execute("UPDATE hr_employee SET current_version_id = id WHERE id > %s", [FIRST_ID])
        self._quotas(count)

    def _quotas(self, count):
        env = self.env
        env["sales.kpi"].search([("code", "=", "days_late")]).days_allowed = TERM
        env["sales.kpi"].create({"name": "Orders", "code": "orders", "measure": "sales", "basis": "ordered"})
        for number, code in enumerate(("plan_completion", "collection", "new_customers")):
            kpi = env["sales.kpi"].search([("code", "=", code)])
            plan = env["sales.quota"].create(
                {"name": code, "kpi_id": kpi.id, "date_from": f"{YEAR}-01-01", "date_to": f"{YEAR}-12-31"}
            )
            seller = env["hr.employee"].search([("user_id.login", "=", "seller")])
            row = env["sales.quota.row"].create({"quota_id": plan.id, "employee_id": seller.id, "amount_01": 1000})
            plan.action_approve()
            env.flush_all()
            base = number * count
            self.clone("sales_quota_row", row.id, base + 1, base + count, employee_id=f"{FIRST_ID} + n - {base}")
            for month in range(1, 13):
                start = base * 12 + (month - 1) * count
                self.clone(
                    "sales_quota_line", row.line_ids.id, start + 1, start + count, month=f"DATE '{YEAR}-{month:02}-01'",
                    row_id=f"{FIRST_ID} + n - {start} + {base}", employee_id=f"{FIRST_ID} + n - {start}",
                )  # fmt: skip

    def templates(self):
        """Make one order, one invoice and its receipt by Odoo's own buttons."""
        env = self.env
        env["account.chart.template"].try_loading("generic_coa", company=env.company, install_demo=False)
        seller = env["res.users"].search([("login", "=", "seller")])
        product = env["product.product"].create(
            {"name": "Thing", "list_price": 100, "taxes_id": False, "invoice_policy": "order"}
        )
        self.customer = env["res.partner"].create({"name": "Customer", "user_id": seller.id})
        line = {"product_id": product.id, "product_uom_qty": 1, "price_unit": 100, "tax_ids": False}
        self.order = env["sale.order"].create(
            {"partner_id": self.customer.id, "user_id": seller.id, "order_line": [(0, 0, line)]}
        )
        self.order.action_confirm()
        self.invoice = self.order._create_invoices()
        self.invoice.invoice_date = f"{YEAR}-01-01"
        self.invoice.action_post()
        wizard = env["account.payment.register"].with_context(active_model="account.move", active_ids=self.invoice.ids)
        self.payment = wizard.create({"payment_date": f"{YEAR}-01-01"})._create_payments()
        bank = self.payment.journal_id.default_account_id
        # Money goes straight to the bank, as a statement would bring it.
        self.payment.move_id.line_ids.filtered(lambda one: one.balance > 0).account_id = bank
        env.flush_all()
        self.clone("res_partner", self.customer.id, 100_001, 100_000 + CUSTOMERS, name="'Customer ' || n",
                   complete_name="'Customer ' || n", commercial_partner_id=f"{FIRST_ID} + n")  # fmt: skip

    def documents(self, first, last, people, total):
        """Copy orders, invoices and receipts for the numbers from first to last out of a total of one year."""
        number = "n % 365 * 7919 % 365"
        day = f"DATE '{YEAR}-01-01' + {number}"
        user = f"{FIRST_ID} + 1 + n % {people}"
        # New customers come all through the year.
        partner = f"{FIRST_ID} + 100001 + n % (1 + {CUSTOMERS - 1} * ({number}) / 365)"
        amount = "(50 + n % 100)::numeric"
        self.clone("sale_order", self.order.id, first, last, name="'S' || n", user_id=user, partner_id=partner,
                   date_order=f"({day})::timestamp + INTERVAL '4 hours'", amount_untaxed=amount,
                   access_token="NULL")  # fmt: skip
        moves = (
            ("account_move", self.invoice, 0, {"invoice_user_id": user, "invoice_date": day, "partner_id": partner,
                                               "commercial_partner_id": partner,
                                               "amount_untaxed_signed": amount, "amount_residual": "0"}),
            ("account_move", self.payment.move_id, 1, {"partner_id": partner, "origin_payment_id": "NULL"}),
        )  # fmt: skip
        for table, move, offset, changed in moves:
            number = f"{FIRST_ID} + n * 2 + {offset}"
            self.clone(table, move.id, first, last, id=number, name=f"'B{offset}/' || n",
                       date=f"{day} + {offset * LATE}",
                       sequence_number="n", access_token="NULL", payment_reference="NULL", **changed)  # fmt: skip
        self._lines(first, last, day, partner, amount)

    def _lines(self, first, last, day, partner, amount):
        lines = [
            (line, offset, sign)
            for move, offset in ((self.invoice, 0), (self.payment.move_id, 1))
            for line in move.line_ids
            for sign in (1 if line.balance > 0 else -1,)
        ]
        receivable = {}
        for place, (line, offset, sign) in enumerate(lines):
            number = f"{FIRST_ID} + n * 4 + {place}"
            if line.account_id.account_type == "asset_receivable":
                receivable[offset] = number
            self.clone(
                "account_move_line", line.id, first, last, id=number, move_id=f"{FIRST_ID} + n * 2 + {offset}",
                date=f"{day} + {offset * LATE}", partner_id=partner, balance=f"{sign} * {amount}",
                amount_currency=f"{sign} * {amount}", amount_residual="0", payment_id="NULL",
                debit=f"GREATEST({sign} * {amount}, 0)", credit=f"GREATEST({-sign} * {amount}, 0)",
                full_reconcile_id="NULL", move_name=f"'B{offset}/' || n",
            )  # fmt: skip
        partial = self.env["account.partial.reconcile"].search([("debit_move_id.move_id", "=", self.invoice.id)])
        self.clone("account_partial_reconcile", partial.id, first, last, debit_move_id=receivable[0],
                   credit_move_id=receivable[1], amount=amount, full_reconcile_id="NULL",
                   exchange_move_id="NULL", max_date=f"{day} + {LATE}",
                   debit_amount_currency=amount, credit_amount_currency=amount)  # fmt: skip
