from odoo.addons.marketing_appraisal.tests.common import MarketingAppraisalCase


class TestLeave(MarketingAppraisalCase):
    """R26: leave beyond the allowed days bars an A, official and statutory leave does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.personal, cls.annual = cls.env["hr.leave.type"].create(
            [
                {"name": name, "requires_allocation": False, "leave_validation_type": "no_validation", "bars_a": bars,
                 "company_id": cls.company.id, "request_unit": "half_day"}
                for name, bars in (("Personal leave", True), ("Annual leave", False))
            ]
        )  # fmt: skip
        cls.sell()
        cls.add_task(cls.clerk)

    def leave(self, first, last, kind=None, **vals):
        leave = self.env["hr.leave"].create(
            {
                "employee_id": self.seller.id,
                "holiday_status_id": (kind or self.personal).id,
                "request_date_from": first,
                "request_date_to": last,
                **vals,
            }
        )
        self.assertEqual(leave.state, "validate")
        return leave

    def graded(self, month=3):
        period = self.open_month(month)
        self.score(period)
        period.action_grade()
        return self.appraisal_of(period, self.seller).result_ids

    def test_r26_three_days_are_allowed_and_half_a_day_more_is_not(self):
        self.leave("2025-03-03", "2025-03-05")
        result = self.graded()
        self.assertEqual((result.grade, result.total), ("a", 102))
        more = self.leave(
            "2025-03-11", "2025-03-11", request_unit_half=True,
            request_date_from_period="am", request_date_to_period="am",
        )  # fmt: skip
        result.period_id.action_grade()
        self.assertEqual((result.grade, result.bar_model, result.bar_id), ("b", "hr.leave", more.id))
        self.assertIn(more.display_name, result.explanation)

    def test_r26_official_and_statutory_leave_is_exempt(self):
        self.leave("2025-03-03", "2025-03-14", self.annual)
        self.assertEqual(self.graded().grade, "a")
        self.assertFalse(self.env["hr.leave.type"].create({"name": "Sick leave"}).bars_a)

    def test_r26_leave_over_the_edge_counts_by_its_days_inside(self):
        """Eight working days of leave, three of which are in March."""
        before = self.leave("2025-02-24", "2025-03-05")
        result = self.graded()
        self.assertEqual(result.grade, "a")
        self.policy.allowed_leave_month = 2
        self.leave("2025-04-01", "2025-04-04")
        result.period_id.action_grade()
        self.assertEqual((result.grade, result.bar_id), ("b", before.id))

    def test_r26_an_event_is_named_before_leave(self):
        self.leave("2025-03-03", "2025-03-12")
        event = self.env["marketing.appraisal.event"].create(
            {
                "employee_id": self.seller.id,
                "type_id": self.env.ref("marketing_appraisal.event_type_absence").id,
                "date": "2025-03-20",
                "description": "Away",
            }
        )
        result = self.graded()
        self.assertEqual((result.bar_model, result.bar_id), (event._name, event.id))

    def test_the_allowed_days_are_rules_of_the_policy(self):
        self.assertIn("allowed_leave_month", self.policy._get_rule_fields())
        self.assertEqual(self.policy._get_allowed_leave("annual"), 15)

    def test_r29c_long_leave_is_no_presence(self):
        """Away for more than half of the working days: not appraised, whatever kind of leave."""
        self.leave("2025-03-03", "2025-03-18", self.annual)
        period = self.open_month()
        omission = period.omission_ids.filtered(lambda one: one.employee_id == self.seller)
        self.assertEqual((omission.reason, omission.worked_days, omission.possible_days), ("short_presence", 9, 21))

    def test_queries_do_not_grow_with_people(self):
        period = self.open_month()
        self.score(period)
        self.leave("2025-03-03", "2025-03-10")
        counts = []
        sellers = self.appraisal_of(period, self.seller) + self.appraisal_of(period, self.other_seller)
        # The first round warms what is kept for the whole process.
        for cases in (sellers[:1], sellers[:1], sellers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["marketing.appraisal.grader"]._get_outcome(period, cases)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
