"""The addons between ours and another app: they come and go by themselves, with nothing left behind."""

import pytest

from tests.system.catalogs import CATALOGS, DEFINITIONS, shape
from tests.system.shared import OURS, PREFIXES, counts, ended, rows, started, warnings_in

# The apps beside which each of them installs itself.
GLUE = {
    "marketing_roles_crm": "crm",
    "sales_kpi_expense": "hr_expense",
    "sales_kpi_stock": "sale_stock",
    "marketing_appraisal_holidays": "hr_holidays",
    "marketing_appraisal_attendance": "hr_attendance",
    "marketing_appraisal_gamification": "gamification",
}
EVERYTHING = {*OURS, *GLUE}


def states(ground, database) -> dict[str, str]:
    """The state of each module of ours."""
    return dict(rows(ground, database, "SELECT name, state FROM ir_module_module WHERE name IN %s", tuple(EVERYTHING)))


def what_there_is(ground, database):
    """The shape of the database, and how many definitions Odoo holds."""
    found = counts(ground, database, *DEFINITIONS)
    shapes = {catalog: shape(ground, database, catalog) for catalog in CATALOGS}
    return shapes, {name: found[name] for name in DEFINITIONS}


@pytest.fixture(scope="module")
def beside(ground):
    """A company with all those apps: what it had before; ours come, are updated and go again."""
    database = ground.new_database("beside", modules=tuple(sorted(set(GLUE.values()))))
    before = what_there_is(ground, database)
    log = ground.odoo("-i", "marketing_appraisal", database=database)
    return database, before, log


def test_each_comes_by_itself(ground, beside):
    database, _before, log = beside
    assert warnings_in(log) == []
    assert states(ground, database) == dict.fromkeys(EVERYTHING, "installed")


def test_an_update_changes_nothing(ground, beside):
    database, _before, _log = beside
    before = counts(ground, database, *PREFIXES)
    assert warnings_in(ground.odoo("-u", ",".join(EVERYTHING), database=database)) == []
    assert counts(ground, database, *PREFIXES) == before


def test_nothing_of_them_is_left(ground, beside):
    """Runs last: the addons are gone after it."""
    database, (shapes, definitions), _log = beside
    _lines, complaints = ended(started(ground, "uninstall", database, "marketing_roles"))
    assert complaints == []
    assert set(states(ground, database).values()) == {"uninstalled"}
    shapes_after, definitions_after = what_there_is(ground, database)
    differing = {name: shapes[name] ^ shapes_after[name] for name in CATALOGS if shapes[name] != shapes_after[name]}
    assert differing == {}
    assert definitions_after == definitions
    query = "SELECT module, name FROM ir_model_data WHERE module IN %s"
    assert rows(ground, database, query, tuple(EVERYTHING)) == []
