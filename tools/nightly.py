"""Odoo from its makers' own nightly archive of the series, where Debian's package cannot be had."""

import tarfile
import urllib.error
import urllib.request
from pathlib import Path

from tools import settings
from tools.console import step
from tools.paths import DOWNLOADS
from tools.problems import Problem

BLOCK = 1 << 20


def fetch_into(folder: Path) -> str:
    """Download and unpack the archive; returns where it came from."""
    archive = DOWNLOADS / "odoo-nightly.tar.gz"
    with step("Downloading Odoo's nightly archive") as now:
        _download(settings.NIGHTLY_ARCHIVE, archive, now.show)
    with step("Unpacking Odoo"):
        _unpack(archive, folder)
    archive.unlink()
    return f"Odoo's nightly archive of {settings.ODOO_SERIES}"


def _download(address: str, target: Path, show) -> None:
    """Into a temporary file of its own, complete or not at all."""
    partial = target.with_suffix(".part")
    try:
        with urllib.request.urlopen(address, timeout=30) as source, partial.open("wb") as sink:
            expected = int(source.headers.get("Content-Length") or 0)
            while block := source.read(BLOCK):
                sink.write(block)
                show(f"{sink.tell() >> 20} MB")
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise Problem(
            "Odoo's nightly archive cannot be reached: check the network, or set ODOO_HOME to the folder of "
            f"an Odoo {settings.ODOO_SERIES} that is already there ({error})."
        ) from None
    if expected and partial.stat().st_size != expected:
        raise Problem("Odoo's nightly archive arrived incomplete: run it again.")
    partial.replace(target)


def _unpack(archive: Path, folder: Path) -> None:
    try:
        with tarfile.open(archive) as source:
            for member in source:
                _refuse_outside(member.name)
                source.extract(member, folder)
    except (tarfile.TarError, EOFError, OSError) as error:
        archive.unlink(missing_ok=True)
        raise Problem(f"Odoo's nightly archive cannot be unpacked, it was removed: run it again ({error}).") from None


def _refuse_outside(name: str) -> None:
    if name.startswith("/") or ".." in Path(name).parts:
        raise Problem(f"Odoo's nightly archive holds a file outside its folder ({name}): it is not used.")
