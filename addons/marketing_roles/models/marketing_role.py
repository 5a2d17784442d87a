from odoo import api, fields, models
from odoo.exceptions import ValidationError

ROLE_LEVELS = [
    ("director", "Director"),
    ("deputy_director", "Deputy Director"),
    ("manager", "Manager"),
    ("supervisor", "Supervisor"),
    ("specialist", "Specialist"),
    ("staff", "Staff"),
]


class MarketingRole(models.Model):
    _name = "marketing.role"
    _description = "Role"
    _inherit = ["mail.thread", "marketing.shipped.mixin", "marketing.in.use.mixin"]
    _order = "catalog_id, sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable identifier, unique within the catalogue.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    catalog_id = fields.Many2one("marketing.role.catalog", string="Catalogue", ondelete="restrict", index=True)
    level = fields.Selection(
        ROLE_LEVELS, required=True, default="staff", tracking=True, help="Ranks compare people of one level."
    )
    reports_to_id = fields.Many2one(
        "marketing.role", ondelete="set null", domain="[('catalog_id', '=', catalog_id), ('id', '!=', id)]"
    )
    reports_to_title = fields.Char(
        string="Reports To (Outside)",
        translate=True,
        help="The position that it answers to where that is no role here.",
    )
    is_shipped = fields.Boolean(related="catalog_id.is_shipped", export_string_translation=False)
    breaks_off = fields.Boolean(string="List Breaks Off", help="Its duties are known only in part, or not at all.")
    is_incomplete = fields.Boolean(string="Incomplete", compute="_compute_is_incomplete")
    description = fields.Text(translate=True)
    headcount_min = fields.Integer(string="At Least", help="How many people the role usually needs.")
    headcount_max = fields.Integer(string="At Most", help="Zero: no upper limit.")
    requirements = fields.Text(translate=True, help="What the holder brings along.")
    duty_ids = fields.One2many("marketing.duty", "role_id", string="Duties", copy=True)
    duty_count = fields.Integer(compute="_compute_duty_count")
    job_ids = fields.One2many("hr.job", "role_id", string="Jobs")

    _headcount_in_order = models.Constraint(
        "CHECK(headcount_min >= 0 AND (headcount_max = 0 OR headcount_max >= headcount_min))",
        "The highest headcount cannot be below the lowest.",
    )
    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(catalog_id, 0))", "There is already a role with this code in the catalogue."
    )

    @api.depends("breaks_off", "duty_ids.breaks_off")
    def _compute_is_incomplete(self):
        """A list breaks off at its last entry, or before its first."""
        for role in self:
            role.is_incomplete = role.breaks_off or any(role.duty_ids.mapped("breaks_off"))

    @api.depends("duty_ids")
    def _compute_duty_count(self):
        counts = dict(self.env["marketing.duty"]._read_group([("role_id", "in", self.ids)], ["role_id"], ["__count"]))
        for role in self:
            role.duty_count = counts.get(role._origin, 0)

    def _get_catalogs(self):
        return self.catalog_id

    def copy_data(self, default=None):
        """Give a copy within the same catalogue a code of its own."""
        vals_list = super().copy_data(default)
        if "code" not in (default or {}):
            for role, vals in zip(self, vals_list, strict=True):
                siblings = self.with_context(active_test=False).search([("catalog_id", "=", role.catalog_id.id)])
                taken = set(siblings.mapped("code"))
                number = next(n for n in range(2, len(taken) + 3) if f"{role.code}_{n}" not in taken)
                vals["code"] = f"{role.code}_{number}"
        return vals_list

    @api.constrains("reports_to_id")
    def _check_no_cycle(self):
        if self._has_cycle("reports_to_id"):
            raise ValidationError(self.env._("A role cannot report to itself, directly or through others."))
