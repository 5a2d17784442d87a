"""Open, fill, complete, grade, sign and publish the appraisal periods of a company.

HR does what is HR's and stands in for employees and supervisors; what concerns the
officer's own appraisal falls to the HR manager, and the general manager signs.
"""

from collections import defaultdict
from typing import NamedTuple

from ..independent.calendar import month_end, months_of
from .environment import release, say

STEPS_BEFORE_SIGNATURE = {
    "plan", "self_assessment", "interview", "scoring", "countersignature", "behaviour", "oral_report",
}  # fmt: skip


class Desk(NamedTuple):
    """The users who run a period."""

    officer: object
    hr_manager: object
    general_manager: object


def run_months(env, year, scores, desk):
    """Run the twelve months of ``year`` to publication."""
    for first in months_of(year):
        period = make_period(env, "monthly", first, month_end(first))
        run_month(env, period, scores, desk)
        release(env)
        say(f"  {period.name}: published")


def make_period(env, kind, first, last):
    """Create one period of the company."""
    return env["marketing.appraisal.period"].create(
        {"kind": kind, "date_from": first, "date_to": last, "company_id": env.company.id}
    )


def run_month(env, period, scores, desk):
    """Take one monthly period through all its steps to publication."""
    officer = period.with_user(desk.officer)
    officer.action_open()
    fill_ratings(env, period, desk, *scores)
    complete_steps(period, desk)
    officer.action_grade()
    period.with_user(desk.general_manager).action_sign()
    officer.action_publish()


def complete_steps(period, desk):
    """Complete one step after the other until every appraisal waits for the signature."""
    for user in (desk.officer, desk.hr_manager):
        others = period.appraisal_ids.filtered(lambda appraisal, user=user: appraisal.user_id != user)
        while STEPS_BEFORE_SIGNATURE & set(others.mapped("step")):
            period.with_user(user).action_complete_step("The interviews of the year were held and signed on paper.")


def fill_ratings(env, period, desk, tasks, behaviour, cards=()):
    """Write the scores of a period's ratings, with as few writes as there are different scores.

    ``tasks`` is {task id: percent}, ``behaviour`` {(employee id, month, item): 1 to 5},
    ``cards`` {(employee id, month, external id of the criterion): points}.
    """
    criteria = {env.ref(f"marketing_appraisal.{name}").id: name for _person, _month, name in cards}
    cards = dict(cards)
    month = period.date_from.isoformat()[:7]
    ratings = env["marketing.appraisal.rating"].search([("appraisal_id.period_id", "=", period.id)])
    by_score = defaultdict(list)
    for rating in ratings:
        if rating.kind == "task":
            score = tasks.get(rating.task_id.id)
        elif rating.kind == "criterion":
            score = cards.get((rating.employee_id.id, month, criteria.get(rating.criterion_id.id)))
        else:
            score = behaviour.get((rating.appraisal_id.employee_id.id, month, rating.behaviour_id.code))
        if score is not None:
            own = rating.employee_id.user_id == desk.officer
            by_score[score, desk.hr_manager if own else desk.officer].append(rating.id)
    for (score, scorer), ids in by_score.items():
        ratings.browse(ids).with_user(scorer).write({"score": score, "is_scored": True})
