"""Finds an Odoo 19, or brings one, and proves that it is complete."""

import importlib.util
import os
import re
from dataclasses import dataclass
from pathlib import Path

from tools import debian, nightly, settings
from tools.console import say
from tools.paths import DEV, ODOO_TREE
from tools.problems import Problem
from tools.stamps import building, digest, digest_file, is_done

ORIGIN = "origin.txt"
PROOF = Path("web/views/webclient_templates.xml")
# Fonts that only other countries' accounting and the point of sale use.
DISPENSABLE = {"ocrb.otf", "Inconsolata.otf"}


@dataclass(frozen=True)
class OdooHome:
    """An Odoo on this machine: what to put on the Python path, its folders of addons, where it came from."""

    python_path: Path
    addons: tuple[Path, ...]
    version: str
    origin: str

    @property
    def identity(self) -> str:
        """Changes when another Odoo takes its place."""
        release = self.python_path / "odoo" / "release.py"
        return digest(self.origin, self.version, self.python_path, digest_file(release))


def find_or_fetch() -> OdooHome:
    """The Odoo to work with: one that was named, one that can be imported, or one brought here."""
    named = os.environ.get("ODOO_HOME")
    if named:
        return inspect(Path(named).expanduser().resolve(), "ODOO_HOME names it")
    if importable := _importable():
        return inspect(importable, "this Python can import it")
    return _brought_here()


def _importable() -> Path | None:
    """The folder above an `odoo` that this Python can import, if there is a whole one."""
    spec = importlib.util.find_spec("odoo")
    places = [Path(place).parent for place in spec.submodule_search_locations] if spec else []
    return next((place for place in places if _is_somebody_elses(place)), None)


def _is_somebody_elses(place: Path) -> bool:
    """A whole Odoo that was not brought here by this very tool."""
    return (place / "odoo" / "release.py").is_file() and DEV not in place.parents


def _brought_here() -> OdooHome:
    inputs = digest(settings.DEBIAN_PACKAGES, settings.NIGHTLY_ARCHIVE, settings.ODOO_SERIES)
    if not is_done(ODOO_TREE, inputs):
        with building(ODOO_TREE, inputs) as folder:
            (folder / ORIGIN).write_text(_fetch_into(folder))
            _check_complete(inspect(_site_of(folder), "just unpacked"))
    return inspect(_site_of(ODOO_TREE), (ODOO_TREE / ORIGIN).read_text())


def _fetch_into(folder: Path) -> str:
    if debian.is_usable() and debian.has_odoo():
        return debian.fetch_into(folder)
    say("  Debian's package of Odoo cannot be had here: taking Odoo's own nightly archive.")
    return nightly.fetch_into(folder)


def _site_of(tree: Path) -> Path:
    """The folder of an unpacked tree that goes on the Python path."""
    if (tree / debian.SITE / "odoo").is_dir():
        return tree / debian.SITE
    found = sorted(tree.glob("*/odoo/release.py"))
    if not found:
        raise Problem(f"There is no Odoo in {tree}: remove that folder and run it again.")
    return found[0].parents[1]


def inspect(folder: Path, origin: str) -> OdooHome:
    """Check the version of an Odoo and find its addons."""
    release = folder / "odoo" / "release.py"
    if not release.is_file():
        raise Problem(f"There is no Odoo in {folder} (no odoo/release.py): correct or unset ODOO_HOME.")
    version = _version(release.read_text())
    if version != settings.ODOO_SERIES:
        raise Problem(
            f"{folder} holds Odoo {version}, but this project needs {settings.ODOO_SERIES}: "
            "name another one in ODOO_HOME, or unset it and one is fetched."
        )
    addons = [path for path in (folder / "odoo" / "addons", folder / "addons") if (path / "base").is_dir()]
    addons += [path for path in (folder / "addons", folder / "odoo" / "addons") if (path / PROOF).is_file()]
    if not any((path / PROOF).is_file() for path in addons):
        raise Problem(f"The Odoo in {folder} has no web client (no {PROOF}): it is not complete.")
    return OdooHome(folder, tuple(dict.fromkeys(addons)), version, origin)


def _version(release: str) -> str:
    found = re.search(r"^version_info = \(\s*'?([^,']+)'?,\s*(\d+)", release, re.MULTILINE)
    return f"{found[1]}.{found[2]}" if found else "of an unknown version"


def _check_complete(home: OdooHome) -> None:
    """No link of what was unpacked may lead nowhere, but for a few fonts that nothing here uses."""
    broken = [
        path
        for folder in home.addons
        for path in folder.rglob("*")
        if path.is_symlink() and not path.exists() and path.name not in DISPENSABLE
    ]
    if broken:
        names = ", ".join(str(path.name) for path in broken[:5])
        raise Problem(f"Odoo was unpacked, but {len(broken)} of its files lead nowhere ({names}): report this.")
