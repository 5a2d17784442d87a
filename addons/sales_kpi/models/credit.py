"""How the credit for several documents becomes the credit for one."""

from collections import defaultdict
from decimal import Decimal

from ..engine.quotas import share_out

WHOLE = Decimal(100)


def weights_of(documents, salesperson, amount):
    """Return {employee id: percentage} that add up to 100, in proportion to the amounts of the documents.

    A document that is not shared is its salesperson's; what nobody has credit for stays out.

    :param salesperson: name of the field with the user
    :param amount: name of the field with the amount
    """
    weights = defaultdict(Decimal)
    for document in documents:
        size = abs(Decimal(str(document[amount]))) or Decimal(1)
        for share in document.credit_share_ids:
            weights[share.employee_id.id] += size * Decimal(str(share.percentage)) / WHOLE
        if not document.credit_share_ids:
            user = document[salesperson]
            employee = user.with_company(document.company_id).employee_id
            if employee:
                weights[employee.id] += size
    return share_out(WHOLE, weights) if weights else {}
