"""What the figures of a company must be: written from the rules R10 to R15, reading raw rows by SQL.

Imports nothing of the addons. Adds document by document in fractions, where the addons sum in one query.
"""

from collections import defaultdict
from fractions import Fraction
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")
MONEY_ACCOUNTS = ("asset_cash", "liability_credit_card")
INVOICES = ("out_invoice", "out_refund", "out_receipt")


def _exact(value):
    return Fraction(str(value or 0))


def _to_cent(value):
    """Round a Fraction to the cent, halves away from zero."""
    cents = abs(value) * 100
    rounded = Fraction(int(cents + Fraction(1, 2)), 100)
    return rounded if value >= 0 else -rounded


class Figures:
    """The raw rows of one company; each method returns {(month, employee id or None): sum}."""

    def __init__(self, cr, company_id, zone):
        self.cr = cr
        self.company_id = company_id
        self.zone = ZoneInfo(zone)
        self.employee_of_user = dict(
            self._rows("SELECT user_id, id FROM hr_employee WHERE company_id = %s AND user_id IS NOT NULL", company_id)
        )
        self.shares = defaultdict(list)
        for move, order, employee, percentage in self._rows(
            "SELECT move_id, order_id, employee_id, percentage FROM sales_credit_share"
        ):
            self.shares["move", move].append((employee, _exact(percentage) / 100))
            self.shares["order", order].append((employee, _exact(percentage) / 100))

    def _rows(self, query, *values):
        self.cr.execute(query, values)
        return self.cr.fetchall()

    def _credit(self, sums, day, amount, user, shares):
        """Give an amount to whom the document is: by its shares, else to its salesperson, else to nobody."""
        month = day.replace(day=1)
        for employee, part in shares or [(self.employee_of_user.get(user), Fraction(1))]:
            sums[month, employee] += amount * part

    def _moment_to_day(self, moment):
        return moment.replace(tzinfo=UTC).astimezone(self.zone).date()

    # ------------------------------------------------------------------ R10

    def invoiced(self):
        """Posted invoices less credit notes, untaxed, in company currency, by invoice date."""
        sums = defaultdict(Fraction)
        for move, day, amount, user in self._rows(
            """SELECT id, invoice_date, amount_untaxed_signed, invoice_user_id FROM account_move
                WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund') AND company_id = %s""",
            self.company_id,
        ):
            self._credit(sums, day, _exact(amount), user, self.shares["move", move])
        return sums

    def ordered(self):
        """Confirmed orders, untaxed, at the rate of the order, by order date where the company is."""
        sums = defaultdict(Fraction)
        for order, moment, amount, rate, user in self._rows(
            """SELECT id, date_order, amount_untaxed, currency_rate, user_id FROM sale_order
                WHERE state = 'sale' AND company_id = %s""",
            self.company_id,
        ):
            value = _to_cent(_exact(amount) / (_exact(rate) or 1))
            self._credit(sums, self._moment_to_day(moment), value, user, self.shares["order", order])
        return sums

    # ------------------------------------------------------------------ R15

    def new_customers(self):
        """The first confirmed order ever of each commercial entity."""
        first = {}
        for order, moment, user, customer in self._rows(
            """SELECT o.id, o.date_order, o.user_id, p.commercial_partner_id
                 FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
                WHERE o.state = 'sale' AND o.company_id = %s""",
            self.company_id,
        ):
            first[customer] = min(first.get(customer, (moment, order, user)), (moment, order, user))
        sums = defaultdict(Fraction)
        for moment, _order, user in first.values():
            self._credit(sums, self._moment_to_day(moment), Fraction(1), user, None)
        return sums

    # ------------------------------------------------------------------ R13

    def collected(self):
        """What receipts brought, at whom the invoices are that they settle; the rest at the customer's salesperson."""
        self._read_entries()
        sums = defaultdict(Fraction)
        for move, lines in self.lines_of_move.items():
            if self.moves[move][1] != "entry":
                continue
            money = [line for line in lines if line["kind"] in MONEY_ACCOUNTS or line["is_outstanding"]]
            receivable = [line for line in lines if line["kind"] == "asset_receivable" and line["balance"]]
            settled = -sum((line["balance"] for line in receivable), Fraction(0))
            if not money or not settled:
                continue
            came = sum((line["balance"] for line in money), Fraction(0))
            brought = max(min(came, settled), 0) if settled > 0 else min(max(came, settled), 0)
            for line in receivable:
                self._share_out(sums, self.moves[move][0], line, brought / settled)
        return sums

    def _share_out(self, sums, day, line, part):
        """Share one customer line out: its settled part over its invoices, what is open to the customer's person."""
        settles = [
            (amount, self.moves[other])
            for amount, other in self.partials[line["id"]]
            if self.moves.get(other, ("", ""))[1] in INVOICES
        ]
        whole = sum((amount for amount, _invoice in settles), Fraction(0))
        left = -line["balance"]
        if whole:
            done = -line["balance"] + line["residual"]
            for amount, (_day, _kind, user, shares) in settles:
                self._credit(sums, day, done * amount / whole * part, user, shares)
            left = -line["residual"]
        if left:
            self._credit(sums, day, left * part, self.person_of_partner.get(line["partner"]), None)

    def _read_entries(self):
        """Read posted entries, their lines and what settles what."""
        self.moves = {
            move: (day, kind, user, self.shares["move", move])
            for move, day, kind, user in self._rows(
                """SELECT id, date, move_type, invoice_user_id FROM account_move
                    WHERE state = 'posted' AND company_id = %s""",
                self.company_id,
            )
        }
        self.lines_of_move, move_of_line = defaultdict(list), {}
        for line, move, balance, residual, partner, kind, is_outstanding in self._rows(
            """SELECT l.id, l.move_id, l.balance, l.amount_residual, l.partner_id, a.account_type,
                      l.account_id IS NOT DISTINCT FROM pay.outstanding_account_id
                 FROM account_move_line l
                 JOIN account_account a ON a.id = l.account_id
                 JOIN account_move m ON m.id = l.move_id AND m.state = 'posted'
            LEFT JOIN account_payment pay ON pay.id = m.origin_payment_id
                WHERE m.company_id = %s""",
            self.company_id,
        ):
            move_of_line[line] = move
            self.lines_of_move[move].append(
                {
                    "id": line,
                    "balance": _exact(balance),
                    "residual": _exact(residual),
                    "partner": partner,
                    "kind": kind,
                    "is_outstanding": bool(is_outstanding),
                }
            )
        self.partials = defaultdict(list)
        for debit, credit, amount in self._rows(
            "SELECT debit_move_id, credit_move_id, amount FROM account_partial_reconcile WHERE company_id = %s",
            self.company_id,
        ):
            self.partials[debit].append((_exact(amount), move_of_line.get(credit)))
            self.partials[credit].append((_exact(amount), move_of_line.get(debit)))
        self.person_of_partner = dict(
            self._rows(
                """SELECT p.id, COALESCE(p.user_id, c.user_id) FROM res_partner p
                LEFT JOIN res_partner c ON c.id = p.commercial_partner_id"""
            )
        )
