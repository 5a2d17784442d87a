"""Hands a database to `tools.company`, which fills it with a company and sums it up."""

import subprocess
from pathlib import Path

from tools.commands import last_line, merged, run_logged
from tools.company.errors import CompanyError
from tools.company.load import run as loader
from tools.odoo_program import OdooProgram
from tools.paths import LOGS, ROOT, VENV_PYTHON
from tools.problems import Problem


def check(folder: Path) -> None:
    """Read the files of a folder before anything is installed for them; what is wrong is said at once."""
    if not loader.is_sample(folder):
        try:
            loader.read_tabular(folder, tell=lambda _line: None)
        except CompanyError as error:
            raise Problem(str(error)) from None


def load(odoo: OdooProgram, database: str, folder: Path, show) -> None:
    """Load the company of a folder; the loader's own last words are the error."""
    log, errors = LOGS / f"company-{database}.log", LOGS / f"company-{database}-errors.log"
    command = [*_command(odoo, "load", database), "--folder", folder]
    if run_logged(command, log, env=odoo.environment(), cwd=ROOT, watch=_teller(show), errors=errors):
        raise Problem(f"{last_line(errors)} (all of it: {errors})")


def summary(odoo: OdooProgram, database: str) -> str:
    """The closing words of `make run`: logins and a table of grades."""
    done = subprocess.run(
        _command(odoo, "summary", database),
        env=merged(odoo.environment()),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        words = done.stderr.strip().splitlines() or ["it said nothing"]
        return f"The company could not be summed up: {words[-1]}"
    return done.stdout.rstrip()


def _command(odoo: OdooProgram, verb: str, database: str) -> list[str]:
    config = str(odoo.configuration_file())
    return [str(VENV_PYTHON), "-m", "tools.company", verb, "--config", config, "--database", database]


def _teller(show):
    """Shows the last line that the loader printed."""

    def tell(text: str) -> None:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        tell.state = f"{lines[-1]}," if lines else tell.state
        show(tell.state)

    tell.state = ""
    return tell
