"""What a person chose with a variable of the Makefile: the folder of data and so the database."""

import os
import re
from pathlib import Path

from tools.paths import ROOT
from tools.problems import Problem
from tools.settings import DEFAULT_DATA, DEFAULT_DATABASE


def data_folder() -> Path:
    """The folder that DATA names, or the sample company."""
    folder = (ROOT / (os.environ.get("DATA") or DEFAULT_DATA)).resolve()
    if not folder.is_dir():
        raise Problem(f"There is no folder {folder}: name one that holds a company, `make run DATA=data/…`.")
    return folder


def database_name() -> str:
    """One database for the sample company, and one for each other folder of data."""
    chosen = os.environ.get("DATA")
    if not chosen or (ROOT / chosen).resolve() == (ROOT / DEFAULT_DATA).resolve():
        return DEFAULT_DATABASE
    name = re.sub(r"\W+", "_", (ROOT / chosen).resolve().name.lower()).strip("_")
    return f"{DEFAULT_DATABASE}_{name}"


def in_background() -> bool:
    """True if BACKGROUND=1 asks for the prompt back while the server runs on."""
    return os.environ.get("BACKGROUND", "") not in ("", "0", "no")


def strict() -> bool:
    """In continuous integration what is missing is an error, elsewhere a loud warning."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")
