from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.adoption import Named, match
from ..models.marketing_function import KINDS

RELATIONS = [
    ("same", "The same"),
    ("alike", "Alike"),
    ("left", "Only on the left"),
    ("right", "Only on the right"),
]


class MarketingCatalogComparison(models.TransientModel):
    """Two catalogues, or two roles, side by side: what they share and what only one of them has (R7)."""

    _name = "marketing.catalog.comparison"
    _description = "Comparison of Catalogues"

    left_catalog_id = fields.Many2one("marketing.role.catalog", string="Left", required=True)
    left_role_id = fields.Many2one(
        "marketing.role", string="Role on the Left", domain="[('catalog_id', '=', left_catalog_id)]"
    )
    right_catalog_id = fields.Many2one("marketing.role.catalog", string="Right", required=True)
    right_role_id = fields.Many2one(
        "marketing.role", string="Role on the Right", domain="[('catalog_id', '=', right_catalog_id)]"
    )
    line_ids = fields.One2many(
        "marketing.catalog.comparison.line", "comparison_id", compute="_compute_line_ids", store=True
    )
    same_count = fields.Integer(compute="_compute_counts", export_string_translation=False)
    summary = fields.Char(compute="_compute_counts")

    @api.onchange("left_catalog_id", "right_catalog_id")
    def _onchange_catalogs(self):
        """A role of another catalogue is no longer meant."""
        if self.left_role_id.catalog_id != self.left_catalog_id:
            self.left_role_id = False
        if self.right_role_id.catalog_id != self.right_catalog_id:
            self.right_role_id = False

    @api.depends("left_catalog_id", "left_role_id", "right_catalog_id", "right_role_id")
    def _compute_line_ids(self):
        for comparison in self:
            lines = comparison._compare() if comparison.left_catalog_id and comparison.right_catalog_id else []
            comparison.line_ids = [fields.Command.clear(), *map(fields.Command.create, lines)]

    @api.depends("line_ids.relation")
    def _compute_counts(self):
        for comparison in self:
            relations = comparison.line_ids.mapped("relation")
            comparison.same_count = relations.count("same")
            comparison.summary = self._get_summary(comparison, relations)

    def _get_summary(self, comparison, relations):
        sides = [(comparison.left_catalog_id, comparison.left_role_id)]
        if (comparison.right_catalog_id, comparison.right_role_id) in sides and any(sides[0]):
            return self.env._("Both sides are the same; choose another one to compare.")
        return self.env._(
            "They share %(same)s entries; %(alike)s more are alike.",
            same=relations.count("same"),
            alike=relations.count("alike"),
        )

    @api.model
    def _prepare_for_roles(self, roles):
        """Return the action that compares two roles.

        :raises UserError: where there are not two
        """
        if len(roles) != 2:
            raise UserError(self.env._("Choose two roles to compare."))
        alone = roles.filtered(lambda role: not role.catalog_id)[:1]
        if alone:
            raise UserError(
                self.env._(
                    "“%(role)s” is of the company's own making; roles of catalogues are compared.", role=alone.name
                )
            )
        left, right = roles
        comparison = self.create(
            {
                "left_catalog_id": left.catalog_id.id,
                "left_role_id": left.id,
                "right_catalog_id": right.catalog_id.id,
                "right_role_id": right.id,
            }
        )
        return comparison._get_action()

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    # ------------------------------------------------------------------ comparing

    def _get_items(self, catalog, role):
        """Return the entries of one side: a role's duties, or everything in a catalogue."""
        domain = [("role_id", "=", role.id)] if role else [("catalog_id", "=", catalog.id)]
        return self.env["marketing.catalog.item"].search(domain)

    def _compare(self):
        """Return values for the lines: what both have first, then what only one has."""
        left = self._get_items(self.left_catalog_id, self.left_role_id)
        right = self._get_items(self.right_catalog_id, self.right_role_id)
        if left == right:
            return []
        same = self._find_same(left, right)
        rest_left = left.filtered(lambda item: item.id not in same)
        rest_right = right.filtered(lambda item: item.id not in same.values())
        pairs = match(self._to_named(rest_left), self._to_named(rest_right))
        alike = {key: other for key, (other, _value) in pairs.items()}
        lines = [self._get_line("same", left.browse(one), left.browse(other)) for one, other in same.items()]
        lines += [self._get_line("alike", left.browse(one), left.browse(other)) for one, other in alike.items()]
        empty = left.browse()
        alone = [self._get_line("left", item, empty) for item in rest_left if item.id not in alike]
        alone += [self._get_line("right", empty, item) for item in rest_right if item.id not in alike.values()]
        # What only one of them has stands beside what the other has of the same area.
        areas = {area.id: place for place, area in enumerate((left | right).area_id.sorted(), 1)}
        return lines + sorted(alone, key=lambda line: areas.get(line["area_id"], 0))

    def _find_same(self, left, right):
        """Return {id on the left: id on the right} of what is known to say the same."""

        def root(item):
            record = item.duty_id or item.function_id
            return record.same_as_id.same_as_id or record.same_as_id or record

        by_root = {}
        for item in right:
            by_root.setdefault(root(item), item.id)
        return {item.id: by_root[root(item)] for item in left if root(item) in by_root}

    def _to_named(self, items):
        return [Named(item.id, (item.name,)) for item in items]

    @api.model
    def _get_line(self, relation, left, right):
        return {
            "relation": relation,
            "area_id": (left or right).area_id.id,
            "left_role_id": left.role_id.id,
            "right_role_id": right.role_id.id,
            "left_kind": left.kind,
            "left": left.name,
            "right_kind": right.kind,
            "right": right.name,
        }


class MarketingCatalogComparisonLine(models.TransientModel):
    """One entry of either side, or one that both have."""

    _name = "marketing.catalog.comparison.line"
    _description = "Line of a Comparison"

    comparison_id = fields.Many2one("marketing.catalog.comparison", required=True, ondelete="cascade")
    relation = fields.Selection(RELATIONS, readonly=True)
    area_id = fields.Many2one("marketing.duty.area", readonly=True)
    left_kind = fields.Selection([("duty", "Duty"), *KINDS], string="Left Is", readonly=True)
    left_role_id = fields.Many2one("marketing.role", string="Role on the Left", readonly=True)
    left = fields.Char(readonly=True)
    right_kind = fields.Selection([("duty", "Duty"), *KINDS], string="Right Is", readonly=True)
    right_role_id = fields.Many2one("marketing.role", string="Role on the Right", readonly=True)
    right = fields.Char(readonly=True)
