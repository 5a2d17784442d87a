import base64

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.marketing_roles.engine.table import write_csv

from .common import SalesKpiCase


@tagged("post_install", "-at_install")
class TestImportQuotas(SalesKpiCase):
    """Quotas line by line: existing ones are changed, approved ones are not, and every reason is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        cls.manager.lang = "en_US"
        cls.quota = cls.plan([(cls.seller, "2025-01-01", 100)], approve=False)

    def take_in(self, rows, when_refused="rest", user=None, head=("Plan", "Employee", "Month", "Amount")):
        env = self.env(user=user or self.manager, context={**self.env.context, "lang": "en_US"})
        file = base64.b64encode(write_csv([list(head), *rows]))
        wizard = env["marketing.import"].create({"kind": "quotas", "file": file, "when_refused": when_refused})
        wizard.action_import()
        return {line.number: (line.status, line.message or "") for line in wizard.line_ids}

    def amounts(self):
        return {(line.employee_id.name, str(line.month)): line.amount for line in self.quota.line_ids}

    def test_lines_are_made_and_changed(self):
        found = self.take_in(
            [
                ["Plan 2025", "seller", "2025-01-15", "120.50"],
                ["Plan 2025", "seller", "2025-02-01", "1,000"],
                ["Plan 2025", "other_seller", "2025/03/31", "0"],
            ]
        )
        self.assertEqual(
            {number: status for number, (status, _why) in found.items()}, {2: "changed", 3: "new", 4: "new"}
        )
        self.assertEqual(
            self.amounts(),
            {("seller", "2025-01-01"): 120.5, ("seller", "2025-02-01"): 1000, ("other_seller", "2025-03-01"): 0},
        )

    def test_what_cannot_be_is_refused_line_by_line(self):
        found = self.take_in(
            [
                ["Plan 2025", "nobody", "2025-01-01", "1"],
                ["Plan 2099", "seller", "2025-01-01", "1"],
                ["Plan 2025", "seller", "2024-12-01", "1"],
                ["Plan 2025", "seller", "2025-04-01", "-1"],
                ["Plan 2025", "seller", "2025-05-01", "12 EUR"],
                ["Plan 2025", "seller", "May", "5"],
                ["Plan 2025", "seller", "2025-06-01", "5"],
                ["Plan 2025", "seller", "2025-06-30", "6"],
            ]
        )
        self.assertEqual(
            {number: status for number, (status, _why) in found.items() if status != "refused"}, {8: "new"}
        )
        for number, words in {
            2: "“nobody” in “Employee” is not known",
            3: "There is no plan “Plan 2099”. A line that names its KPI has the plan made",
            4: "lies outside Plan 2025",
            5: "A quota cannot be negative",
            6: "“12 EUR” in “Amount” is not a number",
            7: "“May” in “Month” is not a date",
            9: "Line 8 is about the same and says otherwise",
        }.items():
            self.assertIn(words, found[number][1])

    def test_units_are_taken_in_and_given_out_the_same(self):
        head = ["Plan", "Level", "Employee", "Branch", "Month", "Amount", "Currency"]
        own = self.company.currency_id.name
        rows = [
            ["Plan 2025", "Company", "", "", "2025-01-01", "1000", own],
            ["Plan 2025", "branch", "", self.east.name, "2025-01-01", "700", ""],
            ["Plan 2025", "Team", "chief", "", "2025-01-01", "400", ""],
            ["Plan 2025", "Team", "chief", self.east.name, "2025-02-01", "400", ""],
            ["Plan 2025", "Person", "chief", "", "2025-01-01", "400", "XAF" if own != "XAF" else "XPF"],
        ]
        self.env["res.currency"].with_context(active_test=False).search([("name", "in", ["XAF", "XPF"])]).active = True
        found = self.take_in(rows, head=head)
        self.assertEqual([found[number][0] for number in range(2, 7)], ["new", "new", "new", "refused", "refused"])
        self.assertIn("names the person who leads it and no branch", found[5][1])
        self.assertIn("is planned in", found[6][1])
        again = self.env["marketing.import.quotas"].with_user(self.manager).with_context(lang="en_US")._get_rows()
        given = [row for row in again if row[0] == "Plan 2025"]
        headings = list(self.env["marketing.import.quotas"].with_context(lang="en_US")._get_headings().values())
        found = self.take_in(given, head=headings)
        self.assertEqual({status for status, _why in found.values()}, {"unchanged"})

    def test_a_month_needs_no_day_and_what_is_said_twice_is_told_from_a_contradiction(self):
        found = self.take_in(
            [
                ["Plan 2025", "seller", "2025-07", "5"],
                ["Plan 2025", "seller", "2025年7月", "5"],
                ["Plan 2025", "other_seller", "2025/8", "7"],
                ["Plan 2025", "other_seller", "2025-13", "7"],
                ["Plan 2025", "other_seller", "2025-09", "12345678901234567"],
            ]
        )
        self.assertEqual([found[number][0] for number in range(2, 7)], ["new", "refused", "new", "refused", "refused"])
        self.assertIn("Line 2 already says this", found[3][1])
        self.assertIn("“2025-13” in “Month” is not a date", found[5][1])
        self.assertIn("slip of the hand", found[6][1])
        self.assertEqual(self.amounts()["other_seller", "2025-08-01"], 7)

    def test_lines_that_name_the_kpi_bring_their_plan_along(self):
        head = ["Plan", "KPI", "Employee", "Month", "Amount"]
        kpi, other = self.plan_kpi.name, self.env.ref("sales_kpi.kpi_new_customers").name
        rows = [
            ["Plan 2026", kpi, "seller", "2026-02", "100"],
            ["Plan 2026", kpi, "seller", "2026-03", "120"],
            ["Plan 2026", other, "seller", "2026-04", "1"],
            ["Nobody's plan", kpi, "nobody", "2026-04", "1"],
            ["Plan 2025", other, "seller", "2025-04", "1"],
            ["Result 2026", self.unit_kpi.name, "seller", "2026-02", "1"],
        ]
        wizard = self.take_in(rows, "nothing", head=head)
        self.assertFalse(self.env["sales.quota"].search([("name", "in", ["Plan 2026", "Nobody's plan"])]))
        found = self.take_in(rows, head=head)
        self.assertEqual(found, wizard)
        self.assertEqual([found[number][0] for number in range(2, 8)], ["new", "new", *["refused"] * 4])
        self.assertIn("has no quotas", found[7][1])
        self.assertIn(f"Plan 2026 plans {kpi}", found[4][1])
        self.assertIn(f"Plan 2025 plans {kpi}", found[6][1])
        plan = self.env["sales.quota"].search([("name", "=", "Plan 2026")])
        self.assertEqual(
            (plan.state, plan.kpi_id, plan.line_ids.mapped("amount")), ("draft", self.plan_kpi, [100, 120])
        )
        self.assertEqual((str(plan.date_from), str(plan.date_to)), ("2026-01-01", "2026-12-31"))
        self.assertFalse(self.env["sales.quota"].search([("name", "=", "Nobody's plan")]))

    def test_an_empty_amount_leaves_a_quota_and_makes_none(self):
        found = self.take_in([["Plan 2025", "seller", "2025-01", ""], ["Plan 2025", "seller", "2025-02", ""]])
        self.assertEqual([found[2][0], found[3]], ["unchanged", ("refused", "“Amount” is empty.")])
        self.assertEqual(self.amounts(), {("seller", "2025-01-01"): 100})

    def test_quotas_of_archived_people_are_taken_back_unless_somebody_else_has_the_name(self):
        self.seller.active = False
        found = self.take_in([["Plan 2025", "seller", "2025-01", "90"], ["Plan 2025", "seller", "2025-02", "80"]])
        self.assertEqual([found[2][0], found[3][0]], ["changed", "new"])
        namesake = self.env["hr.employee"].create({"name": "seller"})
        self.take_in([["Plan 2025", "seller", "2025-03", "70"]])
        self.assertEqual(self.quota.line_ids.filtered(lambda line: line.amount == 70).employee_id, namesake)

    def test_an_approved_plan_is_not_changed(self):
        self.quota.action_approve()
        found = self.take_in([["Plan 2025", "seller", "2025-01-01", "5"], ["Plan 2025", "seller", "2025-02-01", "5"]])
        self.assertEqual({status for status, _why in found.values()}, {"refused"})
        self.assertIn("Plan 2025 is approved", found[2][1])
        self.assertEqual(self.amounts(), {("seller", "2025-01-01"): 100})

    def test_everybody_imports_what_they_keep_and_nothing_else(self):
        kinds = self.env["marketing.import"].with_user(self.manager)._get_kinds()
        self.assertEqual([key for key, _label in kinds], ["reports", "quotas"])
        with self.assertRaises(AccessError):
            self.take_in([["Plan 2025", "seller", "2025-01-01", "5"]], user=self.seller.user_id)
