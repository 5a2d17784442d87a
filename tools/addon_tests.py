"""The addons' own tests, run by Odoo's runner while it installs them on a fresh copy of the template."""

import time

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


def there_are_any() -> bool:
    """True once an addon has a folder of tests."""
    return any(ADDONS.glob("*/tests/__init__.py"))


def run(here: Ground) -> Result:
    """Install everything from scratch with all tests on; a log line that warns is a failure too."""
    say("\n== addons ==")
    started = time.monotonic()
    here.databases.copy(settings.TEMPLATE, DATABASE)
    with step("Installing and testing the addons") as now:
        code = here.odoo.run(DATABASE, _arguments(), LOG, now.show)
    here.databases.write_note(DATABASE, _note(here))
    return _judge(read_log(LOG), code, time.monotonic() - started)


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


def _arguments() -> list[str]:
    names = addons.names()
    return [
        *("-i", ",".join(names)),
        f"--test-tags={','.join('/' + name for name in names)}",
        f"--http-port={preflight.free_port()}",
        f"--screenshots={SCREENSHOTS}",
    ]


def _note(here: Ground) -> str:
    return f"{here.template} {addons.code_digest()}"


def _judge(found: LogReading, code: int, seconds: float) -> Result:
    """Failed tests, or else lines that warn, or else an exit code, or no test at all."""
    for line in found.faults:
        say(f"  {line}")
    failed = found.failed or len(found.faults) or int(bool(code))
    if not found.tests:
        say("  No test of the addons ran.")
        failed = failed or 1
    passed = max(found.tests - found.failed - found.skipped, 0)
    say(f"  {passed} passed, {failed} failed, {found.skipped} skipped; the log is {LOG}")
    return Result("addons", passed, failed, found.skipped, seconds, tuple(found.faults))
