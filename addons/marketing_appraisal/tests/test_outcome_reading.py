from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .outcome_common import OutcomeCase


class TestOutcomeReading(OutcomeCase):
    """A person reads what was decided, and what is proposed only where the policy publishes it."""

    publishes = False

    @classmethod
    def set_policy(cls):
        cls.policy.publishes_outcomes = cls.publishes
        return super().set_policy()

    def own(self):
        return self.as_user("marketing.appraisal.outcome", self.seller.user_id).search([])

    def test_who_reads_what_and_when(self):
        self.rule(in_all=2)
        mine = self.propose().filtered(lambda one: one.employee_id == self.seller)
        for user in (self.officer, self.general_manager, self.chief.user_id):
            self.assertIn(mine, self.as_user("marketing.appraisal.outcome", user).search([]))
        for user in (self.clerk.user_id, self.other_seller.user_id):
            self.assertNotIn(mine, self.as_user("marketing.appraisal.outcome", user).search([]))
        self.assertEqual(bool(self.own()), self.publishes)
        if self.publishes:
            self.own().person_comment = "Thank you"
        else:
            with self.assertRaises(AccessError):
                mine.with_user(self.seller.user_id).read(["evidence"])
        mine.with_user(self.general_manager)._decide(self.kinds["raise"], "Earned")
        self.assertEqual(self.own(), mine)

    def test_another_company_sees_nothing(self):
        self.rule(in_all=2)
        self.propose()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.new_user("stranger", "base.group_user,marketing_roles.group_hr_manager")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.as_user("marketing.appraisal.outcome", stranger).search([]))


class TestOutcomeReadingPublished(TestOutcomeReading):
    publishes = True


class TestOutcomesAndAppeals(OutcomeCase):
    """R60: an open appeal holds a dismissal, and the year waits for those against its months."""

    def appeal(self, person):
        month = self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", person.id), ("kind", "=", "monthly")], order="date_from desc", limit=1
        )
        month.sudo().published_date = fields.Datetime.now()
        action = month.with_user(person.user_id).action_ask_appeal()
        dialog = self.as_user(action["res_model"], person.user_id).with_context(**action["context"])
        done = dialog.create({"text": "The return was not mine."}).action_confirm()
        return self.env["marketing.appraisal.appeal"].browse(done["res_id"])

    def test_r60_an_open_appeal_holds_a_dismissal(self):
        self.rule("dismissal", "improvement", in_all=1, grade="c", direction="unfavourable")
        one = self.propose().filtered(lambda one: one.employee_id == self.other_seller)
        self.assertFalse(one._find_holding_appeal())
        appeal = self.appeal(self.other_seller)
        self.assertEqual(one._find_holding_appeal(), appeal.display_name)

    def test_r60_the_year_waits_for_appeals_against_its_months(self):
        year = self.env["marketing.appraisal.period"].search(
            [("kind", "=", "annual"), ("company_id", "=", self.company.id)]
        )
        case = self.appraisal_of(year, self.other_seller)
        self.appeal(self.other_seller)
        case.with_user(self.general_manager)._reissue("Another look")
        case.with_user(self.officer).action_complete_step()
        year.with_user(self.officer).action_grade()
        with self.assertRaisesRegex(UserError, "waits for appeals against months that are not over: other_seller"):
            case.with_user(self.general_manager).action_sign()

    def test_r61_what_follows_names_the_year_before_and_proposals_that_are_no_longer_met(self):
        rule = self.rule(in_all=2)
        one = self.propose().filtered(lambda one: one.employee_id == self.seller)
        appeal = self.appeal(self.seller)
        dialog = self.as_user("marketing.appraisal.appeal.dialog", self.officer).with_context(lang="en_US")
        vals = {"appeal_id": appeal.id, "outcome": "upheld", "text": "Looked at again."}
        dialog.create({"operation": "answer", **vals}).action_confirm()
        month = appeal.appraisal_id
        month.with_user(self.officer).action_complete_step()
        month.period_id.with_user(self.officer).action_grade()
        month.with_user(self.general_manager).action_sign()
        month.with_user(self.officer).action_publish()

        def told():
            rows = appeal.with_user(self.officer).with_context(lang="en_US")._get_consequences()
            return {row["subject"]: (row["before"], row["after"]) for row in rows}

        self.assertEqual(told()[rule.name], ("To Decide", ""))
        self.assertEqual(told()[self.year.name][0], "")
        case = self.appraisal_of(self.year, self.seller)
        grades = dict(case.result_ids._fields["grade"]._description_selection(self.env(context={"lang": "en_US"})))
        now = case.result_ids
        before = f"{now.points} points · {grades[now.grade]} · score {now.annual_score:.2f}"
        # All of it happens within one second here.
        month.result_ids.sudo().published_date = fields.Datetime.now() + timedelta(days=1)
        case.with_user(self.general_manager)._reissue("The month has changed.")
        case.with_user(self.officer).action_complete_step()
        self.year.with_user(self.officer).action_grade_year()
        self.assertEqual(told()[self.year.name][0], before)
        rule.in_all = 4
        one.sudo().write({"state": "dropped"})
        self.assertEqual(told()[rule.name], ("", "No Longer Proposed"))


class TestEarlierYears(OutcomeCase):
    """R55, R72: a place of the year before, from its import."""

    def enter(self, person, position, population=6, **vals):
        return self.as_user("marketing.appraisal.earlier.year", self.hr_manager).create(
            {
                "employee_id": person.id,
                "company_id": self.company.id,
                "year": 2024,
                "ranking": "others",
                "position": position,
                "population": population,
                **vals,
            }
        )

    def test_r55_two_years_in_a_row_with_an_imported_one(self):
        """Whoever holds a place now, and held the same from the bottom in the imported year."""
        rank = self.env["marketing.appraisal.rank"].search(
            [("period_id", "=", self.year.id), ("ranking", "=", "others")], order="from_bottom desc", limit=1
        )
        person, place = rank.employee_id, rank.from_bottom
        self.rule("demotion", condition="rank", ranking="others", end="bottom", first=place, last=place, minimum=3,
                  years="2", direction="unfavourable")  # fmt: skip
        self.assertNotIn(person, self.propose().employee_id, "the year before is not known")
        row = self.enter(person, 6 - place + 1)
        self.assertNotIn(person, self.propose().employee_id, "nobody has taken it over")
        row.with_user(self.general_manager).action_take_over()
        mine = self.propose().filtered(lambda one: one.employee_id == person)
        self.assertEqual((mine.place, mine.place_before), (place, place))

    def test_r72_who_takes_over_and_what_stays(self):
        row = self.enter(self.seller, 2)
        for user in (self.hr_manager, self.officer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                row.with_user(user).action_take_over()
        row.with_user(self.general_manager).action_take_over()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            row.position = 1
        with self.assertRaisesRegex(UserError, "stays as it is"):
            row.unlink()
        with self.assertRaisesRegex(ValidationError, "was ranked here"):
            self.enter(self.clerk, 1, year=2025)
