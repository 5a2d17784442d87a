"""Make logins that the sample company lacks: HR of another company, and an administrator of the system who is HR.

stranger DATABASE PASSWORD
"""

import sys

from tests.system.programs.inside import opened

MANAGER = "marketing_roles.group_hr_manager"


def main(database, password):
    with opened(database) as env:
        from odoo import Command

        home = env["hr.employee"].search([("user_id.login", "=", "lin.guanghui")]).company_id
        far = env["res.company"].create({"name": "Elsewhere"})
        for login, company, groups in (
            ("far.away", far, (MANAGER,)),
            ("root.hr", home, (MANAGER, "base.group_system")),
        ):
            env["res.users"].create(
                {
                    "name": login,
                    "login": login,
                    "password": password,
                    "lang": "en_US",
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [Command.set([env.ref(group).id for group in ("base.group_user", *groups)])],
                }
            )
        env.cr.commit()


main(*sys.argv[1:])
