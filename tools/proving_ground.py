"""What a test may do with Odoo and its databases."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools import addons, company_step, locks, preflight, settings, web
from tools.commands import end
from tools.ground import Ground
from tools.odoo_program import first_fault
from tools.paths import LOGS, ROOT
from tools.problems import Problem
from tools.stamps import digest

PREFIX = "mr_test_"


class ProvingGround:
    """The `ground` of a test; every database it makes is thrown away with the next of the same name."""

    def __init__(self, here: Ground):
        self.here = here

    def new_database(self, name: str, modules: Sequence[str] = (), template: bool = True) -> str:
        """A fresh database with these modules; its full name. Without `template` not even base is there.

        What was installed once for a set of modules is kept and copied, until an addon's code changes.
        """
        full = PREFIX + name
        if not template:
            self.here.databases.create(full)
            if modules:
                self._install(full, modules)
            return full
        self.here.databases.copy(self._prepared(tuple(modules)), full)
        return full

    def drop(self, database: str) -> None:
        """Drop a database that a test made."""
        self.here.databases.drop(database)

    def odoo(self, *arguments: str, database: str) -> str:
        """Run Odoo on a database to the end, without HTTP; returns its log and raises if it gave up."""
        log = self._log("odoo", database)
        if self.here.odoo.run(database, arguments, log):
            raise Problem(f"Odoo gave up ({first_fault(log) or 'without a word'}): see {log}.")
        return log.read_text(errors="replace")

    @contextmanager
    def serve(self, database: str) -> Iterator[str]:
        """A running server on a free port for the time of the block; yields its address."""
        port, log = preflight.free_port(), self._log("serve", database)
        process = web.start(self.here.odoo, database, port, log)
        try:
            web.wait_until_ready(process, port, log)
            yield web.address(port)
        finally:
            end(process)

    def psql(self, database: str, sql: str) -> str:
        """Run SQL; one row per line, values divided by |."""
        return self.here.server.sql(sql, database)

    def load_company(self, database: str, folder: str | Path = settings.DEFAULT_DATA) -> None:
        """Load the company of a folder as `make run` does; the loader's own sentence if it refuses."""
        company_step.load(self.here.odoo, database, ROOT / folder, lambda state: None)

    def config(self) -> Path:
        """The effective configuration file, for programs that take `--config`."""
        return self.here.odoo.configuration_file()

    def environment(self) -> dict[str, str]:
        """The variables that let another program import Odoo and reach this PostgreSQL."""
        return self.here.odoo.environment()

    def _prepared(self, modules: tuple[str, ...]) -> str:
        """The database to copy for a set of modules, made if need be."""
        if not modules:
            return settings.TEMPLATE
        name = f"{PREFIX}prepared_{digest(*sorted(modules))[:8]}"
        note = f"{self.here.template} {addons.code_digest()}"
        with locks.waited_for(name):
            if self.here.databases.note(name) != note:
                self.here.databases.copy(settings.TEMPLATE, name)
                self._install(name, modules)
                self.here.databases.write_note(name, note)
        return name

    def _install(self, database: str, modules: Sequence[str]) -> None:
        self.odoo("-i", ",".join(modules), database=database)

    def _log(self, kind: str, database: str) -> Path:
        return LOGS / f"{kind}-{database}.log"
