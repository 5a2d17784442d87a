"""By when a period is graded and published (R31, R32)."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Deadlines:
    """Last day for grading and last day for publication, both included."""

    grading: date
    publication: date


def month_deadlines(period_end, calendar, grading_day=5, publication_day=7, distance=1):
    """Return the deadlines of a monthly period in the month after it.

    A deadline on a day of rest moves to the next working day, and publication
    keeps `distance` working days from grading.

    :param date period_end: last day of the appraised month
    :param calendar: working days, with next_working_day(day) and add_working_days(day, count)
    """
    first = period_end + timedelta(days=1)
    grading = calendar.next_working_day(first.replace(day=grading_day))
    publication = calendar.next_working_day(first.replace(day=publication_day))
    if distance:
        publication = max(publication, calendar.add_working_days(grading, distance))
    return Deadlines(grading, publication)


def year_deadlines(period_end, calendar, last_day=15):
    """Return the deadlines of an annual period: grade and publish by the middle of January."""
    end = calendar.next_working_day((period_end + timedelta(days=1)).replace(day=last_day))
    return Deadlines(end, end)


@dataclass(frozen=True)
class StepDays:
    """By which day each step of a month is done: the plan in the month itself, the others in the one after it (R23)."""

    plan: int = 5
    self_assessment: int = 2
    interview: int = 3
    scoring: int = 4
    behaviour: int = 4
    follow_up: int = 20


def month_step_deadlines(period_start, period_end, calendar, days, deadlines):
    """Return {step: last day} of a monthly period; each on a working day and none before the step before it (R32).

    What leads to the grading is done by the grading's deadline at the latest, whatever the holidays move.

    :param StepDays days: of the policy
    :param Deadlines deadlines: of the same period
    """
    after = period_end + timedelta(days=1)
    found = {"plan": calendar.next_working_day(period_start.replace(day=days.plan))}
    latest = found["plan"]
    # The countersignature and behaviour wait for the same day: each belongs to somebody else.
    by_day = {name: name for name in ("self_assessment", "interview", "scoring")}
    for step, name in (by_day | {"countersignature": "behaviour", "behaviour": "behaviour"}).items():
        day = calendar.next_working_day(after.replace(day=getattr(days, name)))
        latest = max(latest, min(day, deadlines.grading))
        found[step] = latest
    found |= {"oral_report": deadlines.grading, "signature": deadlines.publication}
    found |= {"publication": deadlines.publication, "filing": deadlines.publication}
    found["follow_up"] = max(calendar.next_working_day(after.replace(day=days.follow_up)), deadlines.publication)
    return found


def year_step_deadlines(deadlines):
    """Return {step: last day} of an annual period, which begins with the manager's overall judgement (R54)."""
    last = dict.fromkeys(("signature", "publication", "filing", "follow_up"), deadlines.publication)
    return {"scoring": deadlines.grading, "oral_report": deadlines.grading, **last}
