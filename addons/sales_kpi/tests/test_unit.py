from odoo.exceptions import ValidationError

from .common import CollectionCase


class TestUnit(CollectionCase):
    """R18: what people do is added up for their branch or company, for any KPI of people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit_collection = cls.env.ref("sales_kpi.kpi_unit_collection")
        cls.plan([(cls.seller, "2025-03-01", 1000)], name="Money", kpi_id=cls.kpi.id)

    def rows(self, user, kpi=None):
        kpi = kpi or self.unit_collection
        return self.as_user("sales.kpi.report", user).search([("kpi_id", "=", kpi.id), ("month", "=", "2025-03-01")])

    def test_r18_any_kpi_of_people_is_added_up(self):
        self.assertEqual(self.table(self.unit_collection).of_company().denominator, 1000)
        late = self.env.ref("sales_kpi.kpi_unit_days_late")
        self.assertEqual((late.unit, late.value_kind, late.lower_is_better), ("days", "sum", True))
        self.assertEqual((self.unit_collection.unit, self.unit_collection.value_kind), ("money", "rate"))

    def test_not_out_of_what_is_a_unit_or_a_team_already(self):
        for source in (self.unit_collection, self.env.ref("sales_kpi.kpi_team_attainment"), self.env["sales.kpi"]):
            with self.assertRaisesRegex(ValidationError, "Choose the KPI of people"), self.cr.savepoint():
                self.env.ref("sales_kpi.kpi_unit_new_customers").source_kpi_id = source

    def test_only_the_named_roles_read_it(self):
        """A result that not everybody is judged by is not everybody's to read; the documents follow."""
        reader = self.seller.user_id
        self.assertFalse(self.rows(reader))
        evidence = self.as_user("sales.kpi.evidence", reader)
        self.assertFalse(evidence.search([("kpi_id", "=", self.unit_collection.id)]))
        self.seller.job_id.role_id = self.unit_collection.reader_role_ids[:1]
        self.env.registry.clear_cache()
        self.assertEqual(sum(self.rows(reader).mapped("denominator")), 1000)
        self.assertTrue(evidence.search([("kpi_id", "=", self.unit_collection.id)]))
        self.seller.job_id.role_id = False
        self.env.registry.clear_cache()
        self.unit_collection.reader_role_ids = False
        self.assertTrue(self.rows(reader))

    def test_has_a_pace_where_its_source_has_one(self):
        self.assertTrue(self.unit_collection._adds_up_by_day())
        self.assertTrue(self.unit_kpi._adds_up_by_day())
        self.assertFalse(self.env.ref("sales_kpi.kpi_unit_days_late")._adds_up_by_day())
