"""After the addons are gone nothing of theirs is left, and Odoo's own screens open as before.

Uninstalled is a company with a year of data, to which messages, activities, files, filters,
templates and the like were added by hand.
"""

from types import SimpleNamespace

import pytest

from tests.system.catalogs import CATALOGS, DEFINITIONS, shape
from tests.system.screen import screen
from tests.system.shared import OURS, copied, counts, ended, execute, finished, rows, started

# Names of our models, as shared tables hold them.
NAMES = r"(^|[^a-z_.])(marketing\.(role|duty|task|dated|work|appraisal|scorecard|lead)|sales\.(kpi|quota))"
# The list of apps names every module that lies in the addons path, installed or not.
LIST_OF_APPS = ("ir_module_module", "ir_module_module_dependency", "ir_module_category")


@pytest.fixture(scope="module")
def plain(ground):
    """A database on which none of ours ever was."""
    return ground.new_database("plain")


@pytest.fixture(scope="module")
def uninstalled(ground, sample):
    """The sample company, worked with, then without our addons."""
    database = copied(ground, sample, "uninstall")
    touched = finished(ground, "enter_traces", database)
    assert {"marketing.appraisal", "marketing.appraisal.period", "sales.quota", "marketing.task"} <= set(touched)
    _lines, complaints = ended(started(ground, "uninstall", database, "marketing_roles"))
    return SimpleNamespace(database=database, complaints=complaints)


@pytest.fixture
def bereft(uninstalled):
    """The database of it."""
    return uninstalled.database


def test_it_went_without_a_warning(uninstalled):
    assert uninstalled.complaints == []


def test_all_of_them_are_gone(ground, bereft):
    query = "SELECT state, COUNT(*) FROM ir_module_module WHERE name IN %s GROUP BY 1"
    assert rows(ground, bereft, query, OURS) == [("uninstalled", len(OURS))]


@pytest.mark.parametrize("catalog", CATALOGS)
def test_the_database_has_the_shape_it_had(catalog, ground, plain, bereft):
    before, after = (shape(ground, database, catalog) for database in (plain, bereft))
    assert before and after - before == set()
    assert before - after == set()


def test_no_definition_is_left(ground, plain, bereft):
    before, after = (counts(ground, database, *DEFINITIONS) for database in (plain, bereft))
    changed = {name: (before[name], after[name]) for name in DEFINITIONS if after[name] != before[name]}
    assert before["ir_ui_view"] > 500
    assert changed == {}


def test_no_external_id_is_left(ground, bereft):
    query = "SELECT module, name, model FROM ir_model_data WHERE module IN %s"
    assert rows(ground, bereft, query, OURS) == []


def test_no_row_names_a_model_of_ours(ground, bereft):
    """Every text of every table is searched, whatever the table is for."""
    columns = rows(
        ground,
        bereft,
        """SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type IN ('character varying', 'text', 'jsonb')""",
    )
    texts = [(table, column) for table, column in columns if table not in LIST_OF_APPS]
    assert ("ir_attachment", "res_model") in texts
    found = [
        (table, column, values)
        for table, column in texts
        for values in rows(
            ground,
            bereft,
            f"""SELECT left("{column}"::text, 80) FROM "{table}" WHERE "{column}"::text ~ %s LIMIT 3""",
            NAMES,
        )
    ]
    assert found == []


@pytest.mark.parametrize("key", ["%marketing%", "%sales_kpi%", "%sales.kpi%"])
def test_no_parameter_is_left(key, ground, bereft):
    assert rows(ground, bereft, "SELECT key FROM ir_config_parameter WHERE key LIKE %s", key) == []


@pytest.mark.browser
def test_employees_and_orders_open_as_before(ground, browser, bereft):
    """In list and form, by somebody who may do everything."""
    execute(ground, bereft, "UPDATE res_users SET password = 'admin' WHERE login = 'admin'")
    people, orders = (counts(ground, bereft, name)[name] for name in ("hr_employee", "sale_order"))
    assert people >= 40 and orders > 1000
    with ground.serve(bereft) as address, screen(browser, address, "admin", password="admin") as person:
        for path in ("employees", "orders"):
            person.open(path)
            person.page.locator(".o_switch_view.o_list").click()
            person.page.wait_for_selector(".o_data_row")
            person.page.locator(".o_data_row td[name=name]").first.click()
            person.page.wait_for_selector(".o_form_view .o_form_sheet")
            person.settle()
        assert person.trouble() == []
