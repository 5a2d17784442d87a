from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.sales_kpi_credit_holders import SHARED_MOVES

SPLIT = {"sale.order": "user_id", "account.move": "invoice_user_id"}


class SalesCreditSplit(models.TransientModel):
    """Shares the credit for an order or invoice, also for sales managers who have no right on invoices (R10a)."""

    _name = "sales.credit.split"
    _description = "Share the Credit"

    res_model = fields.Char(required=True, readonly=True, export_string_translation=False)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True, export_string_translation=False
    )
    label = fields.Char(string="Document", readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    line_ids = fields.One2many("sales.credit.split.line", "wizard_id", string="Credit")
    reason = fields.Char()
    # Empty unless the month of the document is closed.
    closed_month = fields.Char(readonly=True, export_string_translation=False)

    @api.model
    def _prepare_for(self, document):
        """Return a dialog with the shares of a document, or its salesperson's whole."""
        document = document.sudo()
        shares = {share.employee_id: share.percentage for share in document.credit_share_ids}
        if not shares:
            seller = document[SPLIT[document._name]].with_company(document.company_id).employee_id
            shares = {seller: 100} if seller else {}
        return self.create(
            {
                "res_model": document._name,
                "res_id": document.id,
                "label": document.display_name,
                "closed_month": self._get_closed_month(document),
                "company_id": document.company_id.id,
                "line_ids": [
                    Command.create({"employee_id": employee.id, "percentage": part})
                    for employee, part in shares.items()
                ],
            }
        )

    @api.model
    def _get_closed_month(self, document):
        """Return the month of the document if it is closed; empty otherwise."""
        day = document.invoice_date if document._name == "account.move" else document.date_order
        return self.env["sales.kpi.closing"]._name_closed_months(document.company_id, [day] if day else [])

    def action_split(self):
        """Write the shares on the document; its discussion keeps who did it and why."""
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group("sales_kpi.group_sales_manager")):
            raise AccessError(self.env._("Credit is shared by sales managers."))
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("The document belongs to another company."))
        document = self._get_document()
        if self._get_closed_month(document) and not (self.reason or "").strip():
            raise UserError(self.env._("Its month is closed: say why the credit changes."))
        people = self.line_ids.mapped("employee_id")
        if len(people) != len(self.line_ids):
            raise UserError(self.env._("Somebody has credit for this twice."))
        if people - people.filtered(lambda person: person.company_id == self.company_id):
            raise UserError(self.env._("Credit goes to employees of %(company)s.", company=self.company_id.name))
        document.credit_share_ids = [
            Command.clear(),
            *(
                Command.create({"employee_id": line.employee_id.id, "percentage": line.percentage})
                for line in self.line_ids
            ),
        ]
        document.message_post(body=self._say())
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _get_document(self):
        """Return the document with all rights; which it is was said when the dialog was made, and nobody writes it."""
        document = self.env[self.res_model].sudo().browse(self.res_id).exists() if self.res_model in SPLIT else None
        is_sale = document and (document._name == "sale.order" or document.move_type in SHARED_MOVES)
        if not is_sale or document.company_id != self.company_id:
            raise UserError(self.env._("%(document)s is not there any more.", document=self.label))
        return document

    def _say(self):
        parts = ", ".join(f"{line.employee_id.name} {line.percentage:g} %" for line in self.line_ids)
        sentence = (
            self.env._("Credit shared: %(parts)s", parts=parts)
            if parts
            else self.env._("Credit is the salesperson's alone again.")
        )
        return f"{sentence} ({self.reason.strip()})" if (self.reason or "").strip() else sentence


class SalesCreditSplitLine(models.TransientModel):
    """Somebody's part."""

    _name = "sales.credit.split.line"
    _description = "Part of the Credit"

    wizard_id = fields.Many2one("sales.credit.split", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="wizard_id.company_id")
    employee_id = fields.Many2one("hr.employee", required=True, domain="[('company_id', '=', company_id)]")
    percentage = fields.Float(string="Credit (%)", digits=(5, 2), required=True)
