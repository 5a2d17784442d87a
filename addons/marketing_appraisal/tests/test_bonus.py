import io

import openpyxl

from odoo.exceptions import AccessError, UserError, ValidationError

from .year_common import JUDGEMENT, PublishedYearCase

BONUS, POOL = "marketing.appraisal.bonus", "marketing.appraisal.pay.pool"


class BonusCase(PublishedYearCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for person, base in ((cls.seller, 3000), (cls.chief, 4000), (cls.other_seller, 3000), (cls.clerk, 2000)):
            person.version_id.performance_pay_base = base

    def propose(self, user=None):
        self.year.with_user(user or self.hr_manager).action_compute_pay()
        return self.bonuses()

    def bonuses(self, user=None):
        found = self.as_user(BONUS, user or self.general_manager).with_context(lang="en_US")
        return {bonus.employee_id: bonus for bonus in found.search([("period_id", "=", self.year.id)])}

    def confirm(self):
        return self.year.with_user(self.general_manager).with_context(lang="en_US").action_confirm_pay()

    def add_pool(self, amount, department=None):
        return self.env[POOL].with_user(self.hr_manager).create(
            {"period_id": self.year.id, "department_id": department and department.id, "amount": amount}
        )  # fmt: skip


class TestBonus(BonusCase):
    """R54, R28: proposed by the annual grade and the base at the end of the year, decided by the general manager."""

    def test_r54_the_grade_gives_months_of_the_base_at_the_end_of_the_year(self):
        self.set_year(self.chief, grade="b")
        self.set_year(self.clerk, grade="c")
        # A raise of the new year changes nothing.
        self.seller.create_version({"date_version": "2026-01-01"}).performance_pay_base = 9000
        found = self.propose()
        expected = {self.seller: ("due", 6000), self.chief: ("due", 4000), self.clerk: ("zero", 0)}
        for person, values in expected.items():
            bonus = found[person]
            self.assertEqual((bonus.status, bonus.amount), values)
            self.assertEqual(bonus.proposed_amount, bonus.amount)
        seller = found[self.seller]
        self.assertEqual((seller.base, seller.grade, seller.points, seller.total), (3000, "a", 20, 90))
        self.assertEqual(seller.judgement, JUDGEMENT)
        self.assertRegex(
            seller.explanation, r"^A.*: 2.00 × .*3,000.00.* base performance pay × 12 / 12 months = .*6,000.00"
        )

    def test_r54_in_proportion_to_the_months_appraised(self):
        for months, share, whole in ((1, 500, 6000), (11, 5500, 6000), (12, 6000, 6000), (13, 6000, 6000)):
            self.set_year(self.seller, months_counted=months)
            for pro_rata, amount in ((True, share), (False, whole)):
                self.policy.bonus_pro_rata = pro_rata
                with self.subTest(months=months, pro_rata=pro_rata):
                    self.assertEqual(self.propose()[self.seller].amount, amount)

    def test_r54_a_fixed_amount_asks_for_no_base(self):
        self.policy.write({"bonus_mode": "amount", "bonus_a": 5000, "bonus_b": 100.01})
        self.set_year(self.chief, grade="b", months_counted=6)
        found = self.propose()
        self.assertEqual((found[self.other_chief].status, found[self.other_chief].amount), ("due", 5000))
        self.assertEqual(found[self.chief].amount, 50.01, "half a coin is rounded up")
        self.assertIn("5,000.00", found[self.other_chief].explanation)

    def test_r54_waiting_nothing_and_missing_are_told_apart(self):
        self.set_year(self.seller, is_signed=False)
        self.set_year(self.chief, grade="c")
        self.set_year(self.clerk, grade=None, status="too_few_months")
        self.year.omission_ids.filtered(lambda one: one.employee_id == self.boss).reason = "probation"
        found = self.propose()
        self.assertEqual(
            {person.name: found[person].status for person in found},
            {"seller": "pending", "chief": "zero", "clerk": "no_grade", "other_chief": "no_base", "other_seller": "due",
             "boss": "none"},
        )  # fmt: skip
        self.assertFalse(found[self.seller].grade, "what is not signed is not told here either")
        words = {person.name: bonus.explanation for person, bonus in found.items()}
        for name, expected in (
            ("seller", "still waits for the signature. This is no zero."),
            ("chief", "this annual grade gives no bonus"),
            ("clerk", "too few months"),
            ("other_chief", "no base performance pay"),
            (
                "boss",
                "Not in the annual appraisal, so no bonus is proposed.\nOn probation at the end of the year",
            ),
        ):
            self.assertIn(expected, words[name])
        self.confirm()
        self.assertEqual(
            {person.name for person, bonus in self.bonuses().items() if not bonus.is_confirmed},
            {"seller", "other_chief"},
        )

    def test_r54_belongs_to_a_year_with_signed_results(self):
        empty = self.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2024-01-01", "company_id": self.company.id}
        )
        with self.assertRaisesRegex(UserError, "a year with signed results"):
            empty.with_user(self.hr_manager).action_compute_pay()
        with self.assertRaisesRegex(UserError, "propose the bonuses first"):
            self.confirm()

    def test_r28_a_pool_of_the_company_and_one_of_a_department_to_the_coin(self):
        free = {person: bonus.amount for person, bonus in self.propose().items()}
        self.assertEqual(sum(free.values()), 6000 + 8000 + 6000 + 4000)
        sales = self.appraisal_of(self.year, self.seller).department_id
        own, company = self.add_pool(100.01, sales), self.add_pool(10000)
        found = self.propose()
        self.assertEqual(found[self.seller].amount, 100.01)
        rest = [found[person] for person in (self.chief, self.other_seller, self.clerk)]
        self.assertEqual(round(sum(bonus.amount for bonus in rest), 2), 10000)
        self.assertEqual([bonus.amount for bonus in rest], [4444.45, 3333.33, 2222.22])
        self.assertEqual([bonus.computed_amount for bonus in rest], [8000, 6000, 4000])
        self.assertEqual((own.asked_amount, company.asked_amount), (6000, 18000))
        self.assertIn("More was asked for than the pool of", found[self.chief].explanation)
        self.assertIn("10,000.00", found[self.chief].explanation)
        company.amount, own.amount = 18000, 6000
        self.assertEqual({person: bonus.amount for person, bonus in self.propose().items()}, free)
        self.confirm()
        for pool in (own, company):
            with self.assertRaisesRegex(UserError, "is confirmed"):
                pool.amount = 1

    def test_r28_a_pool_of_a_month_belongs_to_a_department(self):
        month = self.env["marketing.appraisal.period"].search(
            [("kind", "=", "monthly"), ("company_id", "=", self.company.id)], limit=1
        )
        with self.assertRaisesRegex(ValidationError, "belongs to a department"):
            self.env[POOL].create({"period_id": month.id, "amount": 1})

    def test_r54_another_amount_is_decided_with_a_reason(self):
        bonus = self.propose()[self.seller]
        dialog = self.env[bonus.action_ask_change()["res_model"]].with_user(self.general_manager)
        wizard = dialog.create({"bonus_id": bonus.id})
        self.assertEqual(wizard.amount, 6000)
        wizard.amount = 7000
        with self.assertRaisesRegex(UserError, "Say why"):
            wizard.action_change()
        wizard.reason = "Led the branch besides"
        wizard.action_change()
        self.assertRecordValues(
            bonus,
            [{"proposed_amount": 6000, "amount": 7000, "change_reason": "Led the branch besides",
              "changed_by_id": self.general_manager.id}],
        )  # fmt: skip
        self.assertIn("instead of", bonus.explanation)
        with self.assertRaisesRegex(UserError, "not below zero"):
            bonus._change(-0.01, "No")
        bonus = self.propose()[self.seller]
        self.assertEqual((bonus.amount, bonus.change_reason), (7000, "Led the branch besides"), "kept")
        pool = self.add_pool(20000)
        bonus = self.propose()[self.seller]
        self.assertEqual(
            (bonus.amount, bonus.change_reason), (7000, "Led the branch besides"), "a pool takes none back"
        )
        pool.unlink()
        self.set_year(self.seller, months_counted=6)
        bonus = self.propose()[self.seller]
        self.assertEqual((bonus.amount, bonus.change_reason), (3000, False), "the proposal is another one")
        bonus._change(0, "Left a mess")
        self.assertEqual(bonus.amount, 0)
        bonus._change(3000, False)
        self.assertFalse(bonus.changed_by_id or bonus.change_reason)
        self.assertEqual(self.bonuses()[self.other_chief].status, "no_base")
        with self.assertRaisesRegex(UserError, "no proposal yet"):
            self.bonuses()[self.other_chief]._change(10, "Please")
        self.confirm()
        with self.assertRaisesRegex(UserError, "is confirmed and stays"):
            bonus._change(1, "Late")

    def test_r54_where_the_grade_gives_nothing_something_can_be_decided(self):
        self.set_year(self.seller, grade="c")
        self.propose()[self.seller]._change(500, "A hard year")
        self.confirm()
        bonus = self.bonuses(self.seller.user_id)[self.seller]
        self.assertEqual((bonus.status, bonus.amount, bonus.is_confirmed), ("zero", 500, True))
        self.assertIn("A hard year", bonus.explanation)

    def test_r28_what_is_decided_stays_within_the_pool(self):
        self.add_pool(24000)
        found = self.propose()
        found[self.seller]._change(6000.01, "More")
        with self.assertRaisesRegex(UserError, "Lower an amount, or have the pool raised"):
            self.confirm()
        found[self.clerk]._change(3999.99, "Less")
        self.confirm()

    def test_r54_stale_proposals_are_not_confirmed(self):
        self.propose()
        self.seller.version_id.performance_pay_base = 3001
        with self.assertRaisesRegex(UserError, "Propose the bonuses again first; they have changed for seller"):
            self.confirm()
        self.propose()
        said = self.confirm()["params"]["message"]
        self.assertIn("Confirmed: 4. Still open, waiting or without a base: 1.", said)
        self.policy.bonus_a = 3
        self.assertEqual(self.propose()[self.seller].amount, 6002, "confirmed stays")
        with self.assertRaisesRegex(UserError, "Confirmed pay stays"):
            self.bonuses()[self.seller].sudo().unlink()

    def test_r61_a_result_issued_again_is_paid_beside_the_pool_and_never_taken_back(self):
        self.set_year(self.seller, grade="b")
        self.set_year(self.chief, grade="a")
        self.add_pool(10500)
        paid = self.propose()
        half = paid[self.seller].amount
        self.assertEqual(half, 1500)
        self.confirm()
        self.reissue(self.seller, grade="a")
        self.reissue(self.chief, grade="c")
        self.propose()
        rows = self.env[BONUS].search([("period_id", "=", self.year.id), ("is_confirmed", "=", False)])
        rows = {bonus.employee_id: bonus.with_context(lang="en_US") for bonus in rows}
        self.assertEqual((rows[self.seller].amount, rows[self.seller].base), (3000, 0), "6,000 less 3,000")
        self.assertIn("beside the pool", rows[self.seller].explanation)
        self.assertEqual((rows[self.chief].status, rows[self.chief].amount), ("zero", 0))
        self.assertEqual(rows[self.chief].overpaid_amount, 4000, "of 8,000 half was paid by the pool")
        self.assertIn("not taken back", rows[self.chief].explanation)
        self.confirm()
        self.assertEqual(self.env[BONUS].browse(paid[self.seller].id).amount, half)

    def reissue(self, employee, **columns):
        """Issue an annual result again with other figures, up to its publication."""
        case = self.appraisal_of(self.year, employee)
        case.with_user(self.general_manager)._reissue("The points were wrong.")
        while case.step not in ("signature", "publication"):
            case.with_user(self.officer).action_complete_step()
        self.year.with_user(self.officer).action_grade_year()
        case.with_user(self.general_manager).action_sign()
        case.with_user(self.officer).action_publish()
        self.set_year(employee, status="graded", months_counted=12, **columns)

    def test_r54_as_many_queries_for_two_hundred_as_for_ten(self):
        model, manager = self.env[BONUS].with_context(lang="en_US"), self.year.with_context(lang="en_US")

        def propose():
            return model._compute_for(manager)

        def read():
            found = model.with_user(self.hr_manager).search([("period_id", "=", self.year.id)])
            found.read(["explanation", "judgement", "may_change", "amount", "grade", "employee_id"])

        def count():
            self.count_queries(propose)
            self.count_queries(read)
            return self.count_queries(propose), self.count_queries(read)

        self.crowd(10)
        ten = count()
        self.crowd(190)
        more = count()
        self.assertEqual(len(model.search([("period_id", "=", self.year.id), ("status", "!=", "none")])), 205)
        self.assertEqual(more[1], ten[1])
        # Odoo writes a hundred rows a statement, and what is stored of the result after that.
        self.assertLessEqual(more[0] - ten[0], 4)


