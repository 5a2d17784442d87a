"""Ranks by annual score: from the top and from the bottom, ties share a rank (R54, R55)."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

TOP, BOTTOM = "top", "bottom"


@dataclass(frozen=True)
class Rank:
    """Where somebody stands among how many: 1 is the best from the top, and the worst from the bottom."""

    position: int
    from_bottom: int
    population: int

    def counted_from(self, end):
        """Return the rank from one end."""
        return self.position if end == TOP else self.from_bottom


def rank(scores):
    """Rank by score, the highest first. Equal scores share the better rank, and the next one is left out.

    Who has no score is in no ranking and in no population.

    :param dict scores: {key: score or None}
    :return: {key: Rank} of those with a score

    >>> ranks = rank({"a": 90, "b": 80, "c": 80, "d": 70, "e": None})
    >>> [(key, one.position, one.from_bottom, one.population) for key, one in ranks.items()]
    [('a', 1, 4, 4), ('b', 2, 2, 4), ('c', 2, 2, 4), ('d', 4, 1, 4)]
    """
    known = {key: score for key, score in scores.items() if score is not None}
    ordered = sorted(known.values())
    population = len(ordered)
    return {
        key: Rank(population - bisect_right(ordered, score) + 1, bisect_left(ordered, score) + 1, population)
        for key, score in known.items()
    }
