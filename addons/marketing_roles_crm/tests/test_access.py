from odoo.exceptions import AccessError, UserError

from .common import LeadsCase


class TestAccess(LeadsCase):
    """Own, all and company as CRM has them; every right that there is not, asked as each person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.new_stranger()
        cls.region = cls.new_region("South", cls.ann, state_ids=cls.guangdong.ids)

    def setUp(self):
        super().setUp()
        self.lead = self.new_passed_lead("2025-06-02")
        self.feedback = self.report(self.lead, "2025-06-05")

    def may_read(self, records, user):
        Model = self.as_user(records.browse(), user)
        return Model.has_access("read") and bool(Model.search([("id", "in", records.ids)]))

    def test_r8_feedback_and_history_are_read_by_whoever_reads_the_lead(self):
        administrator = self.new_user("roles_admin", "base.group_user,marketing_roles.group_administrator")
        officer = self.new_user("officer", "base.group_user,marketing_roles.group_hr_officer")
        general_manager = self.new_user("gm", "base.group_user,marketing_roles.group_general_manager")
        readers = {self.ann, self.leader, self.manager, self.reception}
        others = {self.bob, self.clerk_user, self.boss.user_id, officer, general_manager, administrator, self.stranger}
        for records in (self.lead, self.feedback, self.lead.handover_ids):
            for user in readers | others:
                with self.subTest(model=records._name, user=user.login):
                    self.assertEqual(self.may_read(records, user), user in readers)

    def test_the_group_of_administrators_alone_opens_no_feedback(self):
        administrator = self.new_user("roles_admin", "base.group_user,marketing_roles.group_administrator")
        for attempt in (
            lambda feedback: feedback.read(["text"]),
            lambda feedback: feedback.write({"text": "y"}),
            lambda feedback: feedback.unlink(),
        ):
            with self.assertRaises(AccessError):
                attempt(self.as_user(self.feedback, administrator))

    def test_nobody_of_another_company_changes_anything(self):
        for records, vals in (
            (self.feedback, {"text": "y"}),
            (self.region, {"name": "y"}),
            (self.lead, {"handover_kind": "develop"}),
        ):
            with self.assertRaises(AccessError):
                self.as_user(records, self.stranger).write(vals)

    def test_r8_what_passing_writes_is_not_written_by_hand(self):
        values = {
            "passed_date": "2025-07-01",
            "passed_by_id": self.bob.id,
            "passed_to_id": self.bob.id,
            "region_id": self.region.id,
            "next_feedback_date": "2030-01-01",
            "last_feedback_date": "2025-06-30",
            "feedback_count": 9,
            "feedback_late_count": 9,
        }
        for user in (self.ann, self.leader, self.manager):
            for name, value in values.items():
                with self.assertRaisesRegex(AccessError, "not written by hand"):
                    self.as_user(self.lead, user).write({name: value})
        for name, value in values.items():
            with self.assertRaisesRegex(AccessError, "not written by hand"):
                self.as_user(self.Lead, self.ann).create({"name": "x", name: value})
            with self.assertRaisesRegex(AccessError, "not written by hand"):
                self.as_user(self.Lead, self.ann).with_context(**{f"default_{name}": value}).create({"name": "x"})

    def test_r8_a_lead_that_was_passed_is_kept(self):
        with self.assertRaisesRegex(UserError, "is kept; mark it as lost or archive it"):
            self.as_user(self.lead, self.manager).unlink()
        self.as_user(self.new_lead(), self.manager).unlink()
        self.manager.group_ids += self.env.ref("marketing_roles.group_administrator")
        self.as_user(self.lead, self.manager).unlink()
        self.assertFalse(self.lead.exists() or self.feedback.exists())

    def test_r8_the_history_is_written_by_nobody(self):
        line = self.lead.handover_ids
        for user in (self.ann, self.leader, self.manager):
            for attempt in (
                lambda line: line.write({"to_user_id": self.bob.id}),
                lambda line: line.unlink(),
                lambda line: line.create({"lead_id": self.lead.id, "kind": "passed"}),
            ):
                with self.assertRaises(AccessError):
                    attempt(self.as_user(line, user))

    def test_regions_are_kept_by_administrators_of_sales(self):
        vals = {"name": "Abroad", "user_id": self.bob.id, "country_ids": self.japan.ids, "company_id": self.company.id}
        for user in (self.ann, self.leader):
            self.assertEqual(self.as_user(self.region, user).name, "South")
            for attempt in (
                lambda region: region.write({"name": "y"}),
                lambda region: region.unlink(),
                lambda region: region.create(vals),
            ):
                with self.assertRaises(AccessError):
                    attempt(self.as_user(self.region, user))
        with self.assertRaises(AccessError):
            self.as_user(self.region, self.clerk_user).read(["name"])
        self.assertFalse(self.may_read(self.region, self.stranger))
        self.as_user(self.region, self.manager).create(vals)

    def test_the_dialog_belongs_to_those_with_rights_in_crm(self):
        for model in ("marketing.lead.pass", "marketing.lead.pass.line"):
            self.assertFalse(self.as_user(self.env[model], self.clerk_user).has_access("create"))

    def test_menus_are_hidden_from_those_without_rights_in_crm(self):
        names = ("my_follow_ups", "handed_leads", "lead_feedback", "campaigns", "lead_regions")
        menus = {name: self.env.ref(f"marketing_roles_crm.menu_{name}") for name in names}

        def visible(user):
            shown = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            return {
                name
                for name, menu in menus.items()
                if all(int(part) in shown for part in menu.parent_path.strip("/").split("/"))
            }

        officer = self.new_user("officer", "base.group_user,marketing_roles.group_hr_officer")
        for user in (self.clerk_user, self.boss.user_id, officer):
            self.assertFalse(visible(user))
        self.assertEqual(visible(self.ann), {"my_follow_ups"})
        self.assertEqual(visible(self.leader), {"my_follow_ups", "handed_leads", "lead_feedback", "campaigns"})
        self.manager.group_ids += self.env.ref("marketing_roles.group_hr_officer")
        self.assertEqual(visible(self.manager), set(names))

    def test_campaigns_open_without_rights_in_crm(self):
        campaign = self.as_user(self.campaign, self.clerk_user)
        fields = self.env["utm.campaign"].with_user(self.clerk_user).fields_get()
        self.assertNotIn("lead_passed_count", fields)
        self.assertTrue(campaign.read())
        with self.assertRaises(AccessError):
            campaign.read(["lead_overdue_count"])
