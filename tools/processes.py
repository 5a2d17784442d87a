"""Processes by number and start time, so that a number used again is never mistaken for ours."""

import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.paths import SERVER_RECORD


@dataclass(frozen=True)
class RunningServer:
    """What is written down about the Odoo that `make run` started."""

    pid: int
    started: str
    address: str
    database: str

    def save(self) -> None:
        fresh = SERVER_RECORD.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self)))
        fresh.replace(SERVER_RECORD)

    def is_alive(self) -> bool:
        return start_time(self.pid) == self.started

    def stop(self, patience: float = 20.0) -> None:
        """Politely first, and only if it is still the same process."""
        for number, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
            if self.is_alive():
                os.kill(self.pid, number)
            deadline = time.monotonic() + seconds
            while self.is_alive() and time.monotonic() < deadline:
                time.sleep(0.1)


def recorded_server() -> RunningServer | None:
    """The server that was started last, if it still runs."""
    try:
        server = RunningServer(**json.loads(SERVER_RECORD.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return server if server.is_alive() else None


def start_time(pid: int) -> str:
    """The moment a process started, as the kernel counts it; empty if there is none (or only its remains)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]
