from odoo import api, fields, models

from .credit import weights_of


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "sales.credit.mixin"]

    credit_share_ids = fields.One2many(
        "sales.credit.share",
        "move_id",
        string="Credit",
        copy=False,
        help="Empty: the sale is the salesperson's alone. Receipts for the invoice are credited the same way.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A credit note takes from everybody what the invoice gave them."""
        moves = super().create(vals_list)
        for move in moves.filtered("reversed_entry_id"):
            invoice = move.reversed_entry_id.sudo()
            if invoice.credit_share_ids:
                move._take_credit(weights_of(invoice, "invoice_user_id", "amount_untaxed"))
        return moves
