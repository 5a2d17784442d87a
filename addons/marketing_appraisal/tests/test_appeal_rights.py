import contextlib

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .appeal_common import NOW, AppealCase

WORDS = {"text": "x", "outcome": "dismissed"}


@freeze_time(NOW)
class TestAppealRights(AppealCase):
    """R29d, R60: who reads an appeal and who moves it, through the methods that RPC reaches."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)
        cls.colleague = cls.other_seller.user_id

    def setUp(self):
        super().setUp()
        self.appeal = self.file()

    def readers(self):
        users = (
            self.person, self.colleague, self.chief.user_id, self.boss.user_id, self.officer, self.hr_manager,
            self.general_manager, self.stranger,
        )  # fmt: skip
        return {user.login for user in users if self.as_user(self.Appeal._name, user).search([])}

    def refuse(self, operation, users):
        for user in users:
            with self.subTest(operation=operation, user=user.login), self.assertRaises(AccessError):
                self.do(self.appeal, operation, user, **WORDS)
            method = {"answer": "_answer", "decide": "_decide", "further": "_take_further", "withdraw": "_withdraw"}
            called = getattr(self.appeal.with_user(user), method.get(operation, "_comment"))
            with self.subTest(operation=operation, user=user.login, way="method"), self.assertRaises(AccessError):
                called(*(("dismissed", "x") if operation in ("answer", "decide") else ("x",)))

    def test_r29d_who_reads_an_appeal(self):
        self.assertEqual(self.readers(), {"seller", "chief", "officer", "hr_manager", "gm"})
        with self.assertRaises(AccessError):
            self.appeal.with_user(self.colleague).read(["grounds"])
        self.assertFalse(self.as_user("mail.message", self.colleague).search([("model", "=", self.appeal._name)]))

    def test_r60_who_files(self):
        self.do(self.appeal, "withdraw", self.person)
        for user in (self.colleague, self.chief.user_id, self.boss.user_id, self.officer, self.hr_manager,
                     self.general_manager, self.stranger):  # fmt: skip
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.file(user)
            with self.subTest(user.login, way="method"), self.assertRaises(AccessError):
                self.as_user(self.Appeal._name, user)._file(self.result.with_user(user), "x")

    def test_r60_who_answers(self):
        self.refuse("answer", (self.person, self.colleague, self.chief.user_id, self.boss.user_id,
                               self.general_manager, self.stranger))  # fmt: skip
        self.person.group_ids += self.env.ref("marketing_roles.group_hr_manager")
        with self.assertRaisesRegex(AccessError, "nobody answers their own"):
            self.answer(self.appeal, user=self.person)
        self.answer(self.appeal, user=self.hr_manager)

    def test_r60_who_decides(self):
        self.answer(self.appeal)
        self.take_further(self.appeal)
        self.refuse("decide", (self.person, self.colleague, self.chief.user_id, self.boss.user_id, self.officer,
                               self.hr_manager, self.stranger))  # fmt: skip
        self.person.group_ids += self.env.ref("marketing_roles.group_general_manager")
        with self.assertRaisesRegex(AccessError, "waits for another general manager"):
            self.decide(self.appeal, user=self.person)
        self.decide(self.appeal)

    def test_r60_who_takes_it_further_accepts_and_withdraws(self):
        self.answer(self.appeal)
        others = (self.colleague, self.chief.user_id, self.boss.user_id, self.officer, self.hr_manager,
                  self.general_manager, self.stranger)  # fmt: skip
        self.refuse("further", others)
        self.refuse("withdraw", others)
        for user in others:
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.appeal.with_user(user).action_accept()
        self.take_further(self.appeal)

    def test_r60_the_appraiser_comments_once_and_does_nothing_else(self):
        self.refuse("comment", (self.person, self.colleague, self.boss.user_id, self.officer, self.hr_manager,
                                self.general_manager, self.stranger))  # fmt: skip
        self.do(self.appeal, "comment", self.chief.user_id, text="I scored what I saw.")
        self.assertEqual(self.appeal.with_user(self.person).appraiser_comment, "I scored what I saw.")
        with self.assertRaisesRegex(UserError, "commented already"):
            self.do(self.appeal, "comment", self.chief.user_id, text="And more.")
        for vals in ({"appraiser_comment": "y"}, {"state": "withdrawn"}, {"grounds": "y"}):
            with self.subTest(vals), self.assertRaises(AccessError):
                self.appeal.with_user(self.chief.user_id).write(vals)
        with self.assertRaises(AccessError):
            self.appeal.with_user(self.chief.user_id).message_post(body="One more thing")

    def test_r29d_a_dialog_tells_nothing_of_what_one_does_not_read(self):
        dialogs = self.env_of(self.colleague)["marketing.appraisal.appeal.dialog"]
        for about in ({"appeal_id": self.appeal.id}, {"result_id": self.result.id}):
            for way in ("create", "write"):
                with self.subTest(about=about, way=way), self.assertRaises(AccessError):
                    if way == "create":
                        dialogs.create({"operation": "withdraw", **about})
                    else:
                        dialogs.create({"operation": "withdraw"}).write(about)
            with self.subTest(about=about, way="onchange"), contextlib.suppress(AccessError):
                told = dialogs.onchange({"operation": "withdraw", **about}, [*about], {"grounds": {}, "last_day": {}})
                self.assertFalse(told["value"].get("grounds") or told["value"].get("last_day"))

    def test_r60_nothing_is_written_past_the_buttons(self):
        vals_of = [
            {"state": "decided"}, {"answer_outcome": "upheld"}, {"decision_outcome": "upheld"}, {"outcome": "upheld"},
            {"new_result_id": self.result.id}, {"answer_deadline": "2030-01-01"}, {"grounds": "x"},
            {"result_id": self.result.id}, {"further_deadline": "2030-01-01"}, {"is_open": False},
        ]  # fmt: skip
        for user in (self.person, self.chief.user_id, self.officer, self.hr_manager, self.general_manager):
            for vals in vals_of:
                with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError):
                    self.appeal.with_user(user).write(vals)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.appeal.with_user(user).unlink()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                new = {"result_id": self.result.id, "grounds": "x", "filed_date": "2026-10-12"}
                self.as_user(self.Appeal._name, user).create(new)

    def test_r60_an_administrator_neither_answers_nor_decides_on_their_own(self):
        self.person.group_ids += self.env.ref("marketing_roles.group_administrator")
        appeal = self.appeal.with_user(self.person)
        self.assertFalse(appeal.may_answer or appeal.may_decide or appeal.may_comment)
        with self.assertRaises(AccessError):
            appeal.write({"message_follower_ids": []})

    def test_r29d_a_new_result_is_not_reached_through_the_appeal(self):
        self.answer(self.appeal, "upheld")
        self.case.with_user(self.officer).action_complete_step()
        self.period.with_user(self.officer).action_grade()
        mine = self.as_user(self.Appeal._name, self.person)
        for domain in (
            [("new_result_id.total", ">=", 0)],
            [("new_result_id.grade", "!=", False)],
            [("appraisal_id.result_ids.version", "=", 2)],
        ):
            with self.subTest(domain):
                self.assertFalse(mine.search(domain))
        appeal = mine.browse(self.appeal.id)
        self.assertEqual(set(row["after"] for row in appeal._get_consequences()), {""})
        self.person.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            appeal.export_data(["new_result_id/total"])
        # The form opens nevertheless.
        (read,) = appeal.web_read({"new_result_id": {"fields": {"display_name": {}}}, "consequences": {}})
        self.assertEqual(read["new_result_id"]["display_name"], "seller 2025-03 (2)")

    def test_r29d_messages_hold_no_score_and_no_text(self):
        self.do(self.appeal, "comment", self.chief.user_id, text="Secret comment")
        self.answer(self.appeal, "partly")
        self.take_further(self.appeal)
        self.decide(self.appeal, "upheld")
        self.publish_again()
        models = [self.appeal._name, "marketing.appraisal"]
        messages = self.env["mail.message"].search([("model", "in", models)])
        said = " ".join(messages.mapped("body")) + " ".join(messages.mapped(lambda one: one.subject or ""))
        said += " ".join(self.env["mail.activity"].search([]).mapped(lambda one: one.summary or ""))
        for secret in ("102", "96", "Secret", "invoices", "looked at", "has heard"):
            self.assertNotIn(secret, said)
