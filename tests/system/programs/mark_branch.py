"""Mark a department as a branch."""

import sys

from tests.system.programs.inside import opened


def main(database, name):
    with opened(database) as env:
        env["hr.department"].search([("name", "=", name)]).is_branch = True
        env.cr.commit()


main(*sys.argv[1:])
