"""A public data set as real input: its files against what stands in Odoo after loading them."""

import csv
import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from tests.system.shared import ROOT, loaded, rows

PIPELINE = "sales_pipeline.csv"
BY_MONTH = [531, 285, 438, 531, 308, 446, 503, 279, 406, 511]


@pytest.fixture(scope="module")
def folder():
    """The folder of the data set, where it is at hand."""
    place = Path(os.environ.get("SALES_DATA") or ROOT.parent / "shared" / "data")
    found = place if place.name == "crm_sales" else place / "crm_sales"
    if not (found / PIPELINE).is_file():
        pytest.skip(f"the data set crm_sales is not in {place}: set SALES_DATA to the folder that holds it")
    return found


@pytest.fixture(scope="module")
def won(folder):
    """The won deals, straight from the file."""
    with (folder / PIPELINE).open(newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["deal_stage"] == "Won"]


@pytest.fixture(scope="module")
def database(ground, folder):
    return loaded(ground, "crm_sales", folder)


def sums(pairs):
    """Add up (key, amount); keys that come to nothing are left out."""
    found = defaultdict(Decimal)
    for key, amount in pairs:
        found[key] += Decimal(str(amount))
    return {key: amount for key, amount in found.items() if amount}


def teams(folder):
    with (folder / "sales_teams.csv").open(newline="") as stream:
        return {row["sales_agent"]: row for row in csv.DictReader(stream)}


def test_orders_invoices_and_receipts_are_those_of_the_file(ground, database, won):
    assert (len(won), sum(Decimal(row["close_value"]) for row in won)) == (4238, 10005534)
    orders = rows(ground, database, "SELECT COUNT(*), SUM(amount_untaxed) FROM sale_order WHERE state = 'sale'")
    invoices = rows(
        ground,
        database,
        "SELECT COUNT(*), SUM(amount_untaxed_signed), COUNT(*) FILTER (WHERE payment_state = 'paid')"
        " FROM account_move WHERE move_type = 'out_invoice' AND state = 'posted'",
    )
    assert orders == [(4238, 10005534)]
    assert invoices == [(4238, 10005534, 4238)]


def test_every_month_has_the_files_number_of_invoices(ground, database):
    counted = rows(
        ground,
        database,
        "SELECT to_char(invoice_date, 'YYYY-MM'), COUNT(*) FROM account_move"
        " WHERE move_type = 'out_invoice' AND state = 'posted' GROUP BY 1 ORDER BY 1",
    )
    assert counted == [(f"2017-{month:02}", count) for month, count in enumerate(BY_MONTH, start=3)]


@pytest.mark.parametrize("level", ["agent", "manager", "branch"])
def test_sums_by_month_as_summed_from_the_file(level, ground, database, folder, won):
    team = teams(folder)
    of_file = {
        "agent": lambda agent: agent,
        "manager": lambda agent: team[agent]["manager"],
        "branch": lambda agent: team[agent]["regional_office"],
    }[level]
    expected = sums(((of_file(row["sales_agent"]), row["close_date"][:7]), row["close_value"]) for row in won)
    column = {"agent": "e.name", "manager": "a.name", "branch": "d.name->>'en_US'"}[level]
    found = rows(
        ground,
        database,
        f"""
        SELECT {column}, to_char(m.invoice_date, 'YYYY-MM'), SUM(m.amount_untaxed_signed)
          FROM account_move m
          JOIN hr_employee e ON e.user_id = m.invoice_user_id
          JOIN hr_version v ON v.id = e.current_version_id
          JOIN hr_employee a ON a.id = v.appraiser_id
          JOIN hr_department own ON own.id = v.department_id
          JOIN hr_department d ON d.id = own.branch_id
         WHERE m.state = 'posted' AND m.move_type = 'out_invoice'
      GROUP BY 1, 2
        """,
    )
    assert sums(((key, month), amount) for key, month, amount in found) == expected


def test_every_completion_rate_follows_from_the_raw_lines(ground, database, won):
    """What each result explains: sales of the file over the quota, and points by the scale."""
    sold = sums(((row["sales_agent"], row["close_date"][:7]), row["close_value"]) for row in won)
    agents = {row["sales_agent"] for row in won}
    found = rows(
        ground,
        database,
        """
        SELECT e.name, to_char(a.date_from, 'YYYY-MM'), l.numerator, l.denominator, l.points, q.amount
          FROM marketing_appraisal_result_line l
          JOIN marketing_appraisal_result r ON r.id = l.result_id
          JOIN marketing_appraisal a ON a.id = r.appraisal_id
          JOIN hr_employee e ON e.id = a.employee_id
          JOIN sales_quota_line q ON q.employee_id = e.id AND q.month = a.date_from AND q.state = 'approved'
         WHERE l.section = 'work' AND l.kpi_id IS NOT NULL
        """,
    )
    checked = 0
    for name, month, done, planned, points, quota in found:
        if name in agents:
            rate = sold.get((name, month), Decimal(0)) / Decimal(str(quota))
            scaled = min(40 * rate, Decimal(60)) if rate >= Decimal("0.6") else Decimal(0)
            assert Decimal(str(done)) == sold.get((name, month), 0), (name, month)
            assert Decimal(str(planned)) == Decimal(str(quota)), (name, month)
            assert abs(Decimal(str(points)) - scaled) < Decimal("0.0001"), (name, month)
            checked += 1
    assert checked == 30 * 10


def test_agents_without_a_win_have_a_quota_and_are_at_zero(ground, database, folder, won):
    idle = set(teams(folder)) - {row["sales_agent"] for row in won}
    assert len(idle) == 5
    found = rows(
        ground,
        database,
        """
        SELECT e.name, COUNT(*), MIN(l.denominator), MAX(l.numerator), MAX(l.points)
          FROM marketing_appraisal_result_line l
          JOIN marketing_appraisal_result r ON r.id = l.result_id
          JOIN marketing_appraisal a ON a.id = r.appraisal_id
          JOIN hr_employee e ON e.id = a.employee_id
         WHERE l.section = 'work' AND l.status = 'value' AND e.name = ANY(%s)
      GROUP BY 1
        """,
        list(idle),
    )
    assert {name for name, *_rest in found} == idle
    assert all(months == 10 and quota > 0 and not done and not points for _n, months, quota, done, points in found)


def test_behaviour_is_missing_and_its_weight_spread(ground, database):
    """Nobody scored behaviour: work and company result carry its 30 points between them."""
    found = rows(
        ground,
        database,
        "SELECT behaviour_status, missing_rule, work_points, company_points, total"
        "  FROM marketing_appraisal_result WHERE status = 'graded'",
    )
    assert len(found) > 300
    for status, rule, work, company, total in found:
        assert (status, rule) == ("missing", "spread")
        assert abs(Decimal(str(work + company)) * 110 / 80 - Decimal(str(total))) <= Decimal("0.0052")
