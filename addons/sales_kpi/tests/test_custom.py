from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import SalesKpiCase


@tagged("post_install", "-at_install")
class TestCustomKpi(SalesKpiCase):
    """KPIs that users define without a line of code."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user(
            "sm", "base.group_user,sales_kpi.group_sales_manager,sales_team.group_sale_salesman_all_leads"
        )
        cls.orders = cls.env["ir.model"]._get("sale.order")

    def field(self, model, name):
        return self.env["ir.model.fields"]._get(model, name).id

    def new_kpi(self, user=None, **vals):
        values = {
            "name": "Large orders",
            "code": "large",
            "measure": "custom",
            "company_id": self.company.id,
            "custom_model_id": self.orders.id,
            "custom_date_field_id": self.field("sale.order", "date_order"),
            "custom_person_field_id": self.field("sale.order", "user_id"),
            "custom_value_field_id": self.field("sale.order", "amount_untaxed"),
            "custom_domain": "[('state', '=', 'sale'), ('amount_untaxed', '>=', 100)]",
            **vals,
        }
        return self.env["sales.kpi"].with_user(user or self.manager).create(values)

    def order(self, amount, day, user=None, product=None, partner=None, currency=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": (partner or self.customer).id,
                "company_id": self.company.id,
                "user_id": (user or self.seller.user_id).id,
                "order_line": [
                    (0, 0, {"product_id": (product or self.product).id, "price_unit": amount, "tax_ids": False})
                ],
            }
        )
        if currency:
            order.currency_id = currency
        order.action_confirm()
        order.date_order = day
        return order

    def done(self, kpi, person=None, month=3):
        self.env.flush_all()
        return self.table(kpi, month).of_employee_alone((person or self.seller).id).numerator

    def test_what_matches_counts_with_its_value_on_the_companys_day(self):
        kpi = self.new_kpi()
        self.order(500, "2025-03-10 04:00:00")
        self.order(99, "2025-03-10 04:00:00")
        self.order(300, "2025-03-31 20:00:00")
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.assertEqual((self.done(kpi), self.done(kpi, month=4)), (500, 300))
        self.assertEqual((kpi.unit, kpi.custom_definer_id), ("money", self.manager))
        self.assertIn(kpi.sudo().custom_count, (2, 3))

    def test_without_a_value_documents_are_counted_against_the_quota(self):
        kpi = self.new_kpi(custom_value_field_id=False)
        self.plan([(self.seller, "2025-03-01", 4)], kpi_id=kpi.id)
        self.order(500, "2025-03-10 04:00:00")
        self.env.flush_all()
        self.assertEqual(float(self.table(kpi).of_person(self.seller.id).rate), 0.25)

    def test_by_category_and_customer_tag(self):
        category = self.env["product.category"].create({"name": "Machines"})
        machine = self.env["product.product"].create({"name": "Machine", "taxes_id": False, "categ_id": category.id})
        tag = self.env["res.partner.category"].create({"name": "Key account"})
        key = self.env["res.partner"].create({"name": "Key", "category_id": [(4, tag.id)]})
        line = "sale.order.line"
        kpi = self.new_kpi(
            code="machines",
            custom_model_id=self.env["ir.model"]._get(line).id,
            custom_date_field_id=self.field(line, "create_date"),
            custom_person_field_id=self.field(line, "salesman_id"),
            custom_value_field_id=self.field(line, "price_subtotal"),
            custom_domain="[]",
            custom_categ_ids=[(4, category.id)],
        )
        self.order(500, "2025-03-10 04:00:00", product=machine)
        self.order(300, "2025-03-10 04:00:00")
        self.env.flush_all()
        rows = self.env["sales.kpi.evidence"].search([("kpi_id", "=", kpi.id), ("kind", "=", "done")])
        self.assertEqual(rows.mapped("numerator"), [500])
        tagged_kpi = self.new_kpi(code="key", custom_tag_ids=[(4, tag.id)])
        self.order(700, "2025-03-10 04:00:00", partner=key)
        self.assertEqual(self.done(tagged_kpi), 700)

    def test_the_definer_opens_nothing_they_may_not_read(self):
        own = new_test_user(
            self.env, "own", "base.group_user,sales_kpi.group_sales_manager,sales_team.group_sale_salesman",
            company_id=self.company.id, company_ids=[(6, 0, self.company.ids)],
        )  # fmt: skip
        kpi = self.new_kpi(user=own)
        self.order(500, "2025-03-10 04:00:00")
        self.assertEqual(self.done(kpi), 0)
        kpi.with_user(self.manager).custom_domain = "[('state', '=', 'sale')]"
        self.assertEqual(self.done(kpi), 500)
        with self.assertRaises(AccessError):
            self.new_kpi(
                code="wages",
                custom_model_id=self.env["ir.model"]._get("hr.version").id,
                custom_date_field_id=self.field("hr.version", "date_version"),
                custom_person_field_id=self.field("hr.version", "employee_id"),
                custom_value_field_id=self.field("hr.version", "wage"),
                custom_domain="[]",
            )

    def test_what_cannot_be_is_said_in_a_sentence(self):
        for vals, words in (
            ({"custom_domain": "[('no_such_field', '=', 1)]"}, "cannot be read"),
            ({"custom_domain": "[('amount_untaxed', '>', 'abc')]"}, "cannot be read"),
            ({"custom_domain": "[('date_order', '>', 'abc')]"}, "cannot be read"),
            ({"custom_domain": "[('state', '=', "}, "no list of conditions"),
            ({"custom_domain": "__import__('os')"}, "no list of conditions"),
            ({"custom_person_field_id": False}, "needs documents"),
            ({"custom_value_field_id": self.field("sale.order.line", "price_unit")}, "no stored field"),
            ({"custom_categ_ids": [(4, self.env["product.category"].search([], limit=1).id)]}, "name no product"),
            (
                {
                    "custom_model_id": self.env["ir.model"]._get("res.country").id,
                    "custom_date_field_id": self.field("res.country", "create_date"),
                    "custom_person_field_id": self.field("res.country", "create_uid"),
                    "custom_value_field_id": False,
                    "custom_domain": "[]",
                },
                "belong to a company|may not|not allowed",
            ),
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(Exception, words), self.cr.savepoint():
                self.new_kpi(code="wrong", **vals)
        self.assertFalse(self.env["sales.kpi"].search([("code", "=", "wrong")]))

    def test_documents_are_called_what_they_are_called(self):
        kpi = self.new_kpi()
        order = self.order(500, "2025-03-10 04:00:00")
        self.env.flush_all()
        row = self.env["sales.kpi.evidence"].search([("kpi_id", "=", kpi.id)])
        self.assertEqual(row.label, order.name)

    def test_a_customer_is_nobody_whose_figure_it_is(self):
        with self.assertRaisesRegex(ValidationError, "names no user and no employee"):
            self.new_kpi(custom_person_field_id=self.field("sale.order", "partner_id"))

    def test_a_code_is_proposed_and_names_one_kpi(self):
        made = self.new_kpi(code="", name="Large Orders (new)")
        self.assertEqual(made.code, "large_orders_new")
        self.assertEqual(self.new_kpi(code=False, name="Large orders: new").code, "large_orders_new_2")
        self.assertRegex(self.new_kpi(code=False, name="大单").code, r"^[a-z0-9_]+$")
        with self.assertRaisesRegex(ValidationError, "is no code"):
            made.code = "large orders"

    def test_documents_to_choose_from_name_whose_they_are(self):
        field = self.env["sales.kpi"]._fields["custom_model_id"]
        offered = self.env["ir.model"].search(field.domain).mapped("model")
        self.assertLessEqual({"sale.order", "account.move"}, set(offered))
        self.assertNotIn("account.account", offered)
        self.assertNotIn("res.currency.rate", offered)

    def test_the_preview_names_ten(self):
        kpi = self.new_kpi()
        orders = [self.order(500, "2025-03-10 04:00:00") for _number in range(12)]
        kpi.invalidate_recordset()
        self.assertEqual(kpi.custom_count, 12)
        self.assertEqual(len(kpi.custom_preview.splitlines()), 10)
        self.assertIn(orders[-1].name, kpi.custom_preview)
        with self.assertRaises(ValidationError):
            kpi.custom_domain = "nothing"
