"""The hosts of the package registries that this machine uses, asked of its own tools."""

import shutil
import subprocess
import sys
from urllib.parse import urlsplit

from tools.apt_sources import find_mirror

PIP_DEFAULT = "from pip._internal.models.index import PyPI; print(PyPI.url, 'https://' + PyPI.file_storage_domain)"


def hosts() -> list[str]:
    """Names of hosts that no file of this project may hold."""
    addresses = [*_said_by([sys.executable, "-c", PIP_DEFAULT])]
    if shutil.which("npm"):
        addresses += _said_by(["npm", "config", "get", "registry"])
    mirror = find_mirror()
    if mirror:
        addresses.append(mirror.address)
    return sorted({host for address in addresses if (host := urlsplit(address).hostname)})


def _said_by(command: list[str]) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else []
