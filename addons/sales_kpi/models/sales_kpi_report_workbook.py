from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..engine import workbook

# Places of the KPI and of what it is counted in among the names of a figure.
TOTAL_BY = (2, 5)


class SalesKpiReport(models.Model):
    """Figures as a spreadsheet, with the documents that they sum up beside them."""

    _inherit = "sales.kpi.report"

    def action_export_workbook(self):
        """Download the figures that are ticked; the reader gets what they may read and nothing else."""
        if not self:
            raise UserError(self.env._("Tick the figures that you want in the spreadsheet."))
        self.check_access("read")
        documents = self._get_documents_of_workbook()
        if len(documents) > workbook.ROWS_AT_MOST:
            raise UserError(self.env._("These are too many documents for one spreadsheet; take fewer months."))
        content = workbook.write(
            self._get_figures_of_workbook(), documents, self._get_words_of_workbook(), total_by=TOTAL_BY
        )
        return self.env["marketing.download"]._offer(f"{self.env._('Figures')}.xlsx", content)

    def _get_words_of_workbook(self):
        env = self.env
        return {
            "figures": env._("Figures"),
            "documents": env._("Documents"),
            "names": (
                env._("Company"),
                env._("Month"),
                env._("KPI"),
                env._("Whose"),
                env._("Branch"),
                env._("Counted In"),
            ),  # fmt: skip
            "key": env._("No."),
            "target": env._("Target"),
            "actual": env._("Actual"),
            "gap": env._("Gap"),
            "rate": env._("Completion"),
            "total": env._("Total"),
            "day": env._("Date"),
            "label": env._("Document"),
            "kind": env._("What It Is"),
        }

    def _get_figures_of_workbook(self):
        units = dict(self.env["sales.kpi"]._fields["unit"]._description_selection(self.env))
        return [
            workbook.Figure(
                str(number),
                (
                    row.company_id.name,
                    row.month_label,
                    row.kpi_id.name,
                    row.subject,
                    row.branch_id.name or self.env._("Head office"),
                    row.currency_id.name or units[row.kpi_id.sudo().unit],
                ),
                row.denominator,
                row.numerator,
            )
            for number, row in enumerate(self, 1)
        ]

    def _get_documents_of_workbook(self):
        """Return the evidence of all figures, read at once and sorted to its figures."""
        numbers = {row._get_key(): str(number) for number, row in enumerate(self, 1)}
        last = fields.Date.end_of(max(self.mapped("month")), "month")
        domain = Domain("kpi_id", "in", self.kpi_id.ids)
        domain &= Domain("date", ">=", min(self.mapped("month"))) & Domain("date", "<=", last)
        rows = self.env["sales.kpi.evidence"].search(domain, order="kpi_id, date, id")
        kinds = dict(rows._fields["kind"]._description_selection(self.env))
        return [
            workbook.Document(
                numbers[row._get_key()], row.date, row.label or "", kinds[row.kind], row.numerator, row.denominator
            )
            for row in rows
            if row._get_key() in numbers
        ]

    def _get_key(self):
        """Return what tells a figure from the others; its evidence has the same."""
        return _key(self, self.month)


class SalesKpiEvidence(models.Model):
    _inherit = "sales.kpi.evidence"

    def action_export_workbook(self):
        """Download the figures that the ticked documents belong to, with all documents of them."""
        if not self:
            raise UserError(self.env._("Tick the figures that you want in the spreadsheet."))
        wanted = {row._get_key() for row in self}
        figures = self.env["sales.kpi.report"].search(
            [
                ("kpi_id", "in", self.kpi_id.ids),
                ("month", ">=", min(self.mapped("date")).replace(day=1)),
                ("month", "<=", max(self.mapped("date"))),
            ]
        )
        return figures.filtered(lambda figure: figure._get_key() in wanted).action_export_workbook()

    def _get_key(self):
        """Return the key of the figure that a row belongs to."""
        return _key(self, self.date.replace(day=1))


def _key(row, month):
    return (
        row.kpi_id.id, row.company_id.id, row.employee_id.id, row.appraiser_id.id, row.department_id.id,
        row.branch_id.id, month,
    )  # fmt: skip
