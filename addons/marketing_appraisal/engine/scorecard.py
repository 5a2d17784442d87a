"""From points of criteria to the points of a scorecard: a tree of weights, or a balance (S1 to S4, R20)."""

from dataclasses import dataclass
from decimal import Decimal

from .totals import BLOCK, Combined, Part, combine, section_points


@dataclass(frozen=True)
class Block:
    """Several criteria, or further blocks, that are worth `weight` together however many marks they come to.

    S1: work weighs 70 and has criteria of 30, 30, 20 and 20 marks; quality weighs 30. A block may treat what is
    missing in it in its own way; None leaves that to the card.
    """

    key: object
    weight: Decimal
    parts: tuple
    missing_rule: str | None = None


@dataclass(frozen=True)
class Balance:
    """A card that begins with full marks, to which each criterion adds or from which it takes (S3).

    A bound that is None does not hold.
    """

    start: Decimal
    floor: Decimal | None = Decimal(0)
    ceiling: Decimal | None = None


@dataclass(frozen=True)
class Scored:
    """What a card comes to.

    :ivar Combined card: points (None: missing), full marks, keys of the criteria that were missing
    :ivar dict blocks: {key of a block: Part with its weight and its points of it}
    """

    card: Combined
    blocks: dict


def score_weights(parts, missing_rule):
    """Add up a tree of criteria and blocks under the policy's rule for missing values.

    What is missing spreads its weight inside its own block first; a block in which nothing is present is itself
    missing.

    :param parts: Parts and Blocks in any mixture
    :param missing_rule: one of totals.BLOCK, SPREAD, ZERO
    :return: Scored

    >>> def criteria(*points): return tuple(Part(i, Decimal(25), p and Decimal(p)) for i, p in enumerate(points))
    >>> card = (Block("work", Decimal(70), criteria(20, 20, 20, 20)), Block("quality", Decimal(30), criteria(25, 0)))
    >>> score_weights(card, BLOCK).card.points
    Decimal('71')
    """
    blocks, missing = {}, []
    flat = [_flatten(part, missing_rule, blocks, missing) for part in parts]
    combined = combine(flat, missing_rule)
    return Scored(Combined(combined.points, combined.maximum, tuple(missing)), blocks)


def _flatten(part, missing_rule, blocks, missing):
    """Return a Part for a Part or a Block; note points of blocks and keys of what is missing."""
    if isinstance(part, Part):
        if part.points is None:
            missing.append(part.key)
        return part
    rule = part.missing_rule or missing_rule
    combined = combine([_flatten(one, rule, blocks, missing) for one in part.parts], rule)
    found = Part(part.key, part.weight, section_points(combined, part.weight))
    blocks[part.key] = found
    return found


def score_balance(parts, balance, missing_rule):
    """Begin with full marks and let each criterion add or take (S3).

    There is no weight that could be spread: under any rule but the blocking one what is missing neither adds nor
    takes, and a card of which nothing is known is missing under every rule.

    :param parts: Parts; their points are what they add, or take where below zero
    :param Balance balance: where to begin and how far it goes
    :return: Scored

    >>> takes = [Part(1, Decimal(0), Decimal("-7.5")), Part(2, Decimal(0), Decimal(-120))]
    >>> [score_balance(takes[:count], Balance(Decimal(100)), BLOCK).card.points for count in (1, 2)]
    [Decimal('92.5'), Decimal('0')]
    """
    parts = list(parts)
    missing = tuple(part.key for part in parts if part.points is None)
    present = [part.points for part in parts if part.points is not None]
    if not present or (missing and missing_rule == BLOCK):
        return Scored(Combined(None, balance.start, missing), {})
    points = balance.start + sum(present, Decimal(0))
    if balance.floor is not None:
        points = max(points, balance.floor)
    if balance.ceiling is not None:
        points = min(points, balance.ceiling)
    return Scored(Combined(points, balance.start, missing), {})
