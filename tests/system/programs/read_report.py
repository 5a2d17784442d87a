"""Print the live report of plan completion and the sums of its evidence, through the ORM."""

import sys

from tests.system.programs.inside import opened

AMOUNTS = ["numerator:sum", "denominator:sum"]


def show(kind, key, month, *figures):
    """One line: kind, id, month, figures; no figure is an empty text."""
    texts = ("" if figure is None or figure is False else format(float(figure), ".6f") for figure in figures)
    print("|".join((kind, str(key or 0), month.isoformat(), *texts)))


def main(database):
    with opened(database) as env:
        kpi = env.ref("sales_kpi.kpi_plan_completion")
        report, evidence = env["sales.kpi.report"], env["sales.kpi.evidence"]
        domain = [("kpi_id", "=", kpi.id)]
        for kind, field in (
            ("person", "employee_id"),
            ("team", "appraiser_id"),
            ("branch", "branch_id"),
            ("company", "company_id"),
        ):
            for key, month, done, planned, rate in report._read_group(
                domain, [field, "month:month"], [*AMOUNTS, "rate:avg"]
            ):
                show(kind, key.id, month, done, planned, rate)
        cell = ["employee_id", "appraiser_id", "department_id"]
        for *keys, month, done, planned in evidence._read_group(domain, [*cell, "date:month"], AMOUNTS):
            show("evidence", _joined(keys), month, round(done, 4), round(planned, 4))
        for row in report.search(domain):
            keys = [row[name] for name in cell]
            show("report", _joined(keys), row.month, round(row.numerator, 4), round(row.denominator, 4))


def _joined(records):
    """Several ids as one number."""
    return int("".join(f"{record.id or 0:06d}" for record in records))


main(sys.argv[1])
