import io
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .best_common import BEST, CANDIDATE, NOTICE, BestCase


class TestBestDecision(BestCase):
    """R29: the HR manager prepares, the general manager decides and announces; then it stays."""

    def test_r29_who_prepares_and_who_decides(self):
        for user in (self.seller.user_id, self.chief.user_id, self.officer):
            with self.assertRaises(AccessError):
                self.prepare(user)
        best = self.prepare(self.hr_manager)
        best.write({"reason": "Always there for others", "bonus": 500})
        for method in ("action_choose_nobody", "action_announce", "action_ask_withdraw"):
            with self.subTest(method=method), self.assertRaisesRegex(AccessError, "The general manager decides"):
                getattr(best, method)()
        with self.assertRaisesRegex(AccessError, "The general manager decides"):
            best.candidate_ids[0].action_choose()
        for vals in ({"employee_id": self.seller.id}, {"outcome": "nobody"}, {"state": "announced"}):
            for user in (self.hr_manager, self.general_manager):
                with self.subTest(vals=vals), self.assertRaisesRegex(AccessError, "not written by hand"):
                    best.with_user(user).write(vals)
        with self.assertRaises(AccessError):
            best.candidate_ids[0].with_user(self.general_manager).write({"total": 1})
        decided = self.choose(best.with_user(self.general_manager), self.seller)
        self.assertEqual((decided.chosen_by_id, decided.employee_id), (self.general_manager, self.seller))
        decided.action_announce()
        self.assertEqual((decided.state, decided.announced_by_id), ("announced", self.general_manager))

    def test_r29_nobody_chooses_themselves_nor_sets_their_own_bonus(self):
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_general_manager")
        best = self.prepare(self.seller.user_id)
        with self.assertRaisesRegex(AccessError, "Nobody chooses themselves"):
            self.choose(best, self.seller)
        self.choose(best.with_user(self.general_manager), self.seller)
        with self.assertRaisesRegex(AccessError, "their own choice"):
            best.bonus = 10000
        best.with_user(self.general_manager).reason = "Always there for others"
        with self.assertRaisesRegex(AccessError, "Nobody chooses themselves"):
            best.action_announce()
        self.choose(best, self.chief)

    def test_r29_who_is_not_eligible_is_refused(self):
        best = self.prepare()
        with self.assertRaisesRegex(
            UserError, "other_seller cannot be chosen. Every .* below it: Work 0.00 % and Company Result 50.00 %"
        ):
            best._choose(self.other_seller)
        with self.assertRaisesRegex(UserError, "boss has no signed result"):
            best._choose(self.boss)
        stale = best.candidate_ids.filtered(lambda one: one.employee_id == self.seller)
        self.set_result(self.seller, behaviour_points="26.9")
        with self.assertRaisesRegex(UserError, "below it: Behaviour 89.67 %"):
            stale.action_choose()

    def test_r29_waits_for_publication(self):
        april = self.signed_april()
        best = self.prepare(period=april)
        with self.assertRaisesRegex(UserError, "once the result is published"):
            best._choose(self.seller)
        best.action_choose_nobody()
        best.reason = "Nobody stood out"
        with self.assertRaisesRegex(UserError, "once all results of the month are published"):
            best.action_announce()
        april.with_user(self.officer).action_publish()
        self.choose(best, self.seller).action_announce()
        self.assertEqual(best.notice_id.employee_id, self.seller)

    def test_r29_needs_a_decision_and_a_reason(self):
        best = self.prepare()
        with self.assertRaisesRegex(UserError, "choose somebody or nobody"):
            best.action_announce()
        self.choose(best, self.seller)
        best.reason = " "
        with self.assertRaisesRegex(UserError, "Say why"):
            best.action_announce()

    def test_r29_what_is_announced_stays_until_it_is_withdrawn(self):
        best = self.announced()
        removal = best.with_user(self.hr_manager).unlink
        for action in (best.action_announce, best.action_choose_nobody, best.action_refresh, removal):
            with self.assertRaisesRegex(UserError, "is announced and stays"):
                action()
        for vals in ({"reason": "Else"}, {"bonus": 1}):
            with self.assertRaisesRegex(UserError, "is announced and stays"):
                best.write(vals)
        wizard = self.env[best.action_ask_withdraw()["res_model"]].with_user(self.general_manager)
        with self.assertRaisesRegex(UserError, "Say why it is withdrawn"):
            wizard.create({"best_id": best.id, "reason": " "}).action_withdraw()
        with self.assertRaises(AccessError):
            best.with_user(self.hr_manager)._withdraw("No")
        notice = best.notice_id
        wizard.create({"best_id": best.id, "reason": "The result was wrong"}).action_withdraw()
        self.assertFalse(notice.exists())
        self.assertRecordValues(
            best,
            [{"state": "draft", "employee_id": False, "outcome": False, "withdrawal_reason": "The result was wrong"}],
        )
        with self.assertRaisesRegex(UserError, "is not announced"):
            best._withdraw("Again")
        self.choose(best, self.chief).action_announce()
        self.assertEqual(best.notice_id.employee_id, self.chief)

    def test_r29_a_reissued_result_is_pointed_out_and_changes_nothing_by_itself(self):
        best = self.announced()
        case = self.appraisal_of(self.period, self.seller)
        for behaviour, told in ((5, 0), (2, 1)):
            case.with_user(self.general_manager)._reissue("Scored for somebody else.")
            case.rating_ids.filtered(lambda one: one.kind == "behaviour").score = behaviour
            case.with_user(self.officer).action_complete_step()
            self.period.with_user(self.officer).action_grade()
            case.with_user(self.general_manager).action_sign()
            case.with_user(self.officer).action_publish()
            with self.subTest(behaviour=behaviour):
                self.assertEqual(len(best.activity_ids), told)
        self.assertEqual((best.state, best.employee_id), ("announced", self.seller))
        self.assertEqual(best.activity_ids.user_id, self.general_manager)
        self.assertNotIn("seller", best.activity_ids.summary)
        self.assertIn("below it: Behaviour 40.00 %", best.doubt)
        best._withdraw("The result was issued again")
        self.assertFalse(best.activity_ids)

    def test_r29_the_bonus_stands_in_the_pay_sheet_outside_the_pool(self):
        self.seller.version_id.performance_pay_base = 1000
        self.other_seller.version_id.performance_pay_base = 1000
        manager = self.period.with_user(self.hr_manager)
        manager.action_compute_pay()
        manager.action_confirm_pay()

        def sheet(user=self.hr_manager):
            book = openpyxl.load_workbook(
                io.BytesIO(self.fetch_download(self.period.with_user(user).action_export_pay())), data_only=True
            )
            return list(book.worksheets[0].iter_rows(values_only=True))

        self.assertEqual(sheet()[0][5:8], ("To Pay", "Bonus", "Currency"))
        self.assertEqual([row[6] for row in sheet()[1:-1]], [None, None])
        best = self.announced()
        rows = {row[0]: row for row in sheet()}
        self.assertEqual((rows["seller"][5:7], rows["other_seller"][6]), ((1020, 500), None))
        self.assertEqual((rows["Total"][5], rows["Total"][6]), (1020 + rows["other_seller"][5], 500))
        own, others = sheet(self.seller.user_id), sheet(self.other_seller.user_id)
        self.assertEqual((own[1][6], others[1][6], len(others)), (500, None, 3))
        best._withdraw("The result was wrong")
        self.choose(best, self.chief).action_announce()
        # Without a base there is no pay, and still a bonus.
        rows = {row[0]: row for row in sheet()}
        self.assertEqual((rows["chief"][5:7], rows["seller"][6]), ((None, 500), None))


