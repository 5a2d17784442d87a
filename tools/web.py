"""A running Odoo: started with its output in a log, waited for until it answers a page."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from tools.commands import end, merged
from tools.odoo_program import OdooProgram, first_fault
from tools.paths import ROOT
from tools.problems import Problem

PATIENCE = 120


def start(odoo: OdooProgram, database: str, port: int, log: Path, leases: Sequence[IO] = ()) -> subprocess.Popen:
    """Start the server in a session of its own; it keeps the leases as long as it lives."""
    command = odoo.command("-d", database, f"--http-port={port}")
    with log.open("wb") as sink:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=merged(odoo.environment()),
            cwd=ROOT,
            start_new_session=True,
            pass_fds=[lease.fileno() for lease in leases],
        )


def address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def wait_until_ready(process: subprocess.Popen, port: int, log: Path) -> None:
    """Until the login page comes; a server that ends or stays silent is one clear sentence."""
    deadline = time.monotonic() + PATIENCE
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise Problem(f"Odoo ended while starting ({first_fault(log) or 'without a word'}): see {log}.")
            if time.monotonic() > deadline:
                raise Problem(f"Odoo gave no page within {PATIENCE} seconds: see {log}.")
            time.sleep(0.3)
    except BaseException:
        end(process)
        raise


def _answers(port: int) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            f"{address(port)}/web/login", timeout=30
        ) as page:
            return page.status == 200
    except (urllib.error.URLError, OSError):
        return False
