"""Interactive prompts and plain Odoo on the databases of `make run`."""

import os
import subprocess

from tools import clusters, ground, settings
from tools.choices import database_name
from tools.problems import Problem
from tools.processes import recorded_server


def psql() -> int:
    """PostgreSQL's prompt."""
    with ground.standing(clusters.RUN) as here:
        name = _existing(here)
        return subprocess.call(here.server.psql_command(name), env=_variables(here))


def shell() -> int:
    """Odoo's prompt."""
    with ground.standing(clusters.RUN) as here:
        command = here.odoo.command("-d", _existing(here))
        command[3:3] = ["shell"]
        return subprocess.call(command, env=_variables(here))


def odoo(arguments: list[str]) -> int:
    """Odoo itself with any arguments."""
    with ground.standing(clusters.RUN) as here:
        return subprocess.call(here.odoo.command(*arguments), env=_variables(here))


def database(arguments: list[str]) -> int:
    """A fresh copy of the template database under the name given."""
    if len(arguments) != 1:
        raise Problem("Name the database: python3 -m tools database NAME.")
    with ground.standing(clusters.RUN) as here:
        here.databases.copy(settings.TEMPLATE, arguments[0])
    return 0


def _existing(here: ground.Ground) -> str:
    """The database that DATA names; without it, the one that is being served."""
    running = recorded_server()
    name = running.database if running and not os.environ.get("DATA") else database_name()
    if not here.databases.exists(name):
        raise Problem(f"There is no database {name} yet: `make run` makes it.")
    return name


def _variables(here: ground.Ground) -> dict[str, str]:
    return {**os.environ, **here.odoo.environment()}
