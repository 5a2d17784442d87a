"""Translations are kept, terms that left go, and a broken placeholder or tag is found."""

import polib
import pytest

from tools import merge_translations
from tools.translations import broken, differences, leftovers, merge, read, untranslated, write


def po(*pairs, **options):
    file = polib.POFile()
    for term, translation in pairs:
        file.append(polib.POEntry(msgid=term, msgstr=translation, comment="module: x", **options))
    return file


def merged(template, old, *others):
    return {entry.msgid: entry.msgstr for entry in merge(template, old, others, "x", "zh_CN")}


def test_own_translation_comes_before_that_of_another_addon():
    template = po(("Month", ""), ("Week", ""), ("Day", ""))
    found = merged(template, po(("Month", "月份")), po(("Month", "月"), ("Week", "周")))
    assert found == {"Month": "月份", "Week": "周", "Day": ""}


def test_term_that_left_the_addon_is_dropped():
    assert merged(po(("New", "")), po(("Old", "旧"))) == {"New": ""}


def test_unconfirmed_translation_is_not_taken_over():
    assert merged(po(("New", "")), po(("New", "新"), flags=["fuzzy"])) == {"New": ""}


@pytest.mark.parametrize(
    ("term", "translation", "is_broken"),
    [
        ("%(a)s of %(b)s", "%(b)s 中的 %(a)s", False),
        ("%(a)s of %(b)s", "%(a)s", True),
        ("%(total).2f", "%(total)s", True),
        ("%(rate)s %% done", "完成 %(rate)s%", True),
        ("A rate of 85 % is typed as 0.85.", "85% 请输入 0.85。", False),
        ("<b>Due</b>", "<b>截止", True),
        ('<i class="fa" title="Due"/>', '<i class="fa" title="截止"/>', False),
        ('<i class="fa" title="Due"/>', '<i class="fb" title="截止"/>', True),
    ],
)
def test_placeholders_and_tags_are_kept(term, translation, is_broken):
    assert bool(broken(po((term, translation)))) is is_broken


def test_blank_fuzzy_and_obsolete_entries_are_found():
    assert untranslated(po(("A", " "), ("B", "乙"))) == ["A"]
    assert leftovers(po(("A", "甲"), flags=["fuzzy"])) == ["A"]
    assert leftovers(po(("A", "甲"), obsolete=True)) == ["A"]


def test_templates_differ_by_their_terms_and_by_the_places_that_use_them():
    old = po(("A", ""), ("B", ""), occurrences=[("model:x", "")])
    assert differences(old, po(("A", ""), ("B", ""), occurrences=[("model:x", "")])) == []
    assert differences(old, po(("A", ""), ("C", ""), occurrences=[("model:x", "")])) == ["B", "C"]
    assert differences(old, po(("A", ""), ("B", ""), occurrences=[("model:y", "")])) == ["A", "B"]


def test_second_merge_changes_nothing_and_says_what_is_left(tmp_path, capsys):
    template = tmp_path / "x.pot"
    exported = po(("Month", ""), ("Week", ""))
    exported.metadata = {"POT-Creation-Date": "2026-01-01 00:00+0000"}
    write(exported, template)
    write(po(("Month", "月份")), tmp_path / "zh_CN.po")
    assert merge_translations.main([str(template)]) == 1
    first = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    assert b"2026" not in b"".join(first)
    merge_translations.main([str(template)])
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == first
    assert "2 terms, 1 untranslated, 0 broken; the file was up to date" in capsys.readouterr().out
    assert untranslated(read(tmp_path / "zh_CN.po")) == ["Week"]
