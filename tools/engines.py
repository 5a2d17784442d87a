"""Makes each addon's pure package importable without Odoo: addons/x/engine becomes engine_of.x.

A plugin of pytest (see pyproject.toml), so that plain tests write
`from engine_of.sales_kpi.scales import ...`; the addon's own __init__ never runs.
"""

import importlib.machinery
import importlib.util
import sys
from pathlib import Path

from tools.paths import ADDONS

PACKAGE = "engine_of"


class EngineFinder:
    """Finds `engine_of` and `engine_of.<addon>`; what is below is found by Python itself."""

    def __init__(self, addons: Path = ADDONS):
        self.addons = addons

    def find_spec(self, name: str, path=None, target=None) -> importlib.machinery.ModuleSpec | None:
        package, _, addon = name.partition(".")
        if package != PACKAGE or "." in addon:
            return None
        if not addon:
            spec = importlib.machinery.ModuleSpec(PACKAGE, None, is_package=True)
            spec.submodule_search_locations = []
            return spec
        start = self.addons / addon / "engine" / "__init__.py"
        if not start.is_file():
            return None
        return importlib.util.spec_from_file_location(name, start, submodule_search_locations=[str(start.parent)])


def install() -> None:
    """Put the finder in place, once."""
    if not any(isinstance(finder, EngineFinder) for finder in sys.meta_path):
        sys.meta_path.append(EngineFinder())


def modules_of(addons: Path = ADDONS) -> list[str]:
    """The importable name of every module of every engine."""
    names = []
    for path in sorted(addons.glob("*/engine/**/*.py")):
        addon, _, *below = path.relative_to(addons).with_suffix("").parts
        names.append(".".join([PACKAGE, addon, *(part for part in below if part != "__init__")]))
    return names


install()
