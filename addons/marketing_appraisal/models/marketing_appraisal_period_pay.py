import base64
import io

import xlsxwriter

from odoo import fields, models
from odoo.exceptions import UserError

from .marketing_appraisal_pay import DUE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class MarketingAppraisalPeriod(models.Model):
    """The performance pay of a month, and the sheet of it for payroll."""

    _inherit = "marketing.appraisal.period"

    pay_pool_ids = fields.One2many("marketing.appraisal.pay.pool", "period_id", string="Pools")
    pay_count = fields.Integer(string="Performance Pay", compute="_compute_pay_count")

    def _compute_pay_count(self):
        """Count what the reader may read."""
        pays = self.env["marketing.appraisal.pay"]
        groups = pays._read_group([("period_id", "in", self.ids)], ["period_id"], ["__count"])
        counts = dict(groups)
        for period in self:
            period.pay_count = counts.get(period, 0)

    def action_compute_pay(self):
        """Compute the pay of the month and show it."""
        self.env["marketing.appraisal.pay"]._compute_for(self)
        return self.action_open_pay()

    def action_confirm_pay(self):
        """Fix the pay of the month."""
        self.env["marketing.appraisal.pay"]._confirm_for(self)
        return self.action_open_pay()

    def action_open_pay(self):
        """Open the pay of the month."""
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_pay_action")
        return dict(action, domain=[("period_id", "in", self.ids)], context={"search_default_group_department": 1})

    def action_export_pay(self):
        """Download the confirmed pay of the month as a sheet for payroll."""
        self.ensure_one()
        pays = self.env["marketing.appraisal.pay"].search(
            [("period_id", "=", self.id), ("is_confirmed", "=", True), ("status", "=", DUE)]
        )
        if not pays:
            raise UserError(self.env._("No pay of this month is confirmed yet."))
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"{self.env._('Performance pay')} {self.name}.xlsx",
                "datas": base64.b64encode(self._write_pay_sheet(pays)),
                "mimetype": XLSX,
            }
        )
        return {"type": "ir.actions.act_url", "url": f"/web/content/{attachment.id}?download=true", "target": "self"}

    def _write_pay_sheet(self, pays):
        """Return an XLSX file with a row a person and a sum that is a formula."""
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
        sheet = book.add_worksheet(self.name[:31])
        head, money = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "#,##0.00#"})
        total = book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00#"})
        names = ("employee_id", "department_id", "total", "base", "computed_amount", "amount", "currency_id")
        labels = [pays._fields[name]._description_string(self.env) for name in names]
        sheet.write_row(0, 0, labels, head)
        for line, pay in enumerate(pays, 1):
            sheet.write_row(line, 0, [pay.employee_id.name, pay.department_id.name or "", pay.total])
            sheet.write_row(line, 3, [pay.base, pay.computed_amount, pay.amount], money)
            sheet.write(line, 6, pay.currency_id.name)
        last = len(pays) + 1
        sheet.write(last, 0, self.env._("Total"), total)
        sheet.write_formula(last, 5, f"=SUM(F2:F{last})", total, sum(pays.mapped("amount")))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 24)
        sheet.set_column(2, 6, 16)
        book.close()
        return stream.getvalue()
