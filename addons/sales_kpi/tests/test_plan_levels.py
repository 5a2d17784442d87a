import re
from datetime import date
from decimal import Decimal

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import SalesKpiCase


@tagged("post_install", "-at_install")
class TestPlanLevels(SalesKpiCase):
    """Plans for units above people: what is not shared out keeps the sums those of the plan."""

    def test_r10a_what_is_not_shared_out_completes_every_level(self):
        self.plan([(self.seller, "2025-03-01", 300), (self.chief, "2025-03-01", 100)])
        self.units((self.named("company"), {3: 2000}), (self.named("east"), {3: 1000}), (self.named("team"), {3: 600}))
        table = self.table()
        self.assertEqual(table.of_person(self.seller.id).denominator, 300)
        self.assertEqual(table.of_person(self.chief.id).denominator, 600)
        self.assertEqual(table.of_employee_alone(self.chief.id).denominator, 100)
        self.assertEqual(table.of_branch(self.east.id).denominator, 1000)
        self.assertEqual(table.of_company().denominator, 2000)
        found = self.env["sales.quota.distribution"].search([("quota_id.name", "=", "Units")])
        self.assertEqual(
            {row.level: (row.planned, row.distributed, row.open_amount) for row in found},
            {"team": (600, 400, 200), "branch": (1000, 600, 400), "company": (2000, 1000, 1000)},
        )

    def test_r10a_too_much_shared_out_is_taken_off_above(self):
        self.plan([(self.seller, "2025-03-01", 700)])
        self.units((self.named("east"), {3: 500}), (self.named("company"), {3: 500}))
        table = self.table()
        self.assertEqual(table.of_branch(self.east.id).denominator, 500)
        self.assertEqual(table.of_company().denominator, 500)
        row = self.env["sales.quota.distribution"].search([("level", "=", "branch")])
        self.assertEqual(row.open_amount, -200)

    def test_r18_people_of_a_branch_are_measured_by_its_plan(self):
        self.units((self.named("east"), {3: 1000}))
        self.invoice(self.seller.user_id, "2025-03-10", 250)
        self.assertEqual(self.table(self.unit_kpi).of_branch(self.east.id).rate, Decimal("0.25"))

    def test_a_draft_is_seen_beside_what_is_approved(self):
        self.plan([(self.seller, "2025-03-01", 300)])
        draft = self.units((self.named("east"), {3: 1000}), approve=False)
        row = self.env["sales.quota.distribution"].search([("quota_id", "=", draft.id)])
        self.assertEqual((row.planned, row.distributed), (1000, 300))
        self.assertEqual(self.table().of_branch(self.east.id).denominator, 300)

    def test_a_unit_must_be_named_as_its_level_asks(self):
        for vals in (
            {"level": "company", "employee_id": self.seller.id},
            {"level": "branch"},
            {"level": "branch", "department_id": self.head_office.id},
            {"level": "person"},
            {"level": "team", "employee_id": self.chief.id, "department_id": self.east.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError), self.cr.savepoint():
                self.units((vals, {3: 1}), approve=False)

    # ------------------------------------------------------------------ the grid

    def test_the_grid_reads_and_writes_the_lines(self):
        plan = self.plan([(self.seller, "2025-03-01", 1000)], approve=False)
        with Form(plan) as form:
            with form.row_ids.edit(0) as row:
                self.assertEqual(row.amount_03, 1000)
                row.amount_03, row.amount_12 = 1100, 50.5
                self.assertEqual(row.total_amount, 1150.5)
            with form.row_ids.new() as row:
                row.employee_id = self.chief
                row.amount_01 = 7
        self.assertEqual(
            {(line.employee_id, line.month, line.amount) for line in plan.line_ids},
            {
                (self.seller, date(2025, 3, 1), 1100),
                (self.seller, date(2025, 12, 1), 50.5),
                (self.chief, date(2025, 1, 1), 7),
            },
        )
        self.assertEqual(plan.total_amount, 1157.5)

    def test_the_total_counts_everybody_once_month_by_month(self):
        """A branch stands for its people in the months in which it is planned, and for nobody else."""
        plan = self.plan(
            [(self.seller, "2025-01-01", 100), (self.seller, "2025-03-01", 400), (self.other_seller, "2025-03-01", 50)],
            approve=False,
        )
        self.env["sales.quota.row"].create(
            {"quota_id": plan.id, "level": "branch", "department_id": self.east.id, "amount_03": 1000}
        )
        self.assertEqual(plan.total_amount, 100 + 1000 + 50)
        self.env["sales.quota.row"].create(
            {"quota_id": plan.id, "level": "team", "employee_id": self.other_chief.id, "amount_03": 70, "amount_04": 9}
        )
        self.assertEqual(plan.total_amount, 100 + 1000 + 70 + 9)
        self.env["sales.quota.row"].create({"quota_id": plan.id, "level": "company", "amount_03": 3000})
        self.assertEqual(plan.total_amount, 100 + 3000 + 9)

    def test_months_are_those_of_the_fiscal_year(self):
        plan = self.plan([], approve=False, date_from="2025-04-01", date_to="2026-03-31")
        row = self.env["sales.quota.row"].create(
            {"quota_id": plan.id, "employee_id": self.seller.id, "amount_04": 4, "amount_03": 3}
        )
        self.assertEqual(sorted(row.line_ids.mapped("month")), [date(2025, 4, 1), date(2026, 3, 1)])
        plan.date_to = "2025-12-31"
        with self.assertRaisesRegex(UserError, "February lies outside"):
            row.amount_02 = 1

    def test_a_plan_has_at_most_twelve_months(self):
        with self.assertRaisesRegex(ValidationError, "more than twelve months"):
            self.plan([], approve=False, date_to="2026-01-01")

    # ------------------------------------------------------------------ revision and reset

    def test_a_plan_in_another_currency_counts_at_the_rate_of_its_day(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.company.currency_id = self.env.ref("base.USD")
        self.env["res.currency.rate"].create(
            [
                {"name": day, "currency_id": euro.id, "company_id": self.company.id, "rate": rate}
                for day, rate in (("2025-01-01", 0.5), ("2025-02-01", 0.25))
            ]
        )
        plan = self.plan([(self.seller, "2025-03-01", 100)], currency_id=euro.id)
        self.assertEqual((plan.line_ids.amount, plan.line_ids.company_amount), (100, 200))
        self.assertEqual(self.table().of_person(self.seller.id).denominator, 200)
        other = self.plan([(self.chief, "2025-03-01", 100)], currency_id=euro.id, rate_date="2025-02-15", name="Later")
        self.assertEqual(other.line_ids.company_amount, 400)

    # ------------------------------------------------------------------ next year, sharing out

    def test_next_year_with_growth_and_without_leavers(self):
        plan = self.plan([(self.seller, "2025-03-01", 100.10), (self.other_seller, "2025-03-01", 50)])
        self.other_seller.active = False
        wizard = self.env["sales.quota.growth"].create({"quota_id": plan.id, "growth": 5})
        self.assertEqual(wizard.name, "Plan 2026")
        new = self.env["sales.quota"].browse(wizard.action_make()["res_id"])
        self.assertEqual((str(new.date_from), str(new.date_to), new.state), ("2026-01-01", "2026-12-31", "draft"))
        self.assertEqual(
            [(line.employee_id, line.month, line.amount) for line in new.line_ids],
            [(self.seller, date(2026, 3, 1), 105.11)],
        )
        self.assertIn("other_seller", new.message_ids[0].body)

    def test_a_plan_is_shared_out_by_the_year_before_to_the_cent(self):
        self.plan(
            [(person, "2024-05-01", 1) for person in (self.seller, self.chief)],
            name="Before", date_from="2024-01-01", date_to="2024-12-31",
        )  # fmt: skip
        self.invoice(self.seller.user_id, "2024-05-10", 200)
        self.invoice(self.chief.user_id, "2024-06-10", 100)
        plan = self.units((self.named("east"), {1: 100, 2: 0.01}), approve=False)
        wizard = self.env["sales.quota.share"].create({"quota_id": plan.id, "row_id": plan.row_ids.id})
        self.assertEqual(
            {line.employee_id: round(line.share, 2) for line in wizard.line_ids},
            {self.seller: 66.67, self.chief: 33.33},
        )
        wizard.action_share_out()
        people = plan.line_ids.filtered(lambda line: line.level == "person")
        self.assertEqual(
            {(line.employee_id, line.month.month): line.amount for line in people},
            {(self.seller, 1): 66.67, (self.chief, 1): 33.33, (self.seller, 2): 0.01, (self.chief, 2): 0},
        )
        self.assertEqual(
            self.env["sales.quota.distribution"].search([("quota_id", "=", plan.id)]).mapped("open_amount"), [0, 0]
        )

    def test_shared_out_in_round_amounts_that_add_up(self):
        plan = self.units((self.named("company"), {3: 10_050.5}), approve=False)
        self.env["sales.quota.row"].create(
            [{"quota_id": plan.id, "employee_id": person.id} for person in (self.seller, self.other_seller, self.chief)]
        )
        wizard = self.env["sales.quota.share"].create({"quota_id": plan.id, "basis": "equal", "rounding": "100"})
        self.assertEqual(wizard.row_id.level, "company", "the only unit is proposed")
        wizard.action_share_out()
        parts = sorted(plan.line_ids.filtered(lambda line: line.level == "person").mapped("amount"))
        self.assertEqual((parts[0], sum(parts)), (3300, 10_050.5))
        self.assertEqual(len([part for part in parts if part % 100]), 1)

    def test_the_months_of_a_plan_add_up_below_its_grid(self):
        plan = self.units((self.named("company"), {3: 1000, 4: 500}), approve=False)
        self.env["sales.quota.line"].create(
            [
                {"quota_id": plan.id, "employee_id": self.seller.id, "month": f"2025-{month:02}-01", "amount": amount}
                for month, amount in ((3, 400), (4, 600))
            ]
        )
        cells = re.findall(r"<td[^>]*>([^<]*)</td>", plan.months_summary)
        figures = [float(re.sub(r"[^\d.-]", "", cell)) for cell in cells]
        self.assertEqual(figures, [1000, 500, 1500, 400, 600, 1000, 600, 0, 600, 0, -100, -100])
        self.assertEqual(plan.months_summary.count("text-danger"), 2)
        self.assertRegex(plan.over_note, "More is shared out than planned: .*100.00")

    def test_what_one_unit_lacks_does_not_hide_what_another_has_too_much_of(self):
        """The company has 100 too little for its branch and the person outside it, the branch 150 left."""
        plan = self.units((self.named("company"), {3: 1000}), (self.named("east"), {3: 700}), approve=False)
        self.env["sales.quota.line"].create(
            [
                {"quota_id": plan.id, "employee_id": person.id, "month": "2025-03-01", "amount": amount}
                for person, amount in ((self.seller, 550), (self.other_seller, 400))
            ]
        )
        gaps = {unit.level: gap for (unit, _month), gap in plan._get_gaps().items()}
        self.env.flush_all()
        listed = self.env["sales.quota.distribution"].search([("quota_id", "=", plan.id)])
        self.assertEqual(gaps, {row.level: row.open_amount for row in listed})
        self.assertEqual(sorted(gaps.values()), [-100, 150])

    def test_next_year_repeats_no_zeros(self):
        plan = self.plan([(self.seller, "2025-03-01", 100), (self.seller, "2025-04-01", 0)])
        action = self.env["sales.quota.growth"].create({"quota_id": plan.id}).action_make()
        lines = self.env["sales.quota"].browse(action["res_id"]).line_ids
        self.assertEqual(lines.mapped(lambda line: (str(line.month), line.amount)), [("2026-03-01", 100)])

    def test_with_four_eyes_whoever_entered_quotas_does_not_approve_them(self):
        planner, other = (
            self.new_user(login, "base.group_user,sales_kpi.group_sales_manager") for login in ("planner", "other")
        )
        mine = self.plan([], approve=False).with_user(planner)
        self.env["sales.quota.line"].with_user(planner).create(
            {"quota_id": mine.id, "employee_id": self.seller.id, "month": "2025-03-01", "amount": 5}
        )
        self.company.sales_quota_four_eyes = True
        with self.assertRaisesRegex(UserError, "somebody else approves"):
            mine.action_approve()
        mine.with_user(other).action_approve()
        self.assertEqual(mine.state, "approved")

    def test_there_must_be_somebody_to_share_out_to(self):
        plan = self.units((self.named("east"), {1: 100}), approve=False)
        wizard = self.env["sales.quota.share"].create({"quota_id": plan.id, "row_id": plan.row_ids.id})
        with self.assertRaisesRegex(UserError, "nobody to share out to"):
            wizard.action_share_out()
        with self.assertRaisesRegex(UserError, "same size or larger"):
            wizard.level = "branch"
            wizard.line_ids.mapped("share")
