from odoo import api, fields, models


class MarketingRoleCatalog(models.Model):
    """How the marketing department of one kind of business is set up: roles, duties, functions (R7)."""

    _name = "marketing.role.catalog"
    _description = "Role Catalogue"
    _inherit = ["marketing.shipped.mixin", "marketing.in.use.mixin"]
    _order = "sequence, code"
    _rec_names_search = ["name", "code"]

    name = fields.Char(string="Kind of Business", required=True, translate=True)
    code = fields.Char(required=True, help="Stable identifier used by imports and adoption.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    is_shipped = fields.Boolean(
        string="Comes with the App", readonly=True, copy=False, help="Stays as it is; duplicate it to make your own."
    )
    role_ids = fields.One2many("marketing.role", "catalog_id", string="Roles")
    function_ids = fields.One2many("marketing.function", "catalog_id", string="Functions and Powers")
    role_count = fields.Integer(compute="_compute_counts")
    duty_count = fields.Integer(compute="_compute_counts")
    function_count = fields.Integer(string="Other Entries", compute="_compute_counts")
    breaks_off = fields.Boolean(
        string="Incomplete", compute="_compute_breaks_off", help="At least one of its lists is known only in part."
    )

    _code_uniq = models.Constraint("unique(code)", "There is already a catalogue with this code.")

    def _get_catalogs(self):
        return self

    @api.depends("role_ids", "function_ids")
    def _compute_counts(self):
        def count(model):
            return dict(self.env[model]._read_group([("catalog_id", "in", self.ids)], ["catalog_id"], ["__count"]))

        counts = {
            "role_count": count("marketing.role"),
            "duty_count": count("marketing.duty"),
            "function_count": count("marketing.function"),
        }
        for catalog in self:
            catalog.update({name: found.get(catalog._origin, 0) for name, found in counts.items()})

    @api.depends("role_ids.breaks_off", "role_ids.duty_ids.breaks_off", "function_ids.breaks_off")
    def _compute_breaks_off(self):
        for catalog in self:
            parts = [catalog.role_ids, catalog.role_ids.duty_ids, catalog.function_ids]
            catalog.breaks_off = any(any(part.mapped("breaks_off")) for part in parts)

    def _release(self):
        """A catalogue goes with its roles, unless one of them is in use."""
        self._check_not_shipped()
        self.with_context(active_test=False).role_ids.unlink()
        return super()._release()

    def copy_data(self, default=None):
        """Give a copy a name and a code of its own."""
        taken = {code for (code,) in self.with_context(active_test=False)._read_group([], ["code"])}
        vals_list = super().copy_data(default)
        for catalog, vals in zip(self, vals_list, strict=True):
            if "code" not in (default or {}):
                number = next(n for n in range(2, len(taken) + 3) if f"{catalog.code}-{n}" not in taken)
                vals["code"] = f"{catalog.code}-{number}"
                taken.add(vals["code"])
            if "name" not in (default or {}):
                vals["name"] = self.env._("%(name)s (copy)", name=catalog.name)
        return vals_list

    def copy(self, default=None):
        """Copy a catalogue with everything in it; reporting lines stay inside the copy."""
        copies = super().copy(default)
        for catalog, new in zip(self, copies, strict=True):
            roles = {role: role.copy({"catalog_id": new.id, "code": role.code}) for role in catalog.role_ids}
            for role, new_role in roles.items():
                new_role.reports_to_id = roles.get(role.reports_to_id, role.reports_to_id)
            for function in catalog.function_ids:
                function.copy({"catalog_id": new.id})
        return copies

    def action_open_items(self):
        """Open everything that stands in the catalogue."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_roles.marketing_catalog_item_action")
        return dict(action, domain=[("catalog_id", "=", self.id)], display_name=self.name)

    def action_adopt(self):
        """Begin taking the catalogue over."""
        self.ensure_one()
        dialog = self.env["marketing.catalog.adoption"].create({"catalog_id": self.id})
        return dialog._reopen()

    def action_export(self):
        """Give the catalogues out as a workbook that can be imported again."""
        dialog = self.env["marketing.import"].create({"kind": "catalogues"})
        return dialog.with_context(catalog_ids=self.ids).action_export_workbook()
