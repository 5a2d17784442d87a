from .common import LeadsCase


class TestCampaign(LeadsCase):
    """R8: overdue feedback counts when the promotion is judged."""

    def new_campaign_leads(self, campaign, count):
        return self.new_leads([{"name": f"{campaign.title} {n}", "campaign_id": campaign.id} for n in range(count)])

    def values(self, campaign, user=None):
        names = ["lead_passed_count", "lead_won_count", "lead_feedback_count", "lead_overdue_count"]
        found = self.as_user(campaign, user or self.leader).read([*names, "lead_feedback_rate"])[0]
        return [found[name] for name in names], found["lead_feedback_rate"]

    def test_r8_passed_won_feedback_overdue_and_the_rate(self):
        leads = self.new_campaign_leads(self.campaign, 5)
        self.pass_on_day(leads[:4], "2025-06-02")
        self.report(leads[0], "2025-06-09")
        self.report(leads[1], "2025-06-11")
        self.report(leads[2], "2025-06-05")
        leads[2].action_set_won()
        with self.on("2025-06-13"):
            # Two in time, one late, one overdue.
            self.assertEqual(self.values(self.campaign), ([4, 1, 3, 1], 0.5))
        with self.on("2025-06-17"):
            self.assertEqual(self.values(self.campaign), ([4, 1, 3, 2], 0.4))

    def test_r8_lost_leads_stay_counted_and_nobody_owes_anything_on_them(self):
        leads = self.new_campaign_leads(self.campaign, 2)
        self.pass_on_day(leads, "2025-06-02")
        leads[0].action_set_lost()
        with self.on("2025-06-13"):
            self.assertEqual(self.values(self.campaign), ([2, 0, 0, 1], 0.0))

    def test_a_campaign_without_leads_has_no_rate(self):
        self.assertEqual(self.values(self.campaign), ([0, 0, 0, 0], 0.0))
        self.assertFalse(self.as_user(self.campaign, self.leader).is_lead_feedback_asked)

    def test_everybody_counts_the_leads_that_they_may_read(self):
        leads = self.new_campaign_leads(self.campaign, 2)
        self.pass_on_day(leads[0], "2025-06-02", self.ann)
        self.pass_on_day(leads[1], "2025-06-02", self.bob)
        with self.on("2025-06-13"):
            self.assertEqual(self.values(self.campaign, self.ann)[0], [1, 0, 0, 1])
            self.assertEqual(self.values(self.campaign, self.leader)[0], [2, 0, 0, 2])
            self.assertEqual(self.values(self.campaign, self.new_stranger())[0], [0, 0, 0, 0])

    def test_the_button_opens_the_leads_that_it_counts(self):
        leads = self.new_campaign_leads(self.campaign, 2)
        self.pass_on_day(leads, "2025-06-02")
        action = self.as_user(self.campaign, self.leader).action_open_overdue_leads()
        with self.on("2025-06-13"):
            found = self.Lead.search([*action["domain"], ("is_feedback_overdue", "=", True)])
        self.assertEqual(found, leads)

    def count_queries(self, campaigns):
        campaigns = self.as_user(campaigns, self.leader)
        campaigns.mapped("title")
        before = self.env.cr.sql_log_count
        self.assertTrue(campaigns.mapped("lead_passed_count"))
        return self.env.cr.sql_log_count - before

    def test_the_number_of_queries_does_not_grow_with_campaigns_or_leads(self):
        campaigns = self.env["utm.campaign"].create([{"title": f"Fair {n}"} for n in range(20)])
        for campaign in campaigns:
            self.pass_on_day(self.new_campaign_leads(campaign, 5), "2025-06-02")
        self.pass_on_day(self.new_campaign_leads(campaigns[-1], 900), "2025-06-02")
        with self.on("2025-06-13"):
            self.count_queries(campaigns[:2])
            self.assertEqual(self.count_queries(campaigns[:2]), self.count_queries(campaigns))
            self.assertEqual(sum(campaigns.mapped("lead_overdue_count")), 1000)
