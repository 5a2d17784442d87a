"""Load the sample company: people first, then documents, then twelve months and the year."""

from datetime import date
from pathlib import Path

from odoo import Command

from ..csvio import read_rows
from ..independent.calendar import month_end
from ..independent.files import facts_from_tables
from ..sample.tables import COLUMNS
from . import appraisals, cards, cases, duties, leads, people, reports, year
from .environment import release, say
from .sample_documents import make_documents
from .setup import set_up_company, translated
from .summary import keep


def load(env, folder):
    """Load every table of ``folder``; return the closing lines."""
    tables = {name: read_rows(Path(folder) / f"{name}.csv") for name in COLUMNS}
    facts = {row["key"]: row["value"] for row in tables["company"]}
    company = set_up_company(env, facts["name"], facts["country"], facts["currency"], facts["timezone"])
    say(f"{company.name}: {len(tables['employees'])} people in {len(tables['departments'])} departments")
    users = people.make_users(env, tables["employees"] + tables["users"], facts["timezone"], facts["password"])
    employees = _people(env, tables, users)
    _holidays(env, tables)
    desk = _desk(env, tables, users)
    quotas(env, f"Quotas {facts['year']}", tables["quotas"], employees, approver=desk.general_manager)
    accounts = cards.make_plans(env, tables["plans"], employees, desk.general_manager)
    make_documents(env, tables, company, users)
    cards.make_expenses(env, tables["expenses"], accounts)
    cards.make_daily_reports(env, facts_from_tables(tables).reports, employees)
    cards.make_events(env, tables["events"], employees, desk.officer)
    _tasks(env, tables, employees)
    year.make_earlier(env, tables, employees, desk)
    appraisals.run_months(env, int(facts["year"]), _scores(tables, employees), desk)
    year.run(env, int(facts["year"]), tables, employees, desk)
    cases.run(env, tables, employees, desk)
    _archive_leavers(env, tables, employees)
    duties.start_tasks(env)
    leads.make_leads(env, tables, employees)
    reports.make_reports(env, tables["reports"], employees)
    keep(env, _logins(tables, facts["password"]))
    release(env)
    return closing(env, company)


def _people(env, tables, users):
    """Create the organisation; return {employee code: id}."""
    departments = people.make_departments(env, tables["departments"])
    jobs = people.make_jobs(env, tables["jobs"], people.make_roles(env, tables["roles"]))
    answers = duties.make_duties(env, tables, departments, jobs)
    employees = people.make_employees(env, tables["employees"], departments, jobs, users)
    people.make_versions(env, tables["versions"], employees, departments, jobs)
    people.set_managers(env, tables["departments"], departments, employees)
    people.end_contracts(env, tables["employees"], employees)
    duties.make_assignments(env, tables["assignments"], answers, employees)
    release(env)
    return employees


def _desk(env, tables, users):
    """Return the users who run the appraisals: the first employee with each access."""
    found = {}
    for row in tables["employees"]:
        if row["login"]:
            found.setdefault(row["access"], env["res.users"].browse(users[row["login"]]))
    return appraisals.Desk(found["hr_officer"], found["hr_manager"], found["general_manager"])


def _logins(tables, password):
    """Return who may log in as what: (title, name, login, password)."""
    titles = {
        "general_manager": "General manager",
        "hr_officer": "HR officer",
        "hr_manager": "HR manager",
        "sales_manager": "Sales manager",
        "salesperson": "Salesperson",
    }
    branches = {row["code"] for row in tables["departments"] if row["is_branch"] == "1"}
    found = {}
    for row in tables["employees"]:
        in_branch = row["department"].split("-")[0] in branches
        if row["access"] in titles and (in_branch or "sales" not in row["access"]):
            found.setdefault(row["access"], (titles[row["access"]], row["name"], row["login"], password))
    return [found[access] for access in titles]


def _holidays(env, tables):
    overrides = env["marketing.workday.override"].create(
        [
            {
                "name": row["name"],
                "kind": row["kind"],
                "date_from": row["date_from"],
                "date_to": row["date_to"],
            }
            for row in tables["holidays"]
        ]
    )
    for row, override in zip(tables["holidays"], overrides, strict=True):
        translated(env, override, "name", row["name_zh"])


def quotas(env, name, rows, employees, approver):
    """Enter one plan and have it approved, with a line per person and month; nothing where there are none."""
    if not rows:
        say("  quotas: none, so there is no completion rate")
        return
    months = sorted(row["month"] for row in rows)
    last = date.fromisoformat(months[-1] + "-01")
    quota = env["sales.quota"].create(
        {
            "name": name,
            "kpi_id": env.ref("sales_kpi.kpi_plan_completion").id,
            "date_from": months[0] + "-01",
            "date_to": month_end(last),
            "line_ids": [Command.create(_quota_line(row, employees)) for row in rows],
        }
    )
    quota.with_user(approver).action_approve()
    say(f"  quotas: {len(rows)}")


def _quota_line(row, employees):
    return {
        "employee_id": employees[row["employee"]],
        "month": row["month"] + "-01",
        "amount": row["amount"],
    }


def _tasks(env, tables, employees):
    """Create the tasks; their scores come with the appraisals."""
    tasks = env["marketing.task"].create(
        [
            {
                "name": row["name"],
                "employee_id": employees[row["employee"]],
                "date_from": row["date_from"],
                "date_deadline": row["deadline"],
                "date_done": row["deadline"],
                "state": "done",
            }
            for row in tables["tasks"]
        ]
    )
    for row, task in zip(tables["tasks"], tasks, strict=True):
        row["id"] = task.id
        translated(env, task, "name", row["name_zh"])
    say(f"  tasks: {len(tasks)}")


def _scores(tables, employees):
    """Return the assessors' scores.

    :return: ({task id: percent}, {(employee id, month, item): 1 to 5}, {(employee id, month, criterion): points})
    """
    tasks = {row["id"]: float(row["score"]) for row in tables["tasks"]}
    behaviour = {
        (employees[row["employee"]], row["month"], item): int(score)
        for row in tables["behaviour"]
        for item, score in row.items()
        if item not in ("employee", "month")
    }
    cards_scored = {
        (employees[row["employee"]], row["month"], row["criterion"]): float(row["score"])
        for row in tables["card_scores"]
    }
    return tasks, behaviour, cards_scored


def _archive_leavers(env, tables, employees):
    """Archive who left, once the year is graded."""
    left = [employees[row["code"]] for row in tables["employees"] if row["left"]]
    env["hr.employee"].browse(left).write({"active": False})


def closing(env, company):
    """Return a line that counts what is in the database now."""
    counts = [
        (env["sale.order"].search_count([("company_id", "=", company.id)]), "orders"),
        (
            env["account.move"].search_count([("move_type", "=", "out_invoice"), ("state", "=", "posted")]),
            "invoices",
        ),
        (
            env["account.move"].search_count([("move_type", "=", "out_refund"), ("state", "=", "posted")]),
            "credit notes",
        ),
        (env["account.payment"].search_count([]), "receipts"),
        (env["marketing.appraisal"].search_count([]), "appraisals"),
    ]
    return [", ".join(f"{number:,} {what}" for number, what in counts) + "."]
