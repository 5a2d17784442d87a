"""The addons on a plain Odoo that knows nothing of our tooling: in one by one and together, updated."""

import pytest

from tests.system.shared import OURS, PREFIXES, copied, counts, finished, rows, warnings_in

# Comes by itself with Roles, because CRM is there.
GLUE = {"marketing_roles_crm"}


def installed(ground, database):
    """Which of our modules are installed."""
    found = rows(ground, database, "SELECT name FROM ir_module_module WHERE state = 'installed'")
    return {name for (name,) in found} & set(OURS)


def half_done(ground, database):
    """Modules that wait for something."""
    return rows(ground, database, "SELECT name, state FROM ir_module_module WHERE state LIKE 'to %%'")


@pytest.mark.parametrize(
    ("modules", "result"),
    [
        (("marketing_roles",), {"marketing_roles", *GLUE}),
        (("sales_kpi",), {"marketing_roles", "sales_kpi", *GLUE}),
        (OURS, set(OURS)),
    ],
    ids=["roles", "kpi", "all"],
)
def test_installs_without_a_warning(ground, modules, result):
    database = ground.new_database("install")
    assert installed(ground, database) == set()
    log = ground.odoo("-i", ",".join(modules), database=database)
    assert warnings_in(log) == []
    assert installed(ground, database) == result
    assert half_done(ground, database) == []


def test_update_changes_nothing(ground, sample):
    """-u of all of them on a company with a year of data: no warning, not a row more or less."""
    database = copied(ground, sample, "update")
    before = counts(ground, database, *PREFIXES), _records_of_ours(ground, database)
    log = ground.odoo("-u", ",".join(OURS), database=database)
    assert warnings_in(log) == []
    assert (counts(ground, database, *PREFIXES), _records_of_ours(ground, database)) == before
    assert before[0]["marketing_appraisal_result"] > 400


def _records_of_ours(ground, database):
    """How many records of each model carry an external id of ours."""
    query = "SELECT module, model, COUNT(*) FROM ir_model_data WHERE module IN %s GROUP BY 1, 2"
    return sorted(rows(ground, database, query, OURS))


@pytest.fixture(scope="module")
def settled(ground):
    """All of them, installed where people, departments and an order were before."""
    database = ground.new_database("settled")
    finished(ground, "existing_company", database)
    log = ground.odoo("-i", ",".join(OURS), database=database)
    assert warnings_in(log) == []
    return database


def test_appraisers_are_filled_from_managers(ground, settled):
    query = """
        SELECT e.name, a.name FROM hr_version v
          JOIN hr_employee e ON e.id = v.employee_id LEFT JOIN hr_employee a ON a.id = v.appraiser_id
         WHERE e.name LIKE 'Old %%' ORDER BY 1
    """
    assert rows(ground, settled, query) == [("Old Boss", None), ("Old Hand", "Old Boss")]


def test_managers_may_appraise(ground, settled):
    query = """
        SELECT u.login FROM res_groups_users_rel r JOIN res_users u ON u.id = r.uid
          JOIN ir_model_data x ON x.model = 'res.groups' AND x.res_id = r.gid
         WHERE x.module = 'marketing_roles' AND x.name = 'group_assessor' AND u.login = 'old.boss'
    """
    assert rows(ground, settled, query) == [("old.boss",)]


def test_branches_are_computed_below_the_department(ground, settled):
    """Nobody is a branch at first; once a department is marked, whatever is below it belongs to it."""
    query = """
        SELECT d.name->>'en_US', b.name->>'en_US' FROM hr_department d
          LEFT JOIN hr_department b ON b.id = d.branch_id
         WHERE d.name->>'en_US' IN ('North', 'Shop') ORDER BY 1
    """
    assert rows(ground, settled, query) == [("North", None), ("Shop", None)]
    finished(ground, "mark_branch", settled, "North")
    assert rows(ground, settled, query) == [("North", "North"), ("Shop", "North")]


def test_old_invoices_count(ground, settled):
    """What was sold before the installation is in the live figures, under whoever sold it."""
    found = [line.split("|") for line in finished(ground, "read_report", settled)]
    people = dict(rows(ground, settled, "SELECT id::text, name FROM hr_employee"))
    sold = {people[key]: float(actual) for kind, key, _month, actual, *_rest in found if kind == "person"}
    assert sold == {"Old Boss": 250.0}
