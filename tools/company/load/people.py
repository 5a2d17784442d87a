"""Departments, jobs, logins, employees and their dated versions."""

from odoo import Command

from .setup import translated

ALL_LEADS = "sales_team.group_sale_salesman_all_leads"
ACCESS = {
    "salesperson": ["sales_team.group_sale_salesman"],
    "sales_manager": ["sales_kpi.group_sales_manager", "marketing_roles.group_assessor", ALL_LEADS],
    "marketing_director": ["sales_kpi.group_sales_manager", "marketing_roles.group_assessor", ALL_LEADS],
    "assessor": ["marketing_roles.group_assessor"],
    "hr_officer": ["marketing_roles.group_hr_officer"],
    "hr_manager": ["marketing_roles.group_hr_manager"],
    "general_manager": ["marketing_roles.group_general_manager", "sales_kpi.group_sales_manager"],
    "accountant": ["account.group_account_user"],
}


def make_departments(env, rows):
    """Create the department tree; return {code: id}. Parents come before their children."""
    found = {}
    for row in rows:
        department = env["hr.department"].create(
            {
                "name": row["name"],
                "parent_id": found.get(row["parent"]),
                "is_branch": row["is_branch"] == "1",
            }
        )
        translated(env, department, "name", row.get("name_zh"))
        found[row["code"]] = department.id
    return found


def make_roles(env, rows):
    """Create the company's own roles; return {code: role}."""
    found = {}
    for row in rows:
        role = env["marketing.role"].create({"code": row["code"], "name": row["name"], "level": row["level"]})
        translated(env, role, "name", row["name_zh"])
        found[row["code"]] = role
    return found


def make_jobs(env, rows, own_roles=()):
    """Create the jobs with their roles, shipped ones or those of ``own_roles`` {code: role}; return {code: id}."""
    found = {}
    for row in rows:
        role = env["marketing.role"]
        if row["role"]:
            role = own_roles[row["role"]] if row["role"] in own_roles else env.ref(f"marketing_roles.{row['role']}")
        job = env["hr.job"].create({"name": row["name"], "role_id": role.id})
        translated(env, job, "name", row.get("name_zh"))
        found[row["code"]] = job.id
    return found


def make_users(env, rows, timezone, password=None):
    """Create logins; return {login: id}. A row has login, name and access (a key of ACCESS, or empty).

    The password is hashed once for all: these are logins of a company to try things on.
    """
    if not rows:
        return {}
    # Without this a greeting of Odoo's bot covers a phone's screen at the first login.
    quiet = {"odoobot_state": "disabled"} if "odoobot_state" in env["res.users"]._fields else {}
    users = env["res.users"].create(
        [
            {
                "name": row["name"],
                "login": row["login"],
                "email": f"{row['login']}@example.com",
                "tz": timezone,
                "lang": "en_US",
                **quiet,
                "group_ids": [Command.link(group) for group in _groups(env, row.get("access"))],
            }
            for row in rows
        ]
    )
    if password:
        env.flush_all()
        hashed = env["res.users"]._crypt_context().hash(password)
        env.cr.execute("UPDATE res_users SET password = %s WHERE id IN %s", (hashed, tuple(users.ids)))
        users.invalidate_recordset()
    return {row["login"]: user.id for row, user in zip(rows, users, strict=True)}


def _groups(env, access):
    names = ["base.group_user", *ACCESS.get(access, [])]
    groups = (env.ref(name, raise_if_not_found=False) for name in names)
    return [group.id for group in groups if group]


def make_employees(env, rows, departments, jobs, users):
    """Create the employees, appraisers before those whom they appraise; return {code: id}.

    A row has code, name, name_zh, login, job, department, appraiser, hired and left, and may have trial_end and
    performance_pay, the base of a month; the code becomes the badge, unless it is the name.
    """
    found = {}
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if not row["appraiser"] or row["appraiser"] in found]
        if not ready:
            raise ValueError("the appraisers form a circle: " + ", ".join(row["name"] for row in waiting))
        employees = env["hr.employee"].create([_employee_vals(row, departments, jobs, users, found) for row in ready])
        found.update({row["code"]: employee.id for row, employee in zip(ready, employees, strict=True)})
        waiting = [row for row in waiting if row["code"] not in found]
    return found


def _employee_vals(row, departments, jobs, users, found):
    vals = {
        "name": row["name"],
        "user_id": users.get(row["login"]),
        "department_id": departments[row["department"]],
        "job_id": jobs[row["job"]],
        "parent_id": found.get(row["appraiser"]),
        "appraiser_id": found.get(row["appraiser"]),
        "date_version": row["hired"],
        "contract_date_start": row["hired"],
    }
    if row["code"] != row["name"]:
        vals["barcode"] = row["code"]
    if row.get("name_zh"):
        vals["legal_name"] = row["name_zh"]
    if row.get("trial_end"):
        vals["trial_date_end"] = row["trial_end"]
    if row.get("performance_pay"):
        vals["performance_pay_base"] = float(row["performance_pay"])
    return vals


def make_versions(env, rows, employees, departments, jobs):
    """Record the dated changes of employees, oldest first, and their present manager."""
    for row in sorted(rows, key=lambda row: row["date"]):
        employee = env["hr.employee"].browse(employees[row["employee"]])
        appraiser = employees[row["appraiser"]]
        employee.create_version(
            {
                "date_version": row["date"],
                "department_id": departments[row["department"]],
                "job_id": jobs[row["job"]],
                "appraiser_id": appraiser,
            }
        )
        employee.write({"parent_id": appraiser, "appraiser_id": appraiser})


def set_managers(env, rows, departments, employees):
    """Name the managers of the departments.

    Odoo then hands the department's people without a manager to them; here everybody
    but the general manager has one by now, so nobody changes.
    """
    for row in rows:
        manager = employees.get(row.get("manager"))
        if manager:
            env["hr.department"].browse(departments[row["code"]]).manager_id = manager


def end_contracts(env, rows, employees):
    """Record who left, and when."""
    for row in rows:
        if row.get("left"):
            employee = env["hr.employee"].browse(employees[row["code"]])
            employee.write(
                {
                    "contract_date_end": row["left"],
                    "departure_date": row["left"],
                    "departure_reason_id": env["hr.departure.reason"].search([], limit=1).id,
                }
            )
