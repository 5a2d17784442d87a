from odoo import fields, models


class MarketingCodeMixin(models.AbstractModel):
    """Short ordered lists that files name by a code."""

    _name = "marketing.code.mixin"
    _description = "Named by a Code"
    _inherit = ["marketing.in.use.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable identifier used by imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
