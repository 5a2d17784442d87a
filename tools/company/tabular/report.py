"""What was read, mapped, refused and left out, line by line and in a few sentences."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """One remark on one line of one file; ``refused`` when the line was not entered."""

    file: str
    line: int
    kind: str
    text: str
    refused: bool = False

    def __str__(self):
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.text}"


class Report:
    """Collects the notes of one reading."""

    def __init__(self):
        self.notes = []
        self.counts = Counter()
        self.sentences = []

    def mapped(self, file, line, what, old, new):
        """A value was taken for another one."""
        text = f"{what} {old!r} read as {new!r}"
        self.notes.append(Note(file, line, f"{what} {old!r} read as {new!r}", text))

    def refused(self, file, line, kind, text):
        """A line was not entered."""
        self.notes.append(Note(file, line, kind, f"{text}; the line was not entered", True))

    def remark(self, file, line, kind, text):
        """Something about a file or line that was entered, or that is not meant for entering."""
        self.notes.append(Note(file, line, kind, text))

    def say(self, sentence):
        """Add a sentence to the summary."""
        self.sentences.append(sentence)

    def refusals(self):
        """Return the notes of lines that were not entered."""
        return [note for note in self.notes if note.refused]

    def lines(self):
        """Return the whole report: summary first, then every note in file order."""
        ordered = sorted(self.notes, key=lambda note: (note.file, note.line))
        return [*self.summary(), "", *map(str, ordered)]

    def summary(self):
        """Return the sentences and the notes counted by kind."""
        counts = Counter((note.file, note.kind, note.refused) for note in self.notes)
        lines = list(self.sentences)
        for (file, kind, refused), number in sorted(counts.items()):
            what = "not entered" if refused else "noted"
            lines.append(f"  {file}: {number} line{'s' if number != 1 else ''} {what}: {kind}")
        return lines
