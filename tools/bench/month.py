"""Builds a company in a database, appraises a month of it, and prints a part of a page with a table."""

import sys

from tests.system.programs.inside import opened
from tools.bench.company import FIRST_ID, YEAR, Company
from tools.bench.timing import grade_in_blocks, growth_of, measured, table_of

SMALLER = 10
DOCUMENTS_EACH, TASKS_EACH = 10, 2
HEAD = """## A month of {people:,} people

Made by `make bench PART=month` (APPRAISED sets the size). One run, one machine, one database: {people:,} employees in
teams of ten, half of them judged by the salesperson's card, half by {tasks} tasks each; {documents:,} invoices and
receipts in the year. Grading commits every block, each of the others is one transaction. Statements are what Odoo sends
to PostgreSQL, memory is the most that the process held. A ratio is our time over that of plain SQL that does nothing
but read the same rows in the same run: positions for opening; scores and documents with plans for grading; those and
the results with their lines for signing and publishing. Ours writes as well.

| What | ours, s | statements | memory, MB | plain SQL, s | ratio |
|---|---:|---:|---:|---:|---:|"""
GROWTH = """
From {small:,} to {people:,} people in the month, {factor} times as many, of the same company:

| What | {small:,}, s | {people:,}, s | growth | statements |
|---|---:|---:|---:|---:|"""

POSITIONS = """
    SELECT v.id, e.id, e.name, v.date_version, v.contract_date_start, v.contract_date_end, v.appraiser_id, v.job_id,
           v.department_id, d.branch_id, j.role_id
      FROM hr_version v
      JOIN hr_employee e ON e.id = v.employee_id
 LEFT JOIN hr_department d ON d.id = v.department_id
 LEFT JOIN hr_job j ON j.id = v.job_id
     WHERE v.active
"""
SCORES = """
    SELECT a.id, a.employee_id, a.appraiser_id, a.policy_id, a.scorecard_id, r.kind, r.task_id, r.criterion_id,
           r.behaviour_id, r.score, r.is_scored, r.note
      FROM marketing_appraisal a
      JOIN marketing_appraisal_rating r ON r.appraisal_id = a.id
     WHERE a.period_id = %(period)s
"""
DOCUMENTS = """
    SELECT m.id, m.invoice_date, m.amount_untaxed_signed, e.id, v.appraiser_id, d.branch_id
      FROM account_move m
 LEFT JOIN hr_employee e ON e.user_id = m.invoice_user_id AND e.company_id = m.company_id
 LEFT JOIN hr_version v ON v.employee_id = e.id AND v.active
 LEFT JOIN hr_department d ON d.id = v.department_id
     WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund')
       AND m.invoice_date BETWEEN %(first)s AND %(last)s
"""
PLANS = "SELECT employee_id, kpi_id, amount FROM sales_quota_line WHERE state = 'approved' AND month = %(first)s"
RESULTS = """
    SELECT r.*, l.*
      FROM marketing_appraisal_result r
      JOIN marketing_appraisal_result_line l ON l.result_id = r.id
     WHERE r.period_id = %(period)s
"""
GRADED = (SCORES, DOCUMENTS, PLANS)
# What each of ours has to read at the least.
READ = {"Opening": (POSITIONS,), "Grading": GRADED, "Signing": (*GRADED, RESULTS), "Publishing": (SCORES, RESULTS)}


def main(database, people):
    people = int(people)
    small = people // SMALLER
    with opened(database) as env:
        _build(env, people, small)
        few = _run(env, f"{YEAR}-05-01", env["hr.department"].search([("name", "=", "Few")]), small)
        many = _run(env, f"{YEAR}-06-01", env["hr.department"], people)
    print(HEAD.format(people=people, documents=people * DOCUMENTS_EACH, tasks=TASKS_EACH))
    print(*table_of(many), sep="\n")
    print(GROWTH.format(small=small, people=people, factor=SMALLER))
    print(*growth_of(few, many), sep="\n")


