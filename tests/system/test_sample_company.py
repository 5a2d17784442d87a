"""The sample company: what the addons stored against a calculation that shares nothing with them."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.system.shared import SAMPLE, connection_to, copied, finished
from tools.company.csvio import read_rows
from tools.company.independent import calculate, calculate_sales, compare
from tools.company.independent.database import codes_of
from tools.company.independent.sales import HEAD_OFFICE, UNASSIGNED
from tools.company.independent.sql import fetch
from tools.company.independent.tables import company_of, month_rows
from tools.company.independent.tables_year import year_rows

# Odoo's own sums of floats and the fractions of the calculation agree far below a cent.
CENT = Fraction(1, 1000)


@pytest.fixture(scope="module")
def read_only(ground, sample):
    """A copy to stay connected to: the sample itself could not be copied meanwhile."""
    return copied(ground, sample, "sample_read")


@pytest.fixture
def sample_rows(ground, read_only):
    """A connection to the sample company, for reading."""
    connection = connection_to(ground, read_only)
    yield connection
    connection.close()


@pytest.fixture
def company(sample_rows):
    return company_of(sample_rows)


@pytest.fixture
def people(sample_rows, company):
    """{employee id: code}"""
    return codes_of(sample_rows, company)


@pytest.fixture
def calculated(sample_rows, company):
    """{(month, kind, key): (actual, quota, rate)} of the independent calculation."""
    found = calculate_sales(sample_rows, company)
    return {(month, kind, key): tuple(rest) for month, kind, key, *rest in found}


@pytest.fixture(scope="module")
def live(ground, read_only):
    """The rows of the live report and the sums of its evidence, as Odoo gives them.

    {kind of row: [(key, month, actual, quota, rate)]}, keys are ids.
    """
    found = defaultdict(list)
    for line in finished(ground, "read_report", read_only):
        kind, key, month, *figures = line.split("|")
        found[kind].append((int(key), month, *(Fraction(text) if text else None for text in figures)))
    return found


def test_every_stored_row_is_the_expected_one(sample_rows):
    assert compare(sample_rows, SAMPLE) == []


# One figure of each kind, made wrong.
WRONG = {
    "a total": "UPDATE marketing_appraisal_result SET total = total + 0.01 WHERE id ="
    " (SELECT MIN(id) FROM marketing_appraisal_result WHERE total IS NOT NULL AND date_from >= '2025-01-01')",
    "an annual score": "UPDATE marketing_appraisal_result SET annual_score = annual_score - 0.01 WHERE id ="
    " (SELECT MIN(id) FROM marketing_appraisal_result WHERE has_annual_score)",
    "a rank": "UPDATE marketing_appraisal_rank SET position = position + 1 WHERE id ="
    " (SELECT MIN(id) FROM marketing_appraisal_rank)",
    "a proposal": "UPDATE marketing_appraisal_outcome SET state = 'dropped' WHERE id ="
    " (SELECT MIN(id) FROM marketing_appraisal_outcome)",
    "a bonus": "UPDATE marketing_appraisal_bonus SET computed_amount = computed_amount + 0.01 WHERE id ="
    " (SELECT MIN(id) FROM marketing_appraisal_bonus WHERE status = 'due')",
    "who is left out": "UPDATE marketing_appraisal_omission SET reason = 'no_month' WHERE reason = 'sanction'",
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_row_is_found(sample_rows, what):
    """The comparison itself can fail: each in a transaction that is undone."""
    sample_rows.autocommit = False
    with sample_rows.cursor() as cursor:
        cursor.execute(WRONG[what])
        assert cursor.rowcount >= 1
    assert len(compare(sample_rows, SAMPLE)) == 1
    sample_rows.rollback()


def test_there_are_enough_rows_to_mean_something(sample_rows, company):
    months = fetch(
        sample_rows,
        "SELECT COUNT(*), COUNT(DISTINCT r.period_id), COUNT(DISTINCT r.employee_id)"
        "  FROM marketing_appraisal_result r JOIN marketing_appraisal_period p ON p.id = r.period_id"
        " WHERE p.kind = 'monthly' AND p.date_from >= '2025-01-01' AND r.total IS NOT NULL",
    )[0]
    assert months[0] > 400
    assert months[1] == 12
    assert months[2] >= 38
    grades = fetch(sample_rows, "SELECT DISTINCT grade FROM marketing_appraisal_result WHERE grade IS NOT NULL")
    assert {grade for (grade,) in grades} == {"a", "b", "c"}


def test_the_committed_table_comes_from_the_raw_rows(sample_rows, company):
    months, years = calculate(sample_rows, company, 2025)
    committed = [tuple(row.values()) for row in read_rows(SAMPLE / "expected_months.csv")]
    assert month_rows(months) == sorted(committed)
    committed = [tuple(row.values()) for row in read_rows(SAMPLE / "expected_year.csv")]
    assert year_rows(years) == sorted(committed)


def _same(found, expected):
    """Tell whether (actual, quota, rate) are the same; no rate is only the same as no rate."""
    if (found[2] is None) != (expected[2] is None):
        return False
    return all(abs(have - want) < CENT for have, want in zip(found, expected, strict=True) if want is not None)


def _compared(found, expected):
    """Every key of both sides with different figures; a side without the key stands for zero."""
    nothing = (Fraction(0), Fraction(0), None)
    return {
        key: (found.get(key), expected.get(key))
        for key in found.keys() | expected.keys()
        if not _same(found.get(key, nothing), expected.get(key, nothing))
    }


@pytest.mark.parametrize(("kind", "nobody"), [("person", UNASSIGNED), ("branch", None), ("company", None)])
def test_live_figures_are_the_calculated_ones(kind, nobody, live, calculated, people, sample_rows):
    """Of every person, branch and the whole, in every month: actual, quota and rate."""
    names = dict(fetch(sample_rows, "SELECT id, name->>'en_US' FROM hr_department"))
    label = {
        "person": lambda key: people.get(key, nobody),
        "branch": lambda key: names.get(key, HEAD_OFFICE),
        "company": lambda key: None,
    }[kind]
    found = {(month, label(key)): tuple(figures) for key, month, *figures in live[kind]}
    expected = {
        (month.isoformat(), key): figures for (month, which, key), figures in calculated.items() if which == kind
    }
    if kind == "branch":
        # What belongs to nobody stands under no branch in the report, and by itself in the calculation.
        for (month, key), figures in list(expected.items()):
            if key == UNASSIGNED:
                del expected[month, key]
                found[month, HEAD_OFFICE] = _less(found[month, HEAD_OFFICE], figures)
    assert len(expected) >= 12
    assert _compared(found, expected) == {}


def _less(figures, others):
    """Figures without others that are in them."""
    actual, quota = figures[0] - others[0], figures[1] - others[1]
    return actual, quota, actual / quota if quota > 0 else None


def test_live_figures_of_teams(live, calculated, people, sample_rows):
    """A team: whoever had this person as appraiser on the document's date, and the person."""
    found = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for key, month, actual, quota, _rate in [*live["team"], *live["person"]]:
        if key:
            found[month, people[key]][0] += actual
            found[month, people[key]][1] += quota
    found = {key: (*sums, sums[0] / sums[1] if sums[1] > 0 else None) for key, sums in found.items()}
    expected = {
        (month.isoformat(), key): figures for (month, kind, key), figures in calculated.items() if kind == "team"
    }
    assert len({key for _month, key in expected}) > 25
    assert _compared(found, expected) == {}


