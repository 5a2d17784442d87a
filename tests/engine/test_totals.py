"""R20, R22, R25, R34: sections, missing values, totals; DOMAIN section 9 where it touches them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_of.marketing_appraisal.grades import GradeScale
from engine_of.marketing_appraisal.month import MonthInput, MonthRules, grade_month
from engine_of.marketing_appraisal.totals import (
    AS_WRITTEN,
    BLOCK,
    CAPPED,
    SCALED,
    SPREAD,
    ZERO,
    Combined,
    Part,
    combine,
    company_points,
    equal_shares,
    form_total,
    round_half_up,
    section_points,
)

D = Decimal
GRADES = GradeScale(D(90), D(70))
points = st.decimals(min_value=0, max_value=100, places=2)
maybe_points = st.none() | points
parts = st.lists(
    st.tuples(st.decimals(min_value=1, max_value=100, places=0), maybe_points), min_size=1, max_size=8
).map(lambda found: [Part(number, maximum, value) for number, (maximum, value) in enumerate(found)])


@pytest.mark.parametrize(("mode", "total"), [(AS_WRITTEN, "101.00"), (CAPPED, "100.00"), (SCALED, "91.82")])
def test_r34_work_36_behaviour_27_company_rate_95(mode, total):
    rules = MonthRules(total_mode=mode)
    month = MonthInput(
        work=Combined(D(36), D(40), ()),
        behaviour=(Part("behaviour", D(30), D(27)),),
        company_rate=D("0.95"),
    )
    result = grade_month(month, rules)
    assert result.sections == {"work": 36, "behaviour": 27, "company": 38}
    assert (result.total, result.grade) == (D(total), "a")


@pytest.mark.parametrize(("raw", "total", "grade"), [("99", "90.00", "a"), ("98.99", "89.99", "b")])
def test_r34_scaled_at_the_edge_of_a(raw, total, grade):
    formed = form_total(Combined(D(raw), D(110), ()), SCALED)
    assert (formed, GRADES.grade(formed)) == (D(total), grade)


@pytest.mark.parametrize(
    ("raw", "grade"), [("89.994", "b"), ("89.995", "a"), ("70", "b"), ("69.99", "c"), ("69.995", "b"), ("0", "c")]
)
def test_r25_rounded_half_up_before_grading(raw, grade):
    assert GRADES.grade(round_half_up(D(raw))) == grade


def test_r26_a_barred_a_becomes_b_and_nothing_else_changes():
    assert GRADES.grade(D(95), a_is_barred=True) == "b"
    assert GRADES.grade(D(75), a_is_barred=True) == "b"
    assert GRADES.grade(D(50), a_is_barred=True) == "c"
    # A choice of the policy.
    strict = GradeScale(D(90), D(70), barred="c")
    assert [strict.grade(D(total), a_is_barred=True) for total in (90, "89.99", 70)] == ["c", "b", "b"]


def test_r20_scorecard_at_120_brings_40_of_40():
    assert section_points(Combined(D(120), D(100), ()), D(40), cap=True) == 40
    assert section_points(Combined(D(120), D(100), ()), D(40), cap=False) == 48
    assert section_points(Combined(D(85), D(100), ()), D(40), cap=True) == 34


def test_r20_tasks_are_worth_the_same():
    shares = equal_shares({1: D(1), 2: D("0.5"), 3: D(0), 4: D(1)}, D(40))
    assert [part.points for part in shares] == [10, 5, 0, 10]
    assert {part.maximum for part in shares} == {D(10)}
    assert equal_shares({}, D(40)) == []


@pytest.mark.parametrize(("rate", "gained"), [("0.95", 38), ("1.3", 52), ("0", 0), ("-0.4", 0)])
def test_r22_company_result_has_a_floor_and_no_cap(rate, gained):
    assert company_points(D(rate), D(40)) == gained
    assert company_points(D("1.3"), D(40), cap=True) == 40
    assert company_points(None, D(40)) is None


def test_missing_value_blocks_spreads_or_counts_as_zero():
    month = MonthInput(work=Combined(D(36), D(40), ()), behaviour=(), company_rate=D("0.95"))
    totals = {rule: grade_month(month, MonthRules(missing_rule=rule)).total for rule in (BLOCK, SPREAD, ZERO)}
    assert totals == {BLOCK: None, SPREAD: D("101.75"), ZERO: D("74.00")}
    blocked = grade_month(month, MonthRules())
    assert (blocked.grade, blocked.missing) == (None, ("behaviour",))


def test_one_unscored_task_is_missing_inside_its_section():
    shares = tuple(equal_shares({1: D(1), 2: None}, D(40)))
    works = {}
    for rule in (BLOCK, SPREAD, ZERO):
        month = MonthInput(combine(shares, rule), (Part("b", D(30), D(30)),), D(1))
        works[rule] = grade_month(month, MonthRules(missing_rule=rule)).sections["work"]
    assert works == {BLOCK: None, SPREAD: 40, ZERO: 20}


def test_a_section_without_weight_cannot_be_missing():
    rules = MonthRules(behaviour_weight=D(0), work_weight=D(60))
    result = grade_month(MonthInput(Combined(D(40), D(40), ()), (), D(1)), rules)
    assert (result.total, result.missing) == (D("100.00"), ())


@given(parts)
def test_nothing_missing_makes_all_rules_the_same(found):
    found = [Part(part.key, part.maximum, part.points or D(0)) for part in found]
    assert len({combine(found, rule) for rule in (BLOCK, SPREAD, ZERO)}) == 1


@given(parts)
def test_spread_never_gives_less_than_zero_and_block_gives_all_or_nothing(found):
    blocked, spread, zero = (combine(found, rule) for rule in (BLOCK, SPREAD, ZERO))
    assert blocked.missing == spread.missing == zero.missing
    if spread.points is None:
        assert zero.points is None and len(spread.missing) == len(found)
    else:
        assert spread.points >= zero.points
    assert (blocked.points is None) == bool(blocked.missing)


@given(points, points, points)
def test_capped_never_exceeds_100_and_scaled_keeps_the_order(work, behaviour, company):
    raw = work + behaviour + company
    combined = Combined(raw, D(110), ())
    assert form_total(combined, CAPPED) == min(round_half_up(raw), D(100))
    assert form_total(combined, SCALED) <= form_total(combined, AS_WRITTEN)


@given(st.integers(3, 7), st.lists(st.integers(0, 100), min_size=7, max_size=7), st.integers(0, 4000))
def test_r25_equal_shares_are_rounded_as_exact_fractions_are(count, percents, rest):
    """40 points over three or seven tasks have no end in decimals; halves stay halves."""
    shares = equal_shares({key: D(percents[key]) / 100 for key in range(count)}, D(40))
    found = round_half_up(sum((part.points for part in shares), D(rest) / 200))
    exact = Fraction(40, count * 100) * sum(percents[:count]) + Fraction(rest, 200)
    doubled = 2 * exact.numerator * 100 + exact.denominator
    assert found == D(doubled // (2 * exact.denominator)) / 100


def test_r25_three_tasks_that_come_to_a_half_cent():
    """Tasks of 25, 40 and 40 percent are 14 points, with 75.995 beside them 89.995: an A."""
    shares = equal_shares({1: D("0.25"), 2: D("0.4"), 3: D("0.4")}, D(40))
    total = sum((part.points for part in shares), D("75.995"))
    assert total < D("89.995"), "in decimals it is a hair below"
    assert (round_half_up(total), GRADES.grade(round_half_up(total))) == (D("90.00"), "a")
