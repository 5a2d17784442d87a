"""The database that `make run` serves: made once from the template and the data, then kept and upgraded."""

from pathlib import Path

from tools import addons, company_step, settings
from tools.console import say, step
from tools.ground import Ground
from tools.odoo_program import first_fault
from tools.paths import LOGS
from tools.problems import Problem
from tools.server import literal
from tools.stamps import digest_folder

LOG = LOGS / "install.log"


def ensure(here: Ground, name: str, folder: Path) -> None:
    """Make the database, or upgrade it if the addons' code changed; its contents are kept otherwise."""
    data, code = digest_folder(folder), addons.code_digest()
    if not here.databases.exists(name):
        _make(here, name, folder, f"{data} {code}")
        return
    made_from, made_by = _note_of(here, name)
    if made_by != code:
        with step("Upgrading the addons, whose code changed") as now:
            _change(here, name, _upgrade_arguments(here, name), now.show)
        here.databases.write_note(name, f"{made_from} {code}")
    if made_from != data:
        say(f"  NOTE: {folder} changed since database {name} was made from it; `make clean` starts afresh.")


def tell_address(here: Ground, name: str, address: str) -> None:
    """Say where the server is before anybody logs in: printed pages fetch their styles from there."""
    for key in ("web.base.url", "report.url"):
        here.server.sql(
            "INSERT INTO ir_config_parameter (key, value, create_date, write_date) "
            f"VALUES ({literal(key)}, {literal(address)}, NOW(), NOW()) "
            "ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
            name,
        )


def _note_of(here: Ground, name: str) -> list[str]:
    """What an existing database was made from; one that this checkout did not make is left alone."""
    note = here.databases.note(name).split()
    if len(note) != 2 or not here.databases.files(name).is_dir():
        raise Problem(f"There is a database {name} that this checkout did not make: rename it or drop it first.")
    return note


def _make(here: Ground, name: str, folder: Path, note: str) -> None:
    """Under another name until it is complete; what failed half-way is dropped."""
    company_step.check(folder)
    building = f"{name}_building"
    here.databases.copy(settings.TEMPLATE, building)
    try:
        if addons.chosen():
            with step("Installing the addons") as now:
                _change(here, building, ["-i", ",".join(addons.chosen())], now.show)
        with step(f"Loading the company of {folder.name}") as now:
            company_step.load(here.odoo, building, folder, now.show)
        here.databases.write_note(building, note)
        here.databases.rename(building, name)
    except BaseException:
        here.databases.drop(building)
        raise


def _upgrade_arguments(here: Ground, name: str) -> list[str]:
    """-u for the addons that are installed, -i for those that came since."""
    installed = here.server.sql("SELECT name FROM ir_module_module WHERE state = 'installed'", name).splitlines()
    old = [one for one in addons.names() if one in installed]
    new = [one for one in addons.chosen() if one not in installed]
    return [*(["-u", ",".join(old)] if old else []), *(["-i", ",".join(new)] if new else [])]


def _change(here: Ground, name: str, arguments: list[str], show) -> None:
    failed = here.odoo.run(name, arguments, LOG, show)
    fault = first_fault(LOG)
    if failed or fault:
        raise Problem(f"Odoo could not install the addons ({fault or 'it gave up'}): see {LOG}.")
