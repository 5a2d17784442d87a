"""Where everything of the development environment lies. All of it is in one folder, .dev/."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ADDONS = ROOT / "addons"
CONFIG = ROOT / "odoo.conf"

DEV = ROOT / ".dev"
CACHE = DEV / "cache"
CONFIGS = DEV / "conf"
DATA = DEV / "data"
DOWNLOADS = DEV / "downloads"
LOCKS = DEV / "locks"
LOGS = DEV / "log"
ODOO_TREE = DEV / "odoo"
SERVER_RECORD = DEV / "server.json"
UV_FOLDER = DEV / "uv"
VENV = DEV / f"venv-{sys.version_info[0]}.{sys.version_info[1]}"
VENV_PYTHON = VENV / "bin" / "python"


def make_folders() -> None:
    """Create the folders that everything else writes to."""
    for folder in (CACHE, CONFIGS, DATA, DOWNLOADS, LOCKS, LOGS):
        folder.mkdir(parents=True, exist_ok=True)
