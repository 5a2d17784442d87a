from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrDepartment(models.Model):
    _inherit = "hr.department"

    is_branch = fields.Boolean(
        string="Branch",
        help="A branch is judged by its own sales. Everybody under no branch belongs to head office.",
        tracking=True,
    )
    branch_id = fields.Many2one(
        "hr.department",
        string="Belongs to Branch",
        compute="_compute_branch_id",
        store=True,
        recursive=True,
        index="btree_not_null",
        help="The department itself or the nearest department above it that is a branch; empty for head office.",
    )

    function_ids = fields.One2many(
        "marketing.function",
        "department_id",
        string="Functions",
        domain=[("kind", "=", "function")],
        context={"default_kind": "function"},
    )
    power_ids = fields.One2many(
        "marketing.function",
        "department_id",
        string="Powers",
        domain=[("kind", "=", "power")],
        context={"default_kind": "power"},
    )

    working_rule_ids = fields.One2many(
        "marketing.function",
        "department_id",
        string="Rules and Structure",
        domain=[("kind", "not in", ("function", "power"))],
        context={"default_kind": "rule"},
    )

    @api.depends("is_branch", "parent_id.branch_id")
    def _compute_branch_id(self):
        for department in self:
            department.branch_id = department if department.is_branch else department.parent_id.branch_id

    @api.constrains("is_branch", "parent_id")
    def _check_branch_not_nested(self):
        """Sales of a branch inside a branch would count twice (R18)."""
        for department in self.filtered("is_branch"):
            inner = self.search(
                [("id", "child_of", department.id), ("id", "!=", department.id), ("is_branch", "=", True)],
                limit=1,
            )
            outer = department.parent_id.branch_id
            if inner or outer:
                raise ValidationError(
                    self.env._(
                        "%(inner)s cannot be a branch inside the branch %(outer)s.",
                        inner=(inner or department).name,
                        outer=(department if inner else outer).name,
                    )
                )

    def action_open_coverage(self):
        """Open who of the department holds which duty."""
        self.ensure_one()
        return self.env["marketing.duty"]._get_coverage_action(department_id=self.id)
