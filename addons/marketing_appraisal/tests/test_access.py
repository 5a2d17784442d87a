from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MarketingAppraisalCase

RESULT_MODELS = ("marketing.appraisal.result", "marketing.appraisal.result.line", "marketing.appraisal.rating")


class TestAccess(MarketingAppraisalCase):
    """R29d: before publication nobody reads what others wrote about them, by any way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        cls.add_task(cls.clerk)
        cls.period = cls.open_month()
        cls.score(cls.period)
        cls.run_steps(cls.period)
        cls.period.action_grade()
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)

    def publish(self):
        self.period.with_user(self.general_manager).action_sign()
        self.period.with_user(self.officer).action_publish()

    def people(self, model, user):
        """Return the names of those of whom a user reads rows; nobody where the model is closed."""
        records = self.as_user(model, user)
        if not records.has_access("read"):
            return set()
        return set(records.search([]).sudo().mapped("employee_id.name"))

    def test_r29d_own_case_is_read_and_own_scores_are_not_before_publication(self):
        for person in (self.seller, self.chief, self.clerk):
            user = person.user_id
            self.assertIn(person.name, self.people("marketing.appraisal", user))
            for model in RESULT_MODELS:
                with self.subTest(model=model, person=person.name):
                    self.assertNotIn(person.name, self.people(model, user))

    def test_r29d_no_group_opens_ones_own_result_early(self):
        for group in ("hr_officer", "hr_manager", "general_manager", "administrator"):
            self.clerk.user_id.group_ids += self.env.ref(f"marketing_roles.group_{group}")
            for model in RESULT_MODELS:
                with self.subTest(group=group, model=model):
                    self.assertNotIn("clerk", self.people(model, self.clerk.user_id))

    def test_r29d_neither_field_search_group_export_nor_relation_gives_it_away(self):
        user = self.seller.user_id
        user.group_ids += self.env.ref("base.group_allow_export")
        case = self.appraisal_of(self.period, self.seller)
        closed = (case.result_ids, case.result_ids.line_ids[:1], case.rating_ids[:1])
        own = self.as_user("marketing.appraisal", user).browse(case.id)
        own.invalidate_recordset()
        self.assertRecordValues(own, [{"total": 0, "grade": False, "has_visible_result": False}])
        self.assertFalse(own.read(["result_ids"])[0]["result_ids"])
        self.assertEqual(own.export_data(["result_ids/grade", "total"])["datas"], [["", 0.0]])
        self.assertFalse(self.as_user("marketing.appraisal", user).search([("result_ids.grade", "=", "a")]))
        result = self.as_user("marketing.appraisal.result", user)
        self.assertEqual(result.search_count([("employee_id", "=", self.seller.id)]), 0)
        self.assertFalse(result.formatted_read_group([], ["grade"], ["total:avg", "__count"]))
        for record in closed:
            self.env.invalidate_all()  # each call of a client begins with an empty cache
            with self.assertRaises(AccessError):
                record.with_user(user).read(["display_name"])
        with self.assertRaisesRegex(UserError, "not published yet"):
            own.action_open_result()

    def test_r29d_messages_carry_no_score(self):
        bodies = self.env["mail.message"].search([("model", "=like", "marketing.appraisal%")])
        tracked = bodies.sudo().tracking_value_ids.field_id.mapped("name")
        self.assertLessEqual(set(tracked), {"state", "kind", "appraiser_id"})

    def test_after_publication_the_own_result_is_read_with_its_reasons(self):
        self.publish()
        user = self.seller.user_id
        result = self.as_user("marketing.appraisal.result", user).search([])
        self.assertEqual((result.employee_id.name, result.grade, result.total), ("seller", "a", 102))
        self.assertTrue(result.line_ids.mapped("explanation"))
        line = result.line_ids.filtered(lambda line: line.kpi_id == self.plan_kpi)
        action = line.action_open_evidence()
        documents = self.as_user(action["res_model"], user).search(action["domain"])
        self.assertEqual(sum(documents.mapped("numerator")), 900)

    def test_assessors_read_the_team_and_hr_and_general_manager_everybody_else(self):
        everybody = {"chief", "seller", "other_chief", "other_seller", "clerk"}
        expected = {
            self.chief.user_id: {"seller"},
            self.boss.user_id: {"chief", "other_chief", "clerk"},
            self.officer: everybody,
            self.general_manager: everybody,
            self.stranger: set(),
        }
        for model in ("marketing.appraisal.result", "marketing.appraisal.result.line"):
            for user, people in expected.items():
                with self.subTest(model=model, user=user.login):
                    self.assertEqual(self.people(model, user), people)

    def test_scores_are_not_for_the_general_managers_pen(self):
        rating = self.period.appraisal_ids.rating_ids[0]
        with self.assertRaises(AccessError):
            rating.with_user(self.general_manager.with_context()).write({"note": "x"})

    def test_nobody_writes_results_by_hand(self):
        result = self.appraisal_of(self.period, self.seller).result_ids
        for user in (self.seller.user_id, self.chief.user_id, self.officer, self.hr_manager, self.general_manager):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    result.with_user(user).write({"total": 100})
                with self.assertRaises(AccessError):
                    result.with_user(user).unlink()

    def test_the_appraised_person_writes_the_self_assessment_and_nothing_else(self):
        period = self.open_month(4)
        own = self.appraisal_of(period, self.seller).with_user(self.seller.user_id)
        own.self_assessment = "Good month."
        for vals in ({"step": "done"}, {"appraiser_id": self.clerk.id}, {"is_published": True}):
            for context in ({}, {"mail_activity_automation_skip": True}, {"tracking_disable": True}):
                with self.subTest(vals=vals, context=context), self.assertRaises(UserError):
                    own.with_context(**context).write(vals)
        with self.assertRaises(AccessError):
            self.appraisal_of(period, self.clerk).with_user(self.seller.user_id).write({"self_assessment": "x"})

    def test_r23_nobody_writes_past_the_steps(self):
        case = self.appraisal_of(self.period, self.clerk)
        rating = case.rating_ids[0]
        for user in (self.boss.user_id, self.officer, self.hr_manager):
            for vals in ({"step": "done"}, {"is_signed": True}, {"is_graded": True}, {"user_id": user.id}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError):
                    case.with_user(user).write(vals)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                rating.with_user(user).write({"appraisal_id": self.appraisal_of(self.period, self.chief).id})
        for vals in ({"state": "published"}, {"grading_run": 9}, {"publication_deadline": "2030-01-01"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.period.with_user(self.hr_manager).write(vals)

    def test_nobody_creates_what_is_signed_or_published(self):
        Period = self.as_user("marketing.appraisal.period", self.hr_manager)
        vals = {"date_from": "2025-06-01", "company_id": self.company.id}
        with self.assertRaises(AccessError):
            Period.create({**vals, "state": "published"})
        with self.assertRaises(AccessError):
            Period.with_context(default_state="published").create(vals)
        with self.assertRaises(AccessError):
            self.as_user("marketing.appraisal", self.hr_manager).create(
                {"period_id": self.period.id, "employee_id": self.boss.id, "appraiser_id": self.boss.id}
            )
        self.assertEqual(Period.create({**vals, "state": "draft"}).state, "draft")

    def test_the_appraiser_is_named_by_hr_until_the_signature_and_never_by_themselves(self):
        case = self.appraisal_of(self.period, self.seller)
        with self.assertRaises(AccessError):
            case.with_user(self.chief.user_id).appraiser_id = self.boss
        case.with_user(self.officer).appraiser_id = self.boss
        with self.assertRaisesRegex(ValidationError, "own appraiser"):
            case.with_user(self.officer).appraiser_id = self.seller
        self.publish()
        with self.assertRaisesRegex(UserError, "is signed"):
            case.with_user(self.officer).appraiser_id = self.chief

    def test_the_self_assessment_is_nobody_elses(self):
        period = self.open_month(4)
        case = self.appraisal_of(period, self.seller)
        for user in (self.chief.user_id, self.officer):
            with self.subTest(user=user.login), self.assertRaisesRegex(UserError, "by themselves"):
                case.with_user(user).self_assessment = "x"
        self.seller.user_id = False
        case.with_user(self.officer).self_assessment = "Told on the phone."

    def test_an_open_period_keeps_its_days_and_scope(self):
        with self.assertRaisesRegex(UserError, "open already"):
            self.period.with_user(self.officer).date_from = "2025-01-01"

    def test_policies_scorecards_and_behaviour_are_kept_by_the_hr_manager(self):
        records = (
            self.policy,
            self.env.ref("marketing_appraisal.scorecard_salesperson"),
            self.env.ref("marketing_appraisal.behaviour_attendance"),
        )
        for record in records:
            for user in (self.seller.user_id, self.officer, self.general_manager):
                with self.subTest(record=record, user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).write({"name": "x"})
            record.with_user(self.hr_manager).write({"name": "x"})

    def test_periods_are_run_by_hr(self):
        for user in (self.seller.user_id, self.chief.user_id):
            for call in ("action_open", "action_grade", "action_sign", "action_publish", "action_complete_step"):
                with self.subTest(user=user.login, call=call), self.assertRaises(UserError):
                    getattr(self.period.with_user(user), call)()
