"""Duties of the jobs, functions of the departments, and who holds what beside their job."""

from odoo import Command

from .setup import translated


def make_duties(env, tables, departments, jobs):
    """Create duties, functions and headcounts; return {code of a duty: id}."""
    found = {}
    for row in tables["duties"]:
        area = env.ref(f"marketing_roles.area_{row['area']}")
        recurs = row["frequency"] not in ("", "event")
        duty = env["marketing.duty"].create(
            {
                "name": row["name"],
                "job_id": jobs[row["job"]],
                "sequence": 10 * (len(found) + 1),
                "area_id": area.id,
                "frequency": row["frequency"],
                "weekday": row["weekday"] or "4",
                "day_of_month": int(row["day"] or 1),
                "hours": float(row["hours"] or 0),
                "deliverable": row["deliverable"] or False,
                "work_standard": row["standard"],
                "makes_tasks": recurs,
            }
        )
        translated(env, duty, "name", row["name_zh"])
        translated(env, duty, "work_standard", row["standard_zh"])
        found[row["code"]] = duty.id
    _make_functions(env, tables["functions"], departments, found)
    for row in tables["headcounts"]:
        env["hr.job"].browse(jobs[row["job"]]).write(
            {"headcount_min": int(row["least"]), "headcount_max": int(row["most"])}
        )
    return found


def _make_functions(env, rows, departments, duties):
    for row in rows:
        function = env["marketing.function"].create(
            {
                "name": row["name"],
                "kind": row["kind"],
                "department_id": departments[row["department"]],
                "duty_ids": [Command.link(duties[code]) for code in row["duties"].split()],
            }
        )
        translated(env, function, "name", row["name_zh"])


def make_assignments(env, rows, duties, employees):
    """Create deputies and helpers."""
    env["marketing.duty.assignment"].create(
        [
            {
                "duty_id": duties[row["duty"]],
                "employee_id": employees[row["employee"]],
                "kind": row["kind"],
                "date_from": row["date_from"],
            }
            for row in rows
        ]
    )


def start_tasks(env):
    """Make the tasks of the days to come, as the scheduled action does every morning."""
    env["marketing.task"]._cron_make_tasks()
    env["marketing.work.summary"]._cron_summarise()
