from datetime import date

from .common import LeadsCase


class TestSummary(LeadsCase):
    """R8: what is due on leads stands in the one activity of the day."""

    def lines(self, day):
        self.env.flush_all()
        with self.on(str(day)):
            found = self.env["marketing.work.summary"]._get_due_lines(self.company, day)
        return {self.env["hr.employee"].browse(key).name: value for key, value in found.items()}

    def test_r8_due_and_overdue_feedback_reaches_the_salesperson(self):
        self.new_passed_lead("2025-06-02", name="First")
        self.new_passed_lead("2025-06-05", name="Later")
        self.new_passed_lead("2025-06-02", self.bob, name="Other")
        self.assertEqual(self.lines(date(2025, 6, 8)), {})
        self.assertEqual(
            self.lines(date(2025, 6, 11)),
            {
                "seller": [(date(2025, 6, 9), "Feedback on the lead First")],
                "other_seller": [(date(2025, 6, 9), "Feedback on the lead Other")],
            },
        )

    def test_r8_an_archived_salespersons_leads_reach_the_leader_of_the_team(self):
        lead = self.new_passed_lead("2025-06-02")
        self.assertEqual(lead.team_id, self.team)
        self.ann.action_archive()
        self.assertEqual(set(self.lines(date(2025, 6, 9))), {"chief"})

    def test_r8_one_activity_for_everything(self):
        self.new_passed_lead("2025-06-02")
        self.env["marketing.task"].create(
            {"name": "Visit", "employee_id": self.seller.id, "date_deadline": "2025-06-09", "date_from": False}
        )
        with self.on("2025-06-09"):
            self.env["marketing.work.summary"]._summarise(self.company, date(2025, 6, 9))
        activity = self.env["mail.activity"].search([("user_id", "=", self.ann.id)])
        self.assertEqual(len(activity), 1)
        self.assertIn("Visit", activity.note)
        self.assertIn("Feedback on the lead Ten pieces", activity.note)

    def test_r8_not_one_query_for_each_person_or_lead(self):
        counts = []
        for number in (5, 500):
            leads = self.new_leads([{"name": f"{number} {n}"} for n in range(number)])
            self.pass_on_day(leads[: number // 2], "2025-06-02", self.ann)
            self.pass_on_day(leads[number // 2 :], "2025-06-02", self.bob)
            for _warm in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                self.company._get_company_today()
                before = self.env.cr.sql_log_count
                self.env["marketing.work.summary"]._get_due_lines(self.company, date(2025, 6, 9))
                count = self.env.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(counts[0], counts[1])
