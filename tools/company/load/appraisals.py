"""Open, fill, complete, grade, sign and publish the appraisal periods of a company."""

from collections import defaultdict
from datetime import date

from ..independent.calendar import month_end, months_of
from .environment import release, say

STEPS_BEFORE_SIGNATURE = {"plan", "self_assessment", "interview", "scoring", "behaviour", "oral_report"}


def run_year(env, year, scores, manager):
    """Run the twelve months of ``year`` to publication, then its annual appraisal."""
    for first in months_of(year):
        period = make_period(env, "monthly", first, month_end(first))
        run_month(env, period, scores, manager)
        release(env)
        say(f"  {period.name}: published")
    period = make_period(env, "annual", date(year, 1, 1), date(year, 12, 31))
    run_annual(period, manager)
    release(env)
    say(f"  {period.name}: published")


def make_period(env, kind, first, last):
    """Create one period of the company."""
    return env["marketing.appraisal.period"].create(
        {"kind": kind, "date_from": first, "date_to": last, "company_id": env.company.id}
    )


def run_month(env, period, scores, manager):
    """Take one monthly period through all its steps; the general manager signs."""
    period.action_open()
    fill_ratings(env, period, *scores)
    complete_steps(period)
    period.action_grade()
    period.with_user(manager).action_sign()
    period.action_publish()


def run_annual(period, manager):
    """Give points and annual grades for the published months, sign and publish them."""
    period.action_grade_year()
    complete_steps(period)
    period.with_user(manager).action_sign()
    period.action_publish()


def complete_steps(period):
    """Complete one step after the other until every appraisal waits for the signature."""
    while STEPS_BEFORE_SIGNATURE & set(period.appraisal_ids.mapped("step")):
        period.action_complete_step()


def fill_ratings(env, period, tasks, behaviour):
    """Write the scores of a period's ratings, with as few writes as there are different scores.

    ``tasks`` is {task id: percent}, ``behaviour`` {(employee id, month, item): 1 to 5}.
    """
    month = period.date_from.isoformat()[:7]
    ratings = env["marketing.appraisal.rating"].search([("appraisal_id.period_id", "=", period.id)])
    by_score = defaultdict(list)
    for rating in ratings:
        if rating.kind == "task":
            score = tasks.get(rating.task_id.id)
        else:
            score = behaviour.get((rating.appraisal_id.employee_id.id, month, rating.behaviour_id.code))
        if score is not None:
            by_score[score].append(rating.id)
    for score, ids in by_score.items():
        ratings.browse(ids).write({"score": score, "is_scored": True})
