"""`make i18n`: the terms of the addons exported by Odoo itself, and every translation brought up to date."""

import subprocess
from pathlib import Path

from tools import addons, clusters, ground, settings
from tools.commands import merged, must
from tools.console import say, step
from tools.ground import Ground
from tools.odoo_program import first_fault
from tools.paths import ADDONS, LOGS, ROOT, VENV_PYTHON
from tools.problems import Problem
from tools.stamps import digest, digest_folder

DATABASE = "mr_i18n"
LOG = LOGS / "i18n.log"
FOLDER = "i18n"
LEFT = "Write what is listed into addons/*/i18n/*.po, then run it again."
NOT_EXPORTED = "The terms of {addon} could not be exported"


def run() -> int:
    """Export the addons' terms, bring every translation up to date, and list what has none."""
    with ground.standing(clusters.TEST) as here:
        _ensure_database(here)
        for name in addons.names():
            with step(f"Exporting the terms of {name}"):
                _export(here, name)
        return _merge(here)


def _ensure_database(here: Ground) -> None:
    """A database with all addons; a change of translations alone does not make it anew."""
    note = digest(here.template, *map(_code_digest, addons.names()))
    if here.databases.note(DATABASE) == note:
        return
    here.databases.copy(settings.TEMPLATE, DATABASE)
    with step("Installing the addons") as now:
        code = here.odoo.run(DATABASE, ["-i", ",".join(addons.names())], LOG, now.show)
    if code or first_fault(LOG):
        raise Problem(f"The addons could not be installed ({first_fault(LOG) or 'Odoo gave up'}): see {LOG}.")
    here.databases.write_note(DATABASE, note)


def _code_digest(name: str) -> str:
    """Changes with anything of an addon but its translations."""
    parts = [path for path in sorted((ADDONS / name).iterdir()) if path.name != FOLDER]
    files = [path.read_bytes() for path in parts if path.is_file()]
    return digest(name, *files, *(digest_folder(path) for path in parts if path.is_dir()))


def _export(here: Ground, name: str) -> None:
    template = template_of(name)
    config = here.odoo.configuration_file()
    command = [VENV_PYTHON, "-m", "odoo", "i18n", "export", "-c", config, "-d", DATABASE]
    must(
        [*command, "-l", "pot", "-o", template, name],
        LOG,
        NOT_EXPORTED.format(addon=name),
        env=here.odoo.environment(),
        cwd=ROOT,
    )


def template_of(name: str) -> Path:
    """The file with an addon's terms."""
    return ADDONS / name / FOLDER / f"{name}.pot"


def _merge(here: Ground) -> int:
    """In the environment that has polib; its output is what the person sees."""
    command = [VENV_PYTHON, "-m", "tools.merge_translations", *map(template_of, addons.names())]
    code = subprocess.call(list(map(str, command)), env=merged(here.odoo.environment()), cwd=ROOT)
    say(LEFT if code else "Every term is translated.")
    return code
