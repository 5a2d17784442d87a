from odoo import api, fields, models
from odoo.fields import Domain

from ..engine.adoption import Drift, drifts, overall

FREQUENCIES = [
    ("daily", "Daily"),
    ("weekly", "Weekly"),
    ("monthly", "Monthly"),
    ("quarterly", "Quarterly"),
    ("yearly", "Yearly"),
    ("event", "Per event"),
]
DELIVERABLES = [("report", "Report"), ("plan", "Plan"), ("budget", "Budget"), ("archive", "Archive")]
DRIFTS = [
    (Drift.SAME.value, "As in the catalogue"),
    (Drift.HERE.value, "Changed here"),
    (Drift.THERE.value, "Changed in the catalogue"),
    (Drift.BOTH.value, "Changed here and in the catalogue"),
]
TEXTS = ("name", "work_standard")
VALUES = ("frequency", "deliverable")


class MarketingWorkItemMixin(models.AbstractModel):
    """A piece of work as it stands in a catalogue, a job or a department: a duty or a function (R1, R2).

    What was taken over from a catalogue keeps where it came from (`origin_id`) and how it read
    then (`adopted_values`), so that the company's changes can be told from the catalogue's.
    A model that uses this has the fields `origin_id` and `same_as_id` to itself.
    """

    _name = "marketing.work.item.mixin"
    _description = "Piece of Work"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        copy=False, help="Stable identifier within a catalogue, used by imports; filled in where it is left empty."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    area_id = fields.Many2one("marketing.duty.area", ondelete="restrict", index="btree_not_null")
    work_standard = fields.Text(translate=True, help="What a good result looks like, so that it can be checked.")
    frequency = fields.Selection(FREQUENCIES)
    deliverable = fields.Selection(DELIVERABLES)
    stage_ids = fields.Many2many(
        "marketing.product.stage", string="Leads In", help="The stages of a product's life in which this leads."
    )
    breaks_off = fields.Boolean(string="List Breaks Off", help="The list is known up to here; there may be more to it.")
    catalog_id = fields.Many2one("marketing.role.catalog", string="Catalogue")
    is_shipped = fields.Boolean(related="catalog_id.is_shipped", export_string_translation=False)
    adopted_values = fields.Json(readonly=True, copy=False)
    drift = fields.Selection(DRIFTS, string="Since Adoption", compute="_compute_drift", search="_search_drift")

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._fill_in_codes()
        return items

    def _get_code_owner(self):
        """Return (the role or catalogue within which the code is unique or nothing, beginning of the code)."""
        raise NotImplementedError

    def _fill_in_codes(self):
        """Number what stands in a catalogue and has no code yet."""
        for item in self.filtered(lambda item: not item.code):
            owner, prefix = item._get_code_owner()
            if owner:
                field = "role_id" if owner._name == "marketing.role" else "catalog_id"
                siblings = self.with_context(active_test=False).search_fetch([(field, "=", owner.id)], ["code"])
                taken = set(siblings.mapped("code"))
                item.code = next(code for n in range(1, len(taken) + 2) if (code := f"{prefix}{n:02d}") not in taken)

    # ------------------------------------------------------------------ what was taken over, and since

    def _get_contents(self):
        """Return {id: {name of a value: value}} of what is compared with a catalogue, in every language.

        Texts are named `name|zh_CN`; a reference is the id of the record.
        """
        contents = {item.id: {} for item in self}
        for code, _name in self.env["res.lang"].get_installed():
            for item in self.with_context(lang=code):
                contents[item.id].update({f"{name}|{code}": item[name] or "" for name in TEXTS})
        for item in self:
            values = {name: item[name] or "" for name in VALUES}
            contents[item.id].update(values, area_id=item.area_id.id or 0)
        return contents

    def _get_drifts(self):
        """Return {id: {name of a value: Drift}} of everything that has an origin."""
        adopted = self.filtered("origin_id")
        here = adopted._get_contents()
        there = adopted.sudo().origin_id._get_contents()
        return {
            item.id: drifts(item.adopted_values or {}, here[item.id], there[item.sudo().origin_id.id])
            for item in adopted
        }

    @api.depends("origin_id", "adopted_values", *TEXTS, *VALUES, "area_id")
    def _compute_drift(self):
        found = self._origin._get_drifts()
        for item in self:
            item.drift = overall(found[item._origin.id]).value if item._origin.id in found else False

    @api.model
    def _search_drift(self, operator, value):
        if operator != "in":
            return NotImplemented
        adopted = self.with_context(active_test=False).search([("origin_id", "!=", False)])
        found = adopted._get_drifts()
        matching = [item_id for item_id, of_item in found.items() if overall(of_item).value in value]
        domain = Domain("id", "in", matching)
        return domain | Domain("origin_id", "=", False) if False in value else domain

    def _remember_origin(self):
        """Keep how the origins read now, as what was taken over."""
        contents = self.sudo().origin_id._get_contents()
        for item in self:
            item.adopted_values = contents.get(item.sudo().origin_id.id, False)

    def _take_over(self, names):
        """Take values of the catalogue over what stands here; the rest counts as looked at, too.

        :param names: names of values as `_get_contents` gives them
        """
        self.ensure_one()
        there = self.sudo().origin_id._get_contents()[self.sudo().origin_id.id]
        for name in names:
            field, _bar, lang = name.partition("|")
            record = self.with_context(lang=lang) if lang else self
            record[field] = there[name] or False
        self._remember_origin()

    def action_compare_with_origin(self):
        """Show what differs from the catalogue, value by value, to take over or to leave."""
        self.ensure_one()
        dialog = self.env["marketing.catalog.takeover"]._prepare(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare with the Catalogue"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }
