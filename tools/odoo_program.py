"""Starting Odoo: the command line, the environment and the effective configuration file."""

import configparser
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import addons
from tools.commands import run_logged
from tools.odoo_home import OdooHome
from tools.paths import ADDONS, CONFIG, CONFIGS, ROOT, VENV, VENV_PYTHON
from tools.server import Server

LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
FAULT = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) .*?: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class OdooProgram:
    """Odoo with one PostgreSQL server and one folder of data."""

    home: OdooHome
    server: Server
    data_folder: Path

    def command(self, *arguments: str) -> list[str]:
        """odoo.conf plus what depends on this machine."""
        return [
            str(VENV_PYTHON),
            *("-m", "odoo"),
            *("-c", str(CONFIG)),
            f"--addons-path={self.addons_path()}",
            f"--data-dir={self.data_folder}",
            *arguments,
        ]

    def addons_path(self) -> str:
        """Odoo's folders and, as soon as there is an addon in it, this project's."""
        ours = [ADDONS] if addons.names() else []
        return ",".join(str(path) for path in [*self.home.addons, *ours])

    def environment(self) -> dict[str, str]:
        """Where Python finds Odoo and this project, and where Odoo finds PostgreSQL."""
        return {
            **self.server.environment(),
            "PYTHONPATH": f"{ROOT}:{self.home.python_path}",
            "PATH": f"{VENV / 'bin'}:{os.environ.get('PATH', os.defpath)}",
            "LANG": "C.UTF-8",
            "ODOO_RC": str(self.configuration_file()),
        }

    def configuration_file(self) -> Path:
        """odoo.conf with the machine's values filled in, for tools that take a file and nothing else."""
        parser = configparser.RawConfigParser()
        parser.read(CONFIG)
        values = {
            "addons_path": self.addons_path(),
            "data_dir": str(self.data_folder),
            "db_host": self.server.host,
            "db_port": self.server.port,
            "db_user": self.server.user,
        }
        for name, value in values.items():
            parser.set("options", name, value)
        path = CONFIGS / f"{self.data_folder.name}.conf"
        with path.open("w") as file:
            file.write("; Written by tools/ from odoo.conf at every start: change that file, not this one.\n")
            parser.write(file)
        return path

    def run(self, database: str, arguments: Sequence[str], log: Path, show=None) -> int:
        """Run to the end, showing which module of how many is being loaded; without HTTP but for tests."""
        http = [] if any(one.startswith("--http-port") for one in arguments) else ["--no-http"]
        command = self.command("-d", database, *http, "--stop-after-init", *arguments)
        return run_logged(command, log, env=self.environment(), cwd=ROOT, watch=_counter(show))


def _counter(show):
    """Turns what is new in Odoo's log into the state of a running step."""

    def watch(text: str) -> None:
        for name, number, total in LOADING.findall(text)[-1:]:
            watch.state = f"{number} of {total}: {name},"
        show(watch.state)

    watch.state = ""
    return watch if show else None


def first_fault(log: Path) -> str:
    """The first error in a log of Odoo, or nothing."""
    found = FAULT.search(log.read_text(errors="replace"))
    return found[1] if found else ""
