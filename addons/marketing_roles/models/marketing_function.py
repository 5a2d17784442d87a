from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MarketingFunction(models.Model):
    """A function or a power of a department as a whole (R1).

    Functions are what the department answers for; the duties of its jobs fulfil them.
    """

    _name = "marketing.function"
    _description = "Function or Power of a Department"
    _order = "department_id, catalog_id, kind, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("function", "Function"), ("power", "Power")],
        required=True,
        default="function",
        help="A function is work the department answers for; a power is what it may decide or demand.",
    )
    department_id = fields.Many2one("hr.department", ondelete="cascade", index="btree_not_null")
    catalog_id = fields.Many2one(
        "marketing.role.catalog", string="Catalogue", ondelete="cascade", index="btree_not_null"
    )
    company_id = fields.Many2one(related="department_id.company_id", store=True, precompute=True, index=True)
    duty_ids = fields.Many2many(
        "marketing.duty",
        "marketing_duty_function_rel",
        "function_id",
        "duty_id",
        string="Fulfilled By",
        help="The duties that together fulfil this function.",
    )
    is_covered = fields.Boolean(string="Has Duties", compute="_compute_is_covered")

    @api.depends("duty_ids", "kind")
    def _compute_is_covered(self):
        for function in self:
            function.is_covered = function.kind == "power" or bool(function.duty_ids)

    @api.constrains("department_id", "catalog_id")
    def _check_one_owner(self):
        for function in self:
            if bool(function.department_id) == bool(function.catalog_id):
                raise ValidationError(
                    self.env._("“%(name)s” belongs either to a department or to a catalogue.", name=function.name)
                )
