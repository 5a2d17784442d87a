"""Close a month as a sales manager, and then take back one of its invoices: something has changed since."""

import sys

from odoo.fields import Date

from tests.system.programs.inside import opened


def main(database, login, month):
    with opened(database) as env:
        user = env["res.users"].search([("login", "=", login)])
        closing = env["sales.kpi.closing"].with_user(user).create({"month": month, "company_id": user.company_id.id})
        closing.action_close()
        invoices = env["account.move"].search(
            [
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("invoice_date", ">=", month),
                ("invoice_date", "<=", Date.end_of(Date.to_date(month), "month")),
            ],
            limit=1,
        )
        invoices.button_draft()
        env.cr.commit()


main(*sys.argv[1:])
