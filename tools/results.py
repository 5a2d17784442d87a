"""What each part of `make test` came to, and the closing lines that people and machines read."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

from tools.console import say

# The closing lines are all that some readers get to see: the names belong there, the rest to the log.
FAILURES_SHOWN = 20
FAILURE_WIDTH = 300


@dataclass(frozen=True)
class Result:
    """One part: how many tests passed, failed and were skipped, in how many seconds, and what failed by name."""

    part: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    failures: tuple[str, ...] = ()


@dataclass
class Report:
    """All parts in their order."""

    results: list[Result] = field(default_factory=list)

    def total(self, count: str) -> int:
        return sum(getattr(result, count) for result in self.results)

    def succeeded(self) -> bool:
        """Something ran and nothing failed."""
        return self.total("failed") == 0 and self.total("passed") > 0

    def show(self) -> None:
        """A table of the parts, the names of what failed and, last of all, the plain line with the sums."""
        say(f"\n{'part':<28}{'passed':>8}{'failed':>8}{'skipped':>8}{'seconds':>9}")
        for one in self.results:
            say(f"{one.part:<28}{one.passed:>8}{one.failed:>8}{one.skipped:>8}{one.seconds:>9.1f}")
        for one in self.results:
            for failure in one.failures[:FAILURES_SHOWN]:
                say(f"failed in {one.part}: {failure[:FAILURE_WIDTH]}")
        skipped = f", {self.total('skipped')} skipped" if self.total("skipped") else ""
        say(f"\n{self.total('passed')} passed, {self.total('failed')} failed{skipped}")


def read_junit(part: str, path: Path, exit_code: int, seconds: float) -> Result:
    """Counts of a pytest run; one that ended badly without saying why counts as a failure."""
    total = failed = skipped = 0
    failures: list[str] = []
    if path.is_file():
        root = ElementTree.parse(path).getroot()
        for suite in root.iter("testsuite"):
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
        failures = [_name(case) for case in root.iter("testcase") if _trouble(case) is not None]
    if exit_code and not failed:
        failed, total = 1, total + 1
        failures = [f"pytest ended with exit code {exit_code}"]
    return Result(part, max(total - failed - skipped, 0), failed, skipped, seconds, tuple(failures))


def _trouble(case: ElementTree.Element) -> ElementTree.Element | None:
    """What a test case of a JUnit report failed with, None when it did not."""
    failure = case.find("failure")
    return case.find("error") if failure is None else failure


def _name(case: ElementTree.Element) -> str:
    """Where the test stands, its name and the first line of what went wrong."""
    message = (_trouble(case).get("message") or "").splitlines()
    return f"{case.get('classname')}::{case.get('name')} {message[0] if message else ''}".strip()
