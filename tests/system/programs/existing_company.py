"""A small company as an Odoo without our addons knows it: people, a manager, an order, an invoice."""

import sys

from tests.system.programs.inside import opened


def main(database):
    with opened(database) as env:
        from odoo import Command

        company = env["res.company"].search([], limit=1)
        env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        user = env["res.users"].create(
            {
                "name": "Old Boss",
                "login": "old.boss",
                "group_ids": [Command.link(env.ref("base.group_user").id)],
            }
        )
        boss = env["hr.employee"].create({"name": "Old Boss", "user_id": user.id})
        north = env["hr.department"].create({"name": "North", "manager_id": boss.id})
        shop = env["hr.department"].create({"name": "Shop", "parent_id": north.id})
        env["hr.employee"].create({"name": "Old Hand", "parent_id": boss.id, "department_id": shop.id})
        order = env["sale.order"].create(
            {
                "partner_id": env["res.partner"].create({"name": "Old Customer"}).id,
                "user_id": user.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": env["product.product"]
                            .create({"name": "Thing", "invoice_policy": "order", "taxes_id": False})
                            .id,
                            "price_unit": 250,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        order._create_invoices().action_post()
        env.cr.commit()


main(*sys.argv[1:])
