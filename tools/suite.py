"""`make test`: every part in its order, a failing part never hides the next one."""

import time
from pathlib import Path

from tools import addon_tests, clusters, ground, lint, locks
from tools.console import say
from tools.ground import Ground
from tools.paths import ADDONS, ROOT
from tools.pytest_parts import plain_pytest, pytest_in_odoo, pytest_side_by_side
from tools.results import Report, Result
from tools.system_packages import FOR_TESTING

BUSY = "Another make test (process {pid}) is running in this checkout: wait until it is done."
TOOL_TESTS = ROOT / "tools" / "tests"
DOCTESTS = ROOT / "tools" / "doctests.py"
# What needs no Odoo.
ENGINE_TESTS = (ROOT / "tests" / "engine", ROOT / "tests" / "company")
SYSTEM_TESTS = ROOT / "tests" / "system"
ODOO_TESTS = ROOT / "tests" / "odoo"


def run() -> int:
    """Check and test everything: lint, the tooling, the engines, the addons, the whole."""
    report = Report()
    with locks.held("test", BUSY):
        ground.prepare_python()
        report.results.append(_lint())
        report.results.append(plain_pytest("tooling", TOOL_TESTS))
        if any(ADDONS.glob("*/engine")):
            places = [DOCTESTS, *filter(Path.is_dir, ENGINE_TESTS)]
            report.results.append(plain_pytest("engines", *places))
        with ground.standing(clusters.TEST, FOR_TESTING) as here:
            report.results += _tests_with_odoo(here)
    report.show()
    return 0 if report.succeeded() else 1


def _tests_with_odoo(here: Ground) -> list[Result]:
    """The addons first, for the database they leave behind is the one that tests/odoo works on."""
    results = []
    if addon_tests.there_are_any():
        results.append(addon_tests.run(here))
        if ODOO_TESTS.is_dir():
            results.append(pytest_in_odoo("across addons", here, addon_tests.DATABASE, ODOO_TESTS))
    if SYSTEM_TESTS.is_dir():
        results.append(pytest_side_by_side("whole system", SYSTEM_TESTS))
    return results


def _lint() -> Result:
    started = time.monotonic()
    faults = lint.faults()
    for fault in faults:
        say(fault)
    return Result("lint", int(not faults), len(faults), seconds=time.monotonic() - started, failures=tuple(faults))


def lint_only() -> int:
    """Check the form of every file: ruff, pylint-odoo, XML, paths and addresses."""
    ground.prepare_python()
    result = _lint()
    say("All checks passed." if not result.failed else f"{result.failed} check(s) failed.")
    return int(bool(result.failed))


def some(arguments: list[str]) -> int:
    """pytest with any arguments, in the environment that `make test` gives it."""
    ground.prepare_python()
    if not any(str(ODOO_TESTS.relative_to(ROOT)) in argument for argument in arguments):
        return int(bool(plain_pytest("pytest", *arguments).failed))
    with ground.standing(clusters.TEST) as here:
        addon_tests.ensure_database(here)
        return int(bool(pytest_in_odoo("pytest", here, addon_tests.DATABASE, *arguments).failed))
