"""Which PostgreSQL is used: the one that PGHOST names, or one of this project's own two clusters."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tools import postgres_home
from tools.postgres import DURABLE, THROW_AWAY, Cluster
from tools.problems import Problem
from tools.server import Server

RUN = "run"
TEST = "test"


def own_cluster(name: str) -> Cluster:
    """This project's cluster for running (durable) or for tests (throw-away)."""
    return Cluster(name, postgres_home.locate(), DURABLE if name == RUN else THROW_AWAY)


@contextmanager
def server_in_use(name: str) -> Iterator[Server]:
    """A server that answers, for the time of the block."""
    if os.environ.get("PGHOST"):
        server = _outside_server()
        server.require_answer()
        yield server
        return
    with own_cluster(name).in_use() as server:
        yield server


def _outside_server() -> Server:
    user = os.environ.get("PGUSER", "odoo")
    if user == "postgres":
        raise Problem("Odoo refuses the database user postgres: set PGUSER to a role that may create databases.")
    programs = postgres_home.packaged_programs()
    return Server(programs, os.environ["PGHOST"], os.environ.get("PGPORT", "5432"), user, "postgres-outside")
