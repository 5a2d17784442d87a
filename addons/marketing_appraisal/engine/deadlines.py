"""By when a period is graded and published (R31, R32)."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Deadlines:
    """Last day for grading and last day for publication, both included."""

    grading: date
    publication: date


def month_deadlines(period_end, calendar, grading_day=5, publication_day=7, distance=1):
    """Return the deadlines of a month in the month after it, or so many days after another stretch of time.

    A deadline on a day of rest moves to the next working day, and publication
    keeps `distance` working days from grading.

    :param date period_end: last day of the appraised month; the 5th of the next month is 5 days after it
    :param calendar: working days, with next_working_day(day) and add_working_days(day, count)
    """
    grading = calendar.next_working_day(period_end + timedelta(days=grading_day))
    publication = calendar.next_working_day(period_end + timedelta(days=publication_day))
    if distance:
        publication = max(publication, calendar.add_working_days(grading, distance))
    return Deadlines(grading, publication)


def year_deadlines(period_end, calendar, last_day=15):
    """Return the deadlines of an annual period: grade and publish by the middle of January."""
    end = calendar.next_working_day((period_end + timedelta(days=1)).replace(day=last_day))
    return Deadlines(end, end)


@dataclass(frozen=True)
class StepDays:
    """By which day each step is done: the plan so many days from the first day, the others after the last (R23)."""

    plan: int = 5
    self_assessment: int = 2
    interview: int = 3
    scoring: int = 4
    behaviour: int = 4
    follow_up: int = 20


def month_step_deadlines(period_start, period_end, calendar, days, deadlines):
    """Return {step: last day} of a month or another stretch, on working days and in the order of the steps (R32).

    What leads to the grading is done by the grading's deadline at the latest, whatever the holidays move.

    :param StepDays days: of the policy
    :param Deadlines deadlines: of the same period
    """
    planned = min(period_start + timedelta(days=days.plan - 1), period_end)
    found = {"plan": calendar.next_working_day(planned)}
    latest = found["plan"]
    # The countersignature and behaviour wait for the same day: each belongs to somebody else.
    by_day = {name: name for name in ("self_assessment", "interview", "scoring")}
    for step, name in (by_day | {"countersignature": "behaviour", "behaviour": "behaviour"}).items():
        day = calendar.next_working_day(period_end + timedelta(days=getattr(days, name)))
        latest = max(latest, min(day, deadlines.grading))
        found[step] = latest
    found |= {"oral_report": deadlines.grading, "signature": deadlines.publication}
    found |= {"publication": deadlines.publication, "filing": deadlines.publication}
    follow_up = calendar.next_working_day(period_end + timedelta(days=days.follow_up))
    found["follow_up"] = max(follow_up, deadlines.publication)
    return found


def year_step_deadlines(deadlines):
    """Return {step: last day} of an annual period, which begins with the manager's overall judgement (R54)."""
    last = dict.fromkeys(("signature", "publication", "filing", "follow_up"), deadlines.publication)
    return {"scoring": deadlines.grading, "oral_report": deadlines.grading, **last}
