from odoo import fields, models


class MarketingProductStage(models.Model):
    """A stage in the life of a product, in which some work leads (R2)."""

    _name = "marketing.product.stage"
    _description = "Stage of a Product's Life"
    _inherit = ["marketing.in.use.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable identifier used by imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("unique(code)", "There is already a stage with this code.")
