"""Taking over a catalogue (R7): which jobs match which roles, and what became of it since.

Texts are compared as people would: without regard to case, blanks and marks.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

# From this likeness on, two names are proposed as the same thing; a person decides.
LIKE = 0.75


class Drift(Enum):
    """What became of a value since it was taken over."""

    SAME = "same"
    HERE = "here"  # changed by the company
    THERE = "there"  # changed in the catalogue
    BOTH = "both"  # changed on both sides, and differently


@dataclass(frozen=True)
class Named:
    """Something with names in several languages: a role, a job, a duty."""

    key: object
    names: tuple


def normal(text):
    """Return a text without what does not tell it from another one."""
    return re.sub(r"[\W_]+", "", (text or "").casefold())


def likeness(one, other):
    """Return from 0 to 1 how alike two `Named` are: that of their most alike names."""
    return max((_likeness_of(a, b) for a in map(normal, one.names) for b in map(normal, other.names)), default=0.0)


def _likeness_of(a, b):
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    # Cheap bounds first: most pairs are nothing alike.
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()


def match(ours, theirs, least=LIKE):
    """Pair what is alike, the most alike first, each at most once.

    :param ours: list of `Named`
    :param theirs: list of `Named`
    :return: dict of key of ours: (key of theirs, likeness)
    """
    pairs = [(likeness(one, other), i, j) for i, one in enumerate(ours) for j, other in enumerate(theirs)]
    # The order of the lists decides between equals, so that the outcome is always the same.
    pairs = sorted((pair for pair in pairs if pair[0] >= least), key=lambda pair: (-pair[0], pair[1], pair[2]))
    found, taken = {}, set()
    for value, i, j in pairs:
        if ours[i].key not in found and j not in taken:
            found[ours[i].key] = (theirs[j].key, value)
            taken.add(j)
    return found


def drift_of(adopted, here, there):
    """Say what became of one value since it was taken over.

    :param adopted: the value that was taken over; None where none was known then, as for a language added later
    :param here: the company's value now
    :param there: the catalogue's value now
    """
    if here == there:
        return Drift.SAME
    if adopted is None:
        return Drift.THERE
    if here == adopted:
        return Drift.THERE
    return Drift.HERE if there == adopted else Drift.BOTH


def drifts(adopted, here, there):
    """Return {name of a value: Drift} of all values that are no longer the same.

    :param adopted: dict of what was taken over
    :param here: dict of the company's values now
    :param there: dict of the catalogue's values now
    """
    found = {name: drift_of(adopted.get(name), here.get(name), value) for name, value in there.items()}
    return {name: drift for name, drift in found.items() if drift is not Drift.SAME}


def overall(found):
    """Return what became of the whole, from the drifts of its values.

    What the company changed is its own matter; only what the catalogue changed asks for a decision.
    """
    kinds = set(found.values())
    if Drift.BOTH in kinds or {Drift.HERE, Drift.THERE} <= kinds:
        return Drift.BOTH
    return next(iter(kinds), Drift.SAME)
