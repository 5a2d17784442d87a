"""The ``load`` command: which format a folder holds, and whether it was loaded before."""

import hashlib
import time
import traceback
from pathlib import Path

from ..errors import CompanyError
from .environment import opened, say

LOADED = "tools_company.loaded"


def load(options):
    """Load a folder once; a second time, say so and change nothing."""
    folder = Path(options.folder)
    if not folder.is_dir():
        raise CompanyError(f"The folder {folder} does not exist.")
    sample = (folder / "company.csv").is_file()
    content = None if sample else _read_tabular(folder)
    mark = f"{folder.name} {fingerprint(folder)}"
    started = time.monotonic()
    try:
        with opened(options) as env:
            parameters = env["ir.config_parameter"]
            before = parameters.get_param(LOADED)
            if before == mark:
                say(f"{folder.name} is already loaded in {options.database}: nothing was changed.")
                return 0
            if before:
                raise CompanyError(
                    f"The database {options.database} already holds {before.split()[0]}: load {folder.name} into a new one."
                )
            closing = _load_into(env, folder, sample, content)
            parameters.set_param(LOADED, mark)
    except CompanyError:
        raise
    except Exception as error:
        raise _sentence(error, folder) from error
    for line in closing:
        say(line)
    say(f"Loaded {folder.name} into {options.database} in {time.monotonic() - started:.0f} s.")
    if content is not None:
        _write_report(options, folder, content)
    return 0


def _read_tabular(folder):
    """Read tabular data before Odoo starts, so that a bad file costs nothing."""
    from ..tabular.book import read_folder

    content = read_folder(folder, extra_folder=Path("data") / folder.name)
    for line in content.report.summary():
        say(line)
    return content


def _load_into(env, folder, sample, content):
    if sample:
        from . import sample as loader

        return loader.load(env, folder)
    from . import tabular as loader

    return loader.load(env, content)


def _write_report(options, folder, content):
    """Write the line-by-line report of tabular data."""
    path = Path(options.report or f"{folder.name}-report.txt")
    path.write_text("\n".join(content.report.lines()) + "\n", encoding="utf-8")
    say(f"The report, line by line: {path}")


def _sentence(error, folder):
    """Turn an unexpected error into one sentence, after its traceback."""
    traceback.print_exception(error)
    text = " ".join(str(error).split()) or type(error).__name__
    return CompanyError(f"Loading {folder.name} stopped, nothing was kept: {type(error).__name__}: {text}")


def fingerprint(folder):
    """Return a digest of every CSV file of a folder, whatever its files are called."""
    digests = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).glob("*.csv"))
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:32]
