from odoo import api, fields, models
from odoo.exceptions import ValidationError

# People who share one document; their places are part of the ids of evidence rows.
SHARE_ROOM = 16
# In the context while a document writes its own shares.
BY_DOCUMENT = "sales_kpi_credit_by_document"


class SalesCreditShare(models.Model):
    """Whose sale an order or invoice is, and to which part, where it is not the salesperson's alone (R10a)."""

    _name = "sales.credit.share"
    _description = "Credit for a Sale"
    _order = "order_id, move_id, place"
    _check_company_auto = True

    order_id = fields.Many2one("sale.order", ondelete="cascade", index="btree_not_null", check_company=True)
    move_id = fields.Many2one(
        "account.move", string="Invoice", ondelete="cascade", index="btree_not_null", check_company=True
    )
    company_id = fields.Many2one("res.company", compute="_compute_company_id", store=True, precompute=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict", check_company=True)
    percentage = fields.Float(string="Credit (%)", digits=(5, 2), required=True)
    place = fields.Integer(readonly=True, copy=False, help="Tells the people of one document apart.")

    _one_document = models.Constraint(
        "CHECK((order_id IS NULL) != (move_id IS NULL))", "Credit is given for one order or for one invoice."
    )
    _part_of_the_whole = models.Constraint(
        "CHECK(percentage > 0 AND percentage <= 100)", "Credit is above zero and at most 100 %."
    )
    _once_each_order = models.UniqueIndex(
        "(order_id, employee_id) WHERE order_id IS NOT NULL", "Somebody has credit for this order already."
    )
    _once_each_move = models.UniqueIndex(
        "(move_id, employee_id) WHERE move_id IS NOT NULL", "Somebody has credit for this invoice already."
    )
    _place_of_order = models.UniqueIndex("(order_id, place) WHERE order_id IS NOT NULL")
    _place_of_move = models.UniqueIndex("(move_id, place) WHERE move_id IS NOT NULL")

    @api.depends("order_id.company_id", "move_id.company_id")
    def _compute_company_id(self):
        for share in self:
            share.company_id = share.order_id.company_id or share.move_id.company_id

    @api.model_create_multi
    def create(self, vals_list):
        """Give each share of a document a place of its own."""
        taken = {}
        filled = []
        for vals in vals_list:
            key = (vals.get("order_id") or False, vals.get("move_id") or False)
            if key not in taken:
                domain = [("order_id", "=", key[0]), ("move_id", "=", key[1])]
                taken[key] = set(self.sudo().search(domain).mapped("place"))
            place = next(number for number in range(1, len(taken[key]) + 2) if number not in taken[key])
            if place >= SHARE_ROOM:
                raise ValidationError(self.env._("At most %(count)s people share one document.", count=SHARE_ROOM - 1))
            taken[key].add(place)
            filled.append({**vals, "place": place})
        shares = super().create(filled)
        shares._check_documents()
        return shares

    def write(self, vals):
        before = self.order_id, self.move_id
        result = super().write(vals)
        self._check_documents(*before)
        return result

    def unlink(self):
        before = self.order_id, self.move_id
        result = super().unlink()
        self.browse()._check_documents(*before)
        return result

    def _check_documents(self, *others):
        """Check that the parts of each document add up, unless its own form is about to write more of them.

        :param others: documents of which shares were taken
        """
        if self.env.context.get(BY_DOCUMENT):
            return
        for documents in (self.order_id, self.move_id, *others):
            documents.exists()._check_credit()


class SalesCreditMixin(models.AbstractModel):
    """An order or invoice whose credit may be shared; the parts add up to the whole."""

    _name = "sales.credit.mixin"
    _description = "Credit Shared"

    @api.model_create_multi
    def create(self, vals_list):
        return super(SalesCreditMixin, self.with_context(**{BY_DOCUMENT: True})).create(vals_list).with_env(self.env)

    def write(self, vals):
        """Shares are written one after the other, and add up only when all of them are."""
        if "credit_share_ids" not in vals:
            return super().write(vals)
        return super(SalesCreditMixin, self.with_context(**{BY_DOCUMENT: True})).write(vals)

    @api.constrains("credit_share_ids")
    def _check_credit(self):
        for document in self:
            shares = document.sudo().credit_share_ids
            if shares and round(sum(shares.mapped("percentage")), 2) != 100:
                raise ValidationError(
                    self.env._(
                        "The credit for %(document)s adds up to %(sum)s %%, not to 100 %%.",
                        document=document.display_name,
                        sum=round(sum(shares.mapped("percentage")), 2),
                    )
                )

    def _take_credit(self, percentages):
        """Share this document out.

        :param percentages: {employee id: Decimal} that add up to 100
        """
        self.ensure_one()
        self.sudo().credit_share_ids = [
            fields.Command.clear(),
            *(
                fields.Command.create({"employee_id": employee, "percentage": float(part)})
                for employee, part in percentages.items()
                if part > 0
            ),
        ]
