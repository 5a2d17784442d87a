"""Open, fill, complete, grade, sign and publish the appraisal periods of a company."""

from collections import defaultdict
from datetime import date

from ..independent.calendar import month_end, months_of
from .environment import release, say


def run_year(env, year, scores, manager):
    """Run the twelve months of ``year`` to publication, then its annual appraisal."""
    for first in months_of(year):
        period = make_period(env, f"{first:%B %Y}", "monthly", first, month_end(first))
        run_month(env, period, scores, manager)
        release(env)
        say(f"  {period.name}: published")
    run_annual(env, year, manager)


def make_period(env, name, kind, first, last):
    """Create one period of the company."""
    return env["marketing.appraisal.period"].create({
        "name": name,
        "kind": kind,
        "date_from": first,
        "date_to": last,
        "company_id": env.company.id,
    })


def run_month(env, period, scores, manager):
    """Take one monthly period through all its steps, as the people concerned would."""
    period.action_open()
    fill_ratings(env, period, *scores)
    complete_steps(period)
    period.action_grade()
    signer = period.with_user(manager)
    signer.action_sign()
    signer.action_publish()


def complete_steps(period):
    """Complete the steps before the grade; a period knows when there is none left."""
    period.action_complete_step()


def fill_ratings(env, period, tasks, behaviour):
    """Write the scores of a period's ratings, as few writes as there are different scores."""
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


def run_annual(env, year, manager):
    """Open and grade the annual period of ``year``."""
    period = make_period(env, f"Annual {year}", "annual", date(year, 1, 1), date(year, 12, 31))
    period.action_open()
    period.action_grade()
    signer = period.with_user(manager)
    signer.action_sign()
    signer.action_publish()
    say(f"  {period.name}: published")
