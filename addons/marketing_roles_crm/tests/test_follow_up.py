from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import LeadsCase


class TestFollowUp(LeadsCase):
    """R8, R32: when feedback is due, and when it is overdue."""

    def overdue_by_sql(self, day):
        """Calculate the leads with overdue feedback from raw rows, without anything that the addon computes."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            WITH base AS (
                SELECT l.id, l.follow_up_frequency AS often,
                       GREATEST(l.passed_date, (SELECT MAX(f.date) FROM marketing_lead_feedback f
                                                 WHERE f.lead_id = l.id)) AS day
                  FROM crm_lead l JOIN crm_stage s ON s.id = l.stage_id
                 WHERE l.passed_date IS NOT NULL AND l.active AND s.is_won IS NOT TRUE AND l.company_id = %(company)s),
            nominal AS (
                SELECT id, (day + CASE often WHEN 'weekly' THEN INTERVAL '7 days' ELSE INTERVAL '1 month' END)::date
                           AS day FROM base)
            SELECT n.id FROM nominal n
             WHERE (SELECT MIN(d::date) FROM generate_series(n.day, n.day + 60, INTERVAL '1 day') AS d
                     WHERE EXTRACT(isodow FROM d) < 6
                       AND NOT EXISTS (SELECT 1 FROM marketing_workday_override o
                                        WHERE o.company_id = %(company)s AND o.kind = 'holiday'
                                          AND d::date BETWEEN o.date_from AND o.date_to)) < %(day)s
            """,
            {"company": self.company.id, "day": day},
        )
        return {row[0] for row in self.env.cr.fetchall()}

    def holiday(self, first, last=None, kind="holiday"):
        return self.env["marketing.workday.override"].create(
            {
                "name": "Day",
                "kind": kind,
                "date_from": first,
                "date_to": last or first,
                "company_id": self.company.id,
            }
        )

    def test_r8_active_leads_weekly_and_leads_to_develop_monthly_by_default(self):
        active, develop = self.new_lead(), self.new_lead(handover_kind="develop")
        self.assertEqual((active.follow_up_frequency, develop.follow_up_frequency), ("weekly", "monthly"))
        self.company.write({"lead_follow_up_active": "monthly", "lead_follow_up_develop": "weekly"})
        self.assertEqual((active.follow_up_frequency, develop.follow_up_frequency), ("weekly", "monthly"))
        self.assertEqual(self.new_lead().follow_up_frequency, "monthly")
        self.assertEqual(self.new_lead(handover_kind="develop").follow_up_frequency, "weekly")
        self.assertEqual(self.new_lead(follow_up_frequency="weekly").follow_up_frequency, "weekly")

    def test_r8_who_enters_the_lead_recorded_it(self):
        self.assertEqual(self.new_lead().recorded_by_id, self.reception)
        self.assertFalse(self.Lead.with_user(self.env.ref("base.user_root")).create({"name": "By mail"}).recorded_by_id)

    def test_r8_nothing_is_due_before_a_lead_is_passed(self):
        self.assertFalse(self.new_lead().next_feedback_date)

    def test_r8_a_week_after_it_was_passed_and_a_week_after_each_feedback(self):
        lead = self.new_passed_lead("2025-06-02")
        self.assertEqual(self.due(lead), "2025-06-09")
        self.report(lead, "2025-06-05")
        self.assertEqual((self.due(lead), str(lead.last_feedback_date)), ("2025-06-12", "2025-06-05"))

    def test_r8_a_month_ends_with_its_last_day(self):
        lead = self.new_passed_lead("2025-01-31", handover_kind="develop")
        self.assertEqual(self.due(lead), "2025-02-28")

    def test_r32_a_due_day_without_work_moves_to_the_next_working_day(self):
        # 31 January 2026 and 28 February 2026 are Saturdays.
        lead = self.new_passed_lead("2026-01-31", handover_kind="develop")
        self.assertEqual(self.due(lead), "2026-03-02")

    def test_r32_due_days_follow_holidays_and_make_up_days_that_are_entered_later(self):
        lead = self.new_passed_lead("2025-06-02")
        holiday = self.holiday("2025-06-09")
        self.assertEqual(self.due(lead), "2025-06-10")
        holiday.date_to = "2025-06-12"
        self.assertEqual(self.due(lead), "2025-06-13")
        worked = self.holiday("2025-06-13")
        self.assertEqual(self.due(lead), "2025-06-16")
        worked.kind = "working"
        self.assertEqual(self.due(lead), "2025-06-13")
        (holiday | worked).unlink()
        self.assertEqual(self.due(lead), "2025-06-09")

    def test_r32_public_holidays_of_odoo_move_due_days_too(self):
        lead = self.new_passed_lead("2025-06-02")
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Day",
                "company_id": self.company.id,
                "date_from": "2025-06-08 16:00:00",
                "date_to": "2025-06-09 15:59:59",
            }
        )
        self.assertEqual(self.due(lead), "2025-06-10")
        leave.unlink()
        self.assertEqual(self.due(lead), "2025-06-09")

    def test_r8_due_today_is_not_overdue_and_due_yesterday_is(self):
        lead = self.new_passed_lead("2025-06-02")
        for day, days in (("2025-06-08", 0), ("2025-06-09", 0), ("2025-06-10", 1), ("2025-06-19", 10)):
            with self.on(day):
                self.env.invalidate_all()
                self.assertEqual((lead.is_feedback_overdue, lead.feedback_days_overdue), (days > 0, days))
                self.assertEqual(lead in self.Lead.search([("is_feedback_overdue", "=", True)]), days > 0)
                self.assertEqual(lead in self.Lead.search([("is_feedback_overdue", "=", False)]), days == 0)
        self.assertIn(lead, self.Lead.search([("is_feedback_overdue", "in", [True, False])]))

    def test_r8_overdue_begins_at_midnight_of_the_company(self):
        lead = self.new_passed_lead("2025-06-02")
        for moment, overdue in (("2025-06-09 15:59:00", False), ("2025-06-09 16:00:00", True)):
            with freeze_time(moment):
                self.env.invalidate_all()
                self.assertEqual(lead.is_feedback_overdue, overdue)
                self.assertEqual(bool(self.Lead.search([("is_feedback_overdue", "=", True)]) & lead), overdue)

    def test_r8_another_frequency_moves_the_day(self):
        lead = self.new_passed_lead("2025-06-02")
        lead.with_user(self.manager).follow_up_frequency = "monthly"
        self.assertEqual(self.due(lead), "2025-07-02")
        lead.with_user(self.leader).handover_kind = "develop"
        lead.with_user(self.leader).handover_kind = "active"
        self.assertEqual(self.due(lead), "2025-06-09")

    def test_r8_the_salesperson_does_not_change_what_is_asked_of_them(self):
        lead = self.new_passed_lead("2025-06-02")
        for vals in ({"follow_up_frequency": "monthly"}, {"handover_kind": "develop"}, {"recorded_by_id": self.ann.id}):
            with self.assertRaisesRegex(AccessError, "whoever leads the team"):
                self.as_user(lead, self.ann).write(vals)
        self.as_user(lead, self.ann).write({"follow_up_frequency": "weekly", "description": "x"})

    def test_r8_nothing_is_due_on_won_lost_and_archived_leads(self):
        won, lost, archived, deleted = (self.new_passed_lead("2025-06-02") for _n in range(4))
        won.action_set_won()
        lost.action_set_lost()
        archived.action_archive()
        deleted.unlink()
        with self.on("2025-07-01"):
            self.assertFalse(self.Lead.with_context(active_test=False).search([("is_feedback_overdue", "=", True)]))
        self.assertFalse(won.next_feedback_date or lost.next_feedback_date or archived.next_feedback_date)
        lost.action_restore()
        self.assertEqual(self.due(lost), "2025-06-09")

    def test_r8_the_debt_moves_with_the_salesperson_and_the_history_stays(self):
        lead = self.new_passed_lead("2025-06-02")
        with self.on("2025-06-11"):
            self.as_user(lead, self.leader).write({"user_id": self.bob.id})
            self.assertTrue(lead.is_feedback_overdue)
        self.assertEqual((self.due(lead), lead.passed_to_id), ("2025-06-09", self.ann))
        self.assertEqual(lead.handover_ids.mapped("kind"), ["reassigned", "passed"])
        self.assertEqual((lead.handover_ids[0].from_user_id, lead.handover_ids[0].to_user_id), (self.ann, self.bob))
        self.assertFalse(self.as_user(self.Lead, self.ann).search([("id", "=", lead.id)]))
        self.assertTrue(self.as_user(lead, self.bob).handover_ids)
        feedback = self.report(lead, "2025-06-12", self.bob)
        self.assertEqual((feedback.is_late, feedback.salesperson_id), (True, self.bob))

    def test_r8_overdue_feedback_stays_when_the_salesperson_is_archived(self):
        lead = self.new_passed_lead("2025-06-02")
        self.ann.action_archive()
        with self.on("2025-06-11"):
            self.assertIn(lead, self.Lead.search([("is_feedback_overdue", "=", True)]))

    def test_r8_a_company_that_asks_for_no_feedback_has_none_due(self):
        lead = self.new_passed_lead("2025-06-02")
        self.company.lead_feedback_asked = False
        self.assertFalse(lead.next_feedback_date)
        with self.on("2025-06-30"):
            self.company.lead_feedback_asked = True
        self.assertEqual((self.due(lead), str(self.company.lead_feedback_since)), ("2025-07-07", "2025-06-30"))

    def test_r8_a_copy_is_a_new_lead(self):
        lead = self.new_passed_lead("2025-06-02")
        self.report(lead, "2025-06-05")
        copied = lead.with_user(self.leader).copy()
        self.assertFalse(copied.passed_date or copied.next_feedback_date or copied.feedback_ids or copied.handover_ids)
        self.assertEqual(copied.recorded_by_id, self.leader)

    def test_r8_leads_that_become_one_keep_feedback_and_history(self):
        passed, other = self.new_passed_lead("2025-06-02"), self.new_lead("Other")
        self.report(passed, "2025-06-05")
        (passed | other).with_user(self.manager).merge_opportunity(user_id=self.ann.id)
        left = (passed | other).exists()
        self.assertEqual(len(left), 1)
        self.assertEqual((left.feedback_count, len(left.handover_ids), self.due(left)), (1, 1, "2025-06-12"))
        self.assertEqual((str(left.passed_date), left.passed_to_id), ("2025-06-02", self.ann))

    def test_r8_r32_overdue_is_what_raw_sql_finds(self):
        self.holiday("2025-06-09", "2025-06-11")
        leads = self.new_leads(
            [{"name": str(n), "handover_kind": "develop" if n % 3 == 0 else "active"} for n in range(24)]
        )
        for number, lead in enumerate(leads[:20]):
            self.pass_on_day(lead, str(date(2025, 5, 1) + timedelta(days=2 * number)))
        for number, lead in enumerate(leads[:20:4]):
            self.report(lead, str(date(2025, 5, 28) + timedelta(days=3 * number)))
        leads[5].action_set_won()
        leads[6].action_set_lost()
        for day in ("2025-06-08", "2025-06-12", "2025-06-13", "2025-06-20", "2025-07-15"):
            with self.on(day):
                self.env.invalidate_all()
                found = self.Lead.search([("is_feedback_overdue", "=", True)])
                self.assertEqual(set(found.ids), self.overdue_by_sql(day))
                self.assertEqual(leads.filtered("is_feedback_overdue"), found & leads)
        self.assertTrue(found)

    def count_due_days(self, leads):
        self.env.flush_all()
        self.env.invalidate_all()
        leads.mapped("company_id.name"), leads.mapped("user_id.company_id.name"), leads.mapped("won_status")
        before = self.env.cr.sql_log_count
        self.env.add_to_compute(leads._fields["next_feedback_date"], leads)
        leads.mapped("next_feedback_date")
        return self.env.cr.sql_log_count - before

    def test_the_number_of_queries_does_not_grow_with_the_leads(self):
        leads = self.new_leads([{"name": str(n)} for n in range(1000)])
        self.pass_on_day(leads, "2025-06-02")
        self.count_due_days(leads[:10])
        few, many = self.count_due_days(leads[:10]), self.count_due_days(leads)
        # The thousand are read from the database in one piece; the ORM reads a thousand rows at most at once.
        self.assertLessEqual(many, few + 1)
        self.env.invalidate_all()
        with self.on("2025-07-01"), self.assertQueryCount(4):
            self.assertGreaterEqual(self.Lead.search_count([("is_feedback_overdue", "=", True)]), 1000)
