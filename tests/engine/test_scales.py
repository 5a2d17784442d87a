"""S2, S3: the kinds of scale, by DOMAIN's worked examples, at their edges, and by properties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.sales_kpi.scales import BadScale, Deduction, Difference, Piecewise, Proportional, Rating, Tiers

D = Decimal
PLAN = Proportional(D(40), floor=D("0.6"), cap=D(60))
TEAM = Tiers(((D("0.9"), D(20)), (D("0.8"), D(18)), (D("0.7"), D(15)), (D("0.6"), D(10))))
COLLECTION = Difference(D(1), D("0.01"), D(1), "full")
EXPENSE = Piecewise(((D("0.8"), D(20)), (D(1), D(16)), (D("1.2"), D(0))))
rates = st.decimals(min_value=-5, max_value=10, places=4)


@pytest.mark.parametrize(
    ("rate", "points"),
    [
        ("0.5999", 0),
        ("0.599999", 0),
        ("0.6", 24),
        ("0.85", 34),
        ("1", 40),
        ("1.25", 50),
        ("1.5", 60),
        ("1.5001", 60),
        ("2", 60),
        ("0", 0),
        ("-0.2", 0),
    ],
)
def test_s2_plan_completion(rate, points):
    assert PLAN.points(D(rate)) == points


@pytest.mark.parametrize(("met", "points"), [(10, 20), (9, 20), (8, 18), (7, 15), (6, 10), (5, 0), (0, 0)])
def test_s2_team_attainment_of_ten(met, points):
    assert TEAM.points(D(met) / 10) == points


@pytest.mark.parametrize(
    ("rate", "points"), [("0.7", 20), ("0.8", 20), ("0.9", 18), ("1", 16), ("1.1", 8), ("1.2", 0), ("1.3", 0)]
)
def test_s2_expense_use(rate, points):
    assert EXPENSE.points(D(rate)) == points


def test_s3_contract_loss_pro_rata_or_per_started_unit():
    start = D(100)
    others = [
        COLLECTION.points(D("0.96")),  # four whole points below 100 % of collection
        Deduction(D(2)).points(D(1)),  # one new customer short
        Deduction(D(1), cap=D(30)).points(D(4)),  # four days late
        Deduction(D(2)).points(D(1)),  # one report missed
    ]
    careless_text = {"pro_rata": None, "started": "started"}
    totals = {
        key: start + sum(others) + Deduction(D(5), D(10000), counting).points(D(15000))
        for key, counting in careless_text.items()
    }
    assert totals == {"pro_rata": D("80.5"), "started": D(78)}


@pytest.mark.parametrize(
    ("rate", "full", "started", "pro_rata"),
    [
        ("1", 0, 0, "0"),
        ("1.0099", 0, 1, "0.99"),
        ("1.01", 1, 1, "1"),
        ("0.9901", 0, -1, "-0.99"),
        ("0.99", -1, -1, "-1"),
        ("0", -100, -100, "-100"),
        ("-0.005", -100, -101, "-100.5"),
        ("1.505", 50, 51, "50.5"),
    ],
)
def test_s3_collection_counts_whole_points_alike_above_and_below(rate, full, started, pro_rata):
    for counting, points in (("full", full), ("started", started), (None, pro_rata)):
        assert Difference(D(1), D("0.01"), D(1), counting).points(D(rate)) == D(points)


@given(rates)
def test_what_is_added_and_taken_stays_within_the_cap_and_changes_sign_at_the_reference(value):
    points = Difference(D(1), D("0.01"), D(1), cap=D(30)).points(value)
    assert -30 <= points <= 30
    assert (points > 0) == (value > 1)
    assert points == -Difference(D(1), D("0.01"), D(1), cap=D(30)).points(2 - value)


@pytest.mark.parametrize(("value", "lost"), [(0, 0), (-3, 0), (9999, 0), (10000, -5), (19999, -5), (20000, -10)])
def test_deduction_per_full_unit(value, lost):
    assert Deduction(D(5), D(10000), "full").points(D(value)) == lost


def test_deduction_never_takes_more_than_its_cap():
    assert Deduction(D(1), cap=D(30)).points(D(50)) == -30


@given(rates)
def test_rating_stays_within_its_bounds(value):
    assert 0 <= Rating(D(5)).points(value) <= 5


@given(rates, rates)
def test_more_never_brings_less_where_more_is_better(one, other):
    low, high = sorted((one, other))
    for scale in (PLAN, TEAM, COLLECTION, Rating(D(5))):
        assert scale.points(low) <= scale.points(high)


@given(rates, rates)
def test_spending_more_never_brings_more(one, other):
    low, high = sorted((one, other))
    assert EXPENSE.points(low) >= EXPENSE.points(high)


@given(st.lists(st.tuples(rates, st.integers(0, 100)), min_size=1, max_size=6, unique_by=lambda step: step[0]), rates)
def test_curve_and_tiers_stay_between_their_given_points(steps, value):
    steps = tuple((start, D(points)) for start, points in steps)
    lowest, highest = min(p for _s, p in steps), max(p for _s, p in steps)
    assert lowest - D("1e-20") <= Piecewise(steps).points(value) <= highest + D("1e-20")
    assert min(lowest, 0) <= Tiers(steps).points(value) <= highest


@given(st.lists(st.tuples(rates, st.integers(0, 100)), min_size=1, max_size=6, unique_by=lambda step: step[0]))
def test_curve_passes_through_its_points_in_any_order(steps):
    curve = Piecewise(tuple((start, D(points)) for start, points in steps))
    assert all(abs(curve.points(start) - points) < D("1e-20") for start, points in steps)


@pytest.mark.parametrize("kind", [Tiers, Piecewise])
@pytest.mark.parametrize("steps", [(), ((D(1), D(2)), (D(1), D(3)))])
def test_scale_without_or_with_contradicting_steps_is_refused(kind, steps):
    with pytest.raises(BadScale):
        kind(steps)


def test_deduction_with_impossible_figures_is_refused():
    with pytest.raises(BadScale):
        Deduction(D(1), D(0))
    with pytest.raises(BadScale):
        Deduction(D(1), D(1), "half")


def test_difference_with_impossible_figures_is_refused():
    with pytest.raises(BadScale):
        Difference(D(1), D(0))
    with pytest.raises(BadScale):
        Difference(D(1), D(1), whole_units="half")
