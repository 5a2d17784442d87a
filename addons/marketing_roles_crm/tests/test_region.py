from odoo.exceptions import ValidationError

from .common import LeadsCase


class TestRegion(LeadsCase):
    """R8: leads to develop are given by region."""

    def test_r8_the_state_comes_before_the_whole_country(self):
        rest = self.new_region("Rest of China", self.bob, country_ids=self.china.ids, sequence=1)
        south = self.new_region("South", self.ann, state_ids=self.guangdong.ids, sequence=2)
        leads = self.new_leads(
            [
                {"name": "a", "country_id": self.china.id, "state_id": self.guangdong.id},
                {"name": "b", "country_id": self.china.id, "state_id": self.hubei.id},
                {"name": "c", "country_id": self.china.id},
                {"name": "d", "state_id": self.guangdong.id},
                {"name": "e", "country_id": self.japan.id},
                {"name": "f"},
            ]
        )
        none = south.browse()
        self.assertEqual([lead.region_id for lead in leads], [south, rest, rest, south, none, none])

    def test_r8_leads_follow_their_regions_until_they_are_passed(self):
        waiting = self.new_lead(state_id=self.guangdong.id)
        passed = self.new_passed_lead(state_id=self.guangdong.id)
        south = self.new_region("South", self.ann, state_ids=self.guangdong.ids)
        self.assertEqual((waiting.region_id, passed.region_id), (south, south.browse()))
        self.pass_on_day(waiting, "2025-06-02")
        south.state_ids = self.hubei
        self.assertEqual(waiting.region_id, south)

    def test_r8_nothing_is_covered_twice(self):
        south = self.new_region("South", self.ann, state_ids=self.guangdong.ids)
        with self.assertRaisesRegex(ValidationError, "covered by Other and by South"), self.cr.savepoint():
            self.new_region("Other", self.bob, state_ids=(self.guangdong | self.hubei).ids)
        abroad = self.new_region("Abroad", self.bob, country_ids=self.japan.ids)
        with self.assertRaisesRegex(ValidationError, "Japan is covered by South and by Abroad"), self.cr.savepoint():
            south.country_ids = self.japan
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids += other
        self.new_region("South", self.env.user, company_id=other.id, state_ids=self.guangdong.ids)
        abroad.active = False
        south.country_ids = self.japan
        with self.assertRaisesRegex(ValidationError, "Japan is covered"), self.cr.savepoint():
            abroad.active = True

    def test_a_region_covers_something(self):
        with self.assertRaisesRegex(ValidationError, "Say which states or countries"), self.cr.savepoint():
            self.new_region("Nowhere", self.ann)

    def test_one_search_for_a_thousand_leads(self):
        self.new_region("South", self.ann, state_ids=self.guangdong.ids)
        leads = self.new_leads([{"name": str(n), "state_id": self.guangdong.id} for n in range(1000)])
        self.env.flush_all()
        counts = []
        for some in (leads[:10], leads[:10], leads):
            self.env.invalidate_all()
            some.mapped("company_id.name"), some.mapped("state_id.name"), some.mapped("country_id.name")
            before = self.env.cr.sql_log_count
            found = self.env["marketing.lead.region"]._find_for(some)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertTrue(all(found.values()))
        self.assertEqual(counts[1], counts[2])
