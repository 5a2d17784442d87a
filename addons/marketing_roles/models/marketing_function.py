from odoo import api, fields, models

KINDS = [
    ("function", "Function"),
    ("power", "Power"),
    ("principle", "Principle"),
    ("objective", "Objective"),
    ("structure", "Structure"),
    ("content", "Part of a Plan"),
    ("rule", "Working Rule"),
    ("workflow", "Workflow"),
]

CODE_PREFIXES = {
    "function": "f",
    "power": "p",
    "principle": "pr",
    "objective": "o",
    "structure": "s",
    "content": "c",
    "rule": "r",
    "workflow": "w",
}


class MarketingFunction(models.Model):
    """A function or a power of a department as a whole (R1), or what else is laid down for it.

    Functions are what the department answers for; the duties of its jobs fulfil them.
    """

    _name = "marketing.function"
    _description = "Function or Power of a Department"
    _inherit = ["marketing.shipped.mixin", "marketing.work.item.mixin"]
    _order = "department_id, catalog_id, kind, sequence, id"
    _check_company_auto = True

    kind = fields.Selection(
        KINDS,
        required=True,
        default="function",
        help="A function is work the department answers for; a power is what it may decide or demand.",
    )
    section = fields.Char(string="Heading", translate=True, help="The heading under which it stands.")
    department_id = fields.Many2one("hr.department", ondelete="cascade", index="btree_not_null")
    catalog_id = fields.Many2one(
        "marketing.role.catalog", string="Catalogue", ondelete="cascade", index="btree_not_null"
    )
    company_id = fields.Many2one(related="department_id.company_id", store=True, precompute=True, index=True)
    origin_id = fields.Many2one(
        "marketing.function", string="Taken From", ondelete="set null", index="btree_not_null", readonly=True,
        help="The entry of a catalogue from which this one was taken.",
    )  # fmt: skip
    same_as_id = fields.Many2one(
        "marketing.function", ondelete="set null", index="btree_not_null", copy=False,
        help="The entry of another catalogue that says the same; a company that takes both gets it once.",
    )  # fmt: skip
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
    _code_uniq = models.UniqueIndex(
        "(catalog_id, code) WHERE catalog_id IS NOT NULL", "There is already an entry with this code in the catalogue."
    )

    @api.depends("duty_ids", "kind")
    def _compute_is_covered(self):
        for function in self:
            function.is_covered = function.kind != "function" or bool(function.duty_ids)

    def _get_catalogs(self):
        return self.catalog_id

    def _get_code_owner(self):
        return self.catalog_id, CODE_PREFIXES[self.kind]
