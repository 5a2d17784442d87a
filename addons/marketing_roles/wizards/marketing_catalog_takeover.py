from odoo import api, fields, models

from ..engine.adoption import Drift
from ..models.marketing_work_item_mixin import DRIFTS


class MarketingCatalogTakeover(models.TransientModel):
    """Shows how a duty or function differs from the catalogue it came from, to take values over one by one."""

    _name = "marketing.catalog.takeover"
    _description = "Compare with the Catalogue"

    duty_id = fields.Many2one("marketing.duty", readonly=True)
    function_id = fields.Many2one("marketing.function", readonly=True)
    line_ids = fields.One2many("marketing.catalog.takeover.line", "takeover_id", string="Differences")

    def _get_item(self):
        self.ensure_one()
        return self.duty_id or self.function_id

    @api.model
    def _prepare(self, item):
        """Return a dialog with a line for every value in which an item differs from its origin."""
        found = item._get_drifts().get(item.id, {})
        here, there = item._get_contents()[item.id], item.sudo().origin_id._get_contents()[item.sudo().origin_id.id]
        commands = []
        for name, drift in found.items():
            field_name, _bar, lang = name.partition("|")
            commands.append(
                fields.Command.create(
                    {
                        "value_name": name,
                        "label": self._get_label(item, field_name, lang),
                        "here": self._to_text(item, field_name, here[name]),
                        "there": self._to_text(item, field_name, there[name]),
                        "drift": drift.value,
                        # What the company worded itself is only replaced if somebody says so.
                        "take": drift is Drift.THERE,
                    }
                )
            )
        owner = "duty_id" if item._name == "marketing.duty" else "function_id"
        return self.create({owner: item.id, "line_ids": commands})

    @api.model
    def _get_label(self, item, field_name, lang):
        label = item._fields[field_name]._description_string(self.env)
        if not lang:
            return label
        name = self.env["res.lang"]._get_data(code=lang).name.split(" / ")[-1]
        return f"{label} ({name})"

    @api.model
    def _to_text(self, item, field_name, value):
        field = item._fields[field_name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "many2one":
            return self.env[field.comodel_name].browse(value).display_name if value else ""
        return value

    def action_take_over(self):
        """Take what is ticked; what is not counts as looked at and is not reported again."""
        self.ensure_one()
        item = self._get_item()
        item.check_access("write")
        item._take_over(self.line_ids.filtered("take").mapped("value_name"))
        return {"type": "ir.actions.act_window_close"}


class MarketingCatalogTakeoverLine(models.TransientModel):
    """One value that differs."""

    _name = "marketing.catalog.takeover.line"
    _description = "Difference from the Catalogue"

    takeover_id = fields.Many2one("marketing.catalog.takeover", required=True, ondelete="cascade")
    value_name = fields.Char(required=True, export_string_translation=False)
    label = fields.Char(string="Value", readonly=True)
    here = fields.Text(readonly=True)
    there = fields.Text(string="In the Catalogue", readonly=True)
    drift = fields.Selection(DRIFTS, string="Since Adoption", readonly=True)
    take = fields.Boolean(string="Take Over")
