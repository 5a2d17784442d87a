from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class MarketingAppraisalPolicy(models.Model):
    """Versions of a policy: what a period has begun with stays as it is, and a new version holds from a day on."""

    _inherit = "marketing.appraisal.policy"

    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=None)
    previous_id = fields.Many2one(
        "marketing.appraisal.policy", string="Version Before", readonly=True, copy=False, ondelete="restrict"
    )
    has_begun = fields.Boolean(
        compute="_compute_has_begun",
        export_string_translation=False,
        help="A period has been opened with it.",
    )

    @api.depends_context("lang")
    @api.depends("name", "version")
    def _compute_display_name(self):
        for policy in self:
            policy.display_name = f"{policy.name} · {policy.version}" if policy.version > 1 else policy.name

    def _compute_has_begun(self):
        begun = self.env["marketing.appraisal"].sudo()._read_group(self._get_resting_domain(), ["policy_id"])
        used = {policy.id for (policy,) in begun}
        for policy in self:
            policy.has_begun = policy.id in used

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """What is refused on saving is not offered: rules that a period has begun with are read-only on the form."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            fixed = set(self._get_rule_fields())
            for node in arch.iter("field"):
                if node.get("name") in fixed:
                    node.set("readonly", "has_begun")
        return arch, view

    def copy_data(self, default=None):
        """A copy would hold beside the original for the same people, so it is archived until its days are given."""
        default = dict(default or {})
        placed = default.keys() & {"active", "company_id", "department_id", "date_from", "date_to", "is_special"}
        copies = super().copy_data(default)
        for policy, vals in zip(self, copies, strict=True):
            if "name" not in default:
                vals["name"] = self.env._("%(name)s (copy)", name=policy.name)
            if not placed and not policy.is_special:
                vals["active"] = False
        return copies

    def write(self, vals):
        """Rules are fixed once a period has begun with them; what is signed rests on them for good (R70)."""
        if set(vals) & set(self._get_rule_fields()):
            self._check_rules_are_free()
        return super().write(vals)

    def _get_resting_domain(self):
        """Return the domain of what rests on the policies; what was imported was decided by other rules (R72)."""
        return [("policy_id", "in", self.ids), ("is_imported", "=", False)]

    def _check_rules_are_free(self):
        Appraisal = self.env["marketing.appraisal"].sudo()
        mine = self._get_resting_domain()
        if Appraisal.search_count([*mine, ("is_signed", "=", True)], limit=1):
            raise UserError(
                self.env._("Signed appraisals rest on this policy. Make a new version of it for the time after.")
            )
        if not self.env.su and Appraisal.search_count(mine, limit=1):
            raise UserError(
                self.env._(
                    "A period has begun with this policy and keeps it. Make a new version of it for the time after."
                )
            )

    def action_new_version(self):
        """End the policy with the last period that has begun with it, and open a copy that holds from then on."""
        self.ensure_one()
        self.check_access("write")
        if self.date_to:
            raise UserError(self.env._("%(name)s ends already; copy it instead.", name=self.display_name))
        last = max(
            self.env["marketing.appraisal"].sudo().search(self._get_resting_domain()).mapped("date_to"),
            default=fields.Date.end_of(fields.Date.context_today(self), "month"),
        )
        if not self.has_begun:
            raise UserError(self.env._("%(name)s has not begun yet; change it as it is.", name=self.display_name))
        self.date_to = last
        version = self.copy(
            {
                "name": self.name,
                "date_from": last + timedelta(days=1),
                "date_to": False,
            }
        )
        version.write({"version": self.version + 1, "previous_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": version.id,
            "views": [(False, "form")],
        }
