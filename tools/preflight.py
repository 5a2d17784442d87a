"""What must hold before anything starts, each checked with one clear sentence."""

import os
import shutil
import socket
import sys

from tools import settings
from tools.paths import DEV, ROOT
from tools.problems import Problem

NEAR_PORTS = 10


def check_python(version: tuple[int, int] = sys.version_info[:2]) -> None:
    """Odoo 19 runs on a few versions of Python only."""
    if not settings.OLDEST_PYTHON <= version <= settings.NEWEST_PYTHON:
        allowed = " to ".join(".".join(map(str, one)) for one in (settings.OLDEST_PYTHON, settings.NEWEST_PYTHON))
        raise Problem(
            f"This is Python {version[0]}.{version[1]}, but Odoo 19 needs {allowed}: "
            "name one with `make PYTHON=python3.11 …`."
        )


def check_disk(prepared: bool) -> None:
    """Enough room for a cold start, or for going on."""
    needed = settings.WARM_GIGABYTES if prepared else settings.COLD_GIGABYTES
    free = shutil.disk_usage(DEV if DEV.exists() else ROOT).free / 1e9
    if free < needed:
        raise Problem(f"Only {free:.1f} GB are free under {ROOT}, {needed:.1f} are needed: make room, run it again.")


def chosen_port() -> int:
    """The port that PORT names, or Odoo's usual one."""
    text = os.environ.get("PORT") or str(settings.DEFAULT_PORT)
    if not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise Problem(f"PORT={text} is no port: choose a number from 1024 to 65535.")
    return int(text)


def check_port(port: int) -> None:
    """Nobody else listens there."""
    if not is_free(port):
        other = next((one for one in range(port + 1, port + NEAR_PORTS) if is_free(one)), port + NEAR_PORTS)
        raise Problem(f"Port {port} is taken by another program: choose another one, `make run PORT={other}`.")


def is_free(port: int) -> bool:
    """True if this machine's loopback address can be listened to on that port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Any free port, for servers of tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
