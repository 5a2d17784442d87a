from odoo import fields, models


class MarketingRoleCatalog(models.Model):
    _name = "marketing.role.catalog"
    _description = "Role Catalogue"
    _inherit = ["marketing.in.use.mixin"]
    _order = "sequence, code"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable identifier used by imports and adoption.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    role_ids = fields.One2many("marketing.role", "catalog_id", string="Roles")

    _code_uniq = models.Constraint("unique(code)", "There is already a catalogue with this code.")
