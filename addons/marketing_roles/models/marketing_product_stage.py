from odoo import models


class MarketingProductStage(models.Model):
    """A stage in the life of a product, in which some work leads (R2)."""

    _name = "marketing.product.stage"
    _description = "Stage of a Product's Life"
    _inherit = ["marketing.code.mixin"]
    _order = "sequence, id"

    _code_uniq = models.Constraint("unique(code)", "There is already a stage with this code.")
