"""A PostgreSQL cluster of this project's own: a durable one for `make run`, a throw-away one for tests."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import locks
from tools.console import step
from tools.identity import give_to_account, run_as_account
from tools.paths import LOGS
from tools.postgres_home import PostgresHome
from tools.problems import Problem
from tools.server import Server

DURABLE = {"shared_buffers": "256MB", "max_connections": "200"}
THROW_AWAY = {**DURABLE, "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ROLE = "odoo"
PORT = "5432"


@dataclass(frozen=True)
class Cluster:
    """One data folder, its socket, and how careful it is with the disk."""

    name: str
    home: PostgresHome
    settings: dict[str, str]

    @property
    def data(self) -> Path:
        return self.home.clusters / self.name

    @property
    def sockets(self) -> Path:
        return self.home.sockets / self.name

    @property
    def lock(self) -> str:
        return f"postgres-{self.name}"

    def server(self) -> Server:
        """How to reach it."""
        return Server(self.home.programs, str(self.sockets), PORT, ROLE, self.lock)

    @contextmanager
    def in_use(self) -> Iterator[Server]:
        """Running for the time of the block; whoever leaves last stops it."""
        lease = locks.join(self.lock)
        try:
            self.start()
            yield self.server()
        finally:
            if locks.leave(lease):
                self.stop()
            lease.close()

    def start(self) -> None:
        """Make the cluster if need be and start it unless it answers already."""
        give_to_account(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            with step(f"Making the PostgreSQL cluster '{self.name}'"):
                self._create()
        if self.is_running():
            return
        with step(f"Starting PostgreSQL ('{self.name}')"):
            self._pg_ctl("start", "-w", "-t", "60", "-o", self._options())

    def stop(self) -> None:
        """Stop it if it runs."""
        if self.is_running():
            self._pg_ctl("stop", "-m", "fast", "-t", "60")

    def is_running(self) -> bool:
        """True if a server holds this data folder."""
        if not (self.data / "PG_VERSION").exists():
            return False
        return run_as_account([self.home.programs / "pg_ctl", "-D", self.data, "status"]).returncode == 0

    def _create(self) -> None:
        """initdb into a temporary folder that takes its place at the end."""
        fresh = self.data.with_name(self.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        command = [self.home.programs / "initdb", "-D", fresh, "-U", "postgres", "--auth=trust"]
        self._check(run_as_account([*command, "--encoding=UTF8", "--locale=C", "--no-sync"]))
        self._create_role(fresh)
        os.replace(fresh, self.data)

    def _create_role(self, folder: Path) -> None:
        """Odoo refuses to work as the superuser: it gets a role that may create databases."""
        statement = f"CREATE ROLE {ROLE} LOGIN CREATEDB;\n"
        command = [self.home.programs / "postgres", "--single", "-D", folder, "postgres"]
        script = f"""printf '%s' '{statement}' | '{"' '".join(map(str, command))}'"""
        self._check(run_as_account(["sh", "-c", script]))

    def _options(self) -> str:
        changed = " ".join(f"-c {name}={value}" for name, value in self.settings.items())
        return f"-k {self.sockets} -c listen_addresses='' -c unix_socket_permissions=0700 {changed}"

    def _pg_ctl(self, *arguments: str) -> None:
        """Its output goes to a file: a pipe would stay open as long as the server runs."""
        LOGS.mkdir(parents=True, exist_ok=True)
        command = [self.home.programs / "pg_ctl", "-D", self.data, "-l", self.data / "server.log", *arguments]
        with (LOGS / f"postgres-{self.name}.log").open("w") as sink:
            done = run_as_account(command, stdout=sink)
        if done.returncode:
            raise Problem(f"PostgreSQL did not {arguments[0]}: see {self.data / 'server.log'} and {sink.name}.")

    def _check(self, done: subprocess.CompletedProcess) -> None:
        if done.returncode:
            last = (done.stdout.strip().splitlines() or ["it said nothing"])[-1]
            raise Problem(f"The PostgreSQL cluster '{self.name}' could not be made: {last}")
