from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import MarketingAppraisalCase


class TestPartlyReadyMonth(MarketingAppraisalCase):
    """Some have a total, one has not: nobody is lost, and the screen says who stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.score(cls.period)
        cls.run_steps(cls.period)
        # What is scored may be taken back until the signature.
        cls.left = cls.appraisal_of(cls.period, cls.clerk)
        cls.left.rating_ids.filtered("task_id").is_scored = False
        cls.period.action_grade()

    def confirm(self, operation, user):
        action = getattr(self.period.with_user(user), f"action_ask_{operation}")()
        return self.env[action["res_model"]].with_user(user).with_context(**action["context"]).create({})

    def test_signing_takes_the_ready_ones_and_keeps_the_period_open(self):
        confirm = self.confirm("sign", self.general_manager)
        self.assertIn("signed in your name: 4", confirm.does)
        self.assertIn("clerk", confirm.leaves)
        confirm.action_confirm()
        self.assertEqual((self.period.state, self.period.signed_count), ("open", 4))
        self.assertFalse(self.left.is_signed)

    def test_the_one_left_over_is_scored_signed_and_published_later(self):
        self.confirm("sign", self.general_manager).action_confirm()
        publish = self.confirm("publish", self.officer)
        self.assertIn("see their result: 4", publish.does)
        self.assertIn("clerk", publish.leaves)
        publish.action_confirm()
        self.assertEqual((self.period.state, self.period.published_count), ("open", 4))
        self.left.rating_ids.filtered("task_id").score = 80
        self.period.with_user(self.officer).action_grade()
        self.confirm("sign", self.general_manager).action_confirm()
        self.assertEqual(self.period.state, "signed")
        rest = self.confirm("publish", self.officer)
        self.assertFalse(rest.leaves)
        rest.action_confirm()
        self.assertEqual(self.period.state, "published")

    def test_nothing_is_asked_where_nothing_waits(self):
        self.confirm("sign", self.general_manager).action_confirm()
        with self.assertRaisesRegex(UserError, "waits for a signature"):
            self.period.with_user(self.general_manager).action_ask_sign()
        with self.assertRaisesRegex(UserError, "waits for you"):
            self.period.with_user(self.officer).action_ask_complete_step()

    def test_the_window_gives_no_right_that_its_user_has_not(self):
        confirm = self.env["marketing.appraisal.period.confirm"]
        values = {"period_id": self.period.id, "operation": "sign"}
        with self.assertRaises(AccessError):
            confirm.with_user(self.clerk.user_id).create(values)
        with self.assertRaises(UserError):
            confirm.with_user(self.officer).create(values).action_confirm()
        self.assertFalse(self.period.signed_count)

    def test_what_people_worked_on_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.period.with_user(self.officer).unlink()
        with self.assertRaisesRegex(UserError, "is kept"):
            self.left.with_user(self.officer).unlink()
        untouched = self.open_month(4)
        untouched.with_user(self.officer).unlink()
        self.assertFalse(untouched.exists())


class TestStepsOfAMonth(MarketingAppraisalCase):
    def test_the_window_names_the_step_and_whose_it_is_not(self):
        officer = self.new_employee("officer_2", self.head_office, self.clerk_job, self.boss)
        officer.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        period = self.open_month().with_user(officer.user_id)
        action = period.action_ask_complete_step()
        confirm = self.env[action["res_model"]].with_user(officer.user_id).with_context(**action["context"]).create({})
        self.assertIn("“Plan”", confirm.does)
        self.assertEqual(confirm.with_context(lang="en_US").leaves, "Your own stays for somebody else.")
        self.assertNotIn("officer_2", confirm.does)
        confirm.action_confirm()
        self.assertEqual(self.appraisal_of(period, officer).step, "plan")
        self.assertEqual(self.appraisal_of(period, self.clerk).step, "self_assessment")

    def test_an_empty_self_assessment_is_not_handed_in(self):
        case = self.appraisal_of(self.open_month(), self.clerk)
        case.action_complete_step()
        mine = case.with_user(self.clerk.user_id)
        for text in (False, "  \n"):
            mine.self_assessment = text
            with self.subTest(text=text), self.assertRaisesRegex(UserError, "Write your self-assessment"):
                mine.action_complete_step()
        mine.self_assessment = "Done what I could."
        mine.action_complete_step()
        self.assertEqual(case.step, "interview")

    def test_buttons_and_cells_are_offered_to_their_owner_only(self):
        case = self.appraisal_of(self.open_month(), self.clerk)
        self.assertTrue(case.with_user(self.boss.user_id).may_complete)
        self.assertFalse(case.with_user(self.clerk.user_id).may_complete)
        behaviour = case.rating_ids.filtered("behaviour_id")[0]
        self.assertTrue(behaviour.with_user(self.officer).may_score)
        self.assertFalse(behaviour.with_user(self.boss.user_id).may_score)


class TestLaterHolidays(MarketingAppraisalCase):
    """R32: the deadlines of what is not published follow holidays that are entered later."""

    def deadlines(self, period):
        return str(period.grading_deadline), str(period.publication_deadline)

    def holiday(self, first, last=False):
        vals = {"name": "x", "date_from": first, "date_to": last or first, "company_id": self.company.id}
        return self.env["marketing.workday.override"].create(vals)

    def test_r32_entered_moved_and_taken_back(self):
        period = self.open_month(2, 2026)
        self.assertEqual(self.deadlines(period), ("2026-03-05", "2026-03-09"))
        holiday = self.holiday("2026-03-05")
        self.assertEqual(self.deadlines(period), ("2026-03-06", "2026-03-09"))
        holiday.write({"date_from": "2026-03-09", "date_to": "2026-03-09"})
        self.assertEqual(self.deadlines(period), ("2026-03-05", "2026-03-10"))
        holiday.unlink()
        self.assertEqual(self.deadlines(period), ("2026-03-05", "2026-03-09"))

    def test_r32_a_public_holiday_entered_in_odoo_itself(self):
        period = self.open_month(2, 2026)
        vals = {"name": "x", "company_id": self.company.id, "calendar_id": False, "resource_id": False}
        day = {"date_from": "2026-03-05 00:00:00", "date_to": "2026-03-05 23:59:59"}
        leave = self.env["resource.calendar.leaves"].create({**vals, **day})
        self.assertEqual(self.deadlines(period)[0], "2026-03-06")
        leave.unlink()
        self.assertEqual(self.deadlines(period)[0], "2026-03-05")

    def test_what_is_published_stays_as_it_was(self):
        period = self.published_month()
        before = self.deadlines(period)
        self.holiday(period.grading_deadline, period.publication_deadline)
        self.assertEqual(self.deadlines(period), before)


class TestInUse(MarketingAppraisalCase):
    """What others rest on is archived, and said so in one sentence."""

    def test_one_sentence_instead_of_a_key(self):
        period = self.open_month()
        behaviour = period.appraisal_ids.rating_ids.behaviour_id[0]
        for record in (self.policy, behaviour, self.seller_job.role_id):
            with self.subTest(record=record._name), self.assertRaisesRegex(UserError, "archive it instead"):
                record.unlink()
        unused = self.env["marketing.duty.area"].create({"name": "Unused", "code": "unused"})
        unused.unlink()
        self.assertFalse(unused.exists())

    def test_a_task_goes_while_unscored_and_stays_once_scored(self):
        scored, open_one = self.add_task(self.clerk, name="scored"), self.add_task(self.clerk, name="open")
        case = self.appraisal_of(self.open_month(), self.clerk)
        case.rating_ids.filtered(lambda rating: rating.task_id == scored).score = 80
        open_one.unlink()
        self.assertNotIn("open", case.rating_ids.mapped("name"))
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            scored.unlink()

    def test_r20_a_task_that_is_not_appraised_is_not_scored(self):
        self.add_task(self.clerk, name="small").is_appraised = False
        case = self.appraisal_of(self.open_month(), self.clerk)
        self.assertFalse(case.rating_ids.filtered("task_id"))

    def test_a_supervisor_gives_a_task_on_the_screen(self):
        """The choice of people is that of the companies one works in, also before anybody is chosen."""
        form = Form(self.env["marketing.task"].with_user(self.boss.user_id))
        self.assertIn("allowed_company_ids", self.env["marketing.task"]._fields["employee_id"].domain)
        form.name = "Visit ten dealers"
        form.employee_id = self.clerk
        form.date_deadline = "2030-01-31"
        self.assertEqual(form.save().company_id, self.company)
