from odoo import api, fields, models

# Whose own form opens only with these rights, also for whoever may read the record: an invoice's reads payments.
OPENED_BY = {
    "account.move": "account.group_account_readonly,account.group_account_invoice",
    "sale.order": "sales_team.group_sale_salesman",
}
# Rows that name a KPI or a person are worked out from the figures of these.
FIGURES = ("sales.kpi", "hr.employee")


class SalesKpiDocumentMixin(models.AbstractModel):
    """Rows that name a document by `res_model`, `res_id` and `label`, and open it where the reader may."""

    _name = "sales.kpi.document.mixin"
    _description = "Opens its Document"

    document_note = fields.Char(string="Why No Document Opens", compute="_compute_document_note")

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_document_note(self):
        """Say why the row itself opens in place of its document."""
        for row in self:
            document = row._get_document()
            if row.res_model in FIGURES:
                row.document_note = self.env._("Worked out from other figures: there is no single document behind it.")
            elif row.res_id and not document:
                row.document_note = self.env._("The document has been deleted.")
            elif not row._may_open(document):
                row.document_note = self.env._(
                    "You may read this amount as part of the figure; the document itself opens for those with"
                    " rights on it."
                )
            else:
                row.document_note = False

    def action_open_document(self):
        """Open the document of the row, or the row itself where there is none or the reader has no right on it."""
        self.ensure_one()
        self.check_access("read")
        document = self._get_document()
        if self.res_model in FIGURES or not document or not self._may_open(document):
            return self._open_form(self, target="new")
        if document._name == "sales.quota.line" and document.quota_id.has_access("read"):
            document = document.quota_id
        return self._open_form(document)

    def _get_document(self):
        """Return the record that the row names, empty if it is gone."""
        if not self.res_model or self.res_model not in self.env:
            return self.browse()
        return self.env[self.res_model].browse(self.res_id or ()).exists()

    def _open_form(self, record, target="current"):
        return {
            "type": "ir.actions.act_window",
            "name": self.label,
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
            "target": target,
        }

    @api.model
    def _may_open(self, document):
        """Tell whether the document's own form opens for the reader."""
        groups = OPENED_BY.get(document._name, "base.group_user")
        return bool(document) and document.has_access("read") and self.env.user.has_groups(groups)
