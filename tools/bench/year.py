"""Builds a company with two years of published months in a database, and appraises the year-end of each."""

import sys

from tests.system.programs.inside import opened
from tools.bench.company import FIRST_ID, YEAR, Company
from tools.bench.timing import grade_in_blocks, growth_of, measured, table_of

SMALLER = 10
MONTHS = 12
HEAD = """## A year of {people:,} people

Made by `make bench PART=year` (APPRAISED sets the size). One run, one machine, one database: {people:,} employees with
twelve published months each, and the manager's score. Grading commits every block and ranks everybody at the end;
proposing asks every rule of the regulation. A ratio is our time over that of plain SQL that does nothing but read the
same rows in the same run: months and versions for opening; months and scores for grading; months of two years, annual
results and ranks for proposing. Ours writes as well.

| What | ours, s | statements | memory, MB | plain SQL, s | ratio |
|---|---:|---:|---:|---:|---:|"""
GROWTH = """
From {small:,} to {people:,} people in the year, {factor} times as many:

| What | {small:,}, s | {people:,}, s | growth | statements |
|---|---:|---:|---:|---:|"""

CASES = """
    SELECT a.*
      FROM marketing_appraisal a
      JOIN marketing_appraisal_period p ON p.id = a.period_id AND p.kind = 'monthly'
     WHERE p.date_from BETWEEN %(first)s AND %(last)s
"""
VERSIONS = "SELECT id, employee_id, date_version, trial_date_end FROM hr_version WHERE active"
MONTHLY = """
    SELECT id, appraisal_id, employee_id, period_id, status, grade, total, date_from, version, is_published
      FROM marketing_appraisal_result
     WHERE kind = 'monthly' AND is_published AND date_from BETWEEN %(first)s AND %(last)s
"""
TWO_YEARS = MONTHLY.replace("BETWEEN %(first)s", "BETWEEN %(before)s")
SCORES = "SELECT * FROM marketing_appraisal_rating WHERE period_id = %(period)s"
RESULTS = "SELECT * FROM marketing_appraisal_result WHERE period_id = %(period)s"
RANKS = "SELECT * FROM marketing_appraisal_rank WHERE period_id = %(period)s"
# What each of ours has to read at the least.
READ = {
    "Opening": (CASES, VERSIONS),
    "Grading and ranking": (MONTHLY, SCORES),
    "Proposing outcomes": (TWO_YEARS, RESULTS, RANKS),
}


def main(database, people):
    people = int(people)
    small = people // SMALLER
    with opened(database) as env:
        build = _Builder(env, people)
        build.months(YEAR - 1, small)
        build.months(YEAR, people)
        env.cr.commit()
        env.cr.execute("ANALYZE")
        few = _run(env, YEAR - 1, small)
        many = _run(env, YEAR, people)
    print(HEAD.format(people=people))
    print(*table_of(many), sep="\n")
    print(GROWTH.format(small=small, people=people, factor=SMALLER))
    print(*growth_of(few, many), sep="\n")


class _Builder:
    """Copies one month's appraisal and result of one person for everybody and every month."""

    def __init__(self, env, people):
        self.env = env
        self.company = Company(env)
        self.company.people(people)
        self.employee = env["hr.employee"].search([("user_id.login", "=", "seller")])
        self.boss = env["hr.employee"].create({"name": "Boss"})
        self.made = 0

    def months(self, year, people):
        """Make the published months of a year for the first so many people."""
        env = self.env
        periods = env["marketing.appraisal.period"].create(
            [{"kind": "monthly", "date_from": f"{year}-{month:02}-01"} for month in range(1, MONTHS + 1)]
        )
        role = env.ref("marketing_roles.role_salesperson")
        policy = periods[0]._get_main_policy()
        for period in periods:
            case = env["marketing.appraisal"].create(
                {
                    "period_id": period.id,
                    "employee_id": self.employee.id,
                    "appraiser_id": self.boss.id,
                    "policy_id": policy.id,
                    "role_id": role.id,
                    "step": "done",
                }
            )
            env.flush_all()
            self._copy(case, people)
        env.cr.execute("UPDATE marketing_appraisal_period SET state = 'published' WHERE id IN %s", [tuple(periods.ids)])
        env.invalidate_all()

    def _copy(self, case, people):
        """Publish the result of one appraisal and copy both for everybody, with grades that differ."""
        env, result = self.env, case.result_ids
        env.cr.execute(
            "UPDATE marketing_appraisal SET is_signed = TRUE, is_published = TRUE, is_graded = TRUE WHERE id = %s",
            [case.id],
        )
        env.cr.execute(
            """UPDATE marketing_appraisal_result
                  SET is_signed = TRUE, is_published = TRUE, status = 'graded', grade = 'b', total = 80
                WHERE id = %s""",
            [result.id],
        )
        start, employee = self.made, f"{FIRST_ID} + n - {self.made}"
        number = f"(n * 7919 + {self.made}) % 50"
        self.company.clone("marketing_appraisal", case.id, start + 1, start + people, employee_id=employee,
                           user_id=employee)  # fmt: skip
        self.company.clone(
            "marketing_appraisal_result", result.id, start + 1, start + people, employee_id=employee, user_id=employee,
            appraisal_id=f"{FIRST_ID} + n", total=f"55 + {number}",
            grade=f"CASE WHEN {number} >= 35 THEN 'a' WHEN {number} >= 15 THEN 'b' ELSE 'c' END",
        )  # fmt: skip
        self.made += people


def _run(env, year, people):
    """Take a year from its opening to the proposals: {what: Measured}."""
    period = env["marketing.appraisal.period"].create({"kind": "annual", "date_from": f"{year}-01-01"})
    env.cr.commit()
    values = {"period": period.id, "first": period.date_from, "last": period.date_to, "before": f"{year - 1}-01-01"}

    def timed(name, operation):
        return measured(env, name, operation, READ[name], values)

    done = {"Opening": timed("Opening", period.action_open)}
    # The one whom the others were copied from takes part as well.
    if period.appraisal_count != people + 1:
        raise SystemExit(f"{period.appraisal_count} people are appraised, not {people + 1}.")
    env.cr.execute(
        "UPDATE marketing_appraisal_rating SET is_scored = TRUE, score = id %% 101 WHERE period_id = %s", [period.id]
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    done["Grading and ranking"] = timed("Grading and ranking", lambda: grade_in_blocks(env, period))
    _publish(env, period)
    env["marketing.appraisal.outcome.rule"].with_context(active_test=False).search([]).active = True
    env.cr.commit()
    proposing = env["marketing.appraisal.outcome"]._propose
    done["Proposing outcomes"] = timed("Proposing outcomes", lambda: proposing(period))
    if period.outcome_count < people // 4:
        raise SystemExit(f"Only {period.outcome_count} outcomes are proposed.")
    return done


def _publish(env, period):
    """Signature and publication are those of a month; their price stands there."""
    env.cr.execute(
        "UPDATE marketing_appraisal_result SET is_signed = TRUE, is_published = TRUE WHERE period_id = %s", [period.id]
    )
    env.cr.execute("UPDATE marketing_appraisal_period SET state = 'published' WHERE id = %s", [period.id])
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.invalidate_all()


main(*sys.argv[1:])
