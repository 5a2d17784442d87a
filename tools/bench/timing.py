"""One operation of ours, timed, against reading the same rows by plain SQL in the same run."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

TURNS = 3
STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Measured:
    """What one operation took: seconds, statements sent, most memory in MB, seconds of plain SQL."""

    seconds: float
    statements: int
    memory: int
    plain: float


def measured(env, name, operation, statements, values):
    """Run an operation once, cold, commit it, and read its rows by plain SQL.

    :param statements: SELECTs that read what the operation has to read at the least, with ``values``
    """
    env.invalidate_all()
    # Begin to count the most memory anew (5, see proc(5)).
    Path("/proc/self/clear_refs").write_text("5")
    before, started = env.cr.sql_log_count, time.perf_counter()
    operation()
    env.cr.commit()
    seconds = time.perf_counter() - started
    sent = env.cr.sql_log_count - before
    peak = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    env.invalidate_all()
    print(f"{name}: {seconds:.1f} s", file=sys.stderr)
    return Measured(seconds, sent, int(peak.split()[1]) // 1024, min(_plain(env, statements, values)))


def _plain(env, statements, values):
    """Yield how long it takes to do nothing but read the rows, several times."""
    for _turn in range(TURNS):
        started = time.perf_counter()
        for statement in statements:
            env.cr.execute(statement, values)
            env.cr.fetchall()
        yield time.perf_counter() - started


def grade_in_blocks(env, period):
    """Grade a period to its end as the scheduled action does, with a commit after each block."""
    period._queue_grading()
    env.cr.commit()
    while period.grading_state == "queued":
        period._grade_next_block()
        env.cr.commit()


def table_of(done):
    """Return the lines of a table with a row an operation: {name: Measured}."""
    return [
        f"| {name} | {one.seconds:.1f} | {one.statements:,} | {one.memory:,} | {one.plain:.3f}"
        f" | {one.seconds / one.plain:.0f} |"
        for name, one in done.items()
    ]


def growth_of(few, many):
    """Return the lines of a table that compares two sizes of the same operations."""
    return [
        f"| {name} | {few[name].seconds:.1f} | {one.seconds:.1f} | {one.seconds / few[name].seconds:.1f}"
        f" | {few[name].statements:,} → {one.statements:,} |"
        for name, one in many.items()
    ]
