"""Running other programs: output to a log, one sentence when they fail, a count while they work."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.problems import Problem

PAUSE = 0.3


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
    """Like run_logged, but a failure raises: the sentence given, the last line of the log and where it is."""
    if run_logged(command, log, **options):
        raise Problem(f"{failure} ({last_line(log)}; all of it: {log})")


def last_line(log: Path) -> str:
    """The last line that says anything."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it said nothing"


def merged(env: Mapping[str, str] | None) -> dict[str, str]:
    """This process's environment with a few variables changed."""
    return {**os.environ, **(env or {})}
