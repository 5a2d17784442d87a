"""Press a button of one period as somebody does, in one transaction; told by lines what to do.

    press DATABASE LOGIN PERIOD METHOD WAITS

With WAITS 1 it prints `inside` when everything is written and nothing is committed, and waits for a line; whoever
reads it may kill it there. After the commit it prints `done`.
"""

import sys

from tests.system.programs.inside import opened


def main(database, login, name, method, waits):
    with opened(database) as env:
        user = env["res.users"].search([("login", "=", login)])
        env = env(user=user, su=False, context={"allowed_company_ids": user.company_id.ids, "lang": "en_US"})
        getattr(env["marketing.appraisal.period"].search([("name", "=", name)]), method)()
        env.cr.flush()
        if waits == "1":
            print("inside", flush=True)
            sys.stdin.readline()
        env.cr.commit()
        print("done", flush=True)


main(*sys.argv[1:])
