from lxml import etree

from odoo.exceptions import UserError

from .common import SalesKpiCase


class TestQuotaGrid(SalesKpiCase):
    """The months of a plan stand in the order of the company's fiscal year."""

    def months(self):
        """Return the months of each group of columns of the form of a plan, in order."""
        arch = etree.fromstring(self.env["sales.quota"].get_view(view_type="form")["arch"])
        groups = {}
        for node in arch.iter("field"):
            if node.get("name").startswith("amount_"):
                groups.setdefault(node.getparent(), []).append(int(node.get("name")[-2:]))
        return list(groups.values())

    def test_by_the_fiscal_year_of_the_company_that_is_asked(self):
        calendar_year, from_april = list(range(1, 13)), [*range(4, 13), 1, 2, 3]
        found = self.months()
        self.assertEqual(found, [calendar_year] * 2, "the grid, and the form of a row")
        self.company.fiscalyear_last_month = "3"
        self.assertEqual(self.months(), [from_april] * 2)

    def test_what_stands_behind_the_months_stays_behind_them(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        arch = etree.fromstring(self.env["sales.quota"].get_view(view_type="form")["arch"])
        columns = [node.get("name") for node in arch.find(".//field[@name='row_ids']/list").iter("field")]
        self.assertEqual(columns[columns.index("total_amount") - 1], "amount_06")
        self.assertEqual(columns[columns.index("total_amount") - 12], "amount_07")

    def test_a_slip_is_told_with_its_cell(self):
        row = self.plan([(self.seller, "2025-01-01", 100)], approve=False).row_ids
        for amount, words in ((-1, "seller, March: a quota cannot be negative"), (10**15, "seller, March: so large")):
            with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
                row.with_context(lang="en_US").amount_03 = amount
