from odoo import models


class MarketingDutyArea(models.Model):
    """A field of work, by which duties of all roles and catalogues are compared (R2)."""

    _name = "marketing.duty.area"
    _description = "Area of Work"
    _inherit = ["marketing.code.mixin"]
    _order = "sequence, id"

    _code_uniq = models.Constraint("unique(code)", "There is already an area with this code.")
