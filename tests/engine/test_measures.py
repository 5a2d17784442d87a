"""R10, R10a, R18, R19: figures of people, teams, branches and the company add up."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine_of.sales_kpi.measures import NO_PLAN, VALUE, ZERO_PLAN, Cell, Measure, MeasureTable

D = Decimal
amounts = st.decimals(min_value=-10000, max_value=100000, places=2)
people = st.integers(1, 6)
cells = st.lists(
    st.builds(
        Cell,
        employee=st.none() | people,
        appraiser=st.none() | people,
        branch=st.none() | st.integers(100, 102),
        numerator=amounts,
        denominator=st.decimals(min_value=0, max_value=100000, places=2),
        documents=st.integers(0, 5),
        plans=st.integers(0, 2),
    ),
    max_size=20,
)


def test_r10_a_managers_figure_is_the_whole_teams_with_their_own():
    table = MeasureTable(
        [
            Cell(1, None, 100, D(30), D(40)),
            Cell(2, 1, 100, D(50), D(100)),
            Cell(3, 1, 100, D(70), D(60)),
            Cell(4, 9, 101, D(1000), D(1)),
        ]
    )
    assert table.of_person(1) == Measure(D(150), D(200))
    assert table.of_person(1).rate == D("0.75")
    assert table.of_employee_alone(1) == Measure(D(30), D(40))
    assert table.of_person(2) == Measure(D(50), D(100))


def test_r10a_a_person_counts_for_the_team_they_were_in_on_the_date():
    table = MeasureTable([Cell(2, 1, 100, D(50), D(100)), Cell(2, 8, 101, D(20), D(0))])
    assert table.of_person(1).numerator == 50
    assert table.of_person(8).numerator == 20
    assert table.of_person(2).numerator == 70


def test_r10a_nobody_appraising_themselves_counts_twice():
    assert MeasureTable([Cell(1, 1, None, D(5), D(10))]).of_person(1) == Measure(D(5), D(10))


def test_r18_head_office_takes_everything_or_the_branches_only():
    table = MeasureTable(
        [Cell(1, None, 100, D(30), D(40)), Cell(2, None, None, D(5), D(10)), Cell(None, None, None, D(7), D(0))]
    )
    assert table.of_branch(100).rate == D("0.75")
    assert table.of_company() == Measure(D(42), D(50))
    assert table.of_company(with_head_office=False) == Measure(D(30), D(40))


def test_r19_a_zero_a_missing_plan_and_a_zero_plan_are_three_things():
    zero = Measure(D(0), D(100), documents=0, plans=1)
    assert (zero.status, zero.rate) == (VALUE, 0)
    missing = Measure(D(50), D(0), documents=2, plans=0)
    assert (missing.status, missing.rate) == (NO_PLAN, None)
    planned_zero = Measure(D(50), D(0), documents=2, plans=1)
    assert (planned_zero.status, planned_zero.rate) == (ZERO_PLAN, None)


def test_unknown_people_and_branches_have_no_plan():
    table = MeasureTable([])
    assert table.of_person(1).status == table.of_branch(5).status == table.of_company().status == NO_PLAN


@given(cells)
def test_r10a_people_and_unassigned_add_up_to_branches_and_company(found):
    table = MeasureTable(found)
    employees = {cell.employee for cell in found} - {None}
    people_sum = sum((table.of_employee_alone(e).numerator for e in employees), D(0))
    unassigned = sum((cell.numerator for cell in found if cell.employee is None), D(0))
    branches = sum((table.of_branch(b).numerator for b in {cell.branch for cell in found}), D(0))
    assert people_sum + unassigned == branches == table.of_company().numerator
