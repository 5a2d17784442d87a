from .common import SalesKpiCase


class TestEvidence(SalesKpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan([(cls.seller, "2025-03-01", 1000), (cls.other_seller, "2025-03-01", 500)])
        cls.sale = cls.invoice(cls.seller.user_id, "2025-03-10", 900)
        cls.invoice(cls.seller.user_id, "2025-03-20", 100, "out_refund")
        cls.invoice(cls.other_seller.user_id, "2025-04-01", 600)

    def rows(self, *domain, user=None):
        model = self.as_user("sales.kpi.evidence", user) if user else self.env["sales.kpi.evidence"]
        return model.search([("company_id", "=", self.company.id), *domain])

    def test_r19_evidence_sums_to_the_figure(self):
        rows = self.rows(
            ("kpi_id", "=", self.plan_kpi.id), ("employee_id", "=", self.seller.id), ("date", "<=", "2025-03-31")
        )
        measure = self.table().of_person(self.seller.id)
        self.assertEqual(sum(rows.mapped("numerator")), float(measure.numerator))
        self.assertEqual(sum(rows.mapped("denominator")), float(measure.denominator))
        self.assertEqual(len(rows), 3)

    def test_ids_are_unique_and_rows_can_be_read_again_by_id(self):
        rows = self.rows()
        self.assertEqual(len(set(rows.ids)), len(rows))
        again = self.env["sales.kpi.evidence"].browse(rows.ids)
        again.invalidate_recordset()
        self.assertEqual(sum(again.mapped("numerator")), sum(rows.mapped("numerator")))

    def test_r19_from_a_row_to_the_document_where_the_reader_may(self):
        row = self.rows(("res_model", "=", "account.move"), ("res_id", "=", self.sale.id))[:1]
        self.assertEqual(row.action_open_document()["res_id"], self.sale.id)
        own = self.rows(("res_id", "=", self.sale.id), ("kpi_id", "=", self.plan_kpi.id), user=self.seller.user_id)
        self.assertEqual(own.label, self.sale.name)
        action = own.action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("sales.kpi.evidence", own.id))
        self.assertEqual(own.partner_name, self.sale.partner_id.name)
        self.assertIn(self.sale.invoice_line_ids.product_id.display_name, own.document_lines)

    def test_r19_the_figure_of_a_unit_names_neither_person_nor_customer(self):
        self.company.sales_kpi_unit_documents = True
        domain = [("res_id", "=", self.sale.id), ("kpi_id", "=", self.unit_kpi.id)]
        row = self.env["sales.kpi.evidence"].with_user(self.seller.user_id).search(domain)
        self.assertEqual((row.label, row.numerator), (self.sale.name, self.sale.amount_untaxed_signed))
        self.assertFalse(row.employee_id or row.appraiser_id or row.department_id)
        self.assertFalse(row.partner_name or row.document_lines)

    def test_r19_staff_read_the_documents_of_a_unit_as_the_sum_of_each_month(self):
        self.invoice(self.seller.user_id, "2025-03-20", 70)
        domain = [("kpi_id", "=", self.unit_kpi.id), ("kind", "=", "done"), ("branch_id", "=", self.east.id)]
        rows = self.rows(*domain, user=self.seller.user_id)
        everything = self.rows(*domain, user=self.new_user("sm", "base.group_user,sales_kpi.group_sales_manager"))
        self.assertEqual(len(everything), 3)
        self.assertEqual((rows.label, rows.numerator), ("3 documents", sum(everything.mapped("numerator"))))
        self.assertFalse(rows.res_id or rows.partner_name or rows.document_lines or rows.can_split)
        self.env.invalidate_all()
        self.assertEqual(rows.action_open_document()["res_model"], "sales.kpi.evidence")
        figure = self.as_user("sales.kpi.report", self.seller.user_id).search(
            [("kpi_id", "=", self.unit_kpi.id), ("month", "=", "2025-03-01")]
        )
        self.assertEqual(figure.document_count, 3)
        self.assertIn(": 3, together", figure.why)
        self.env.invalidate_all()
        hidden = self.as_user("sales.kpi.evidence", self.seller.user_id).browse(everything.ids)
        self.assertEqual(hidden.read(["label", "numerator"]), [])

    def test_r19_the_figure_of_a_unit_tells_nobody_the_quota_of_one_person(self):
        self.plan([(self.seller, "2025-05-01", 1000), (self.chief, "2025-05-01", 500)], name="May")
        rows = self.rows(
            ("kpi_id", "=", self.unit_kpi.id), ("kind", "!=", "done"), ("date", ">=", "2025-05-01"),
            user=self.seller.user_id,
        )  # fmt: skip
        self.assertEqual([(row.res_model, row.label, row.denominator) for row in rows], [("sales.quota", "May", 1500)])
        action = rows.action_open_document()
        self.assertEqual(action["res_model"], "sales.kpi.evidence")
        manager = self.new_user("sm", "base.group_user,sales_kpi.group_sales_manager")
        again = self.rows(("id", "=", rows.id), user=manager)
        self.assertEqual(again.action_open_document()["res_model"], "sales.quota")

    def test_rates_of_groups_are_sum_over_sum(self):
        groups = self.env["sales.kpi.report"]._read_group(
            [("company_id", "=", self.company.id), ("kpi_id", "=", self.plan_kpi.id)],
            [],
            ["rate:avg", "numerator:sum", "denominator:sum"],
        )
        self.assertEqual(groups, [(1400 / 1500, 1400.0, 1500.0)])

    def test_a_figure_opens_exactly_its_documents(self):
        figure = self.env["sales.kpi.report"].search(
            [
                ("employee_id", "=", self.seller.id),
                ("month", "=", "2025-03-01"),
                ("kpi_id", "=", self.plan_kpi.id),
            ]
        )
        self.assertEqual((figure.numerator, figure.denominator, figure.gap), (800, 1000, -200))
        self.assertAlmostEqual(figure.rate, 0.8)
        rows = self.env["sales.kpi.evidence"].search(figure.action_open_evidence()["domain"])
        self.assertEqual(sum(rows.mapped("numerator")), figure.numerator)

    def test_without_any_kpi_the_screens_are_empty_not_broken(self):
        self.env["sales.kpi"].search([]).active = False
        self.assertFalse(self.rows())
        self.assertFalse(self.env["sales.kpi.report"].search([]))
