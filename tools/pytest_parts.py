"""Running pytest: plainly, or inside Odoo by way of pytest-odoo."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.commands import merged
from tools.console import say
from tools.ground import Ground
from tools.paths import LOGS, ROOT, VENV_PYTHON
from tools.results import Result, read_junit


def plain_pytest(part: str, *arguments: str | Path) -> Result:
    """Without Odoo in the process; the fixtures of tools.testing bring servers where a test wants one."""
    return _pytest(part, ["-p", "no:odoo", *arguments], {"PYTHONPATH": str(ROOT)})


def pytest_side_by_side(part: str, *arguments: str | Path) -> Result:
    """The same by two processes at once; the tests of one file stay together and in their order."""
    return plain_pytest(part, "--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder", *arguments)


def pytest_in_odoo(part: str, here: Ground, database: str, *arguments: str | Path) -> Result:
    """With Odoo's registry of a database in the process, and its HTTP server for browser tests."""
    config = here.odoo.configuration_file()
    options = [
        f"--odoo-config={config}",
        f"--odoo-database={database}",
        "--odoo-http",
        "-p",
        "tools.odoo_tags",
        *arguments,
    ]
    return _pytest(part, options, here.odoo.environment())


def _pytest(part: str, arguments: Sequence[str | Path], variables: Mapping[str, str]) -> Result:
    """One run of pytest, on the terminal as it goes, counted from its own report."""
    say(f"\n== {part} ==")
    report = LOGS / f"junit-{part.replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    command = [VENV_PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
    started = time.monotonic()
    code = subprocess.call(list(map(str, command)), env=merged(variables), cwd=ROOT, stdin=subprocess.DEVNULL)
    return read_junit(part, report, code, time.monotonic() - started)
