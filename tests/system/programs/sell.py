"""Enter one more month of a company's sales: an approved quota and a posted invoice for everybody who sold."""

import sys

from tests.system.programs.inside import opened


def main(database, day, quota, amount):
    with opened(database) as env:
        from odoo import Command

        kpi = env.ref("sales_kpi.kpi_plan_completion")
        sellers = env["sales.quota.line"].search([("kpi_id", "=", kpi.id)]).employee_id.filtered("active")
        month = day[:8] + "01"
        plan = env["sales.quota"].create(
            {
                "name": f"Quotas {day[:7]}",
                "kpi_id": kpi.id,
                "date_from": month,
                "date_to": day,
                "line_ids": [
                    Command.create({"employee_id": seller.id, "month": month, "amount": float(quota)})
                    for seller in sellers
                ],
            }
        )
        plan.action_approve()
        invoices = env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": env.ref("base.partner_admin").id,
                    "invoice_user_id": seller.user_id.id,
                    "invoice_date": day,
                    "invoice_line_ids": [Command.create({"name": "Goods", "price_unit": float(amount), "tax_ids": []})],
                }
                for seller in sellers
            ]
        )
        invoices.action_post()
        print(len(sellers))
        env.cr.commit()


main(*sys.argv[1:])
