from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time

from .common import MarketingRolesCase


@freeze_time("2025-06-15")
class TestAppraiser(MarketingRolesCase):
    def test_r33_appraiser_is_proposed_from_the_manager(self):
        self.assertEqual(self.seller.appraiser_id, self.chief)
        self.assertFalse(self.boss.appraiser_id)

    def test_r33_nobody_appraises_themselves(self):
        with self.assertRaisesRegex(ValidationError, "own appraiser"):
            self.seller.version_id.appraiser_id = self.seller

    def test_r10a_a_new_manager_holds_from_today_and_leaves_the_past_alone(self):
        self.seller.parent_id = self.other_chief
        past, present = self.seller.version_ids.sorted("date_version")
        self.assertEqual(past.appraiser_id, self.chief)
        self.assertEqual((present.appraiser_id, present.date_version), (self.other_chief, date(2025, 6, 15)))

    def test_a_second_change_on_one_day_makes_no_second_version(self):
        self.seller.parent_id = self.other_chief
        self.seller.parent_id = self.boss
        self.assertEqual(len(self.seller.version_ids), 2)
        self.assertEqual(self.seller.current_version_id.appraiser_id, self.boss)

    def test_an_appraiser_who_is_not_the_manager_stays(self):
        self.seller.version_id.appraiser_id = self.boss
        self.seller.parent_id = self.other_chief
        self.assertEqual(len(self.seller.version_ids), 1)
        self.assertEqual(self.seller.appraiser_id, self.boss)

    def test_a_new_version_keeps_the_appraiser_unless_told_otherwise(self):
        version = self.seller.create_version({"date_version": date(2025, 8, 1)})
        self.assertEqual(version.appraiser_id, self.chief)
        version.appraiser_id = self.other_chief
        self.assertEqual(self.seller._get_version(date(2025, 7, 31)).appraiser_id, self.chief)
        self.assertEqual(self.seller._get_version(date(2025, 8, 1)).appraiser_id, self.other_chief)

    def test_whoever_is_named_may_appraise_and_others_may_not(self):
        self.assertTrue(self.chief.user_id.has_group("marketing_roles.group_assessor"))
        self.assertFalse(self.seller.user_id.has_group("marketing_roles.group_assessor"))
        self.clerk.version_id.appraiser_id = self.seller
        self.assertTrue(self.seller.user_id.has_group("marketing_roles.group_assessor"))

    def test_an_appraiser_who_gets_a_login_later_may_appraise_too(self):
        lead = self.env["hr.employee"].create({"name": "lead", "company_id": self.company.id})
        self.seller.version_id.appraiser_id = lead
        lead.user_id = self.new_user("lead")
        self.assertTrue(lead.user_id.has_group("marketing_roles.group_assessor"))
