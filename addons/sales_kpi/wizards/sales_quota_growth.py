from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..engine.quotas import grown


class SalesQuotaGrowth(models.TransientModel):
    """Makes the plan of the next year out of this one, with growth."""

    _name = "sales.quota.growth"
    _description = "Plan of the Next Year"

    quota_id = fields.Many2one("sales.quota", string="Out Of", required=True, readonly=True)
    name = fields.Char(compute="_compute_name", store=True, readonly=False, required=True, precompute=True)
    growth = fields.Float(string="Growth (%)", help="A shrinking plan has a growth below zero.")
    without_leavers = fields.Boolean(
        default=True, help="Leave out who is archived, or has left by the first day of the new plan."
    )

    _not_below_nothing = models.Constraint("CHECK(growth >= -100)", "A plan cannot shrink by more than all of it.")

    @api.depends("quota_id")
    def _compute_name(self):
        for wizard in self:
            first = wizard.quota_id.date_from
            year = first and str(first.year)
            name = wizard.quota_id.name or ""
            is_there = bool(year) and year in name
            wizard.name = name.replace(year, str(first.year + 1)) if is_there else f"{name} +1"

    def action_make(self):
        """Make the draft of the new plan and open it."""
        self.ensure_one()
        old = self.quota_id
        first = old.date_from + relativedelta(years=1)
        rows = old.row_ids.filtered(lambda row: not self._is_gone(row, first))
        new = self.env["sales.quota"].create(
            {
                "name": self.name,
                "company_id": old.company_id.id,
                "kpi_id": old.kpi_id.id,
                "currency_id": old.currency_id.id,
                "date_from": first,
                "date_to": old.date_to + relativedelta(years=1, day=31 if old.date_to.day > 27 else None),
                "row_ids": [fields.Command.create(self._prepare_row(row)) for row in rows],
            }
        )
        gone = old.row_ids - rows
        if gone:
            new.message_post(body=self.env._("Left out: %(people)s", people=", ".join(gone.mapped("subject"))))
        return {
            "type": "ir.actions.act_window",
            "res_model": "sales.quota",
            "res_id": new.id,
            "views": [(False, "form")],
        }

    def _is_gone(self, row, day):
        """Tell whether a person, or the leader of a team, is not there any more on a day."""
        person = row.employee_id
        if not self.without_leavers or not person:
            return False
        left = person.sudo().departure_date
        return not person.active or bool(left and left < day)

    def _prepare_row(self, row):
        digits = row.currency_id.decimal_places if row.currency_id else 0
        percent = Decimal(str(self.growth))
        return {
            "level": row.level,
            "employee_id": row.employee_id.id,
            "department_id": row.department_id.id,
            "analytic_account_id": row.analytic_account_id.id,
            "line_ids": [
                fields.Command.create(
                    {
                        "month": line.month + relativedelta(years=1),
                        "amount": float(grown(Decimal(str(line.amount)), percent, digits)),
                    }
                )
                for line in row.line_ids
                # A month without a quota stays one without; a zero is a quota that nobody can miss.
                if line.amount
            ],
        }
