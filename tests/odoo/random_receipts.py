"""Receipts at random, of every kind that settles, does not settle, or settles too much."""

from collections import defaultdict
from datetime import timedelta

from tests.odoo.random_company import RandomCompany


class RandomReceipts(RandomCompany):
    """Payments, statements and reconciliations for the invoices of a company at random."""

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
