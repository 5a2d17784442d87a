from odoo import api, models
from odoo.exceptions import UserError

CONTENT = {"datas", "raw", "db_datas", "store_fname", "url", "type", "name", "res_model", "res_id"}


class IrAttachment(models.Model):
    """Files of a work report that was handed in stay with it, as its texts do."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if vals.keys() & CONTENT:
            self._check_report_is_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_handed_in(self):
        self._check_report_is_open()

    def _check_report_is_open(self):
        """Refuse where a file belongs to a report that is no longer being written."""
        if self.env.su:
            return
        files = self.sudo().filtered(lambda file: file.res_model == "marketing.work.report" and file.res_id)
        reports = self.env["marketing.work.report"].sudo().browse(files.mapped("res_id")).exists()
        if any(report.state != "due" and report.attachment_ids & files for report in reports):
            raise UserError(self.env._("Withdraw the report first: it is handed in and stays as it is."))
