from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_kpi.engine.sheets import AMOUNT, MONEY, TEXT, Book, Column

from .marketing_appraisal_pay import DUE


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
        """Fix the pay of the month, and say for how many and who is left."""
        pays = self.env["marketing.appraisal.pay"]._confirm_for(self)
        notice = self._notify(self._describe_confirmed(pays), "success")
        notice["params"].update(next=self.action_open_pay(), sticky=True)
        return notice

    def _describe_confirmed(self, pays):
        """Say how many amounts are fixed, how many wait, and why the reader's own may be missing in the list.

        No sum: beside the list it would give away the reader's own (R29d).
        """
        waiting = self.env["marketing.appraisal.pay"].sudo().search_count(
            [("period_id", "=", self.id), ("is_confirmed", "=", False)]
        )  # fmt: skip
        sentences = [self.env._("Confirmed: %(count)s.", count=len(pays.filtered(lambda pay: pay.status == DUE)))]
        if waiting:
            sentences.append(self.env._("Still open, waiting or without a base: %(count)s.", count=waiting))
        own = pays.filtered(lambda pay: pay.employee_id.user_id == self.env.user)
        if own and not own.with_env(self.env).sudo(False)._filtered_access("read"):
            sentences.append(self.env._("Your own is among them; you read it once your result is published."))
        return " ".join(sentences)

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
        name = f"{self.env._('Performance pay')} {self.name}.xlsx"
        return self.env["marketing.download"]._offer(name, self._write_pay_sheet(pays))

    def _get_bonuses(self):
        """Return {employee: bonus} of the employee of the month that is announced, as far as the reader may read it."""
        notices = self.env["marketing.appraisal.best.notice"].search([("period_id", "=", self.id)])
        return {notice.employee_id: notice.bonus for notice in notices if notice.bonus}

    def _get_rows_of_pay(self, pays):
        """Return a row a pay; a bonus stands beside it, on the first row of its person or on one of its own (R29)."""
        bonuses = self._get_bonuses()
        rows = [
            [
                pay.employee_id.name, pay.department_id.name, pay.total, pay.base, pay.computed_amount, pay.amount,
                bonuses.pop(pay.employee_id, None), pay.currency_id.name,
            ]
            for pay in pays
        ]  # fmt: skip
        currency = self.company_id.currency_id.name
        rows += [
            [person.name, person.department_id.name, None, None, None, None, bonus, currency]
            for person, bonus in bonuses.items()
        ]
        return rows

    def _write_pay_sheet(self, pays):
        """Return an XLSX file with a row a person and sums that are formulas."""
        kinds = {
            "employee_id": (TEXT, 24),
            "department_id": (TEXT, 24),
            "total": (AMOUNT, 16),
            "base": (MONEY, 16),
            "computed_amount": (MONEY, 16),
            "amount": (MONEY, 16),
        }
        label = pays._fields["currency_id"]._description_string(self.env)
        columns = [
            *(Column(pays._fields[name]._description_string(self.env), *kind) for name, kind in kinds.items()),
            Column(self.env._("Bonus"), MONEY, 16),
            Column(label, TEXT, 16),
        ]
        rows = self._get_rows_of_pay(pays)
        book = Book()
        sheet = book.add_sheet(self.name, columns, rows)
        last = len(rows) + 1
        total = book.format(MONEY, bold=True, top=1)
        sheet.write_string(last, 0, self.env._("Total"), total)
        for letter, column in (("F", 5), ("G", 6)):
            value = sum(row[column] or 0 for row in rows)
            sheet.write_formula(last, column, f"=SUM({letter}2:{letter}{last})", total, value)
        return book.get_content()
