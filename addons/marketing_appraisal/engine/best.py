"""Who may become employee of the month: every section at A level, and who stands first (R29)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Section:
    """What a section came to: its points (None where they are missing), of how many."""

    key: str
    points: Decimal | None
    maximum: Decimal


@dataclass(frozen=True)
class Standing:
    """Shares in per cent of the sections that count, and those that are below A level or missing."""

    shares: dict
    below: tuple
    missing: tuple

    @property
    def is_at_level(self):
        """Tell whether every section that counts is at A level."""
        return bool(self.shares) and not self.below and not self.missing


def share(points, maximum):
    """Return points in per cent of their maximum, rounded half up like a total, so that what is shown is compared.

    >>> share(Decimal(36), Decimal(40)), share(Decimal("26.9970"), Decimal(30))
    (Decimal('90.00'), Decimal('89.99'))
    """
    return (points * HUNDRED / maximum).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def judge(sections, least):
    """Compare each section with the level of an A.

    A section without weight is no part of the month; one that is missing is not at A level.

    :param sections: iterable of Section
    :param Decimal least: the least share, in per cent
    :return: Standing

    >>> full = [Section("work", Decimal(36), Decimal(40)), Section("company", None, Decimal(0))]
    >>> judge(full, Decimal(90)).is_at_level
    True
    >>> judge([*full, Section("behaviour", None, Decimal(30))], Decimal(90)).missing
    ('behaviour',)
    >>> judge([Section("work", Decimal("35.996"), Decimal(40))], Decimal(90)).below
    ('work',)
    """
    counting = [section for section in sections if section.maximum]
    missing = tuple(section.key for section in counting if section.points is None)
    shares = {section.key: share(section.points, section.maximum) for section in counting if section.points is not None}
    return Standing(shares, tuple(key for key, value in shares.items() if value < least), missing)


def leaders(totals):
    """Return the keys with the highest total, in the order they came: several are a tie.

    :param dict totals: {key: Decimal}

    >>> leaders({1: Decimal(100), 2: Decimal(105), 3: Decimal(105)}), leaders({})
    ([2, 3], [])
    """
    highest = max(totals.values(), default=None)
    return [key for key, total in totals.items() if total == highest]
