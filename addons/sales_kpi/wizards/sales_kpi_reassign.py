from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..models.sales_kpi_measure import DONE

# A month's documents of nobody; more than that is not looked through one by one.
SHOWN = 500


class SalesKpiReassign(models.TransientModel):
    """Says whose documents are that name no employee (R10a).

    The salesperson is written on the document itself, so that every figure follows, and the
    discussion of the document keeps who did it and why.
    """

    _name = "sales.kpi.reassign"
    _description = "Assign Documents of Nobody"

    kpi_id = fields.Many2one("sales.kpi", string="KPI", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    month_label = fields.Char(string="Month", readonly=True)
    employee_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        domain="[('user_id', '!=', False), ('company_id', '=', company_id)]",
        help="Only somebody with a login can be the salesperson of a document; for others split the document's credit.",
    )
    reason = fields.Char()
    line_ids = fields.One2many("sales.kpi.reassign.line", "wizard_id", string="Documents")
    # Empty unless a month of theirs is closed.
    closed_months = fields.Char(readonly=True, export_string_translation=False)
    more_count = fields.Integer(readonly=True, export_string_translation=False)

    @api.model
    def _prepare_for_row(self, row):
        """Return a dialog with the documents of a row of live figures, all of them ticked."""
        domain = [*row._get_evidence_domain(), ("kind", "=", DONE)]
        rows = self.env["sales.kpi.evidence"].search(domain, limit=SHOWN)
        more = self.env["sales.kpi.evidence"].search_count(domain) - SHOWN if len(rows) == SHOWN else 0
        return self._prepare_for_documents(rows, more)

    @api.model
    def _prepare_for_documents(self, rows, more=0):
        """Return a dialog with documents of nobody, of one KPI and company, all of them ticked.

        :param more: how many there are that it does not show
        """
        partners = rows._get_partner_names()
        lines = [
            Command.create(
                {
                    "label": one.label,
                    "date": one.date,
                    "partner_name": partners.get(one),
                    "amount": one.numerator,
                    "res_model": one.res_model,
                    "res_id": one.res_id,
                }
            )
            for one in rows
        ]
        days = rows.mapped("date")
        return self.create(
            {
                "kpi_id": rows.kpi_id.id,
                "company_id": rows.company_id.id,
                "currency_id": rows.currency_id.id,
                "month_label": ", ".join(sorted({f"{day:%Y-%m}" for day in days})),
                "closed_months": self.env["sales.kpi.closing"]._name_closed_months(rows.company_id, days),
                "more_count": more,
                "line_ids": lines,
            }
        )

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign Documents"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_reassign(self):
        """Write the salesperson on the ticked documents."""
        self.ensure_one()
        self._check_ready()
        for holder, field_name in self._get_holders():
            by_user = holder._fields[field_name].comodel_name == "res.users"
            holder[field_name] = self.employee_id.user_id if by_user else self.employee_id
            if "message_ids" in holder._fields:
                holder.message_post(
                    body=self.env._(
                        "Assigned to %(employee)s for the figures: %(reason)s",
                        employee=self.employee_id.name,
                        reason=self.reason.strip(),
                    )
                )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_ready(self):
        """Check the right, whom, why, which, and that they worked here on each day."""
        if not (self.env.su or self.env.user.has_group("sales_kpi.group_sales_manager")):
            raise AccessError(self.env._("Documents are assigned by sales managers."))
        if not self.employee_id:
            raise UserError(self.env._("Choose whose the documents are."))
        if not self.employee_id.user_id or self.employee_id.company_id != self.company_id:
            raise UserError(
                self.env._("%(name)s has no login in this company; split the credit on the document instead.",
                           name=self.employee_id.name)
            )  # fmt: skip
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why."))
        if not self.line_ids.filtered("take"):
            raise UserError(self.env._("Tick at least one document."))
        self._check_employed()

    def _check_employed(self):
        days = self.line_ids.filtered("take").mapped("date")
        positions = self.env["marketing.dated.position"].sudo()
        stretches = positions._get_stretches(min(days), max(days), self.employee_id)
        for line in self.line_ids.filtered("take"):
            if not any(each.start <= line.date < each.end for each in stretches):
                raise UserError(
                    self.env._(
                        "%(name)s did not work here on %(day)s, the day of %(document)s.",
                        name=self.employee_id.name,
                        day=format_date(self.env, line.date),
                        document=line.label,
                    )
                )

    def _get_holders(self):
        """Return [(record, field)] to write, each once; documents of a user's own KPI with the user's own rights."""
        found = {}
        kpi = self.kpi_id.sudo()
        nobodys = self._get_documents_of_nobody()
        for line in self.line_ids.filtered("take"):
            if (line.res_model, line.res_id) not in nobodys:
                raise UserError(self.env._("%(document)s is assigned to somebody meanwhile.", document=line.label))
            document = self.env[line.res_model].browse(line.res_id)
            holders = kpi._get_credit_holders(document if kpi.measure == "custom" else document.sudo())
            if not holders:
                raise UserError(
                    self.env._(
                        "Whose %(document)s is stands on the document itself, for example as a split of its credit.",
                        document=line.label,
                    )
                )
            found.update(dict.fromkeys(holders))
        return list(found)

    def _get_documents_of_nobody(self):
        """Return {(model, id)} of what counts for nobody now, as far as the user reads it."""
        days = self.line_ids.filtered("take").mapped("date")
        domain = [
            ("kpi_id", "=", self.kpi_id.id),
            ("company_id", "=", self.company_id.id),
            ("employee_id", "=", False),
            ("kind", "=", DONE),
            ("date", ">=", min(days)),
            ("date", "<=", max(days)),
        ]
        return {(row.res_model, row.res_id) for row in self.env["sales.kpi.evidence"].search(domain)}


class SalesKpiReassignLine(models.TransientModel):
    """One document of nobody."""

    _name = "sales.kpi.reassign.line"
    _description = "Document of Nobody"

    wizard_id = fields.Many2one("sales.kpi.reassign", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    take = fields.Boolean(string="Assign", default=True)
    label = fields.Char(string="Document", readonly=True)
    partner_name = fields.Char(string="Customer", readonly=True)
    date = fields.Date(readonly=True)
    amount = fields.Monetary(readonly=True)
    res_model = fields.Char(readonly=True, export_string_translation=False)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True, export_string_translation=False)
