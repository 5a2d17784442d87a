"""Reads a log of Odoo: how many tests ran, and every line that warns."""

import re
from dataclasses import dataclass
from pathlib import Path

RECORD = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+?): ")
CONCLUSION = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
SKIPPED = re.compile(r" INFO \S+ odoo\.\S+: skipped .* : ")
DOCUTILS = re.compile(r"^<string>:\d+: \((WARNING|ERROR|SEVERE)/\d\)")
BAD_LEVELS = {"WARNING", "ERROR", "CRITICAL"}

# Lines that Odoo's own parts write whatever the addons do. Each with the reason why it is not ours.
ALLOWED: tuple[tuple[re.Pattern, str], ...] = ()


@dataclass(frozen=True)
class LogReading:
    """What a log says."""

    tests: int
    failed: int
    skipped: int
    faults: list[str]


def read_log(path: Path) -> LogReading:
    """Count the tests and collect the lines that warn."""
    text = path.read_text(errors="replace")
    lines = text.splitlines()
    conclusions = [tuple(map(int, found)) for found in CONCLUSION.findall(text)]
    failures, errors, tests = (sum(column) for column in zip(*conclusions, strict=True)) if conclusions else (0, 0, 0)
    return LogReading(tests, failures + errors, sum(1 for line in lines if SKIPPED.search(line)), faulty(lines))


def faulty(lines: list[str]) -> list[str]:
    """Every line of a level above information, but for those known to be Odoo's own."""
    return [line for line in lines if _warns(line) and not any(one.search(line) for one, _ in ALLOWED)]


def _warns(line: str) -> bool:
    record = RECORD.match(line)
    return bool(DOCUTILS.match(line) or (record and record["level"] in BAD_LEVELS))
