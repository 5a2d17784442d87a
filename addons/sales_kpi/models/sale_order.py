from odoo import fields, models

from .credit import weights_of


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "sales.credit.mixin"]

    credit_share_ids = fields.One2many(
        "sales.credit.share",
        "order_id",
        string="Credit",
        copy=False,
        help="Empty: the sale is the salesperson's alone. Invoices of the order take the shares over.",
    )

    def _create_invoices(self, grouped=False, final=False, date=None):
        """Invoices are credited as their orders are."""
        moves = super()._create_invoices(grouped=grouped, final=final, date=date)
        for move in moves:
            orders = move.line_ids.sale_line_ids.order_id.sudo()
            if orders.credit_share_ids:
                move._take_credit(weights_of(orders, "user_id", "amount_untaxed"))
        return moves
