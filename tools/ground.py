"""Everything that must be there before Odoo can do anything: prepared once, checked quickly afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tools import clusters, environment, locks, odoo_home, paths, preflight, system_packages, template
from tools.console import say
from tools.databases import Databases
from tools.odoo_program import OdooProgram
from tools.server import Server

BUSY = "Another make (process {pid}) is preparing this checkout: wait until it is done, then run it again."


@dataclass(frozen=True)
class Ground:
    """Odoo, its server and its databases, all ready; `template` names what the template was made from."""

    odoo: OdooProgram
    databases: Databases
    server: Server
    template: str


def prepare_python() -> None:
    """The virtual environment alone: enough for checks and for tests that need no Odoo."""
    paths.make_folders()
    with locks.held("prepare", BUSY):
        preflight.check_disk(prepared=environment.is_ready())
        environment.prepare()


@contextmanager
def standing(name: str, packages: tuple[str, ...] = ()) -> Iterator[Ground]:
    """The prepared ground of one cluster (clusters.RUN or clusters.TEST), running for the time of the block.

    `packages` names what should be there of the system's own.
    """
    prepare_python()
    with locks.held("prepare", BUSY):
        system_packages.ensure(packages)
        home = odoo_home.find_or_fetch()
        say(f"  Odoo {home.version}: {home.origin}")
    with clusters.server_in_use(name) as server:
        data = paths.DATA / name
        data.mkdir(exist_ok=True)
        odoo, databases = OdooProgram(home, server, data), Databases(server, data)
        with locks.held("prepare", BUSY):
            made_from = template.ensure(odoo, databases)
        yield Ground(odoo, databases, server, made_from)
