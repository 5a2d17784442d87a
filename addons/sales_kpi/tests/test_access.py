from odoo.exceptions import AccessError

from .common import SalesKpiCase


class TestAccess(SalesKpiCase):
    """Figures, evidence and quotas: own, team on the date, all, and no other company's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan([(cls.seller, "2025-03-01", 1000), (cls.other_seller, "2025-03-01", 500)])
        cls.invoice(cls.seller.user_id, "2025-03-10", 900)
        cls.invoice(cls.other_seller.user_id, "2025-03-10", 600)
        cls.sales_manager = cls.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        cls.officer = cls.new_user("officer", "base.group_user,marketing_roles.group_hr_officer")
        cls.general_manager = cls.new_user("gm", "base.group_user,marketing_roles.group_general_manager")
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)

    def people(self, model, user):
        rows = self.as_user(model, user).search([("employee_id", "!=", False), ("kpi_id", "=", self.plan_kpi.id)])
        return set(rows.sudo().employee_id.mapped("name"))

    def test_who_reads_whose_figures_and_evidence(self):
        both = {"seller", "other_seller"}
        expected = {
            self.seller.user_id: {"seller"},
            self.chief.user_id: {"seller"},
            self.other_chief.user_id: {"other_seller"},
            self.clerk.user_id: set(),
            self.sales_manager: both,
            self.officer: both,
            self.general_manager: both,
            self.stranger: set(),
        }
        for model in ("sales.kpi.report", "sales.kpi.evidence", "sales.quota.line"):
            for user, people in expected.items():
                with self.subTest(model=model, user=user.login):
                    self.assertEqual(self.people(model, user), people)

    def test_the_attainment_of_a_team_is_read_by_its_manager_and_above(self):
        """R11: what a team reaches is its manager's figure, and nobody else's on the same level."""
        kpi = self.env.ref("sales_kpi.kpi_team_attainment")
        expected = {
            self.chief.user_id: {"chief"},
            self.boss.user_id: {"chief", "other_chief"},
            self.seller.user_id: set(),
            self.stranger: set(),
        }
        for user, people in expected.items():
            with self.subTest(user=user.login):
                rows = self.as_user("sales.kpi.report", user).search([("kpi_id", "=", kpi.id)])
                self.assertEqual(set(rows.mapped("employee_id.name")), people)

    def test_a_manager_reads_the_team_only_on_the_dates_it_was_theirs(self):
        moved = self.seller.create_version({"date_version": "2025-03-15"})
        moved.write({"department_id": self.west.id, "appraiser_id": self.other_chief.id})
        later = self.invoice(self.seller.user_id, "2025-03-20", 50)
        rows = self.as_user("sales.kpi.evidence", self.chief.user_id).search(
            [("employee_id", "!=", False), ("kpi_id", "=", self.plan_kpi.id)]
        )
        self.assertNotIn(later.name, rows.mapped("label"))
        rows = self.as_user("sales.kpi.evidence", self.other_chief.user_id).search([])
        self.assertIn(later.name, rows.mapped("label"))

    def test_r19_whoever_reads_the_units_result_reads_what_it_is_made_of(self):
        unit = [("kpi_id", "=", self.unit_kpi.id)]
        evidence = self.as_user("sales.kpi.evidence", self.seller.user_id).search(unit)
        self.assertEqual((sum(evidence.mapped("numerator")), sum(evidence.mapped("denominator"))), (900, 1000))
        self.assertFalse(evidence.employee_id)
        everything = self.as_user("sales.kpi.evidence", self.clerk.user_id).search(unit)
        self.assertEqual(sum(everything.mapped("numerator")), 1500)

    def test_groups_and_sums_show_no_more_than_rows(self):
        self.seller.user_id.group_ids += self.env.ref("base.group_allow_export")
        report = self.as_user("sales.kpi.report", self.seller.user_id)
        domain = [("kpi_id", "=", self.plan_kpi.id)]
        self.assertEqual(report._read_group(domain, [], ["numerator:sum"]), [(900.0,)])
        self.assertEqual(
            report.formatted_read_group(domain, ["employee_id"], ["numerator:sum"])[0]["numerator:sum"], 900
        )
        self.assertEqual(len(report.search(domain).export_data(["employee_id", "numerator"])["datas"]), 1)

    def test_only_sales_managers_keep_quotas_kpis_and_scales(self):
        plan = self.env["sales.quota"].search([("company_id", "=", self.company.id)], limit=1)
        for user in (self.seller.user_id, self.chief.user_id, self.officer, self.general_manager):
            with self.subTest(user=user.login):
                for record in (plan, self.plan_kpi):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write({"name": "x"})
                with self.assertRaises(AccessError):
                    plan.with_user(user)._reset_to_draft("A slip")
        with self.assertRaises(AccessError):
            plan.with_user(self.sales_manager)._reset_to_draft("A slip")
        self.sales_manager.group_ids += self.env.ref("sales_kpi.group_controller")
        plan.with_user(self.sales_manager)._reset_to_draft("A slip")

    def test_evidence_cannot_be_written_by_anybody(self):
        row = self.env["sales.kpi.evidence"].search([], limit=1)
        for user in (self.seller.user_id, self.sales_manager):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"numerator": 1})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
