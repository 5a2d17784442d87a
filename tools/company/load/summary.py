"""The ``summary`` command: logins and a short table of grades, read by SQL."""

import json
import unicodedata

from ..errors import CompanyError
from ..independent.sql import fetch
from ..independent.tables import connect

LOGINS = "tools_company.logins"
NOTES = "tools_company.notes"
PEOPLE_PER_BRANCH = 3

_KEPT = "SELECT key, value FROM ir_config_parameter WHERE key IN (%s, %s)"
_RESULTS = """
    SELECT e.id, e.name, COALESCE(d.name->>'en_US', 'Head Office'), p.kind, p.date_from, COALESCE(r.grade, '')
      FROM marketing_appraisal_result r
      JOIN marketing_appraisal_period p ON p.id = r.period_id
      JOIN hr_employee e ON e.id = r.employee_id
      LEFT JOIN hr_department d ON d.id = r.branch_id
     WHERE p.kind IN ('monthly', 'annual')
     ORDER BY p.kind DESC, p.date_from, e.id
"""


def keep(env, logins, notes=()):
    """Keep for the summary who may log in as what, (title, name, login, password), and remarks."""
    parameters = env["ir.config_parameter"]
    parameters.set_param(LOGINS, json.dumps(logins, ensure_ascii=False))
    parameters.set_param(NOTES, json.dumps(list(notes), ensure_ascii=False))


def show(options):
    """Print logins and grades."""
    connection = connect(options)
    try:
        kept = dict(fetch(connection, _KEPT, LOGINS, NOTES))
        if LOGINS not in kept:
            raise CompanyError(f"The database {options.database} holds no company that was loaded by this tool.")
        rows = fetch(connection, _RESULTS)
    finally:
        connection.close()
    notes = json.loads(kept.get(NOTES) or "[]")
    for line in [*notes, *login_lines(json.loads(kept[LOGINS])), "", *grade_lines(rows)]:
        print(line)
    return 0


def login_lines(logins):
    """Return a table of logins."""
    wide = max(len(title) for title, *_rest in logins)
    return [f"  {title:<{wide}}  {login} / {password}   ({name})" for title, name, login, password in logins]


def grade_lines(rows):
    """Return a table of grades: some people of every branch by month, and each branch's counts."""
    months = sorted({first for _id, _name, _branch, kind, first, _grade in rows if kind == "monthly"})
    grades, branch_of, names, annual = {}, {}, {}, {}
    for number, name, branch, kind, first, grade in rows:
        names[number] = name
        if kind == "annual":
            annual[number] = grade
        else:
            grades[number, first] = grade
            branch_of[number] = branch
    head = " ".join(f"{month:%m}" for month in months)
    span = "-".join(sorted({f"{month:%Y}" for month in months}))
    lines = [f"  {'Grades ' + span:<34} {head}" + ("  year" if annual else "")]
    for branch in sorted(set(branch_of.values())):
        members = [number for number in branch_of if branch_of[number] == branch]
        for number in _picked(members, annual):
            letters = "  ".join(_letter(grades.get((number, month))) for month in months)
            year = "   " + _letter(annual.get(number)) if annual else ""
            lines.append(f"  {_padded(f'{names[number]}, {branch}', 34)}  {letters}{year}")
    return lines


def _picked(members, annual):
    """Return a few members, of different annual grades where there are such."""
    seen, picked = set(), []
    for number in members:
        if annual.get(number) not in seen or not annual:
            seen.add(annual.get(number))
            picked.append(number)
    return picked[:PEOPLE_PER_BRANCH]


def _padded(text, width):
    """Fill a text up to a width in which a Chinese character takes two places."""
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * (width - taken)


def _letter(grade):
    """Return a grade as it is shown: a capital, a dash without a total, a blank where not appraised."""
    return " " if grade is None else grade.upper() or "-"
