"""The behaviour score that facts propose (R21)."""

HIGHEST, LOWEST = 5, 1


def proposed_score(facts):
    """Return the whole score from 1 to 5 that is left of full marks.

    :param facts: of each rule (how often its fact happened, how many count once, points taken each time)

    >>> proposed_score([])
    5
    >>> proposed_score([(3, 2, 1), (1, 1, 2)])
    2
    >>> proposed_score([(9, 1, 1)])
    1
    """
    taken = sum(count // per * points for count, per, points in facts)
    return max(HIGHEST - taken, LOWEST)
