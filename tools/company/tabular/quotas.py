"""Quotas by rule for the months that no file gives.

The rule: the mean of the last three months in which the agent had a win, fewer where there
are not yet three, plus a tenth, rounded half up to the whole unit of currency.  An agent
without an earlier win gets the mean of the quotas of the manager's other agents that month,
rounded the same way; without any such, the mean of everybody's.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

WINDOW = 3


def rounded(value):
    """Round half up to the whole unit.

    >>> rounded(Decimal("10.5")), rounded(Decimal("10.49"))
    (Decimal('11'), Decimal('10'))
    """
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def mean(values):
    """Return the mean of a list of decimals."""
    return sum(values, Decimal(0)) / len(values)


def by_rule(wins, month):
    """Return the quota of one agent for ``month`` from {month: amount won}, or None.

    >>> from datetime import date
    >>> won = {date(2017, 3, 1): Decimal(100), date(2017, 4, 1): Decimal(200), date(2017, 6, 1): Decimal(300),
    ...        date(2017, 7, 1): Decimal(400)}
    >>> [by_rule(won, date(2017, number, 1)) for number in (3, 4, 7, 8)]
    [None, Decimal('110'), Decimal('220'), Decimal('330')]
    """
    earlier = sorted(past for past in wins if past < month)[-WINDOW:]
    if not earlier:
        return None
    return rounded(mean([wins[past] for past in earlier]) * Decimal("1.1"))


def complete(sellers, months, wins, given):
    """Return {(seller, month): amount} for every seller and month.

    ``sellers`` is {seller: manager}, ``wins`` {seller: {month: amount}}, ``given`` the quotas of files.
    """
    found = {key: amount for key, amount in given.items() if key[0] in sellers}
    for month in months:
        for seller in sellers:
            amount = found.get((seller, month)) or by_rule(wins.get(seller, {}), month)
            if amount is not None:
                found[seller, month] = amount
        _fill(sellers, month, found)
    return found


def _fill(sellers, month, found):
    """Give those without a quota the mean of their team's, or of everybody's."""
    teams = defaultdict(list)
    known = {seller: found[seller, month] for seller in sellers if (seller, month) in found}
    for seller, amount in known.items():
        teams[sellers[seller]].append(amount)
    for seller, manager in sellers.items():
        peers = teams.get(manager) or list(known.values())
        if seller not in known and peers:
            found[seller, month] = rounded(mean(peers))
