import io
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .year_common import PublishedYearCase

BEST, CANDIDATE, NOTICE = (
    "marketing.appraisal.best",
    "marketing.appraisal.best.candidate",
    "marketing.appraisal.best.notice",
)


class BestYearCase(PublishedYearCase):
    def prepare(self, user=None):
        user = user or self.general_manager
        self.year.with_user(user).action_open_best()
        bests = self.env[BEST].with_user(user).with_context(lang="en_US").search([("period_id", "=", self.year.id)])
        return {best.unit_name: best for best in bests}

    def choose(self, best, employee):
        best.candidate_ids.filtered(lambda one: one.employee_id == employee).action_choose()
        return best

    def announce(self, unit="East", employee=None, bonus=3000):
        best = self.choose(self.prepare()[unit], employee or self.seller)
        best.write({"reason": "Carried the whole year", "bonus": bonus})
        best.action_announce()
        return best

    def names(self, best, first=False):
        candidates = best.sudo().candidate_ids
        return sorted((candidates.filtered("is_first") if first else candidates).employee_id.mapped("name"))


class TestBestYearCandidates(BestYearCase):
    """R56: one for head office and one per branch, by the method of the policy."""

    def test_r56_head_office_and_each_branch_have_a_decision(self):
        bests = self.prepare()
        self.assertEqual(list(bests), ["Head office", "East", "West"])
        self.assertEqual(
            {unit: self.names(best) for unit, best in bests.items()},
            {"Head office": ["clerk"], "East": ["chief", "seller"], "West": ["other_chief", "other_seller"]},
        )
        self.assertEqual(bests["West"].display_name, "Employee of the year 2025, West")
        self.assertEqual(self.prepare(self.hr_manager).keys(), bests.keys(), "once")
        north = self.env["hr.department"].create(
            {"name": "North", "is_branch": True, "company_id": self.company.id}
        )  # fmt: skip
        self.assertEqual(list(self.prepare()), ["Head office", "East", "West", "North"])
        self.assertIn("Nobody here fulfils", self.prepare()["North"].situation)
        self.assertEqual(self.prepare()["North"].branch_id, north)

    def test_r56_a_company_without_branches_has_one(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE marketing_appraisal SET branch_id = NULL WHERE period_id = %s", [self.year.id])
        (self.east | self.west).is_branch = False
        self.env.invalidate_all()
        bests = self.prepare()
        self.assertEqual(list(bests), ["Whole company"])
        best = bests["Whole company"]
        self.assertEqual(best.display_name, "Employee of the year 2025")
        self.assertEqual(len(best.candidate_ids), 5)
        self.assertEqual(self.year.with_user(self.general_manager).action_open_best()["res_id"], best.id)

    def test_r56_the_highest_score_to_the_hundredth_and_a_tie_is_said(self):
        best = self.prepare()["East"]
        self.assertEqual(self.names(best, first=True), ["chief", "seller"])
        self.assertEqual(best.situation, "A tie: chief and seller have the same highest annual score of 90.00.")
        self.set_year(self.seller, annual_score="90.01")
        best.action_refresh()
        self.assertEqual(self.names(best, first=True), ["seller"])
        self.assertEqual(best.situation, "Candidates: 2. seller has the highest annual score of 90.01.")
        with self.assertRaisesRegex(UserError, "chief does not have the highest annual score"):
            self.choose(best, self.chief)
        self.choose(best, self.seller)
        self.assertFalse(best.doubt)

    def test_r56_without_a_score_nobody_comes_first_and_missing_is_not_zero(self):
        self.set_year(self.seller, has_annual_score=False, annual_score=0)
        best = self.prepare()["East"]
        self.assertEqual((self.names(best), self.names(best, first=True)), (["chief", "seller"], ["chief"]))
        self.set_year(self.chief, has_annual_score=False, annual_score=0)
        best.action_refresh()
        self.assertIn("No candidate has an annual score", best.situation)
        with self.assertRaisesRegex(UserError, "does not have the highest annual score"):
            self.choose(best, self.seller)
        best.action_choose_nobody()
        best.reason = "Nobody was measured by all parts"
        best.action_announce()
        self.assertEqual(best.notice_id.display_name, "Employee of the year 2025, East: nobody")

    def test_r56_by_points_and_by_free_choice(self):
        self.set_year(self.seller, points=21, annual_score=80)
        self.policy.best_year_method = "points"
        best = self.prepare()["East"]
        self.assertEqual(self.names(best, first=True), ["seller"])
        self.assertEqual(best.situation, "Candidates: 2. seller has the most annual points, 21.")
        with self.assertRaisesRegex(UserError, "chief does not have the most annual points"):
            self.choose(best, self.chief)
        self.set_year(self.seller, points=20)
        best.action_refresh()
        self.assertIn("A tie: chief and seller have the same most annual points, 20", best.situation)
        self.policy.best_year_method = "free"
        best.action_refresh()
        self.assertEqual(self.names(best, first=True), [])
        self.assertEqual(best.situation, "Candidates: 2. The general manager chooses freely among them.")
        self.choose(best, self.chief)
        self.assertEqual(best.employee_id, self.chief)

    def test_r56_who_stands_for_choice_is_the_policys(self):
        self.set_year(self.seller, grade="b")
        grader = type(self.env["marketing.appraisal.grader"])
        barred = {self.appraisal_of(self.year, self.chief): self.policy}
        with patch.object(grader, "_find_bars", lambda grader, period, cases, events: barred):
            best = self.prepare()["East"]
            self.assertFalse(best.candidate_ids)
            for person, why in ((self.seller, "asks for an annual A"), (self.chief, "it is barred: Test policy")):
                with self.assertRaisesRegex(UserError, why):
                    best._choose(person)
            for rule, expected in (("no_bar", ["seller"]), ("graded", ["chief", "seller"])):
                self.policy.best_year_rule = rule
                best.action_refresh()
                self.assertEqual(self.names(best), expected)
        with self.assertRaisesRegex(UserError, "clerk has no signed annual result in this unit"):
            best._choose(self.clerk)
        with self.assertRaisesRegex(UserError, "boss has no signed annual result"):
            best._choose(self.boss)

    def test_r56_as_many_queries_for_two_hundred_as_for_ten(self):
        bests = self.env[BEST].concat(*self.prepare().values()).sudo()
        self.crowd(10)
        self.count_queries(bests._refresh_candidates)
        ten = self.count_queries(bests._refresh_candidates)
        self.assertEqual(len(bests.candidate_ids), 15)
        self.crowd(190)
        self.count_queries(bests._refresh_candidates)
        # Odoo writes a hundred rows a statement.
        self.assertLessEqual(self.count_queries(bests._refresh_candidates) - ten, 2)
        self.assertEqual(len(bests.candidate_ids), 205)


class TestBestYearDecision(BestYearCase):
    """R56: HR prepares, the general manager decides; everybody reads who and why; the reward is paid once."""

    def test_r56_who_prepares_decides_and_reads(self):
        for user in (self.seller.user_id, self.chief.user_id, self.officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.prepare(user)
        best = self.prepare(self.hr_manager)["East"]
        best.write({"reason": "Carried the whole year", "bonus": 3000})
        for method in ("action_choose_nobody", "action_announce", "action_ask_withdraw"):
            with self.subTest(method=method), self.assertRaisesRegex(AccessError, "The general manager decides"):
                getattr(best, method)()
        with self.assertRaisesRegex(AccessError, "The general manager decides"):
            best.candidate_ids[0].action_choose()
        for vals in ({"branch_id": self.west.id}, {"unit": "company"}, {"kind": "monthly"}, {"outcome": "nobody"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                best.with_user(self.general_manager).write(vals)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        groups = "base.group_user,marketing_roles.group_administrator,marketing_roles.group_general_manager"
        stranger = self.new_user("stranger", groups, other)
        self.announce()
        for user in (self.seller.user_id, self.chief.user_id, self.officer):
            for model in (BEST, CANDIDATE):
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self.as_user(model, user).search([])
        for model in (BEST, CANDIDATE, NOTICE):
            self.assertFalse(self.as_user(model, stranger).search([]))

    def test_r56_everybody_is_told_without_figures_and_the_reward_stays_secret(self):
        last = self.env["mail.message"].search([], order="id desc", limit=1)
        best = self.announce()
        self.assertEqual(best.notice_id.display_name, "Employee of the year 2025, East: seller")
        told = {self.seller.user_id: 3000, self.hr_manager: 3000, self.general_manager: 3000}
        for user in (*told, self.chief.user_id, self.clerk.user_id, self.officer):
            self.env.invalidate_all()
            notice = self.as_user(NOTICE, user).search([("kind", "=", "annual")])
            with self.subTest(user=user.login):
                self.assertEqual((notice.employee_id, notice.bonus), (self.seller, told.get(user, 0)))
        messages = self.env["mail.message"].search([("id", ">", last.id), ("model", "=", False)])
        text = " ".join(messages.mapped("body")) + " ".join(messages.mapped("subject"))
        self.assertIn("Employee of the year 2025, East: seller", text)
        for figure in ("90.00", "3000", "3,000"):
            self.assertNotIn(figure, text)

    def test_r56_units_are_announced_and_withdrawn_by_themselves(self):
        east, west = self.announce(), self.announce("West", self.other_chief)
        east._withdraw("The result was wrong")
        self.assertEqual((east.state, west.state), ("draft", "announced"))
        notices = self.env[NOTICE].search([("period_id", "=", self.year.id)])
        self.assertEqual(notices.employee_id, self.other_chief)
        with self.assertRaisesRegex(UserError, "is announced and stays"):
            self.choose(west, self.other_seller)

    def test_r56_nobody_chooses_themselves(self):
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        best = self.prepare(self.seller.user_id)["East"]
        with self.assertRaisesRegex(AccessError, "Nobody chooses themselves"):
            self.choose(best, self.seller)
        self.choose(best.with_user(self.general_manager), self.seller)
        with self.assertRaisesRegex(AccessError, "their own choice"):
            best.bonus = 10000

    def test_r56_the_reward_stands_in_the_sheet_of_the_year(self):
        self.announce()

        def sheet(user):
            action = self.year.with_user(user).with_context(lang="en_US").action_export_pay()
            book = openpyxl.load_workbook(io.BytesIO(self.fetch_download(action)), data_only=True)
            headings, *lines = book.worksheets[0].iter_rows(values_only=True)
            return [dict(zip(headings, line, strict=True)) for line in lines]

        # Nobody's bonus is confirmed, and still there is a reward to pay.
        rows = sheet(self.hr_manager)
        self.assertEqual([(row["Employee"], row["Employee of the Year"]) for row in rows],
                         [("seller", 3000), ("Total", 3000)])  # fmt: skip
        with self.assertRaisesRegex(UserError, "No bonus of this year"):
            sheet(self.chief.user_id)
        self.seller.version_id.performance_pay_base = 1000
        manager = self.year.with_user(self.general_manager)
        manager.action_compute_pay()
        manager.action_confirm_pay()
        rows = {row["Employee"]: row for row in sheet(self.hr_manager)}
        self.assertEqual((rows["seller"]["Decided Amount"], rows["seller"]["Employee of the Year"]), (2000, 3000))
        self.assertEqual(rows["Total"]["Decided Amount"], 2000)

    def test_r56_a_reissued_result_by_which_another_comes_first_is_pointed_out(self):
        self.set_year(self.seller, annual_score="90.01")
        best = self.announce()
        case = self.appraisal_of(self.year, self.chief)
        case.with_user(self.general_manager)._reissue("The points were wrong.")
        self.assertFalse(best.activity_ids)
        self.run_case(case, annual_score=95)
        self.assertEqual(best.activity_ids.user_id, self.general_manager)
        self.assertNotIn("seller", best.activity_ids.summary)
        self.assertEqual((best.state, best.employee_id), ("announced", self.seller))
        self.assertIn("does not have the highest annual score", best.doubt)

    def run_case(self, case, **columns):
        """Bring a result that is issued again to its publication."""
        while case.step not in ("signature", "publication"):
            case.with_user(self.officer).action_complete_step()
        self.year.with_user(self.officer).action_grade_year()
        case.with_user(self.general_manager).action_sign()
        self.set_year(case.employee_id, grade="a", status="graded", has_annual_score=True, **columns)
        case.with_user(self.officer).action_publish()


@tagged("post_install", "-at_install")
class TestBestYearTooEarly(BestYearCase):
    @classmethod
    def publish(cls):
        """The year stays signed."""

    def test_r56_r29d_a_year_waits_for_its_publication(self):
        for user in (self.hr_manager, self.general_manager):
            with self.assertRaisesRegex(UserError, "a year whose results are all published"):
                self.prepare(user)
        self.assertFalse(self.env[BEST].search([("period_id", "=", self.year.id)]))