def test_every_figure_is_the_sum_of_its_documents(live):
    """What is clicked on is what was summed."""
    assert len(live["person"]) > 300
    assert live["evidence"]
    assert sorted(live["evidence"]) == sorted(row[:4] for row in live["report"])


def test_people_and_branches_add_up_to_the_company(calculated):
    for month in {month for month, _kind, _key in calculated}:
        whole = calculated[month, "company", None][:2]
        for kind in ("person", "branch"):
            parts = [rest[:2] for (when, which, _key), rest in calculated.items() if (when, which) == (month, kind)]
            assert tuple(map(sum, zip(*parts, strict=True))) == whole


def test_lines_of_a_result_carry_the_figures_of_the_report(sample_rows, live):
    """The plan completion that a result explains is the figure of the live report, to the cent."""
    query = """
        SELECT a.employee_id, to_char(a.date_from, 'YYYY-MM-DD'), l.numerator::numeric, l.denominator::numeric
          FROM marketing_appraisal_result_line l
          JOIN marketing_appraisal_result r ON r.id = l.result_id
          JOIN marketing_appraisal a ON a.id = r.appraisal_id
          JOIN hr_job j ON j.id = a.job_id
          JOIN ir_model_data x ON x.model = 'marketing.role' AND x.res_id = a.role_id
         WHERE l.section = 'work' AND l.kpi_id IS NOT NULL AND x.name = 'role_salesperson'
    """
    stored = {(key, month): (done, planned) for key, month, done, planned in fetch(sample_rows, query)}
    found = {(key, month): (actual, quota) for key, month, actual, quota, _rate in live["person"] if key}
    assert len(stored) > 240
    cent = Decimal("0.005")
    wrong = {
        key: (figures, found.get(key))
        for key, figures in stored.items()
        if any(
            abs(Fraction(have or 0) - want) > Fraction(cent)
            for have, want in zip(figures, found.get(key, (0, 0)), strict=True)
        )
    }
    assert wrong == {}
