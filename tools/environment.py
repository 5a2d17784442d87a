"""The virtual environment with everything pinned: what Odoo, the tests and the checks need."""

import os
import platform
import subprocess
import sys

from tools import locks, settings
from tools.commands import must
from tools.console import step
from tools.paths import CACHE, LOGS, ROOT, UV_FOLDER, VENV, VENV_PYTHON
from tools.problems import Problem
from tools.stamps import building, digest, digest_file, is_done, mark_done, remove

LOG = LOGS / "python.log"
REQUIREMENTS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
CLUSTER_LOCKS = ("postgres-run", "postgres-test")
NO_PACKAGES = "The Python packages could not be installed"


def is_ready() -> bool:
    """True if the environment was completed from these requirements."""
    return is_done(VENV, _inputs()) and VENV_PYTHON.exists()


def prepare() -> None:
    """Make the virtual environment unless it is there already."""
    if is_ready():
        return
    if any(locks.is_taken(name) for name in CLUSTER_LOCKS):
        raise Problem("A server of this checkout runs on other Python packages: `make stop`, then run it again.")
    _fetch_uv()
    with step(f"Installing the Python packages for Python {sys.version.split()[0]}"):
        remove(VENV)
        uv = UV_FOLDER / "bin" / "uv"
        must(
            [uv, "venv", "--python", sys.executable, VENV],
            LOG,
            "The virtual environment could not be made",
            env=_uv_variables(),
        )
        requirements = [part for path in REQUIREMENTS for part in ("-r", path)]
        command = [uv, "pip", "install", "--python", VENV_PYTHON, *requirements]
        must(command, LOG, NO_PACKAGES, env=_uv_variables())
        mark_done(VENV, _inputs())


def _inputs() -> str:
    return digest(sys.version, sys.base_prefix, settings.UV, *map(digest_file, REQUIREMENTS))


def _fetch_uv() -> None:
    """uv, the installer, by way of the pip that is there; needs neither venv nor root."""
    inputs = digest(settings.UV, sys.platform, platform.machine())
    if is_done(UV_FOLDER, inputs):
        return
    with step("Fetching the installer of Python packages"), building(UV_FOLDER, inputs) as folder:
        command = [sys.executable, "-m", "pip", "install", "--no-deps", "--retries", "1", "--timeout", "20"]
        must(
            [*command, "--target", folder, settings.UV],
            LOG,
            NO_PACKAGES,
            env={"PIP_CACHE_DIR": str(CACHE / "pip")},
        )


def _uv_variables() -> dict[str, str]:
    """uv keeps to this folder, downloads no Python, and asks the index that pip is set up for."""
    variables = {"UV_CACHE_DIR": str(CACHE / "uv"), "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
    for option, variable in (("index-url", "UV_DEFAULT_INDEX"), ("cert", "SSL_CERT_FILE")):
        value = _pip_option(option)
        if value and variable not in os.environ:
            variables[variable] = value
    return variables


def _pip_option(option: str) -> str:
    """What pip's own configuration says, or nothing."""
    for name in (f"global.{option}", f":env:.{option}"):
        command = [sys.executable, "-m", "pip", "config", "get", name]
        found = subprocess.run(command, capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.strip()
    return ""
