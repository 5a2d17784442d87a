from odoo import api, fields, models


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

    _one_owner = models.Constraint(
        "CHECK(num_nonnulls(department_id, catalog_id) = 1)",
        "A function belongs either to a department or to a catalogue.",
    )

    @api.depends("duty_ids", "kind")
    def _compute_is_covered(self):
        for function in self:
            function.is_covered = function.kind == "power" or bool(function.duty_ids)
