from odoo import api, fields, models
from odoo.exceptions import UserError

from .sales_kpi_credit_holders import SHARED_MOVES
from .sales_kpi_measure import DONE


class SalesKpiEvidence(models.Model):
    """From a document of a figure to whose credit it is (R10a)."""

    _inherit = "sales.kpi.evidence"

    can_assign = fields.Boolean(compute="_compute_can_split", export_string_translation=False)
    credit_part = fields.Float(
        string="Credit (%)",
        digits=(5, 2),
        compute="_compute_credit_part",
        help="Which part of the document counts here, where its credit is shared.",
    )
    can_split = fields.Boolean(compute="_compute_can_split", export_string_translation=False)

    @api.depends("res_model", "res_id", "employee_id", "kind")
    def _compute_can_split(self):
        """Orders and invoices only: a receipt follows what it settles, and a unit's figure names nobody."""
        invoices = (
            self.env["account.move"].sudo().browse([row.res_id for row in self if row.res_model == "account.move"])
        )
        splittable = set(invoices.exists().filtered(lambda move: move.move_type in SHARED_MOVES).ids)
        for row in self:
            is_one = row.res_model == "sale.order" or (row.res_model == "account.move" and row.res_id in splittable)
            kpi = row.kpi_id.sudo()
            row.can_split = is_one and not kpi._is_unit_level()
            row.can_assign = row.kind == DONE and not row.employee_id and kpi._can_be_reassigned()

    @api.depends("res_model", "res_id", "employee_id")
    def _compute_credit_part(self):
        """Find the shares of all documents at once."""
        fields_by_model = {"sale.order": "order_id", "account.move": "move_id"}
        parts = {}
        for res_model, field_name in fields_by_model.items():
            ids = [row.res_id for row in self if row.res_model == res_model and row.employee_id]
            for share in self.env["sales.credit.share"].sudo().search([(field_name, "in", ids)]) if ids else []:
                parts[res_model, share[field_name].id, share.employee_id.id] = share.percentage
        for row in self:
            row.credit_part = parts.get((row.res_model, row.res_id, row.employee_id.id), 0)

    def action_assign(self):
        """Open the dialog that says whose a document of nobody is."""
        self.check_access("read")
        if not self or not all(row.can_assign for row in self):
            raise UserError(self.env._("Only what is not assigned to anybody is reassigned here."))
        if len({(row.kpi_id, row.company_id) for row in self}) > 1:
            raise UserError(self.env._("Take documents of one KPI and company."))
        return self.env["sales.kpi.reassign"]._prepare_for_documents(self)._open()

    def action_split_credit(self):
        """Open who has which part of the credit for the document."""
        self.ensure_one()
        self.check_access("read")
        if not self.can_split:
            raise UserError(self.env._("Credit is shared on orders and invoices."))
        wizard = self.env["sales.credit.split"]._prepare_for(self.env[self.res_model].browse(self.res_id))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Share Credit"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }
