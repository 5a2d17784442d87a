from odoo import fields, models


class MarketingDutyArea(models.Model):
    """A field of work, by which duties of all roles and catalogues are compared (R2)."""

    _name = "marketing.duty.area"
    _description = "Area of Work"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable identifier used by imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("unique(code)", "There is already an area with this code.")
