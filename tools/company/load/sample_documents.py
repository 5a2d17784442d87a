"""The documents of the sample company: catalog, pricelists, orders, invoices, credit notes, receipts."""

from collections import defaultdict

from . import documents
from .setup import bank_line, sales_tax, translated


def make_documents(env, tables, company, users):
    """Create products, customers, orders, invoices, credit notes and receipts."""
    journal, method = bank_line(env, company)
    orders = documents.make_orders(env, _order_rows(env, tables, company, users))
    invoices = documents.make_invoices(env, _invoice_rows(tables, users), orders)
    documents.make_credit_notes(env, _credit_rows(tables, users), invoices)
    receipts = [dict(row, key=row["receipt"], amount=float(row["amount"])) for row in tables["receipts"]]
    documents.make_receipts(env, receipts, invoices, journal, method)


def _order_rows(env, tables, company, users):
    """Return the orders with their lines, products, customers and pricelists as ids."""
    products, partners = _products(env, tables), _customers(env, tables)
    pricelists = _pricelists(env, tables)
    percents = {row["tax"] for row in tables["order_lines"]}
    taxes = {text: sales_tax(env, company, int(text)).ids for text in percents}
    lines = defaultdict(list)
    for row in tables["order_lines"]:
        lines[row["order"]].append(
            (products[row["product"]], float(row["quantity"]), float(row["price"]), taxes[row["tax"]])
        )
    return [
        {
            "key": row["order"],
            "partner": partners[row["customer"]],
            "user": users.get(row["salesperson"], False),
            "date": row["date"],
            "state": row["state"],
            "pricelist": pricelists.get(row["currency"]),
            "lines": lines[row["order"]],
        }
        for row in tables["orders"]
    ]


def _invoice_rows(tables, users):
    """Return the invoices, with the indexes of the order's lines on them."""
    return [
        dict(
            row,
            key=row["invoice"],
            user=users.get(row["salesperson"], False),
            lines=[int(number) - 1 for number in row["lines"].split()],
        )
        for row in tables["invoices"]
    ]


def _products(env, tables):
    """Create the products; return {code: id}."""
    products = env["product.product"].create(
        [
            {
                "name": row["name"],
                "default_code": row["code"],
                "list_price": float(row["price"]),
                "invoice_policy": "order",
                "taxes_id": False,
            }
            for row in tables["products"]
        ]
    )
    for row, product in zip(tables["products"], products, strict=True):
        translated(env, product, "name", row["name_zh"])
    return {row["code"]: product.id for row, product in zip(tables["products"], products, strict=True)}


def _customers(env, tables):
    """Create the customers; return {code: id}."""
    partners = env["res.partner"].create(
        [
            {
                "name": f"{row['name']} {row['name_zh']}",
                "ref": row["code"],
                "is_company": True,
                "customer_rank": 1,
            }
            for row in tables["customers"]
        ]
    )
    return {row["code"]: partner.id for row, partner in zip(tables["customers"], partners, strict=True)}


def _pricelists(env, tables):
    """Enter the exchange rates; return {currency: pricelist id}, the company's own currency first.

    An order takes its currency from its pricelist, so each currency in use has one.
    """
    home = env.company.currency_id
    found = {home.name: env["product.pricelist"].create({"name": f"Domestic {home.name}", "currency_id": home.id}).id}
    for name in sorted({row["currency"] for row in tables["rates"]}):
        currency = env["res.currency"].with_context(active_test=False).search([("name", "=", name)], limit=1)
        currency.active = True
        env["res.currency.rate"].search([("currency_id", "=", currency.id)]).unlink()
        env["res.currency.rate"].create(
            [
                {"currency_id": currency.id, "name": row["date"], "inverse_company_rate": float(row["rate"])}
                for row in tables["rates"]
                if row["currency"] == name
            ]
        )
        found[name] = env["product.pricelist"].create({"name": f"Export {name}", "currency_id": currency.id}).id
    return found


def _credit_rows(tables, users):
    """Return one row per credit note, with the quantities by index of the invoice's line."""
    invoices = {row["invoice"]: row for row in tables["invoices"]}
    notes = {}
    for row in tables["credit_notes"]:
        invoice = invoices[row["invoice"]]
        note = notes.setdefault(
            row["credit_note"],
            {
                "key": row["credit_note"],
                "invoice": row["invoice"],
                "date": row["date"],
                "user": users.get(invoice["salesperson"], False),
                "quantities": {},
            },
        )
        note["quantities"][invoice["lines"].split().index(row["line"])] = float(row["quantity"])
    return list(notes.values())
