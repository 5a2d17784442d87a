"""Odoo from Debian: packages fetched with a private apt configuration and unpacked, not installed."""

import os
import shutil
import subprocess
from pathlib import Path

from tools import npm, settings
from tools.apt_sources import find_mirror
from tools.commands import must
from tools.console import step
from tools.paths import CACHE, DOWNLOADS, LOGS
from tools.problems import Problem

LOG = LOGS / "debian.log"
SITE = Path("usr/lib/python3/dist-packages")
NO_MIRROR = "Debian's packages cannot be fetched"


def is_usable() -> bool:
    """True where apt and dpkg are there and apt names a Debian archive."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg") and find_mirror())


def has_odoo() -> bool:
    """Refresh the private package lists and see whether Odoo is among them; raises without network."""
    settings_file = _write_configuration()
    with step("Reading Debian's package lists"):
        must(["apt-get", "update", "-o", "APT::Update::Error-Mode=any"], LOG, NO_MIRROR, env=settings_file)
    found = subprocess.run(
        ["apt-cache", "show", settings.DEBIAN_PACKAGES[0]],
        env={**os.environ, **settings_file},
        capture_output=True,
        text=True,
    )
    return f"Version: {settings.ODOO_SERIES}" in found.stdout


def fetch_into(folder: Path) -> str:
    """Download and unpack the packages, add the files they lack; returns where it all came from."""
    with step("Downloading Odoo and its parts (133 MB)") as now:
        must(
            ["apt-get", "download", *settings.DEBIAN_PACKAGES],
            LOG,
            NO_MIRROR,
            env=_write_configuration(),
            cwd=DOWNLOADS,
            watch=lambda text: now.show(f"{_downloaded_megabytes()} MB"),
        )
    archives = sorted(DOWNLOADS.glob("*.deb"))
    with step("Unpacking Odoo") as now:
        for number, archive in enumerate(archives, 1):
            now.show(f"{number} of {len(archives)}")
            must(["dpkg", "-x", archive, folder], LOG, f"{archive.name} could not be unpacked")
    npm.add_missing_files(folder / SITE / "odoo" / "addons")
    for archive in archives:
        archive.unlink()
    return f"Debian's package {_package_name(archives)}"


def _package_name(archives: list[Path]) -> str:
    """Name and version of the package of Odoo, from the name of its file."""
    names = [archive.name for archive in archives if archive.name.startswith(settings.DEBIAN_PACKAGES[0])]
    if not names:
        raise Problem(f"apt did not download {settings.DEBIAN_PACKAGES[0]}: see {LOG}.")
    return names[0].rsplit("_", 1)[0].replace("_", " ")


def _downloaded_megabytes() -> int:
    return sum(path.stat().st_size for path in DOWNLOADS.iterdir() if path.exists()) >> 20


def _write_configuration() -> dict[str, str]:
    """A private apt configuration beside the system's own; returns the variable that selects it."""
    home = CACHE / "apt"
    for part in ("lists/partial", "archives/partial"):
        (home / part).mkdir(parents=True, exist_ok=True)
    mirror = find_mirror()
    if mirror is None:
        raise Problem("apt names no Debian archive: set ODOO_HOME to an Odoo 19 that is already there.")
    sources = home / "odoo.sources"
    sources.write_text(mirror.source_text(settings.DEBIAN_SUITE))
    (home / "apt.conf").write_text(
        f'Dir::State::lists "{home}/lists";\n'
        f'Dir::Cache "{home}";\n'
        f'Dir::Etc::sourcelist "{sources}";\n'
        'Dir::Etc::sourceparts "-";\n'
        'APT::Sandbox::User "root";\n'
        'Acquire::Languages "none";\nAcquire::Retries "2";\nAcquire::http::Timeout "30";\n'
    )
    return {"APT_CONFIG": str(home / "apt.conf")}


def install(packages: list[str]) -> None:
    """Install packages into the system itself; only for root."""
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Installing {', '.join(packages)}"):
        must(["apt-get", "update"], LOG, NO_MIRROR, env=environment)
        command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
        must(command, LOG, "apt-get could not install them", env=environment)
