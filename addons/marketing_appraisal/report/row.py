from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of a table, as texts of the form's language.

    What is None is not there: room to write while the result is open, a dash afterwards.

    :ivar depth: in how many blocks a criterion stands
    :ivar note: why there are no points, or the reason for the score
    """

    name: str
    measure: str | None = None
    depth: int = 0
    is_block: bool = False
    numerator: str | None = None
    denominator: str | None = None
    rate: str | None = None
    maximum: str | None = None
    points: str | None = None
    grade: str | None = None
    note: str | None = None
