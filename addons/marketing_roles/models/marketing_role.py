from odoo import fields, models

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
    _inherit = ["mail.thread"]
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
    reports_to_id = fields.Many2one("marketing.role", ondelete="set null")
    description = fields.Text(translate=True)
    job_ids = fields.One2many("hr.job", "role_id", string="Jobs")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(catalog_id, 0))", "There is already a role with this code in the catalogue."
    )
