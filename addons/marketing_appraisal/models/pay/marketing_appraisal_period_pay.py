from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_kpi.engine.sheets import MONEY, TEXT, Book, Column

from .marketing_appraisal_pay import DUE


class MarketingAppraisalPeriod(models.Model):
    """The performance pay of a month, the bonuses of a year, and the sheet of either for payroll."""

    _inherit = "marketing.appraisal.period"

    pay_pool_ids = fields.One2many("marketing.appraisal.pay.pool", "period_id", string="Pools")
    pay_count = fields.Integer(string="Performance Pay", compute="_compute_pay_count")

    def _compute_pay_count(self):
        """Count what the reader may read."""
        counts = {}
        for model, periods in self.grouped(lambda period: period._get_pay_model()).items():
            domain = [("period_id", "in", periods.ids)]
            counts |= dict(self.env[model]._read_group(domain, ["period_id"], ["__count"]))
        for period in self:
            period.pay_count = counts.get(period._origin, 0)

    def _get_pay_model(self):
        """Return the name of the model of what is paid for the period."""
        self.ensure_one()
        return "marketing.appraisal.bonus" if self.kind == "annual" else "marketing.appraisal.pay"

    def action_compute_pay(self):
        """Compute the pay of the month or propose the bonuses of the year, and show it."""
        self.ensure_one()
        self.env[self._get_pay_model()]._compute_for(self)
        return self.action_open_pay()

    def action_confirm_pay(self):
        """Fix the pay of the month or the bonuses of the year, and say for how many and who is left."""
        self.ensure_one()
        pays = self.env[self._get_pay_model()]._confirm_for(self)
        notice = self._notify(self._describe_confirmed(pays), "success")
        notice["params"].update(next=self.action_open_pay())
        return notice

    def _describe_confirmed(self, pays):
        """Say how many amounts are fixed, how many wait, and why the reader's own may be missing in the list.

        No sum: beside the list it would give away the reader's own (R29d).
        """
        waiting = self.env[self._get_pay_model()].sudo().search_count(
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
        """Open the pay of the month or the bonuses of the year."""
        self.ensure_one()
        name = f"{self._get_pay_model().replace('.', '_')}_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(f"marketing_appraisal.{name}")
        return dict(action, domain=[("period_id", "in", self.ids)], context={"search_default_group_department": 1})

    def action_export_pay(self):
        """Download the confirmed pay of the month, or the bonuses of the year, as a sheet for payroll."""
        self.ensure_one()
        is_year = self.kind == "annual"
        pays = self.env[self._get_pay_model()]
        pays = pays.search([("period_id", "=", self.id), *pays._get_payable_domain()])
        if not pays and not (is_year and self._get_bonuses()):
            raise UserError(
                self.env._("No bonus of this year is confirmed yet.")
                if is_year
                else self.env._("No pay of this month is confirmed yet.")
            )
        name = f"{self.env._('Year-end bonus') if is_year else self.env._('Performance pay')} {self.name}.xlsx"
        return self.env["marketing.download"]._offer(name, self._write_pay_sheet(pays))

    def _get_bonuses(self):
        """Return {employee: bonus} of who is announced for the month or year, as far as the reader may read it."""
        notices = self.env["marketing.appraisal.best.notice"].search([("period_id", "=", self.id)])
        return {notice.employee_id: notice.bonus for notice in notices if notice.bonus}

    def _get_rows_of_pay(self, pays):
        """Return a row a pay; a bonus stands beside it, on the first row of its person or on one of its own.

        It is that of the employee of the month (R29) or of the year (R56).
        """
        bonuses, names = self._get_bonuses(), list(pays._get_sheet_kinds())
        currency = self.company_id.currency_id.name
        rows = [[*pay._get_cells(names), bonuses.pop(pay.employee_id, None), currency] for pay in pays]
        for person, bonus in bonuses.items():
            known = {"employee_id": person.name, "department_id": person.department_id.name}
            rows.append([*(known.get(name) for name in names), bonus, currency])
        return rows

    def _write_pay_sheet(self, pays):
        """Return an XLSX file with a row a person and sums that are formulas."""
        kinds = pays._get_sheet_kinds()
        label = pays._fields["currency_id"]._description_string(self.env)
        columns = [
            *(Column(pays._fields[name]._description_string(self.env), *kind) for name, kind in kinds.items()),
            Column(self.env._("Employee of the Year") if self.kind == "annual" else self.env._("Bonus"), MONEY, 16),
            Column(label, TEXT, 16),
        ]
        rows = self._get_rows_of_pay(pays)
        book = Book()
        sheet = book.add_sheet(self.name, columns, rows)
        last = len(rows) + 1
        total = book.format(MONEY, bold=True, top=1)
        sheet.write_string(last, 0, self.env._("Total"), total)
        for column in (list(kinds).index("amount"), len(kinds)):
            letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]
            value = sum(row[column] or 0 for row in rows)
            sheet.write_formula(last, column, f"=SUM({letter}2:{letter}{last})", total, value)
        return book.get_content()
