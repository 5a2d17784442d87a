from odoo.exceptions import AccessError

from .common import MarketingRolesCase


class TestAccess(MarketingRolesCase):
    """Own, team, all and company, asked as each person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.new_user("officer", "base.group_user,marketing_roles.group_hr_officer")
        cls.general_manager = cls.new_user("gm", "base.group_user,marketing_roles.group_general_manager")
        cls.tasks = cls.env["marketing.task"].create(
            [
                {"name": each.name, "employee_id": each.id, "date_deadline": "2025-06-20", "date_from": False}
                for each in (cls.seller, cls.other_seller, cls.clerk)
            ]
        )
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls.new_user("stranger", "base.group_user,marketing_roles.group_administrator", other)

    def as_user(self, model, user):
        """Return a model as a user sees it in their own companies."""
        return self.env[model].with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def readable(self, user):
        return set(self.as_user("marketing.task", user).search([]).mapped("name"))

    def test_every_internal_user_is_an_employee_of_the_app(self):
        self.assertTrue(self.seller.user_id.has_group("marketing_roles.group_employee"))

    def test_tasks_are_read_by_holder_team_hr_and_general_manager(self):
        self.assertEqual(self.readable(self.seller.user_id), {"seller"})
        self.assertEqual(self.readable(self.chief.user_id), {"seller"})
        self.assertEqual(self.readable(self.boss.user_id), {"clerk"})
        everybody = {"seller", "other_seller", "clerk"}
        self.assertEqual(self.readable(self.officer), everybody)
        self.assertEqual(self.readable(self.general_manager), everybody)
        self.assertEqual(self.readable(self.stranger), set())

    def test_an_employee_neither_plans_nor_changes_tasks(self):
        own = self.tasks[0].with_user(self.seller.user_id)
        for attempt in (
            lambda: own.write({"name": "Easier"}),
            lambda: own.unlink(),
            lambda: own.create({"name": "x", "employee_id": self.seller.id, "date_deadline": "2025-01-01"}),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_an_assessor_plans_for_the_own_team_only(self):
        Task = self.env["marketing.task"].with_user(self.chief.user_id)
        Task.create({"name": "x", "employee_id": self.seller.id, "date_deadline": "2030-01-01"})
        with self.assertRaises(AccessError):
            Task.create({"name": "x", "employee_id": self.other_seller.id, "date_deadline": "2030-01-01"})

    def test_organisation_by_date_is_for_hr(self):
        Position = self.env["marketing.dated.position"]
        with self.assertRaises(AccessError):
            Position.with_user(self.chief.user_id).search([])
        self.assertTrue(Position.with_user(self.officer).search([]))

    def test_holidays_are_kept_by_hr_and_read_by_all(self):
        Override = self.env["marketing.workday.override"]
        vals = {"name": "x", "date_from": "2030-01-01", "company_id": self.company.id}
        with self.assertRaises(AccessError):
            Override.with_user(self.chief.user_id).create(vals)
        holiday = Override.with_user(self.officer).create(vals)
        self.assertEqual(holiday.with_user(self.seller.user_id).name, "x")
        self.assertNotIn(holiday, self.as_user("marketing.workday.override", self.stranger).search([]))
