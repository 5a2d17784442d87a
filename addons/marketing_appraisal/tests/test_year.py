from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class YearCase(MarketingAppraisalCase):
    """Three published months, and the year over them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_policy()
        for month, sold in ((1, 900), (2, 900), (3, 600)):
            cls.published_month(month, seller=sold, other=100)

    @classmethod
    def set_policy(cls):
        """The rules, which are fixed once the first month has begun."""
        cls.policy.minimum_months = 1

    def open_year(self, **vals):
        year = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2025, 1, 1), "company_id": self.company.id, **vals}
        )
        year.action_open()
        return year

    def judge(self, year, person, score, note="Steady and reliable."):
        """Give the manager's score of the year."""
        rating = self.appraisal_of(year, person).rating_ids
        rating.write({"score": score, "note": note})
        return rating

    def grade(self, year):
        year.action_grade_year()
        return {case.employee_id: case.result_ids for case in year.appraisal_ids}


class TestYearScore(YearCase):
    """R52, R54: the annual score of history, review and manager, and the overall judgement."""

    def test_r52_the_score_by_another_calculation(self):
        year = self.open_year()
        self.judge(year, self.seller, 80)
        results = self.grade(year)
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT AVG(LEAST(total, 100)) FROM marketing_appraisal_result
             WHERE employee_id = %s AND kind = 'monthly' AND is_published""",
            [self.seller.id],
        )
        history = float(self.env.cr.fetchone()[0])
        # No review: its 25 % go to the others in proportion.
        self.assertEqual(results[self.seller].annual_score, round((history * 50 + 80 * 25) / 75 + 1e-9, 2))
        self.assertIn("Missing: Democratic Review.", results[self.seller].with_context(lang="en_US").explanation)
        self.assertEqual(results[self.other_seller].annual_score, round(self.mean_of(self.other_seller) + 1e-9, 2))

    def mean_of(self, person):
        totals = self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", person.id), ("kind", "=", "monthly"), ("is_published", "=", True)]
        )
        return sum(min(total, 100) for total in totals.mapped("total")) / len(totals)

    def test_r54_a_score_is_handed_in_with_a_judgement(self):
        year = self.open_year()
        rating = self.judge(year, self.clerk, 75, note=False)
        case = self.appraisal_of(year, self.clerk).with_user(self.boss.user_id)
        with self.assertRaisesRegex(UserError, "write the overall judgement"):
            case.action_complete_step()
        rating.with_user(self.boss.user_id).note = "Learned fast."
        case.action_complete_step()
        self.assertEqual(case.step, "oral_report")
        with self.assertRaisesRegex(UserError, "handed in"):
            rating.with_user(self.boss.user_id).score = 90

    def test_r33_who_gives_it(self):
        year = self.open_year()
        rating = self.appraisal_of(year, self.clerk).rating_ids
        for user in (self.clerk.user_id, self.seller.user_id):
            with self.subTest(user.login), self.assertRaises(AccessError):
                rating.with_user(user).score = 100
        rating.with_user(self.boss.user_id).score = 70
        self.assertEqual((rating.kind, rating.highest, rating.is_scored), ("year", 100, True))

    def test_r29d_nobody_reads_what_the_manager_thinks_before_it_is_published(self):
        year = self.open_year()
        self.judge(year, self.clerk, 70)
        self.grade(year)
        mine = [("employee_id", "=", self.clerk.id), ("kind", "=", "year")]
        self.assertFalse(self.as_user("marketing.appraisal.rating", self.clerk.user_id).search(mine))
        self.run_steps(year)
        year.action_grade()
        year.with_user(self.general_manager).action_sign()
        year.with_user(self.officer).action_publish()
        own = self.as_user("marketing.appraisal.rating", self.clerk.user_id).search(mine)
        self.assertEqual((own.score, own.note), (70, "Steady and reliable."))

    def test_a_year_goes_back_only_to_a_step_of_its_own(self):
        case = self.appraisal_of(self.open_year(), self.clerk)
        case.action_complete_step()
        for step in ("plan", "behaviour"):
            with self.subTest(step), self.assertRaisesRegex(UserError, "has not passed"):
                case.with_user(self.officer)._send_back(step, "Again")
        case.with_user(self.officer)._send_back("scoring", "The wrong person was scored.")
        self.assertEqual(case.step, "scoring")


class TestYearSheet(YearCase):
    """The year on the score sheet: score and judgement beside what its months came to (R54)."""

    def cells(self, year, user):
        sheet = self.env["marketing.appraisal.rating"].with_user(user).get_score_sheet(year.id)
        return {
            person["name"]: (block, person["cells"][column["key"]])
            for block in sheet["blocks"]
            for column in block["columns"]
            for person in block["people"]
        }

    def test_r54_the_sheet_takes_score_and_judgement_of_a_year(self):
        year = self.open_year()
        sheet = self.cells(year, self.officer)
        self.assertEqual(set(sheet), set(year.appraisal_ids.employee_id.mapped("name")))
        block, cell = sheet["seller"]
        self.assertEqual((block["kind"], block["columns"][0]["name"]), ("year", "Overall Judgement"))
        self.assertEqual((cell["score"], cell["highest"], cell["takes_note"]), (False, 100, True))
        rating = self.env["marketing.appraisal.rating"].with_user(self.officer).browse(cell["id"])
        self.assertEqual(rating.set_sheet_score(81.5)["score"], 81.5)
        self.assertEqual(rating.set_sheet_note("  Steady. ")["note"], "Steady.")
        self.assertEqual(self.cells(year, self.officer)["seller"][1]["note"], "Steady.")
        with self.assertRaises(AccessError):
            rating.with_user(self.seller.user_id).set_sheet_note("Excellent")

    def test_the_months_stand_beside_it(self):
        year = self.open_year()
        facts = self.cells(year, self.officer)["seller"][1]["facts"]
        months = self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", self.seller.id), ("kind", "=", "monthly"), ("is_published", "=", True)]
        )
        mean = sum(months.mapped("total")) / len(months)
        self.assertTrue(facts.startswith(f"{len(months)} months: "), facts)
        self.assertTrue(facts.endswith(f"mean total {mean:.2f}"), facts)
        for grade in set(months.mapped("grade")):
            self.assertIn(f"{months.mapped('grade').count(grade)} × {grade.upper()}", facts)


class TestYearScoreBlocked(YearCase):
    @classmethod
    def set_policy(cls):
        cls.policy.score_missing_rule = "block"
        return super().set_policy()

    def test_r52_a_part_that_blocks_leaves_no_score_and_says_so(self):
        year = self.open_year()
        result = self.grade(year)[self.seller]
        self.assertFalse(result.has_annual_score)
        self.assertTrue(result.grade, "points and grade do not hang on the score")
        self.assertIn("so there is no annual score", result.with_context(lang="en_US").explanation)
        with self.assertRaisesRegex(UserError, "no score of the direct manager yet"):
            self.appraisal_of(year, self.seller).action_complete_step()


class TestYearRanks(YearCase):
    """R54, R55: ranks by annual score, within a level and among heads and others."""

    def test_r55_ranks_are_those_of_the_scores(self):
        year = self.open_year()
        self.judge(year, self.seller, 100)
        self.judge(year, self.other_seller, 0)
        results = self.grade(year)
        scores = {result: result.annual_score for result in results.values() if result.has_annual_score}
        for result, score in scores.items():
            rank = result.rank_ids.filtered(lambda one: one.ranking == "others")
            better, worse = (sum(test(other) for other in scores.values()) for test in (score.__lt__, score.__gt__))
            self.assertEqual((rank.position, rank.from_bottom, rank.population), (better + 1, worse + 1, len(scores)))
        level = results[self.seller].rank_ids.filtered(lambda one: one.ranking == "level")
        alike = [result for result in scores if result.level == results[self.seller].level]
        self.assertEqual((level.position, level.population), (1, len(alike)))
        self.assertFalse(results[self.seller].rank_ids.filtered(lambda one: one.ranking == "heads"))

    def test_r54_too_few_months_stand_in_no_ranking(self):
        year = self.open_year()
        months = self.grade(year)[self.seller].months_counted
        self.assertGreater(months, 0)
        for least, ranked in ((0, True), (months, True), (months + 1, False)):
            # Rules of a begun period are fixed; here they are set past the ORM.
            self.env.cr.execute("UPDATE marketing_appraisal_policy SET ranks_from_months = %s", [least])
            self.env.invalidate_all()
            result = self.grade(year)[self.seller]
            with self.subTest(least):
                self.assertEqual((bool(result.rank_ids), result.has_annual_score), (ranked, True))
                self.assertEqual("Not ranked" in result.explanation, not ranked)

    def test_r55_heads_are_ranked_among_themselves(self):
        self.env.ref("marketing_roles.role_sales_supervisor").level = "director"
        year = self.open_year()
        results = self.grade(year)
        chief = results[self.chief].rank_ids
        heads = [result for result in results.values() if result.level == "director"]
        self.assertEqual(chief.filtered(lambda one: one.ranking == "heads").population, len(heads))
        self.assertLess(len(heads), len(results))
        self.assertNotIn("others", chief.mapped("ranking"))

    def test_r50_a_year_is_signed_when_it_is_over(self):
        year = self.open_year()
        self.grade(year)
        self.run_steps(year)
        self.assertRegex(year.months_note, r"^Not published, and so not counted: 2025-\d\d")
        signing = year.with_user(self.general_manager)
        with freeze_time("2025-12-31 12:00:00"), self.assertRaisesRegex(UserError, "lasts until .* signed after that"):
            signing.action_sign()
        with freeze_time("2026-01-02"):
            signing.action_sign()
        self.assertFalse(year.months_note)

    def test_the_general_manager_looks_first_at_a_year_without_the_managers_score(self):
        year = self.open_year()
        self.judge(year, self.seller, 90)
        results = self.grade(year)
        self.assertNotIn("gave no score", results[self.seller].exceptions)
        self.assertIn("The direct manager gave no score.", results[self.chief].exceptions)
        self.assertIn("of 12.", results[self.seller].exceptions)
        self.assertGreater(results[self.chief].exception_count, results[self.seller].exception_count)

    def test_r52_a_part_that_is_missing_stands_in_the_sum(self):
        result = self.grade(self.open_year())[self.seller]
        self.assertRegex(result.explanation, r"Annual score [\d.]+: \(History [\d.]+ × 50 %\) / 50 %")

    def test_what_is_signed_is_signed_with_the_rank_of_now(self):
        year = self.open_year()
        results = self.grade(year)
        self.run_steps(year)
        self.env["marketing.appraisal.rank"].search([("result_id", "=", results[self.seller].id)]).unlink()
        with self.assertRaisesRegex(UserError, "Ranks have changed since the grading"):
            year.with_user(self.general_manager).action_sign()
        year.action_grade()
        year.with_user(self.general_manager).action_sign()
        verify = self.env["marketing.appraisal.verification"].create({"company_id": self.company.id})
        self.assertEqual(verify.state, "whole")
        rank = results[self.seller].rank_ids[:1]
        rank.from_bottom += 1
        verify = self.env["marketing.appraisal.verification"].create({"company_id": self.company.id})
        self.assertEqual((verify.state, verify.result_id), ("broken", results[self.seller]))

    def test_r29d_ranks_of_others_tell_nobody_their_own(self):
        year = self.open_year()
        self.grade(year)
        self.clerk.user_id.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        ranks = self.as_user("marketing.appraisal.rank", self.clerk.user_id)
        self.assertFalse(ranks.search([("period_id", "=", year.id)]), "the clerk of HR is ranked too")
        self.assertTrue(self.as_user("marketing.appraisal.rank", self.officer).search([("period_id", "=", year.id)]))
        self.run_steps(year)
        year.with_user(self.general_manager).action_sign()
        year.with_user(self.officer).action_publish()
        self.assertTrue(ranks.search([("period_id", "=", year.id)]))
        own = self.as_user("marketing.appraisal.rank", self.seller.user_id).search([("period_id", "=", year.id)])
        self.assertEqual(own.employee_id, self.seller)

    def test_ranking_takes_as_many_queries_for_many(self):
        year = self.open_year()
        self.grade(year)
        rank = self.env["marketing.appraisal.rank"]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            rank._rank_year(year)
            self.env.flush_all()


class TestWhoTakesPart(YearCase):
    """R51: who is not in the annual appraisal, and by which record."""

    def omitted(self, year):
        return {one.employee_id: one for one in year.omission_ids}

    def event(self, person, kind, day, **vals):
        return self.env["marketing.appraisal.event"].with_user(self.officer).create(
            {
                "employee_id": person.id,
                "type_id": self.env.ref(f"marketing_appraisal.event_type_{kind}").id,
                "date": day,
                "description": "On record",
                "document": b"c2Nhbg==",
                "document_name": "notice.pdf",
                **vals,
            }
        )  # fmt: skip

    def test_r51_on_probation_at_the_end_of_the_year(self):
        for last, expected in (("2025-12-30", False), ("2025-12-31", True), ("2026-02-28", True)):
            self.seller.version_id.trial_date_end = last
            with self.subTest(last):
                year = self.open_year()
                self.assertEqual(self.seller in self.omitted(year), expected)
                self.assertEqual(self.seller not in year.appraisal_ids.employee_id, expected)
                year.appraisal_ids.unlink()
                year.unlink()

    def test_r51_a_demerit_of_the_year_and_of_no_other(self):
        self.event(self.clerk, "demerit", "2024-12-31")
        self.event(self.other_seller, "warning", "2025-05-05")
        mine = self.event(self.seller, "demerit", "2025-12-31")
        year = self.open_year()
        left_out = self.omitted(year)
        self.assertEqual(left_out[self.seller].reason, "sanction")
        self.assertEqual(left_out[self.seller].event_id, mine)
        self.assertNotIn(self.clerk, left_out)
        self.assertNotIn(self.other_seller, left_out)

    def test_r51_a_discharged_demerit_still_counts(self):
        mine = self.event(self.seller, "demerit", "2025-11-01")
        mine.sudo().write({"state": "discharged", "discharge_date": "2025-12-01"})
        self.assertIn(self.seller, self.omitted(self.open_year()))

    def test_r51_what_was_withdrawn_has_never_been(self):
        mine = self.event(self.seller, "demerit", "2025-11-01")
        mine.sudo().state = "withdrawn"
        self.assertNotIn(self.seller, self.omitted(self.open_year()))

    def test_r51_opened_again_it_takes_back_what_nobody_worked_on(self):
        year = self.open_year()
        self.judge(year, self.clerk, 70)
        for person in (self.seller, self.clerk):
            self.event(person, "demerit", "2025-11-11")
        year.action_open()
        self.assertNotIn(self.seller, year.appraisal_ids.employee_id)
        self.assertIn(self.seller, self.omitted(year))
        self.assertIn(self.clerk, year.appraisal_ids.employee_id, "what has a score is not thrown away")


class TestDischargedDemerit(TestWhoTakesPart):
    """The same with a policy that lets a discharge count."""

    @classmethod
    def set_policy(cls):
        cls.policy.discharged_bars_annual = False
        return super().set_policy()

    def test_r51_a_discharged_demerit_still_counts(self):
        mine = self.event(self.seller, "demerit", "2025-11-01")
        self.assertIn(self.seller, self.omitted(self.open_year()))
        mine.sudo().write({"state": "discharged", "discharge_date": "2025-12-01"})
        year = self.env["marketing.appraisal.period"].search(
            [("kind", "=", "annual"), ("company_id", "=", self.company.id)]
        )
        year.action_open()
        self.assertNotIn(self.seller, self.omitted(year))


class TestYearGroups(YearCase):
    def test_a_second_company_sees_nothing(self):
        year = self.open_year()
        self.grade(year)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,marketing_roles.group_hr_manager")
        stranger.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.assertFalse(self.as_user("marketing.appraisal.rank", stranger).search([]))
