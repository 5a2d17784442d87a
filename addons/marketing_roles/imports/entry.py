"""What an import knows of its columns and of one line, between reading and storing."""

from dataclasses import dataclass, field
from typing import Any

# What becomes of a line.
NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"


@dataclass(frozen=True)
class Column:
    """A column of the table; its heading is the label of the field, in any language.

    :ivar by: for a reference, the fields of the other model by one of which a text is found
    :ivar required: a line without it is refused
    :ivar archived: true for a reference that may be to an archived record, if no other goes by the text
    :ivar stored: false for a column that only helps to find something
    """

    field: str
    required: bool = False
    by: tuple = ("name",)
    archived: bool = False
    stored: bool = True


@dataclass
class Entry:
    """One line of the file on its way into the database.

    :ivar texts: dict of (field, language or None): text of the cell; None is the user's own language
    :ivar values: dict of field: value for `create` and `write`
    :ivar translations: dict of language: {field: text}
    :ivar errors: sentences in the user's language; none of them: the line can be stored
    :ivar record: the record that the line means and that was there before; empty for a new one
    :ivar stored: the record after storing, new or changed
    :ivar notes: what a kind of table finds out about the line for itself
    """

    number: int
    texts: dict
    values: dict = field(default_factory=dict)
    translations: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    record: Any = None
    stored: Any = None
    notes: dict = field(default_factory=dict)
    status: str = ""

    def refuse(self, sentence):
        """Say why the line cannot be stored."""
        self.errors.append(sentence)
        self.status = REFUSED
