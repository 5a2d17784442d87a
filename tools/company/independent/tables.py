"""Write the results of the calculation, and compare them with what the addons stored."""

from ..csvio import read_rows, write_rows
from ..errors import CompanyError
from .appraisal import calculate_months, rounded
from .database import codes_of, facts_from_database
from .sales import calculate_sales_from
from .sql import fetch
from .tables_year import YEAR_COLUMNS, compare_years, year_rows
from .year import calculate_year

MONTH_COLUMNS = ("employee", "month", "work", "behaviour", "company", "total", "grade", "reason")
# Sections are stored with two decimals at least; totals must agree to the cent.
SECTION_TOLERANCE = 0.0051

_STORED_MONTHS = """
    SELECT r.employee_id, to_char(p.date_from, 'YYYY-MM'),
           r.work_points, r.behaviour_points, r.company_points, r.total, COALESCE(r.grade, '')
      FROM marketing_appraisal_result r
      JOIN marketing_appraisal_period p ON p.id = r.period_id
     WHERE p.kind = 'monthly' AND p.company_id = %s AND EXTRACT(YEAR FROM p.date_from) = %s
"""


def company_of(connection):
    """Return the id of the first company."""
    return fetch(connection, "SELECT MIN(id) FROM res_company")[0][0]


def calculate(connection, company_id, year):
    """Return (month rows, year rows) of a company, from raw rows alone."""
    facts = facts_from_database(connection, company_id)
    months = calculate_months(facts, year)
    return months, calculate_year(months, facts)


def calculate_sales(connection, company_id):
    """Return rows (month, kind, key, actual, quota, rate): people, teams, branches, company."""
    return calculate_sales_from(facts_from_database(connection, company_id))


def month_rows(rows):
    """Return month rows as text; people without an appraiser are nobody's to appraise."""
    shown = (row for row in rows if row.reason != "no appraiser")
    return sorted(
        (
            row.person,
            row.month.isoformat()[:7],
            *map(_text, (row.work, row.behaviour, row.company)),
            "" if row.total is None else str(row.total),
            row.grade,
            row.reason,
        )
        for row in shown
    )


def _text(value):
    return "" if value is None else str(rounded(value, 4))


def write_expected(options):
    """The ``expect`` command."""
    connection = connect(options)
    months, years = calculate(connection, company_of(connection), options.year)
    connection.close()
    write_rows(options.out[0], MONTH_COLUMNS, month_rows(months))
    write_rows(options.out[1], YEAR_COLUMNS, year_rows(years))
    print(f"Wrote {len(months)} months to {options.out[0]} and {len(years)} years to {options.out[1]}.")


def connect(options):
    """Connect as the configuration file says (psycopg2 reads the PG... variables too)."""
    import configparser

    import psycopg2

    settings = {"dbname": options.database}
    if options.config:
        parser = configparser.RawConfigParser()
        parser.read(options.config, encoding="utf-8")
        for key, name in (
            ("db_host", "host"),
            ("db_port", "port"),
            ("db_user", "user"),
            ("db_password", "password"),
        ):
            value = parser.get("options", key, fallback="").strip()
            if value and value != "False":
                settings[name] = value
    try:
        return psycopg2.connect(**settings)
    except psycopg2.OperationalError as error:
        raise CompanyError(
            f"The database {options.database} cannot be reached: {' '.join(str(error).split())}"
        ) from error


def compare(connection, folder, year=2025):
    """Return the differences between a loaded database and the committed tables, as sentences.

    Compared are the calculation of now with the committed tables (the raw rows are the same
    as then) and the results that the addons stored with the committed tables, row by row.
    """
    company_id = company_of(connection)
    codes = codes_of(connection, company_id)
    months, years = calculate(connection, company_id, year)
    expected_months = [tuple(row.values()) for row in read_rows(f"{folder}/expected_months.csv")]
    expected_years = [tuple(row.values()) for row in read_rows(f"{folder}/expected_year.csv")]
    return [
        *_changed("the calculation of months", month_rows(months), expected_months),
        *_changed("the calculation of the year", year_rows(years), expected_years),
        *_compare_months(_stored_months(connection, company_id, codes, year), expected_months),
        *compare_years(connection, company_id, codes, expected_years),
    ]


def _stored_months(connection, company_id, codes, year):
    """Return stored results of a year with the employees' codes instead of their ids."""
    return [(codes[number], *rest) for number, *rest in fetch(connection, _STORED_MONTHS, company_id, year)]


def _changed(what, found, expected):
    """Say which rows one list has and the other has not."""
    yield from (f"{what} has an unexpected row {row}" for row in sorted(set(found) - set(expected)))
    yield from (f"{what} lacks the row {row}" for row in sorted(set(expected) - set(found)))


def _compare_months(stored, expected):
    """Compare stored monthly results with the expected rows; no row stands for no total."""
    found = {(code, month): rest for code, month, *rest in stored}
    for code, month, *sections, total, grade, reason in expected:
        work, behaviour, company, stored_total, stored_grade = found.pop((code, month), (None,) * 4 + ("",))
        place = f"{code} {month}"
        if stored_grade != grade:
            yield f"{place}: grade {stored_grade or 'none'} stored, {grade or 'none'} expected ({reason})"
        if not total:
            continue
        if stored_total is None or abs(float(stored_total) - float(total)) > 1e-6:
            yield f"{place}: total {stored_total} stored, {total} expected"
        for name, have, want in zip(
            ("work", "behaviour", "company"), (work, behaviour, company), sections, strict=True
        ):
            if want and (have is None or abs(float(have) - float(want)) > SECTION_TOLERANCE):
                yield f"{place}: {name} {have} stored, {want} expected"
    yield from (
        f"{code} {month}: a graded result is stored, none expected"
        for (code, month), rest in sorted(found.items())
        if rest[-1]
    )
