from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class MarketingLeadPass(models.TransientModel):
    """Passes leads to sales after showing which lead goes to whom, and which stays and why (R8)."""

    _name = "marketing.lead.pass"
    _description = "Pass Leads to Sales"

    lead_ids = fields.Many2many(
        "crm.lead",
        string="Leads",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
        context={"active_test": False},
    )
    is_pass_on = fields.Boolean(export_string_translation=False)
    mode = fields.Selection(
        [("person", "To one person"), ("region", "By region")],
        string="Pass",
        compute="_compute_mode",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Salesperson", domain=lambda self: self._get_receiver_domain(), help="Who works on leads."
    )
    reason = fields.Char(help="Stays in the history of the lead.")
    line_ids = fields.One2many("marketing.lead.pass.line", "wizard_id", string="Preview", compute="_compute_line_ids")
    ready_count = fields.Integer(compute="_compute_line_ids", export_string_translation=False)
    left_count = fields.Integer(compute="_compute_line_ids", export_string_translation=False)

    @api.model
    def _get_receiver_domain(self):
        sales = self.env.ref("sales_team.group_sale_salesman")
        return [("share", "=", False), ("all_group_ids", "in", sales.ids)]

    @api.depends("lead_ids", "is_pass_on")
    def _compute_mode(self):
        """Leads to develop go by region, active ones to a person, until somebody chooses otherwise."""
        for wizard in self:
            kinds = set(wizard.lead_ids.mapped("handover_kind"))
            wizard.mode = "region" if kinds == {"develop"} and not wizard.is_pass_on else "person"

    @api.depends("lead_ids", "is_pass_on", "mode", "user_id")
    def _compute_line_ids(self):
        for wizard in self:
            steps = wizard._plan()
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "lead_id": step.lead._origin.id,
                            "region_id": step.region.id,
                            "user_id": not step.problem and step.user.id,
                            "problem": step.problem,
                        }
                    )
                    for step in sorted(steps, key=lambda step: bool(step.problem))
                ),
            ]
            wizard.left_count = sum(bool(step.problem) for step in steps)
            wizard.ready_count = len(steps) - wizard.left_count

    def _plan(self):
        """Return what would happen with the leads as it stands now."""
        self.ensure_one()
        leads = self.lead_ids._origin
        if self.mode == "region" and not self.is_pass_on:
            return leads._plan_passing()
        if self.user_id:
            return leads._plan_passing(self.user_id._origin, self.is_pass_on)
        # Nobody is chosen yet: what cannot be passed to anybody says so already.
        return leads._plan_passing(self.env["res.users"], self.is_pass_on)

    def action_pass(self):
        """Pass those leads that can be passed, and say how many stayed."""
        self.ensure_one()
        if (self.is_pass_on or self.mode == "person") and not self.user_id:
            raise UserError(self.env._("Choose the salesperson who gets the leads."))
        leads = self.lead_ids
        if self.is_pass_on:
            if not (self.reason or "").strip():
                raise UserError(self.env._("Say why the lead is passed on."))
            steps = leads._pass_on(self.user_id, self.reason.strip())
        else:
            steps = leads._pass_to_sales(self.user_id if self.mode == "person" else None)
        return self._report(steps)

    def _report(self, steps):
        """Say what was done, and leave a form that may not be read any more."""
        left = [step for step in steps if step.problem]
        message = self.env._("Passed: %(count)s.", count=len(steps) - len(left))
        if left:
            message = self.env._(
                "Passed: %(count)s. Left: %(left)s, the first is %(lead)s. %(problem)s",
                count=len(steps) - len(left),
                left=len(left),
                lead=left[0].lead.name,
                problem=left[0].problem,
            )
        following = {"type": "ir.actions.act_window_close"}
        if len(steps) == 1 and not steps[0].lead.has_access("read"):
            action = "marketing_roles_crm.crm_lead_handover_action"
            following = {**self.env["ir.actions.act_window"]._for_xml_id(action), "target": "main"}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "warning" if left else "success", "message": message, "next": following},
        }


class MarketingLeadPassLine(models.TransientModel):
    """One lead of the preview."""

    _name = "marketing.lead.pass.line"
    _description = "Lead to be Passed"

    wizard_id = fields.Many2one("marketing.lead.pass", ondelete="cascade")
    lead_id = fields.Many2one("crm.lead", readonly=True, ondelete="cascade")
    region_id = fields.Many2one("marketing.lead.region", readonly=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Goes To", readonly=True, ondelete="cascade")
    problem = fields.Char(string="Stays Because", readonly=True)
