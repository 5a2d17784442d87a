"""Running other programs: output to a log, one sentence when they fail, a count while they work."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.problems import Problem

PAUSE = 0.3
DISK_FULL = re.compile(r"No space left on device|os error 28|\bENOSPC\b|Disk quota exceeded", re.IGNORECASE)
NO_NETWORK = re.compile(
    r"Temporary failure (?:in|resolving)|Could not resolve|Failed to establish a new connection|dns error"
    r"|error sending request|Network is unreachable|Could not connect|Connection timed out|No route to host"
    r"|Cannot initiate the connection|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT",
    re.IGNORECASE,
)


def run_logged(
    command: Sequence[object],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    watch: Callable[[str], None] | None = None,
    errors: Path | None = None,
) -> int:
    """Run to the end with all output in the log; `watch` is handed what is new in it. Returns the exit code.

    With `errors`, a second file takes what the program writes to its standard error.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as sink, (errors or Path(os.devnull)).open("wb") as error_sink:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=error_sink if errors else subprocess.STDOUT,
            env=merged(env),
            cwd=cwd,
        )
    try:
        return _follow(process, log, watch)
    except BaseException:
        end(process)
        raise


def _follow(process: subprocess.Popen, log: Path, watch: Callable[[str], None] | None) -> int:
    with log.open(encoding="utf-8", errors="replace") as source:
        while process.poll() is None:
            if watch:
                watch(source.read())
            time.sleep(PAUSE)
    return process.returncode


def end(process: subprocess.Popen, patience: float = 10.0) -> None:
    """Stop a program that this process started: politely first."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def must(command: Sequence[object], log: Path, failure: str, **options) -> None:
    """Like run_logged, but a failure raises: what failed, why as far as the log tells, and what to do."""
    if run_logged(command, log, **options):
        raise Problem(f"{failure}: {reason(log)}")


def reason(log: Path) -> str:
    """A full disk and a silent network are told apart from everything else, for which the log is named."""
    text = log.read_text(errors="replace")
    if DISK_FULL.search(text):
        return "the disk is full; make room and run it again."
    if NO_NETWORK.search(text):
        return f"the network does not answer; check it (and any proxy), then run it again. The log is {log}."
    return f"{last_line(log)} The log is {log}."


def last_line(log: Path) -> str:
    """The last line that says anything."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it said nothing"


def merged(env: Mapping[str, str] | None) -> dict[str, str]:
    """This process's environment with a few variables changed."""
    return {**os.environ, **(env or {})}
