from odoo import models
from odoo.exceptions import UserError


class SalesKpiDocumentMixin(models.AbstractModel):
    """Rows of a closed month that name a document by `res_model`, `res_id` and `label`."""

    _name = "sales.kpi.document.mixin"
    _description = "Opens its Document"

    def action_open_document(self):
        """Open the document of the row.

        :raises UserError: where it was deleted, or where the row was worked out from other figures
        """
        self.ensure_one()
        if self.res_model in ("sales.kpi", "hr.employee"):
            raise UserError(
                self.env._(
                    "%(row)s is worked out from other figures: there is no single document behind it.", row=self.label
                )
            )
        document = self.env[self.res_model].browse(self.res_id).exists()
        if not document:
            raise UserError(self.env._("%(document)s has been deleted.", document=self.label or self.res_model))
        document.check_access("read")
        if document._name == "sales.quota.line" and document.quota_id.has_access("read"):
            document = document.quota_id
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }
