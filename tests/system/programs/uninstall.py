"""Uninstall modules as the button on the screen of apps does."""

import sys

from tests.system.programs.inside import opened


def main(database, *names):
    with opened(database) as env:
        modules = env["ir.module.module"].search([("name", "in", names), ("state", "=", "installed")])
        print(*modules.mapped("name"))
        modules.button_immediate_uninstall()


main(*sys.argv[1:])