def _build(env, people, small):
    """Make people, jobs, tasks and documents; a tenth of the people sit in a department of their own."""
    company = Company(env)
    company.people(people)
    company.templates()
    company.documents(1, people * DOCUMENTS_EACH, people, people * DOCUMENTS_EACH)
    few, rest = env["hr.department"].create([{"name": "Few"}, {"name": "Rest"}])
    role = env.ref("marketing_roles.role_salesperson")
    seller, clerk = env["hr.job"].create([{"name": "Bench Seller", "role_id": role.id}, {"name": "Bench Clerk"}])
    boss = env["hr.employee"].search([("user_id.login", "=", "seller")])
    env.flush_all()
    env.cr.execute(
        """UPDATE hr_version
              SET appraiser_id = COALESCE(appraiser_id, %(boss)s),
                  job_id = CASE WHEN employee_id %% 2 = 0 THEN %(seller)s ELSE %(clerk)s END,
                  department_id = CASE WHEN employee_id <= %(last)s THEN %(few)s ELSE %(rest)s END
            WHERE employee_id > %(first)s""",
        {"boss": boss.id, "seller": seller.id, "clerk": clerk.id, "few": few.id, "rest": rest.id,
         "first": FIRST_ID, "last": FIRST_ID + small},
    )  # fmt: skip
    for number, month in enumerate((5, 6)):
        day = f"{YEAR}-{month:02}-20"
        task = env["marketing.task"].create(
            {"name": "Task", "employee_id": boss.id, "date_deadline": day, "date_from": False}
        )
        env.flush_all()
        first = number * people * TASKS_EACH
        company.clone("marketing_task", task.id, first + 1, first + people * TASKS_EACH,
                      employee_id=f"{FIRST_ID} + 1 + (n - 1) % {people}")  # fmt: skip
    env["res.users"].create(
        [
            {"name": login, "login": login, "group_ids": [(6, 0, (env.ref("base.group_user") | group).ids)]}
            for login, group in (
                ("bench_gm", env.ref("marketing_roles.group_general_manager")),
                ("bench_hr", env.ref("marketing_roles.group_hr_officer")),
            )
        ]
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.invalidate_all()


def _run(env, first_day, departments, people):
    """Appraise a month from its opening to its publication: {what: Measured}."""
    period = env["marketing.appraisal.period"].create(
        {"date_from": first_day, "department_ids": [(6, 0, departments.ids)]}
    )
    env.cr.commit()
    manager, officer = (env["res.users"].search([("login", "=", login)]) for login in ("bench_gm", "bench_hr"))
    values = {"period": period.id, "first": period.date_from, "last": period.date_to}

    def timed(name, operation):
        return measured(env, name, operation, READ[name], values)

    done = {"Opening": timed("Opening", period.action_open)}
    if period.appraisal_count != people:
        raise SystemExit(f"{period.appraisal_count} people are appraised, not {people}.")
    _score(env, period)
    done["Grading"] = timed("Grading", lambda: grade_in_blocks(env, period))
    env.cr.execute("UPDATE marketing_appraisal SET step = 'signature' WHERE period_id = %s", [period.id])
    env.cr.commit()
    env.invalidate_all()
    if period.signable_count != people:
        raise SystemExit(f"{period.signable_count} people can be signed, not {people}.")
    done["Signing"] = timed("Signing", period.with_user(manager).action_sign)
    done["Publishing"] = timed("Publishing", period.with_user(officer).action_publish)
    if period.state != "published":
        raise SystemExit(f"The month is {period.state}.")
    return done


def _score(env, period):
    env.cr.execute(
        """UPDATE marketing_appraisal_rating
              SET is_scored = TRUE, score = CASE WHEN kind = 'behaviour' THEN 1 + id %% 5 ELSE id %% 101 END
            WHERE period_id = %s""",
        [period.id],
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.invalidate_all()


main(*sys.argv[1:])
