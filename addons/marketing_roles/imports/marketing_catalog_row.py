from odoo import fields, models

from ..models.marketing_function import KINDS
from ..models.marketing_role import ROLE_LEVELS
from ..models.marketing_work_item_mixin import DELIVERABLES, FREQUENCIES

ROWS = [("catalogue", "Catalogue"), ("role", "Role"), ("duty", "Duty"), *KINDS]


class MarketingCatalogRow(models.AbstractModel):
    """The columns of a catalogue as a table: one line for the catalogue, and one for everything in it.

    Nothing of this is stored; it lends its labels and choices to the import.
    """

    _name = "marketing.catalog.row"
    _description = "Line of a Catalogue"

    row = fields.Selection(ROWS, string="Line Is", help="Everything below a catalogue belongs to it.")
    code = fields.Char(help="Stable identifier, unique within the catalogue.")
    role = fields.Char(string="Code of the Role", help="For a duty: the code of the role that has it.")
    name = fields.Char(translate=True)
    text = fields.Text(translate=True, help="The description of a catalogue or role; the work standard of the rest.")
    section = fields.Char(translate=True, help="The heading under which it stands.")
    level = fields.Selection(ROLE_LEVELS, help="For a role.")
    reports_to = fields.Char(
        translate=True, help="For a role: the code of a role of this catalogue, or else the title."
    )
    at_least = fields.Integer(string="Headcount At Least", help="For a role.")
    at_most = fields.Integer(string="Headcount At Most", help="For a role. Zero: no upper limit.")
    requirements = fields.Text(translate=True, help="For a role: what the holder brings along.")
    area = fields.Many2one("marketing.duty.area")
    frequency = fields.Selection(FREQUENCIES)
    deliverable = fields.Selection(DELIVERABLES)
    stages = fields.Many2many("marketing.product.stage", string="Leads In")
    same_as = fields.Char(help="The catalogue and code that say the same, such as standard:f01.")
    breaks_off = fields.Boolean(string="List Breaks Off", help="The list is known up to here.")
