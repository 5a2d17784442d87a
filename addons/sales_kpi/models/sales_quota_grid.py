from odoo import api, models

from .sales_quota_row import MONTHS, month_field


def in_fiscal_order(last_month):
    """Return the calendar months from the one after the last month of a fiscal year on.

    >>> in_fiscal_order(3)
    [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    """
    return [(last_month + number - 1) % 12 + 1 for number in MONTHS]


def order_months(arch, last_month):
    """Put the fields of the months in a view into the order of a fiscal year, wherever they stand beside each other."""
    names = [month_field(number) for number in in_fiscal_order(last_month)]
    groups = {}
    for node in arch.iter("field"):
        if node.get("name") in names:
            groups.setdefault(node.getparent(), []).append(node)
    for parent, nodes in groups.items():
        place = parent.index(nodes[0])
        for node in nodes:
            parent.remove(node)
        for offset, node in enumerate(sorted(nodes, key=lambda one: names.index(one.get("name")))):
            parent.insert(place + offset, node)


class SalesQuota(models.Model):
    """The grid of a plan begins with the first month of the company's fiscal year."""

    _inherit = "sales.quota"

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env.company.fiscalyear_last_month)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        order_months(arch, int(self.env.company.fiscalyear_last_month))
        return arch, view
