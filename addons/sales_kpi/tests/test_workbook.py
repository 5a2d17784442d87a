import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SalesKpiCase


@tagged("post_install", "-at_install")
class TestWorkbook(SalesKpiCase):
    """Figures in a spreadsheet whose formulas come to the same numbers."""

    def export(self, rows):
        return self.fetch_download(rows.action_export_workbook())

    def figures(self, user=None):
        self.env.flush_all()
        model = self.as_user("sales.kpi.report", user) if user else self.env["sales.kpi.report"]
        return model.search([("kpi_id", "=", self.plan_kpi.id), ("company_id", "=", self.company.id)])

    def test_formulas_sum_the_documents_beside_them(self):
        self.plan([(self.seller, "2025-03-01", 1000), (self.chief, "2025-03-01", 500)])
        self.invoice(self.seller.user_id, "2025-03-10", 900.5)
        self.invoice(self.seller.user_id, "2025-03-11", 100, "out_refund")
        rows = self.figures()
        content = self.export(rows)
        shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content))
        figures, documents = shown.worksheets
        sums = {}
        for key, _day, _label, _kind, actual, target in documents.iter_rows(min_row=2, values_only=True):
            found = sums.setdefault(key, [0, 0])
            found[0] += target
            found[1] += actual
        lines = list(figures.iter_rows(min_row=2, values_only=True))
        self.assertEqual(len(lines), len(rows) + 1)
        for line in lines[:-1]:
            self.assertEqual(list(line[7:9]), sums[line[0]])
            self.assertEqual(line[9], line[8] - line[7])
        self.assertEqual(sum(line[8] for line in lines[:-1]), lines[-1][8])
        self.assertEqual(lines[-1][8], 800.5)
        self.assertIn("SUMIFS", formulas.worksheets[0]["H2"].value)
        self.assertTrue(formulas.worksheets[0]["K2"].value.startswith("=IF("))

    def test_money_days_and_numbers_are_not_added_up_with_each_other(self):
        self.plan([(self.seller, "2025-03-01", 1000)])
        self.plan([(self.seller, "2025-03-01", 4)], kpi_id=self.env.ref("sales_kpi.kpi_new_customers").id, name="New")
        self.invoice(self.seller.user_id, "2025-03-10", 900)
        self.env.flush_all()
        rows = self.env["sales.kpi.report"].search(
            [("employee_id", "=", self.seller.id), ("denominator", ">", 0), ("company_id", "=", self.company.id)]
        )
        figures = openpyxl.load_workbook(io.BytesIO(self.export(rows)), data_only=True).worksheets[0]
        totals = [line for line in figures.iter_rows(min_row=2, values_only=True) if line[0] == "Total"]
        self.assertEqual(
            {(line[3], line[6], line[7]) for line in totals},
            {("Sales Plan Completion", "USD", 1000), ("New Customers", "Number", 4)},
        )

    def test_the_action_of_the_list_is_everybodys(self):
        """The button runs a server action, which asks for a group and not for the right to write figures."""
        self.plan([(self.seller, "2025-03-01", 1000)])
        rows = self.figures(self.seller.user_id)
        action = self.env.ref("sales_kpi.sales_kpi_report_action_workbook").with_user(self.seller.user_id)
        found = action.with_context(active_model=rows._name, active_ids=rows.ids, active_id=rows.ids[0]).run()
        self.assertEqual(found["type"], "ir.actions.act_url")

    def test_a_reader_gets_what_they_may_read(self):
        self.invoice(self.seller.user_id, "2025-03-10", 900)
        self.invoice(self.other_seller.user_id, "2025-03-10", 70)
        rows = self.figures(self.seller.user_id)
        text = str(list(openpyxl.load_workbook(io.BytesIO(self.export(rows))).worksheets[1].values))
        self.assertIn("900", text)
        self.assertNotIn("70,", text)

    def test_nothing_ticked_is_said(self):
        with self.assertRaisesRegex(UserError, "Tick the figures"):
            self.env["sales.kpi.report"].action_export_workbook()

    def test_a_digest_tells_the_completion_to_sales_managers(self):
        today = self.company._get_company_today()
        self.plan([(self.seller, today, 200)], date_from=today.replace(day=1), date_to=today.replace(day=28))
        self.invoice(self.seller.user_id, today, 50)
        digest = self.env["digest.digest"].create({"name": "Ours", "company_id": self.company.id})
        self.assertEqual(digest.kpi_sales_plan_value, 25)
        reader = digest.with_user(self.seller.user_id)
        with self.assertRaises(AccessError):
            reader.mapped("kpi_sales_plan_value")

    def test_buttons_open_the_figures_of_a_person_and_of_a_branch(self):
        self.invoice(self.seller.user_id, "2025-03-10", 900)
        self.env.flush_all()
        for record in (self.seller, self.chief, self.east):
            rows = self.env["sales.kpi.report"].search(record.action_open_kpi_figures()["domain"])
            self.assertEqual(set(rows.filtered("employee_id").employee_id), {self.seller}, record)
