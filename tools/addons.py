"""The addons of this project: which there are, in which order, and whether their code changed."""

import ast
from pathlib import Path

from tools.paths import ADDONS
from tools.settings import MAIN_ADDONS
from tools.stamps import digest, digest_folder

MANIFEST = "__manifest__.py"


def names(folder: Path = ADDONS) -> list[str]:
    """Every folder with a manifest, the main ones first."""
    found = {path.parent.name for path in folder.glob(f"*/{MANIFEST}")}
    return [name for name in MAIN_ADDONS if name in found] + sorted(found - set(MAIN_ADDONS))


def chosen(folder: Path = ADDONS) -> list[str]:
    """The addons that somebody chooses; glue comes by itself wherever what it joins is installed."""
    return [name for name in names(folder) if not _manifest(folder / name).get("auto_install")]


def _manifest(addon: Path) -> dict:
    return ast.literal_eval((addon / MANIFEST).read_text())


def code_digest(folder: Path = ADDONS) -> str:
    """Changes with any file of any addon."""
    return digest(*(part for name in names(folder) for part in (name, digest_folder(folder / name))))
