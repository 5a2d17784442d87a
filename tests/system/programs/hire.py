"""Give somebody who was just hired a login, and let their contract begin on a day in the past.

hire DATABASE NAME LOGIN PASSWORD DAY
"""

import sys

from tests.system.programs.inside import opened


def main(database, name, login, password, day):
    with opened(database) as env:
        from odoo import Command

        person = env["hr.employee"].search([("name", "=", name)])
        person.version_id.write({"date_version": day, "contract_date_start": day})
        person.user_id = env["res.users"].create(
            {
                "name": name,
                "login": login,
                "password": password,
                "lang": "en_US",
                "tz": "Asia/Shanghai",
                "company_id": person.company_id.id,
                "company_ids": [Command.set(person.company_id.ids)],
                "group_ids": [Command.set(env.ref("base.group_user").ids)],
            }
        )
        env.cr.commit()


main(*sys.argv[1:])
