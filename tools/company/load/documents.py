"""Orders, invoices, credit notes and receipts through Odoo's own methods, in batches."""

from odoo import Command

from .environment import batches, release, say

SIZE = 200


def make_orders(env, rows):
    """Create orders and confirm them; return {key: order id}.

    A row has key, partner, user, date, state (confirmed, draft, cancelled), pricelist or
    None, and lines of (product, quantity, price, taxes), all as ids.
    """
    found = {}
    for batch in batches(rows, SIZE):
        orders = env["sale.order"].create([_order_vals(row) for row in batch])
        found.update({row["key"]: order.id for row, order in zip(batch, orders, strict=True)})
        _confirm(orders, batch)
        release(env)
        say(f"  orders: {len(found)} of {len(rows)}")
    return found


def _order_vals(row):
    lines = [
        Command.create(
            {
                "product_id": product,
                "product_uom_qty": quantity,
                "price_unit": price,
                "discount": 0,
                "tax_ids": [Command.set(taxes)],
            }
        )
        for product, quantity, price, taxes in row["lines"]
    ]
    vals = {
        "client_order_ref": row["key"],
        "partner_id": row["partner"],
        "user_id": row["user"],
        "date_order": f"{row['date']} 02:00:00",
        "order_line": lines,
    }
    return dict(vals, pricelist_id=row["pricelist"]) if row.get("pricelist") else vals


def _confirm(orders, batch):
    """Bring the orders to their state; confirmation sets the date to now, so it is set again."""
    states = {}
    days = {}
    for row, order in zip(batch, orders, strict=True):
        states.setdefault(row["state"], []).append(order.id)
        if row["state"] == "confirmed":
            days.setdefault(row["date"], []).append(order.id)
    orders.browse(states.get("confirmed", [])).action_confirm()
    for day, ids in days.items():
        orders.browse(ids).write({"date_order": f"{day} 02:00:00"})
    orders.browse(states.get("cancelled", []))._action_cancel()


def make_invoices(env, rows, orders):
    """Create and post the invoices of orders; return {key: invoice id}.

    A row has key, order (key), lines (indexes of the order's lines, or None for all), user,
    date, due and state (posted, draft, cancelled).
    """
    found = {}
    for batch in batches(sorted(rows, key=lambda row: row["date"]), SIZE):
        sources = env["sale.order"].browse([orders[row["order"]] for row in batch])
        moves = env["account.move"].create(
            [_invoice_vals(row, order) for row, order in zip(batch, sources, strict=True)]
        )
        found.update({row["key"]: move.id for row, move in zip(batch, moves, strict=True)})
        by_state = {}
        for row, move in zip(batch, moves, strict=True):
            by_state.setdefault(row["state"], []).append(move.id)
        moves.browse(by_state.get("posted", [])).action_post()
        if by_state.get("cancelled"):
            moves.browse(by_state["cancelled"]).button_cancel()
        release(env)
        say(f"  invoices: {len(found)} of {len(rows)}")
    return found


def _invoice_vals(row, order):
    lines = (
        order.order_line
        if row["lines"] is None
        else order.order_line.browse([order.order_line[index].id for index in row["lines"]])
    )
    vals = order._prepare_invoice()
    vals.update(
        {
            "ref": row["key"],
            "invoice_date": row["date"],
            "date": row["date"],
            "invoice_payment_term_id": False,
            "invoice_date_due": row["due"],
            "invoice_user_id": row["user"],
            "invoice_line_ids": [
                Command.create(line._prepare_invoice_line(quantity=line.product_uom_qty)) for line in lines
            ],
        }
    )
    vals.pop("user_id", None)
    return vals


def make_credit_notes(env, rows, invoices):
    """Create credit notes by reversal, post them and settle them against their invoices.

    A row has key, invoice (key), date, user and quantities {index of the invoice's line: quantity}.
    """
    notes = env["account.move"]
    for row in rows:
        notes += _reverse(env["account.move"].browse(invoices[row["invoice"]]), row)
    notes.action_post()
    env["account.move.line"]._reconcile_plan([_open_lines(note + note.reversed_entry_id) for note in notes])
    release(env)
    say(f"  credit notes: {len(rows)}")


def _reverse(invoice, row):
    """Return the draft credit note of an invoice with the wanted quantities only."""
    vals = {"ref": row["key"], "invoice_user_id": row["user"]}
    vals.update(dict.fromkeys(("date", "invoice_date", "invoice_date_due"), row["date"]))
    note = invoice._reverse_moves([vals])
    lines = note.invoice_line_ids.filtered(lambda line: line.display_type == "product").sorted("id")
    commands = [
        Command.update(line.id, {"quantity": row["quantities"][index]})
        if index in row["quantities"]
        else Command.delete(line.id)
        for index, line in enumerate(lines)
    ]
    note.write({"invoice_line_ids": commands})
    return note


def make_receipts(env, rows, invoices, journal, method):
    """Create and post receipts and settle the invoices that they name.

    A row has key, invoice (key), date and amount in the invoice's currency.
    """
    done = 0
    for batch in batches(sorted(rows, key=lambda row: row["date"]), SIZE):
        moves = env["account.move"].browse([invoices[row["invoice"]] for row in batch])
        payments = env["account.payment"].create(
            [_payment_vals(row, move, journal, method) for row, move in zip(batch, moves, strict=True)]
        )
        payments.action_post()
        plan = {}
        for payment, move in zip(payments, moves, strict=True):
            plan[move] = plan.get(move, move) + payment.move_id
        env["account.move.line"]._reconcile_plan([_open_lines(group) for group in plan.values()])
        done += len(batch)
        release(env)
        say(f"  receipts: {done} of {len(rows)}")


def _payment_vals(row, invoice, journal, method):
    return {
        "payment_type": "inbound",
        "partner_type": "customer",
        "partner_id": invoice.commercial_partner_id.id,
        "amount": row["amount"],
        "currency_id": invoice.currency_id.id,
        "date": row["date"],
        "journal_id": journal.id,
        "payment_method_line_id": method.id,
        "memo": row["key"],
        "invoice_ids": [Command.set(invoice.ids)],
    }


def _open_lines(moves):
    """Return the receivable lines of entries that are still open."""
    return moves.line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable" and not line.reconciled
    )
