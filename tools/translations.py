"""How a template of terms (.pot) and a translation (.po) are written here, and what is wrong in one.

Nothing in the files tells when or with which release they were written, so writing them again changes
nothing. Needs polib, which Odoo needs too.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import polib

PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[sdifgr]|%[sdifgr]|%%")
TAG = re.compile(r"</?[a-zA-Z][^>]*>|\{\{.*?\}\}")
# The words inside a tag that Odoo gives the translator together with the tag.
WORDS_OF_TAG = re.compile(r'\b(title|alt|string|placeholder|confirm|help|label|sum|avg|aria-\w+)="[^"]*"')
METADATA = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURALS = {"zh_CN": "nplurals=1; plural=0;"}


def empty_file(addon: str, language: str = "") -> polib.POFile:
    """A file with this project's header; without a language it is a template."""
    file = polib.POFile()
    file.header = f"Translation of the addon {addon}." if language else f"Terms of the addon {addon}."
    file.metadata = {"Project-Id-Version": addon, **METADATA}
    if language:
        file.metadata |= {"Language": language, "Plural-Forms": PLURALS.get(language, "")}
    return file


def clean_template(exported: polib.POFile, addon: str) -> polib.POFile:
    """What Odoo exported, under a header that stays the same."""
    file = empty_file(addon)
    file.extend(exported)
    return file


def merge(
    template: polib.POFile, old: polib.POFile, others: Iterable[polib.POFile], addon: str, language: str
) -> polib.POFile:
    """The template's terms with the translations there are: the addon's own, or else another addon's."""
    known: dict[str, str] = {}
    for file in (old, *others):
        for entry in file.translated_entries():
            known.setdefault(entry.msgid, entry.msgstr)
    merged = empty_file(addon, language)
    for entry in template:
        merged.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=known.get(entry.msgid, ""),
                comment=entry.comment,
                occurrences=entry.occurrences,
            )
        )
    return merged


def untranslated(file: polib.POFile) -> list[str]:
    """The terms that have no translation."""
    return [entry.msgid for entry in file if not entry.obsolete and not entry.msgstr.strip()]


def leftovers(file: polib.POFile) -> list[str]:
    """The terms that a translator has yet to confirm, or that the addon does not use any more."""
    return [entry.msgid for entry in file if entry.fuzzy or entry.obsolete]


def broken(file: polib.POFile) -> list[str]:
    """The terms whose translation loses, adds or changes a placeholder or a tag."""
    return [
        entry.msgid for entry in file.translated_entries() if _fixed_parts(entry.msgid) != _fixed_parts(entry.msgstr)
    ]


def _fixed_parts(text: str) -> Counter:
    """Whatever a translation has to keep: placeholders, tags, expressions; in any order."""
    tags = [WORDS_OF_TAG.sub(r"\1", tag) for tag in TAG.findall(text)]
    return Counter([*PLACEHOLDER.findall(text), *tags])


def differences(old: polib.POFile, new: polib.POFile) -> list[str]:
    """The terms that only one of two templates has, or that other places use."""
    places = [{entry.msgid: (entry.comment, *sorted(entry.occurrences)) for entry in file} for file in (old, new)]
    return sorted(term for term in places[0] | places[1] if places[0].get(term) != places[1].get(term))


def read(path: Path) -> polib.POFile:
    """A file of terms or translations; an empty one if it is not there yet."""
    return polib.pofile(path.read_text(encoding="utf-8")) if path.is_file() else polib.POFile()


def write(file: polib.POFile, path: Path) -> bool:
    """Write a file if it changed; tells whether it did."""
    text = str(file)
    text = text if text.endswith("\n") else text + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True
