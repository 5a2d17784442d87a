"""Who holds which duty from when to when (rule R4): the job's duties, with what differs from them.

All ranges are half open: [first day, first day after).
"""

from dataclasses import dataclass
from datetime import date

RESPONSIBLE, DEPUTY, SUPPORT, NONE = "responsible", "deputy", "support", "none"


@dataclass(frozen=True)
class Position:
    """An employee in a job over a range in which they were employed."""

    employee: object
    job: object
    start: date
    end: date


@dataclass(frozen=True)
class Assignment:
    """What differs from the job: this employee holds this duty in this way, or not at all (NONE)."""

    employee: object
    duty: object
    kind: str
    start: date
    end: date


@dataclass(frozen=True)
class Holding:
    """An employee who holds a duty in one way over a range."""

    employee: object
    duty: object
    kind: str
    start: date
    end: date

    def covers(self, day):
        """Tell whether the holding is in force on a day."""
        return self.start <= day < self.end


def subtract(start, end, ranges):
    """Return what is left of [start, end) without some ranges, in order.

    >>> subtract(1, 10, [(3, 5), (4, 6), (9, 12)])
    [(1, 3), (6, 9)]
    """
    left = []
    for taken_start, taken_end in sorted(ranges):
        if taken_start > start:
            left.append((start, min(taken_start, end)))
        start = max(start, taken_end)
        if start >= end:
            break
    if start < end:
        left.append((start, end))
    return left


def holdings(positions, job_of_duty, assignments):
    """Return every Holding that follows from positions and assignments.

    Who is in a job is responsible for its duties. An assignment says something else about
    one employee and one duty, and wins for its days. Nobody holds anything on days on
    which they are in no position at all.

    :param positions: iterable of Position
    :param job_of_duty: {duty: job}
    :param assignments: iterable of Assignment; those of one employee and duty do not overlap
    :return: list of Holding, none of the kind NONE
    """
    by_job, by_employee = {}, {}
    for duty, job in job_of_duty.items():
        by_job.setdefault(job, []).append(duty)
    for position in positions:
        by_employee.setdefault(position.employee, []).append(position)
    explicit = {}
    for assignment in assignments:
        explicit.setdefault((assignment.employee, assignment.duty), []).append(assignment)
    found = []
    for employee, stretches in by_employee.items():
        for position in stretches:
            for duty in by_job.get(position.job, ()):
                taken = [(each.start, each.end) for each in explicit.get((employee, duty), ())]
                for start, end in subtract(position.start, position.end, taken):
                    found.append(Holding(employee, duty, RESPONSIBLE, start, end))
    for (employee, duty), differences in explicit.items():
        for each in differences:
            if each.kind != NONE and duty in job_of_duty:
                found += _within(each, by_employee.get(employee, ()))
    return found


def _within(assignment, positions):
    """Return the holdings that an assignment makes on the days of employment."""
    ranges = [(max(assignment.start, each.start), min(assignment.end, each.end)) for each in positions]
    return [
        Holding(assignment.employee, assignment.duty, assignment.kind, start, end) for start, end in _joined(ranges)
    ]


def _joined(ranges):
    """Join ranges that touch: a change of job does not interrupt what was assigned.

    >>> _joined([(3, 5), (1, 3), (7, 9), (8, 8)])
    [(1, 5), (7, 9)]
    """
    joined = []
    for start, end in sorted(each for each in ranges if each[0] < each[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