class TestBestNotice(BestCase):
    """R29, R29d: everybody reads who and why; candidates, scores and the bonus stay secret for ever."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)

    def test_r29_who_reads_what(self):
        best = self.announced()
        everybody = (self.seller.user_id, self.chief.user_id, self.other_seller.user_id, self.officer)
        deciders = (self.hr_manager, self.general_manager)
        for user in (*everybody, *deciders):
            notice = self.as_user(NOTICE, user).search([])
            with self.subTest(user=user.login):
                self.assertEqual((notice.employee_id, notice.reason), (self.seller, "Always there for others"))
                self.assertTrue(notice.read(["display_name", "period_id", "employee_id", "photo"]))
                self.env.invalidate_all()
                told = notice.read(["bonus"])[0]["bonus"]
                self.assertEqual(told, 500 if user in (*deciders, self.seller.user_id) else 0)
        for user in everybody:
            for record in (best, best.candidate_ids[0]):
                self.env.invalidate_all()
                model = self.as_user(record._name, user)
                with self.subTest(user=user.login, model=record._name):
                    self.assertFalse(model.has_access("read"))
                    with self.assertRaises(AccessError):
                        model.search([])
                    with self.assertRaises(AccessError):
                        model.search_count([("employee_id", "=", self.seller.id)])
                    with self.assertRaises(AccessError):
                        model.browse(record.id).read(["employee_id"])
        for model in (BEST, CANDIDATE, NOTICE):
            self.assertFalse(self.as_user(model, self.stranger).search([]), model)

    def test_r29d_the_notice_holds_no_way_to_scores(self):
        self.announced()
        notices = self.as_user(NOTICE, self.other_seller.user_id)
        comodels = {field.comodel_name for field in notices._fields.values() if field.comodel_name}
        self.assertLessEqual(
            comodels,
            {"hr.employee", "hr.department", "marketing.appraisal.period", "res.company", "res.currency", "res.users"},
        )
        self.assertFalse(notices._fields["bonus"].store)
        with self.assertRaises(ValueError), mute_logger("odoo.domains", "odoo.orm.domains", "odoo.fields"):
            notices.search([("bonus", ">", 0)])
        with self.assertRaises(ValueError):
            notices.formatted_read_group([], ["employee_id"], ["bonus:sum"])
        with self.assertRaises(AccessError):
            notices.search([]).write({"reason": "Me instead"})
        with self.assertRaises(AccessError):
            notices.create({"period_id": self.period.id, "reason": "Me"})
        self.assertFalse(notices.search([("employee_id.user_id.login", "=", "chief")]))

    def test_r29_a_draft_is_told_to_nobody(self):
        self.choose(self.prepare(), self.seller)
        self.assertFalse(self.env[NOTICE].search([("company_id", "=", self.company.id)]))

    def test_r29d_before_publication_nobody_learns_that_they_lead(self):
        april = self.signed_april()
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_hr_manager")
        best = self.prepare(self.seller.user_id, april)
        self.env.invalidate_all()
        self.assertEqual(best.candidate_ids.sudo().mapped("employee_id.name"), ["chief"])
        self.assertEqual(best.situation, "Who leads is shown to you once your own result is published.")
        april.with_user(self.officer).action_publish()
        self.env.invalidate_all()
        self.assertEqual(self.names(best), ["chief", "seller"])
        self.assertIn("A tie", best.situation)

    def test_r29_everybody_is_told_in_their_own_language_and_nothing_of_figures(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.chief.user_id.lang = "fr_FR"
        last = self.env["mail.message"].search([], order="id desc", limit=1)
        best = self.announced()
        # The badge that an addon grants tells its person besides.
        new = [("id", ">", last.id), ("message_type", "=", "user_notification"), ("model", "=", False)]
        messages = self.env["mail.message"].search(new)
        self.assertEqual(len(messages), 2, "one a language")
        people = self.env["hr.employee"].search([("company_id", "=", self.company.id), ("user_id", "!=", False)])
        self.assertEqual(messages.notified_partner_ids | messages.partner_ids, people.user_id.partner_id)
        text = " ".join(messages.mapped("body")) + " ".join(messages.mapped("subject"))
        self.assertIn("Employee of the month 2025-03: seller", text)
        self.assertIn("Always there for others", text)
        for figure in ("102", "90", "500", "36"):
            self.assertNotIn(figure, text)
        best._withdraw("The result was 102")
        taken_back = self.env["mail.message"].search(new) - messages
        self.assertIn("withdrawn", taken_back[0].body + taken_back[-1].body)
        self.assertFalse(any("102" in body for body in taken_back.mapped("body")))

    def test_r29_in_the_general_channel_where_it_is_this_companys(self):
        self.company.partner_id.lang = "en_US"
        channel = self.env["discuss.channel"].create({"name": "All of us", "channel_type": "channel"})
        self.assertFalse(self.env[NOTICE]._find_channel(), "the general channel belongs to several companies here")
        with patch.object(type(self.env[NOTICE]), "_find_channel", lambda notice: channel.sudo()):
            self.announced()
        message = channel.message_ids[0]
        self.assertIn("Employee of the month 2025-03: seller", message.body)
        self.assertEqual(message.author_id, self.general_manager.partner_id)
