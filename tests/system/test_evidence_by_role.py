"""R19, R10a: what each role reads of the sample company through RPC: every figure is the sum of its documents."""

from collections import defaultdict

import pytest

from tests.system.person import Person, Refused
from tests.system.shared import copied

# Salesperson, sales supervisor, HR officer, HR manager, general manager.
ROLES = ("jiang.haoran", "zou.kaiwen", "wan.tingting", "su.meizhen", "lin.guanghui")
GROUP = ("kpi_id", "company_id", "employee_id", "appraiser_id", "department_id", "branch_id")
FIGURES = ("numerator", "denominator")
# Odoo gives floats: their sums may differ far below a cent.
CENT = 0.005


@pytest.fixture(scope="module")
def address(ground, sample):
    database = copied(ground, sample, "sample_roles")
    with ground.serve(database) as served:
        yield served, database


@pytest.fixture(scope="module", params=ROLES)
def reader(request, address):
    return Person(*address, request.param)


@pytest.fixture(scope="module")
def everything(address):
    """What the general manager reads."""
    return _figures(Person(*address, "lin.guanghui"))


def _figures(person):
    """{key: (actual, target)} of every row of the live report that a person reads."""
    rows = person.ask("sales.kpi.report", "search_read", [], [*GROUP, "month", *FIGURES], load=None)
    return {
        (*(row[name] for name in GROUP), row["month"][:7]): tuple(row[name] or 0 for name in FIGURES) for row in rows
    }


def _sums(person):
    """The same, summed up here from every document that the person reads."""
    sums = defaultdict(lambda: [0.0, 0.0])
    for row in person.ask("sales.kpi.evidence", "search_read", [], [*GROUP, "date", *FIGURES], load=None):
        place = sums[(*(row[name] for name in GROUP), row["date"][:7])]
        for number, name in enumerate(FIGURES):
            place[number] += row[name] or 0
    return sums


def test_every_figure_is_the_sum_of_the_documents_that_the_same_person_reads(reader):
    figures, sums = _figures(reader), _sums(reader)
    assert len(figures) > 12
    assert figures.keys() == sums.keys()
    wrong = {
        key: (figures[key], tuple(sums[key]))
        for key in figures
        if any(abs(have - want) > CENT for have, want in zip(figures[key], sums[key], strict=True))
    }
    assert wrong == {}


def test_the_click_on_a_figure_opens_what_it_sums_up(reader):
    """A dozen rows from all over: the action's own domain, asked as the client asks it."""
    rows = reader.ask("sales.kpi.report", "search_read", [], ["id", *FIGURES], load=None)
    for row in rows[:: len(rows) // 12]:
        action = reader.ask("sales.kpi.report", "action_open_evidence", [row["id"]])
        found = reader.ask("sales.kpi.evidence", "search_read", action["domain"], list(FIGURES))
        for name in FIGURES:
            assert abs(sum(one[name] or 0 for one in found) - (row[name] or 0)) < CENT


def test_nobody_reads_another_figure_of_the_same_row(reader, everything):
    """Rights hide rows; they never make a figure smaller."""
    for key, figures in _figures(reader).items():
        assert all(abs(have - want) < CENT for have, want in zip(figures, everything[key], strict=True)), key


def test_a_salesperson_reads_their_own_and_no_one_elses(address, everything):
    person = Person(*address, "jiang.haoran")
    (me,) = person.ask("hr.employee.public", "search", [["name", "=", "Jiang Haoran"]])
    assert {key[2] for key in _figures(person)} <= {me, False}
    assert {key[2] for key in everything} > {me, False}
    assert person.ask("sales.kpi.report", "search_count", [["employee_id", "not in", [me, False]]]) == 0
    others = [["employee_id", "not in", [me, False]]]
    assert person.ask("sales.kpi.evidence", "formatted_read_group", others, ["employee_id"], ["numerator:sum"]) == []
    with pytest.raises(Refused):
        person.ask("sales.quota", "search_read", [], ["name"])


def test_people_and_nobody_are_the_company(everything, address):
    """R10a: people and what is unassigned add up to the branches with head office, month by month."""
    person = Person(*address, "lin.guanghui")
    codes = person.ask("sales.kpi", "search_read", [], ["code"], load=None)
    by_code = {row["code"]: row["id"] for row in codes}
    sums = defaultdict(lambda: [0.0, 0.0])
    for key, figures in everything.items():
        for number, figure in enumerate(figures):
            sums[key[0], key[-1]][number] += figure
    months = {month for kpi, month in sums if kpi == by_code["company_result"]}
    assert len(months) >= 12
    for month in months:
        people, units = sums[by_code["plan_completion"], month], sums[by_code["company_result"], month]
        assert people == pytest.approx(units, abs=CENT), month
