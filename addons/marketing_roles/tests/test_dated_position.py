from datetime import date

from .common import MarketingRolesCase


class TestDatedPosition(MarketingRolesCase):
    def positions(self, employee):
        return self.env["marketing.dated.position"].search([("employee_id", "=", employee.id)])

    def test_r10a_one_row_per_version_without_gap_or_overlap(self):
        moved = self.seller.create_version({"date_version": date(2025, 3, 15)})
        moved.write({"department_id": self.west.id, "appraiser_id": self.other_chief.id})
        first, second = self.positions(self.seller)
        self.assertRecordValues(
            first + second,
            [
                {
                    "date_from": date(1900, 1, 1),
                    "valid_from": date(2025, 1, 1),
                    "valid_until": date(2025, 3, 14),
                    "date_to": date(2025, 3, 15),
                    "branch_id": self.east.id,
                    "appraiser_id": self.chief.id,
                    "role_id": self.env.ref("marketing_roles.role_salesperson").id,
                },
                {
                    "date_from": date(2025, 3, 15),
                    "valid_from": date(2025, 3, 15),
                    "valid_until": False,
                    "date_to": date(9999, 12, 31),
                    "branch_id": self.west.id,
                    "appraiser_id": self.other_chief.id,
                    "role_id": self.env.ref("marketing_roles.role_salesperson").id,
                },
            ],
        )

    def test_employment_begins_with_the_contract_and_ends_with_departure(self):
        self.seller.create_version({"date_version": date(2025, 3, 15)})
        self.seller.version_id.departure_date = date(2025, 9, 30)
        for position in self.positions(self.seller):
            self.assertEqual(position.date_start, date(2025, 1, 1))

    def test_archived_versions_do_not_count(self):
        version = self.seller.create_version({"date_version": date(2025, 3, 15)})
        version.active = False
        self.assertEqual(len(self.positions(self.seller)), 1)

    def test_changes_of_this_transaction_are_seen(self):
        self.east_sales.parent_id = self.west
        self.assertEqual(self.positions(self.seller).branch_id, self.west)
