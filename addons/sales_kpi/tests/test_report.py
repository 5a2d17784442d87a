from odoo.tests import freeze_time, tagged

from .common import SalesKpiCase


@tagged("post_install", "-at_install")
class TestReport(SalesKpiCase):
    """R19: how a figure stands today, and why it is what it is."""

    def figure(self, person, month="2025-03-01", kpi=None):
        self.env.flush_all()
        return self.env["sales.kpi.report"].search(
            [
                ("employee_id", "=", person.id),
                ("month", "=", month),
                ("kpi_id", "=", (kpi or self.plan_kpi).id),
            ]
        )

    @freeze_time("2025-03-10 04:00:00")
    def test_pace_need_and_forecast_by_working_days(self):
        """March 2025 has 21 working days; on Monday the 10th six have passed, 16 are left with today."""
        self.plan([(self.seller, "2025-03-01", 2100), (self.seller, "2025-02-01", 100)])
        self.invoice(self.seller.user_id, "2025-03-05", 500)
        row = self.figure(self.seller)
        self.assertTrue(row.is_running)
        self.assertEqual((row.pace_amount, row.needed_amount, row.forecast_amount), (600, 100, 1750))
        over = self.figure(self.seller, "2025-02-01")
        self.assertEqual((over.is_running, over.pace_amount), (False, 0))

    @freeze_time("2025-03-10 04:00:00")
    def test_what_wants_looking_at_is_behind_its_pace(self):
        """Six of 21 days have passed: 60 % of 600 are due; a month that is over is judged by its whole target."""
        self.plan([(self.seller, "2025-03-01", 2100), (self.seller, "2025-02-01", 100)])
        self.invoice(self.seller.user_id, "2025-03-05", 359)
        self.invoice(self.seller.user_id, "2025-02-05", 100)
        row, over = self.figure(self.seller), self.figure(self.seller, "2025-02-01")
        self.assertEqual([(one.is_behind, one.is_reached) for one in (row, over)], [(True, False), (False, True)])
        self.invoice(self.seller.user_id, "2025-03-05", 1)
        row.invalidate_model()
        self.assertFalse(row.is_behind)
        self.company.sales_kpi_behind_percentage = 61
        row.invalidate_model()
        self.assertTrue(row.is_behind)

    @freeze_time("2025-03-10 04:00:00")
    def test_where_less_is_better_the_target_is_a_limit(self):
        self.plan_kpi.lower_is_better = True
        people = (self.seller, self.other_seller)
        self.plan([(person, month, 1000) for person in people for month in ("2025-03-01", "2025-02-01")])
        for month in ("03", "02"):
            self.invoice(self.seller.user_id, f"2025-{month}-05", 1000)
            self.invoice(self.other_seller.user_id, f"2025-{month}-05", 1001)
        kept, broken = self.figure(self.seller, "2025-02-01"), self.figure(self.other_seller, "2025-02-01")
        self.assertEqual((kept.rank, kept.is_behind, kept.is_reached), (1, False, True))
        self.assertEqual((broken.rank, broken.is_behind, broken.is_reached), (2, True, False))
        running, broken = self.figure(self.seller), self.figure(self.other_seller)
        self.assertEqual((running.is_behind, running.is_reached, running.needed_amount), (False, False, 0))
        self.assertTrue(broken.is_behind)
        self.assertTrue(self.env.ref("sales_kpi.kpi_expense_use").lower_is_better)

    def test_companies_of_two_currencies_have_no_rate_together(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        abroad = self.env["res.company"].create({"name": "Abroad", "currency_id": euro.id})
        person = self.env["hr.employee"].create({"name": "Abroad", "company_id": abroad.id})
        self.plan([(self.seller, "2025-03-01", 100)])
        self.plan([(person, "2025-03-01", 50)], company_id=abroad.id, name="Plan abroad")
        self.invoice(self.seller.user_id, "2025-03-05", 80)
        self.env.flush_all()
        report = self.env["sales.kpi.report"].with_context(allowed_company_ids=[self.company.id, abroad.id])
        domain = [
            ("kpi_id", "=", self.plan_kpi.id),
            ("month", "=", "2025-03-01"),
            ("company_id", "in", [self.company.id, abroad.id]),
        ]
        together = report._read_group(domain, [], ["rate:avg", "denominator:sum_currency"])
        self.assertFalse(together[0][0])
        by_company = dict(report._read_group(domain, ["company_id"], ["rate:avg"]))
        self.assertEqual(by_company[self.company], 0.8)
        # Each company's own figures stay in its currency, and only open companies count.
        rows = report.search(domain)
        self.assertEqual({row.company_id: row.currency_id for row in rows}[abroad], euro)
        manager = self.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        manager.company_ids += abroad
        alone = self.env["sales.kpi.report"].with_user(manager).with_context(allowed_company_ids=abroad.ids)
        self.assertEqual(alone.search(domain).company_id, abroad)

    def test_rank_among_those_with_a_target(self):
        self.plan([(person, "2025-03-01", 100) for person in (self.seller, self.other_seller, self.chief)])
        self.invoice(self.seller.user_id, "2025-03-05", 50)
        self.invoice(self.other_seller.user_id, "2025-03-05", 80)
        self.invoice(self.chief.user_id, "2025-03-05", 50)
        ranks = {person: self.figure(person).rank_label for person in (self.seller, self.other_seller, self.chief)}
        self.assertEqual(ranks, {self.seller: "2 of 3", self.other_seller: "1 of 3", self.chief: "2 of 3"})
        own = self.figure(self.seller).with_user(self.seller.user_id)
        self.assertEqual(own.rank_label, "2 of 3")

    def test_nobody_is_ranked_where_all_are_equal(self):
        self.plan([(person, "2025-03-01", 100) for person in (self.seller, self.other_seller)])
        self.assertEqual(self.figure(self.seller).rank_label, False)
        self.invoice(self.seller.user_id, "2025-03-05", 1)
        self.env["sales.kpi.report"].invalidate_model()
        self.assertEqual(self.figure(self.seller).rank_label, "1 of 2")

    def test_figures_of_several_kpis_add_up_to_nothing(self):
        self.plan([(self.seller, "2025-03-01", 100)])
        self.invoice(self.seller.user_id, "2025-03-05", 50)
        report = self.env["sales.kpi.report"]
        own = [("company_id", "=", self.company.id), ("month", "=", "2025-03-01")]
        kpis = report.search(own).kpi_id
        self.assertGreater(len(kpis), 1)
        asked = ["numerator:sum", "rate:avg", "kpi_number:min"]
        self.assertEqual(report._read_group(own, [], asked), [(False, False, False)])
        one = [*own, ("kpi_id", "=", self.plan_kpi.id)]
        self.assertEqual(report._read_group(one, [], asked), [(50, 0.5, self.plan_kpi.id)])
        self.assertEqual(report.fields_get(["kpi_number"])["kpi_number"]["aggregator"], "min")

    def test_figures_of_a_page_take_as_many_queries_as_one_figure(self):
        people = (self.seller, self.other_seller, self.chief)
        self.plan([(person, "2025-03-01", 100) for person in people])
        self.env.flush_all()

        def count(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = self.env["sales.kpi.report"].search([("kpi_id", "=", self.plan_kpi.id)], limit=limit)
            rows.mapped("rank_label")
            rows.mapped("pace_amount")
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(3), count(1))

    def why(self, person, **kwargs):
        return str(self.figure(person, **kwargs).why)

    def test_r19_why_tells_the_formula_and_its_sources(self):
        self.plan([(self.seller, "2025-03-01", 1000)])
        self.invoice(self.seller.user_id, "2025-03-05", 900)
        self.invoice(self.seller.user_id, "2025-03-06", 50, "out_refund")
        text = self.why(self.seller)
        for words in ("is 85.00 %", "planned in “Plan 2025”", "Invoices and credit notes: 2, together", "850.00"):
            self.assertIn(words, text)

    def test_r19_a_zero_and_a_missing_value_are_told_apart(self):
        self.plan([(self.seller, "2025-03-01", 1000), (self.chief, "2025-03-01", 0)])
        self.invoice(self.other_seller.user_id, "2025-03-05", 10)
        self.invoice(self.chief.user_id, "2025-03-05", 10)
        self.assertIn("a true zero", self.why(self.seller))
        self.assertIn("no approved quota for the month", self.why(self.other_seller))
        self.assertIn("without a target above zero there is no rate", self.why(self.chief))

    def test_without_a_plan_there_is_no_target_and_a_planned_zero_is_one(self):
        self.plan([(self.chief, "2025-03-01", 0)])
        self.invoice(self.other_seller.user_id, "2025-03-05", 10)
        self.assertFalse(self.figure(self.other_seller).has_target)
        self.assertTrue(self.figure(self.chief).has_target)

    @freeze_time("2025-03-10 04:00:00")
    def test_the_result_of_a_branch_has_a_pace(self):
        self.plan([(self.seller, "2025-03-01", 2100)])
        self.env.flush_all()
        row = self.env["sales.kpi.report"].search(
            [("kpi_id.measure", "=", "unit_sales"), ("month", "=", "2025-03-01"), ("company_id", "=", self.company.id),
             ("denominator", "=", 2100)]
        )  # fmt: skip
        self.assertEqual((row.is_running, row.pace_amount), (True, 600))

    def test_r14_why_names_the_month_from_which_was_carried(self):
        kpi = self.env.ref("sales_kpi.kpi_collection")
        self.plan([(self.seller, month, 100) for month in ("2025-02-01", "2025-03-01")], kpi_id=kpi.id)
        row = self.figure(self.seller, kpi=kpi)
        self.assertEqual((row.planned, row.carried, row.denominator), (100, 100, 200))
        self.assertIn("carried over from 2025-02", str(row.why))

    def test_my_branch_is_where_the_reader_sits(self):
        self.plan([(self.seller, "2025-03-01", 100), (self.other_seller, "2025-03-01", 100)])
        self.env.flush_all()
        found = self.as_user("sales.kpi.report", self.chief.user_id).search([("is_of_my_branch", "=", True)])
        self.assertEqual(set(found.branch_id), {self.east})
        everybody = self.env["sales.kpi.report"].with_user(self.new_user("sm", "sales_kpi.group_sales_manager"))
        self.assertFalse(everybody.search([("is_of_my_branch", "=", True)]).branch_id)
