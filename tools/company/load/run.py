"""The ``load`` command: which format a folder holds, and whether it was loaded before."""

import hashlib
import time
import traceback
from pathlib import Path

from ..errors import CompanyError
from .environment import opened, say

ROOT = Path(__file__).resolve().parents[3]
LOADED = "tools_company.loaded"


def load(options):
    """Load a folder once; a second time, say so and change nothing."""
    folder = Path(options.folder)
    if not folder.is_dir():
        raise CompanyError(f"The folder {folder} does not exist.")
    folder = folder.resolve()
    started = time.monotonic()
    book = None if is_sample(folder) else read_tabular(folder)
    if book:
        _write_report(options, book)
    try:
        with opened(options) as env:
            closing = _load_once(env, folder, book, options.database)
    except CompanyError:
        raise
    except Exception as error:
        traceback.print_exception(error)
        text = " ".join(str(error).split())
        raise CompanyError(
            f"Loading {folder.name} stopped, nothing was kept: {type(error).__name__}: {text}"
        ) from error
    for line in closing:
        say(line)
    say(f"Done with {folder.name} in {options.database} after {time.monotonic() - started:.0f} s.")
    return 0


def _load_once(env, folder, book, database):
    """Load into a database that holds nothing of ours yet; return the closing lines."""
    parameters = env["ir.config_parameter"]
    digest = fingerprint(folder)
    before = parameters.get_param(LOADED) or ""
    if before.startswith(digest):
        return [f"{folder.name} is already loaded in {database}: nothing was changed."]
    if before:
        name = before.split(" ", 1)[1]
        raise CompanyError(f"The database {database} already holds {name}: load {folder.name} into a new one.")
    if book:
        from . import tabular

        closing = tabular.load(env, book)
    else:
        from . import sample

        closing = sample.load(env, folder)
    parameters.set_param(LOADED, f"{digest} {folder.name}")
    return closing


def is_sample(folder):
    """Tell whether a folder holds a whole company in the format of the sample."""
    return (folder / "company.csv").is_file()


def read_tabular(folder, tell=say):
    """Read tabular data before Odoo starts, so that a bad file costs nothing."""
    from ..tabular.book import read_folder

    book = read_folder(folder, extra_folder=ROOT / "data" / folder.name)
    if not book.sales:
        raise CompanyError(f"Of {folder} no line could be entered; the first reason: {_first_reason(book)}.")
    for line in book.report.summary():
        tell(line)
    return book


def _first_reason(book):
    refusals = book.report.refusals()
    return str(refusals[0]) if refusals else "the files have no rows that are won"


def _write_report(options, book):
    """Write the line-by-line report of tabular data, and say in it where it is."""
    path = Path(options.report) if options.report else _report_folder() / f"{book.name}-report.txt"
    book.report.say(f"The report, line by line: {path}")
    try:
        path.write_text("\n".join(book.report.lines()) + "\n", encoding="utf-8")
    except OSError as error:
        raise CompanyError(f"The report {path} cannot be written: {error.strerror}.") from error
    say(book.report.sentences[-1])


def _report_folder():
    """Return the development environment's folder of logs, else the present one."""
    logs = ROOT / ".dev" / "log"
    return logs if logs.is_dir() else Path()


def fingerprint(folder):
    """Return a digest of every CSV file of a folder, whatever its files are called."""
    digests = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).glob("*.csv"))
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:32]
