"""The addons' own tests, run by Odoo's runner while it installs them on fresh copies of the template.

Two Odoos side by side, each with a database of its own on which everything is installed: one runs
the tests of some addons, the other those of the rest. Half of the time goes by this way.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import addons, preflight, settings
from tools.console import say, step
from tools.ground import Ground
from tools.odoo_log import LogReading, read_log
from tools.odoo_program import first_fault
from tools.paths import ADDONS, LOGS
from tools.problems import Problem
from tools.results import Result

DATABASE = "mr_test_addons"
LOG = LOGS / "addon-tests.log"
SCREENSHOTS = LOGS / "screenshots"
HALVES = 2


@dataclass(frozen=True)
class Half:
    """The addons whose tests one of the Odoos runs."""

    number: int
    names: list[str]
    port: int

    @property
    def database(self) -> str:
        """The first one is kept for tests/odoo."""
        return DATABASE if not self.number else f"{DATABASE}_{self.number}"

    @property
    def log(self) -> Path:
        return LOG if not self.number else LOG.with_stem(f"{LOG.stem}-{self.number}")

    def arguments(self) -> list[str]:
        """Everything is installed, some of it is tested."""
        return [
            *("-i", ",".join(addons.names())),
            f"--test-tags={','.join('/' + name for name in self.names)}",
            f"--http-port={self.port}",
            f"--screenshots={SCREENSHOTS}",
        ]


def there_are_any() -> bool:
    """True once an addon has a folder of tests."""
    return any(ADDONS.glob("*/tests/__init__.py"))


def run(here: Ground) -> Result:
    """Install everything from scratch with all tests on; a log line that warns is a failure too."""
    say("\n== addons ==")
    started = time.monotonic()
    halves = _halves()
    for half in halves:
        here.databases.copy(settings.TEMPLATE, half.database)
    with step("Installing and testing the addons") as now, ThreadPoolExecutor(len(halves)) as pool:
        # The first one tells how far it is.
        shown = [now.show, *[None] * (len(halves) - 1)]
        codes = list(pool.map(lambda half, show: _tested(here, half, show), halves, shown))
    here.databases.write_note(DATABASE, _note(here))
    for half in halves[1:]:
        here.databases.drop(half.database)
    readings = [read_log(half.log) for half in halves]
    for half, reading in zip(halves, readings, strict=True):
        say(f"  {reading.tests} tests of {', '.join(half.names)}: {half.log}")
    silent = not all(reading.tests for reading in readings)
    return _judge(_together(readings), any(codes) or silent, time.monotonic() - started)


def _tested(here: Ground, half: Half, show) -> int:
    return here.odoo.run(half.database, half.arguments(), half.log, show)


def _halves() -> list[Half]:
    """The addons shared out so that the lines of their tests are about as many on each side."""
    lines = {name: _lines_of_tests(name) for name in addons.names()}
    sides: list[list[str]] = [[] for _ in range(HALVES)]
    for name in sorted(lines, key=lines.get, reverse=True):
        min(sides, key=lambda side: sum(lines[one] for one in side)).append(name)
    return [Half(number, names, preflight.free_port()) for number, names in enumerate(sides) if names]


def _lines_of_tests(name: str) -> int:
    return sum(len(path.read_text().splitlines()) for path in (ADDONS / name / "tests").glob("*.py"))


def _together(readings: list[LogReading]) -> LogReading:
    return LogReading(
        sum(one.tests for one in readings),
        sum(one.failed for one in readings),
        sum(one.skipped for one in readings),
        [fault for one in readings for fault in one.faults],
    )


def ensure_database(here: Ground) -> None:
    """The database with all addons, for those who want to run only tests/odoo."""
    if here.databases.note(DATABASE) == _note(here):
        return
    here.databases.copy(settings.TEMPLATE, DATABASE)
    with step("Installing the addons") as now:
        code = here.odoo.run(DATABASE, ["-i", ",".join(addons.names())], LOG, now.show)
    if code or first_fault(LOG):
        raise Problem(f"The addons could not be installed ({first_fault(LOG) or 'Odoo gave up'}): see {LOG}.")
    here.databases.write_note(DATABASE, _note(here))


def _note(here: Ground) -> str:
    return f"{here.template} {addons.code_digest()}"


def _judge(found: LogReading, broken: bool, seconds: float) -> Result:
    """Failed tests, or else lines that warn, or else an exit code or a side without a test."""
    for line in found.faults:
        say(f"  {line}")
    failed = found.failed or len(found.faults) or int(broken)
    passed = max(found.tests - found.failed - found.skipped, 0)
    say(f"  {passed} passed, {failed} failed, {found.skipped} skipped")
    return Result("addons", passed, failed, found.skipped, seconds, tuple(found.faults))
