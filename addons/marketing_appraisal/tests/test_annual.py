from datetime import date

from odoo.exceptions import UserError

from .common import MarketingAppraisalCase


class TestAnnual(MarketingAppraisalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # seller: A A B C; other_seller: C C C C
        for month, sold in ((1, 900), (2, 900), (3, 600), (4, 300)):
            cls.published_month(month, seller=sold, other=100)

    def year(self):
        return self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2025, 1, 1), "company_id": self.company.id}
        )

    def months(self, result):
        return result.line_ids.filtered(lambda line: line.section == "month")

    def result(self, year, employee):
        return self.appraisal_of(year, employee).result_ids

    def test_r50_points_and_grade_by_server_action(self):
        year = self.year()
        action = self.env.ref("marketing_appraisal.action_grade_years").with_user(self.officer)
        action.with_context(active_model=year._name, active_ids=year.ids, active_id=year.id).run()
        self.assertEqual(
            [self.months(self.result(year, self.seller)).mapped("grade"), self.result(year, self.seller).points],
            [["a", "a", "b", "c"], 5],
        )
        self.assertRecordValues(
            self.result(year, self.seller), [{"points": 5, "months_counted": 4, "grade": "b", "status": "graded"}]
        )
        self.assertRecordValues(self.result(year, self.other_seller), [{"points": 0, "grade": "c"}])
        self.assertEqual(year.graded_count, 5)

    def test_r50_fewer_than_three_months_give_no_grade_and_say_so(self):
        self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", self.seller.id), ("date_from", "<", "2025-03-01")]
        ).write({"is_published": False})
        year = self.year()
        year.action_grade_year()
        self.assertRecordValues(
            self.result(year, self.seller),
            [{"points": 1, "months_counted": 2, "grade": False, "status": "too_few_months"}],
        )
        self.assertIn("too few months", self.result(year, self.seller).explanation)
        self.assertEqual(self.result(year, self.seller).line_ids.mapped("status").count("not_counted"), 2)

    def test_the_annual_result_is_signed_and_published_like_a_month(self):
        year = self.year()
        year.action_grade_year()
        year.with_user(self.officer).action_complete_step()
        year.with_user(self.officer).action_complete_step()
        year.with_user(self.general_manager).action_sign()
        self.assertFalse(
            self.as_user("marketing.appraisal.result", self.seller.user_id).search([("kind", "=", "annual")])
        )
        year.with_user(self.officer).action_publish()
        own = self.as_user("marketing.appraisal.result", self.seller.user_id).search([("kind", "=", "annual")])
        self.assertEqual((own.grade, own.points), ("b", 5))

    def test_points_are_for_years(self):
        month = self.env["marketing.appraisal.period"].search([("company_id", "=", self.company.id)], limit=1)
        with self.assertRaisesRegex(UserError, "is no annual period"):
            month.action_grade_year()

    def test_results_of_other_years_do_not_count(self):
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2024, 1, 1), "company_id": self.company.id}
        )
        with self.assertRaisesRegex(UserError, "2024 has no month yet"):
            year.action_grade_year()
        self.assertFalse(year.appraisal_ids)
