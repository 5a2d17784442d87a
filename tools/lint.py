"""Everything that can be said about the files without running them."""

import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tools import addons, registry_addresses
from tools.paths import ADDONS, ROOT, VENV_PYTHON

PLACES = ("addons", "tools", "tests", "data")


def faults() -> list[str]:
    """One text per check that failed; an empty list is what is wanted."""
    files = _files()
    found = [_ruff("check"), _ruff("format", "--check"), _pylint()]
    return [fault for fault in (*found, *_xml(files), *_forbidden(files)) if fault]


def _ruff(*arguments: str) -> str:
    places = [place for place in PLACES if (ROOT / place).is_dir()]
    return _output_if_failed([VENV_PYTHON, "-m", "ruff", *arguments, "--quiet", *places])


def _pylint() -> str:
    """pylint-odoo's mandatory checks, chosen in pyproject.toml."""
    names = [str(ADDONS / name) for name in addons.names()]
    return _output_if_failed([VENV_PYTHON, "-m", "pylint", "--jobs=2", *names]) if names else ""


def _output_if_failed(command: list) -> str:
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip() if done.returncode else ""


def _files() -> list[Path]:
    """Every file that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def _xml(files: list[Path]) -> list[str]:
    """XML that cannot be read."""
    found = []
    for path in files:
        if path.suffix in (".xml", ".svg"):
            try:
                ElementTree.parse(path)
            except ElementTree.ParseError as error:
                found.append(f"{path.relative_to(ROOT)}: not well-formed XML: {error}")
    return found


def _forbidden(files: list[Path]) -> list[str]:
    """The place of a checkout and the addresses of package registries belong to a machine, not in a file."""
    words = [*registry_addresses.hosts(), str(ROOT)]
    found = []
    for path in files:
        content = path.read_bytes()
        for word in words:
            if word.encode() in content:
                found.append(f"{path.relative_to(ROOT)}: names {word}, which belongs to one machine only")
    return found
