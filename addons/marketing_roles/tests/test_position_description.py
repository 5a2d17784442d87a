from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .duties import DutiesCase


@tagged("post_install", "-at_install")
class TestPositionDescription(DutiesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.visit.with_context(lang="zh_CN").name = "拜访经销商"
        cls.seller_job.write({"requirements": "A driving licence", "reports_to_id": cls.supervisor_job.id})
        cls.description = cls.issue()

    @classmethod
    def issue(cls):
        description = (
            cls.env["marketing.position.description"].with_user(cls.officer).create({"job_id": cls.seller_job.id})
        )
        description.action_issue()
        return description

    def text(self, description, lang="en_US"):
        return str(description.with_context(lang=lang).text)

    def test_the_issued_text_is_fixed_in_every_language(self):
        self.assertIn("Visit dealers", self.text(self.description))
        self.assertIn("拜访经销商", self.text(self.description, "zh_CN"))
        self.assertIn("A driving licence", self.text(self.description))
        self.visit.name = "Call dealers"
        self.assertIn("Visit dealers", self.text(self.description))
        for vals in ({"date_from": "2020-01-01"}, {"job_id": self.clerk_job.id}, {"state": "draft"}, {"content": {}}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.description.with_user(self.officer).write(vals)
        with self.assertRaises(UserError):
            self.description.unlink()

    def test_who_has_left_is_not_asked(self):
        self.other_seller.departure_date = "2025-02-01"
        self.assertEqual(self.issue().acknowledgement_ids.employee_id, self.seller)

    def test_a_job_of_the_company_can_be_chosen_on_an_empty_form(self):
        Description = self.env["marketing.position.description"].with_user(self.officer)
        domain = Description.fields_get(["job_id"])["job_id"]["domain"]
        self.assertNotIn("company_id =", str(domain))
        self.assertTrue(Description.create({"job_id": self.clerk_job.id}))

    def test_a_new_version_replaces_the_one_before(self):
        second = self.issue()
        self.assertEqual((self.description.state, second.state, second.version), ("replaced", "issued", 2))

    def test_its_holders_acknowledge_and_nobody_else(self):
        waiting = self.description.acknowledgement_ids
        self.assertEqual(set(waiting.employee_id.mapped("name")), {"seller", "other_seller"})
        mine = self.description.with_user(self.seller.user_id)
        self.assertTrue(mine.may_acknowledge)
        mine.action_acknowledge()
        self.assertEqual((self.description.pending_count, self.description.acknowledged_count), (1, 1))
        with self.assertRaises(AccessError):
            mine.action_acknowledge()
        with self.assertRaises(AccessError):
            self.description.with_user(self.clerk.user_id).action_acknowledge()
        with self.assertRaises(AccessError):
            self.description.with_user(self.clerk.user_id).read(["version"])
        with self.assertRaises(AccessError):
            waiting.with_user(self.seller.user_id).write({"date": False})

    def test_a_signature_on_paper_is_for_those_without_a_login(self):
        self.other_seller.user_id = False
        waiting = self.description.acknowledgement_ids
        paper = waiting.filtered(lambda one: one.employee_id == self.other_seller)
        with self.assertRaises(AccessError):
            paper.with_user(self.seller.user_id).action_record_signed()
        with self.assertRaises(UserError):
            (waiting - paper).with_user(self.officer).action_record_signed()
        paper.with_user(self.officer).action_record_signed()
        self.assertTrue(paper.date)

    def test_who_comes_later_is_asked_too(self):
        newcomer = self.new_employee("newcomer", self.east, self.seller_job, self.chief)
        self.description.with_user(self.officer).action_add_holders()
        self.assertIn(newcomer, self.description.acknowledgement_ids.employee_id)

    def test_nothing_to_describe(self):
        empty = self.env["marketing.position.description"].create({"job_id": self.clerk_job.id})
        with self.assertRaises(UserError):
            empty.action_issue()

    def test_it_prints_in_both_languages(self):
        report = self.env["ir.actions.report"]
        for lang, word in (("en_US", "Visit dealers"), ("zh_CN", "拜访经销商")):
            html, _kind = report.with_context(lang=lang)._render_qweb_html(
                "marketing_roles.report_position_description", self.description.ids
            )
            self.assertIn(word, html.decode())
