"""The template database: Odoo's own modules that the addons build on, installed once, then copied."""

from tools import settings
from tools.console import step
from tools.databases import Databases
from tools.odoo_program import OdooProgram, first_fault
from tools.paths import LOGS
from tools.problems import Problem
from tools.stamps import digest

BUILDING = f"{settings.TEMPLATE}_building"
# The template is made in one piece or not at all: waiting for the disk at every commit gains nothing.
IMPATIENT = {"PGOPTIONS": "-c synchronous_commit=off"}


def ensure(odoo: OdooProgram, databases: Databases) -> str:
    """Make the template unless it is there, made from the same; returns what it was made from."""
    inputs = digest(odoo.home.identity, settings.DEPENDENCIES, settings.LANGUAGES)
    if databases.note(settings.TEMPLATE) == inputs:
        return inputs
    with step("Building the template database") as now:
        databases.create(BUILDING)
        _install(odoo, now.show)
        databases.rename(BUILDING, settings.TEMPLATE)
        databases.write_note(settings.TEMPLATE, inputs)
    return inputs


def _install(odoo: OdooProgram, show) -> None:
    log = LOGS / "template.log"
    modules = ["-i", ",".join(settings.DEPENDENCIES), f"--load-language={','.join(settings.LANGUAGES)}"]
    failed = odoo.run(BUILDING, modules, log, show)
    fault = first_fault(log)
    if failed or fault:
        raise Problem(f"The template database could not be built ({fault or 'Odoo gave up'}): see {log}.")
