from odoo.exceptions import ValidationError

from .common import MarketingRolesCase


class TestBranch(MarketingRolesCase):
    def test_r18_branch_is_the_nearest_department_above_that_is_one(self):
        self.assertEqual(self.east_sales.branch_id, self.east)
        self.assertEqual(self.east.branch_id, self.east)
        self.assertFalse(self.head_office.branch_id)

    def test_branch_follows_when_departments_move(self):
        self.east_sales.parent_id = self.west
        self.assertEqual(self.east_sales.branch_id, self.west)
        self.west.is_branch = False
        self.assertFalse(self.east_sales.branch_id)

    def test_branch_inside_a_branch_is_refused_from_below_and_from_above(self):
        with self.assertRaisesRegex(ValidationError, "cannot be a branch inside"), self.cr.savepoint():
            self.east_sales.is_branch = True
        parent = self.env["hr.department"].create({"name": "Above", "company_id": self.company.id})
        self.east.parent_id = parent
        with (
            self.assertRaisesRegex(ValidationError, "East cannot be a branch inside the branch Above"),
            self.cr.savepoint(),
        ):
            parent.is_branch = True
