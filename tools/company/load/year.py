"""The year of the sample company: what came before it, votes, scores, signature, publication, proposals."""

from collections import defaultdict
from datetime import date

from .appraisals import complete_steps, make_period
from .environment import release, say

ITEMS = ("behaviour", "work", "record")


def make_earlier(env, tables, employees, desk):
    """Enter the months and places of the year before, as the HR manager, and have them taken over (R72)."""
    months = env["marketing.appraisal.earlier.result"].with_user(desk.hr_manager).create(
        [
            {
                "employee_id": employees[row["employee"]],
                "month": f"{row['month']}-01",
                "total": float(row["total"]),
                "grade": row["grade"],
                "note": "From the paper file.",
            }
            for row in tables["earlier_months"]
        ]
    )  # fmt: skip
    places = env["marketing.appraisal.earlier.year"].with_user(desk.hr_manager).create(
        [
            {
                "employee_id": employees[row["employee"]],
                "year": int(row["year"]),
                "ranking": row["ranking"],
                "position": int(row["position"]),
                "population": int(row["population"]),
                "note": "From the paper file.",
            }
            for row in tables["earlier_places"]
        ]
    )  # fmt: skip
    for rows in (months, places):
        rows.with_user(desk.general_manager).action_take_over()
    say(f"  taken over of the year before: {len(months)} months, {len(places)} places")


def run(env, year, tables, employees, desk):
    """Take the annual period from its opening to the proposals that follow from it."""
    period = make_period(env, "annual", date(year, 1, 1), date(year, 12, 31))
    officer = period.with_user(desk.officer)
    officer.action_open()
    votes = _vote(env, period, tables["ballots"], employees, desk)
    _score(env, period, tables["year_scores"], employees, desk)
    officer.action_grade_year()
    complete_steps(period, desk)
    officer.action_grade()
    # Each of them works in a session of their own: what one has read does not stay in sight of the next.
    release(env)
    period.with_user(desk.general_manager).action_sign()
    officer.action_publish()
    # Ranking rules are off as shipped; here they are on, so that there is something to see of each.
    rules = env["marketing.appraisal.outcome.rule"].with_context(active_test=False).search([("active", "=", False)])
    rules.active = True
    period.with_user(desk.hr_manager).action_propose_outcomes()
    period.with_user(desk.hr_manager).action_compute_pay()
    release(env)
    say(f"  {period.name}: {votes} ballots, published, {period.outcome_count} outcomes proposed")


def _vote(env, period, rows, employees, desk):
    """Hold the democratic reviews of the departments whose people have ballots; return how many ballots were cast.

    Nothing says whose ballot is whose: each voter hands in the next one on each person of the paper.
    """
    waiting = defaultdict(list)
    for row in rows:
        waiting[employees[row["employee"]]].append({item: int(row[item]) for item in ITEMS})
    reviewed = period.appraisal_ids.filtered(lambda case: case.employee_id.id in waiting)
    reviews = env["marketing.appraisal.review"].with_user(desk.officer).create(
        [
            {"period_id": period.id, "department_id": department.id}
            for department in reviewed.department_id.sorted("id")
        ]
    )  # fmt: skip
    reviews.with_context(mail_notify_force_send=False).action_open()
    for voter in env["marketing.appraisal.review.voter"].search([("review_id", "in", reviews.ids)]):
        votes = {case.id: waiting[case.employee_id.id].pop() for case in voter._get_subjects()}
        env["marketing.appraisal.ballot"]._cast(voter.token, votes)
    if any(waiting.values()):
        raise ValueError("the table of ballots has more than there are voters")
    reviews.action_close()
    return len(rows)


def _score(env, period, rows, employees, desk):
    """Write the managers' scores and judgements of the year; the officer stands in, for her own the HR manager."""
    ratings = env["marketing.appraisal.rating"].search(
        [("appraisal_id.period_id", "=", period.id), ("kind", "=", "year")]
    )
    by_employee = ratings.grouped("employee_id")
    for row in rows:
        rating = by_employee[env["hr.employee"].browse(employees[row["employee"]])]
        scorer = desk.hr_manager if rating.employee_id.user_id == desk.officer else desk.officer
        rating.with_user(scorer).write({"score": float(row["score"]), "note": row["judgement"]})
