from odoo import api, models

REASSIGNED = {"sales", "collection", "new_customers", "days_late", "custom"}
# Of these the credit can be shared by hand.
SHARED_MOVES = ("out_invoice", "out_refund")
INVOICES = (*SHARED_MOVES, "out_receipt")


class SalesKpi(models.Model):
    """Where it is written whose a document is: what a reassignment changes (R10a)."""

    _inherit = "sales.kpi"

    def _can_be_reassigned(self):
        """Tell whether the documents of the measure name a salesperson at all."""
        self.ensure_one()
        return self.measure in REASSIGNED

    def _get_credit_holders(self, document):
        """Return [(record, name of its field with the salesperson)] that decide whose a document is.

        Empty where the document's credit was split by hand: the split says whose it is.
        """
        self.ensure_one()
        if self.measure == "custom":
            return [(document, self.custom_person_field_id.sudo().name)]
        if document._name == "sale.order":
            return [(document, "user_id")] if not document.credit_share_ids else []
        if document._name != "account.move":
            return []
        if document.move_type in INVOICES:
            return [(document, "invoice_user_id")] if not document.credit_share_ids else []
        return self._get_holders_of_receipt(document)

    def _get_holders_of_receipt(self, move):
        """A receipt is whose invoices it settles; what it settles nothing of, whose customer paid it."""
        lines = move.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        partials = lines.matched_debit_ids | lines.matched_credit_ids
        invoices = (partials.debit_move_id | partials.credit_move_id).move_id.filtered(
            lambda other: other.move_type in INVOICES and not other.credit_share_ids
        )
        customers = lines.filtered("amount_residual").partner_id
        users = invoices.invoice_user_id | customers.user_id | customers.commercial_partner_id.user_id
        known = self._get_users_with_employee(users, move.company_id)
        return [
            *((invoice, "invoice_user_id") for invoice in invoices if invoice.invoice_user_id not in known),
            *(
                (customer, "user_id")
                for customer in customers
                if (customer.user_id or customer.commercial_partner_id.user_id) not in known
            ),
        ]

    @api.model
    def _get_users_with_employee(self, users, company):
        """Return which users are, or were, employees of a company."""
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        return employees.search([("user_id", "in", users.ids), ("company_id", "=", company.id)]).user_id