class TestBonusRights(BonusCase):
    """R54, R29d: who proposes, decides and reads."""

    def test_r54_who_proposes_and_who_confirms(self):
        for user in (self.seller.user_id, self.chief.user_id, self.officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.propose(user)
        self.propose(self.hr_manager)
        bonus = self.propose(self.general_manager)[self.seller]
        for user in (self.seller.user_id, self.chief.user_id, self.officer, self.hr_manager):
            mine = bonus.with_user(user)
            for attempt in (
                self.year.with_user(user).action_confirm_pay,
                mine.action_ask_change,
                lambda mine=mine: mine._change(1, "Because"),
                lambda user=user: self.as_user("marketing.appraisal.bonus.change", user).create(
                    {"bonus_id": bonus.id, "amount": 1, "reason": "Because"}
                ),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()
        for user in (self.seller.user_id, self.hr_manager, self.general_manager):
            for vals in ({"amount": 1}, {"proposed_amount": 1}, {"is_confirmed": True}, {"change_reason": "No"}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError):
                    bonus.with_user(user).write(vals)
            with self.assertRaises(AccessError):
                bonus.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.as_user(BONUS, user).create({"period_id": self.year.id, "employee_id": self.seller.id})
        pools = self.as_user(POOL, self.general_manager)
        with self.assertRaises(AccessError):
            pools.create({"period_id": self.year.id, "amount": 1})

    def test_r54_nobody_decides_on_their_own(self):
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        bonus = self.propose()[self.seller]
        self.assertNotIn(self.seller, self.bonuses(self.seller.user_id), "read once it is confirmed")
        with self.assertRaisesRegex(AccessError, "Nobody decides on their own bonus"):
            bonus.with_user(self.seller.user_id)._change(60000, "I am worth it")
        bonus.with_user(self.general_manager)._change(6500, "Decided by another")
        self.year.with_user(self.seller.user_id).action_confirm_pay()
        self.assertEqual(self.bonuses(self.seller.user_id)[self.seller].amount, 6500)

    def test_r54_r29d_who_reads(self):
        everybody = set(self.propose())
        readers = {
            self.seller.user_id: set(), self.chief.user_id: set(), self.boss.user_id: set(), self.officer: set(),
            self.hr_manager: everybody, self.general_manager: everybody,
        }  # fmt: skip
        for user, people in readers.items():
            self.assertEqual(set(self.bonuses(user)), people, user.login)
        self.confirm()
        readers |= {self.seller.user_id: {self.seller}, self.chief.user_id: {self.chief}}
        for user, people in readers.items():
            self.assertEqual(set(self.bonuses(user)), people, user.login)
        own = self.bonuses(self.seller.user_id)[self.seller]
        self.assertEqual((own.amount, own.judgement), (6000, JUDGEMENT))
        other = self.env["res.company"].create({"name": "Elsewhere"})
        groups = "base.group_user,marketing_roles.group_administrator,marketing_roles.group_general_manager"
        stranger = self.new_user("stranger", groups, other)
        self.assertFalse(self.bonuses(stranger))
        with self.assertRaises(AccessError):
            self.year.with_user(stranger).with_context(allowed_company_ids=other.ids).action_compute_pay()
        for user in (self.seller.user_id, self.chief.user_id):
            count = self.year.with_user(user).with_context(allowed_company_ids=user.company_ids.ids).pay_count
            self.assertEqual(count, 1)

    def test_the_dialog_is_ones_own(self):
        bonus = self.propose()[self.seller]
        dialog = self.env["marketing.appraisal.bonus.change"].with_user(self.general_manager)
        dialog = dialog.create({"bonus_id": bonus.id, "amount": 1, "reason": "Secret"})
        second = self.new_user("second", "base.group_user,marketing_roles.group_general_manager")
        with self.assertRaises(AccessError):
            dialog.with_user(second).read(["reason"])

    def test_r54_the_workbook_has_what_its_reader_may_read(self):
        self.set_year(self.clerk, grade="c")
        self.propose()

        def column(user, name):
            action = self.year.with_user(user).with_context(lang="en_US").action_export_workbook()
            book = openpyxl.load_workbook(io.BytesIO(self.fetch_download(action)))
            headings, *lines = book.worksheets[0].iter_rows(values_only=True)
            return {line[0]: line[headings.index(name)] for line in lines}

        proposed = column(self.general_manager, "Proposed Bonus")
        self.assertEqual((proposed["seller"], proposed["clerk"], proposed["other_chief"]), (6000, 0, None))
        self.assertFalse(any(column(self.general_manager, "Decided Bonus").values()))
        self.confirm()
        self.assertEqual(column(self.hr_manager, "Decided Bonus")["seller"], 6000)
        for name in ("Proposed Bonus", "Decided Bonus"):
            self.assertEqual(set(column(self.officer, name).values()), {None})

    def test_r54_the_sheet_for_payroll_adds_up(self):
        with self.assertRaisesRegex(UserError, "No bonus of this year is confirmed yet"):
            self.year.with_user(self.hr_manager).with_context(lang="en_US").action_export_pay()
        self.propose()[self.seller]._change(6000.5, "Half a coin more")
        self.confirm()
        action = self.year.with_user(self.hr_manager).with_context(lang="en_US").action_export_pay()
        book = openpyxl.load_workbook(io.BytesIO(self.fetch_download(action)), data_only=True)
        headings, *lines = book.worksheets[0].iter_rows(values_only=True)
        rows = {line[0]: dict(zip(headings, line, strict=True)) for line in lines}
        self.assertEqual((rows["seller"]["Proposed Amount"], rows["seller"]["Decided Amount"]), (6000, 6000.5))
        self.assertEqual(rows["seller"]["Why Another Amount"], "Half a coin more")
        self.assertEqual(rows["Total"]["Decided Amount"], 24000.5)
        self.assertNotIn("other_chief", rows)
