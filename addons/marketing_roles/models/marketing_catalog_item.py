from odoo import fields, models
from odoo.tools import SQL

from .marketing_function import KINDS
from .marketing_work_item_mixin import DELIVERABLES, FREQUENCIES


class MarketingCatalogItem(models.Model):
    """Everything that stands in a catalogue, in one list to search: duties, functions, powers and the rest (R7)."""

    _name = "marketing.catalog.item"
    _description = "Entry of a Catalogue"
    _inherit = ["marketing.live.rows.mixin"]
    _auto = False
    _order = "catalog_id, role_id, kind, sequence, id"
    _rec_names_search = ["name", "work_standard"]
    _depends = {
        "marketing.duty": ["name", "work_standard", "area_id", "frequency", "deliverable", "role_id", "active"],
        "marketing.function": ["name", "work_standard", "area_id", "frequency", "deliverable", "catalog_id", "active"],
        "marketing.role": ["catalog_id", "active", "level"],
        "marketing.role.catalog": ["active"],
    }

    kind = fields.Selection([("duty", "Duty"), *KINDS], readonly=True)
    name = fields.Char(translate=True, readonly=True)
    section = fields.Char(string="Heading", translate=True, readonly=True)
    work_standard = fields.Text(translate=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    catalog_id = fields.Many2one("marketing.role.catalog", string="Catalogue", readonly=True)
    role_id = fields.Many2one("marketing.role", readonly=True)
    level = fields.Selection(related="role_id.level")
    area_id = fields.Many2one("marketing.duty.area", readonly=True)
    frequency = fields.Selection(FREQUENCIES, readonly=True)
    deliverable = fields.Selection(DELIVERABLES, readonly=True)
    breaks_off = fields.Boolean(string="List Breaks Off", readonly=True)
    duty_id = fields.Many2one("marketing.duty", readonly=True)
    function_id = fields.Many2one("marketing.function", readonly=True)
    stage_ids = fields.Many2many(
        "marketing.product.stage", string="Leads In", compute="_compute_stage_ids", search="_search_stage_ids"
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT d.id * 2 AS id, 'duty' AS kind, d.name, NULL::jsonb AS section, d.work_standard, d.sequence,
                   c.id AS catalog_id, r.id AS role_id, d.area_id, d.frequency, d.deliverable, d.breaks_off,
                   d.id AS duty_id, NULL::int4 AS function_id
              FROM marketing_duty d
              JOIN marketing_role r ON r.id = d.role_id AND r.active
              JOIN marketing_role_catalog c ON c.id = r.catalog_id AND c.active
             WHERE d.active
             UNION ALL
            SELECT f.id * 2 + 1, f.kind, f.name, f.section, f.work_standard, f.sequence,
                   c.id, NULL, f.area_id, f.frequency, f.deliverable, f.breaks_off, NULL, f.id
              FROM marketing_function f
              JOIN marketing_role_catalog c ON c.id = f.catalog_id AND c.active
             WHERE f.active
            """
        )

    def _compute_stage_ids(self):
        for item in self:
            item.stage_ids = item.duty_id.stage_ids | item.function_id.stage_ids

    def _search_stage_ids(self, operator, value):
        return ["|", ("duty_id.stage_ids", operator, value), ("function_id.stage_ids", operator, value)]

    def action_open_record(self):
        """Open the duty or the entry itself."""
        self.ensure_one()
        record = self.duty_id or self.function_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
