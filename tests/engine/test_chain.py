"""The chain of signed results (R71): every way to tamper with it is found, and where."""

from dataclasses import replace

import pytest

from engine_of.marketing_appraisal.chain import (
    BEGINNING,
    CHANGED,
    CUT_OFF,
    MISSING,
    MOVED,
    Break,
    append,
    canonical,
    find_break,
    find_cut,
    link_hash,
    salted_digest,
)

CHAIN = append(0, BEGINNING, [canonical({"total": number}) for number in range(6)])


def test_r71_whole_chains():
    assert find_break(CHAIN) is None
    assert find_break([]) is None
    assert find_break(CHAIN[3:], 3, CHAIN[2].hash) is None
    assert find_cut(6, CHAIN[-1].hash, 6, CHAIN[-1].hash) is None


def test_a_chain_goes_on_where_it_ended():
    more = append(6, CHAIN[-1].hash, ["{}"])
    assert find_break([*CHAIN, *more]) is None
    assert more[0].number == 7


@pytest.mark.parametrize("place", range(6))
def test_r71_changed_text_number_or_hash(place):
    for change, kind in (({"text": "{}"}, CHANGED), ({"hash": "0" * 64}, CHANGED), ({"previous": "x"}, MOVED)):
        links = list(CHAIN)
        links[place] = replace(links[place], **change)
        assert find_break(links) == Break(place + 1, kind)


@pytest.mark.parametrize("place", range(5))
def test_r71_removed(place):
    assert find_break(CHAIN[:place] + CHAIN[place + 1 :]) == Break(place + 1, MISSING)


@pytest.mark.parametrize("length", range(6))
def test_r71_cut_off_at_the_tail(length):
    rest = CHAIN[:length]
    last = rest[-1].hash if rest else BEGINNING
    assert find_break(rest) is None
    assert find_cut(length, last, 6, CHAIN[-1].hash) == Break(length + 1, CUT_OFF)


def test_r71_exchanged_with_their_numbers():
    links = list(CHAIN)
    links[1], links[2] = replace(links[2], number=2), replace(links[1], number=3)
    assert find_break(links).number == 2


def test_r71_a_link_with_a_hash_computed_anew_breaks_the_next_one():
    links = list(CHAIN)
    forged = replace(links[2], text="{}", hash=link_hash(links[2].previous, 3, "{}"))
    assert find_break([*links[:2], forged, *links[3:]]) == Break(4, MOVED)
    assert find_cut(6, "forged", 6, CHAIN[-1].hash) == Break(6, CHANGED)


def test_texts_are_told_apart_and_hidden():
    digest = salted_digest("salt", "What I wrote")
    assert digest != salted_digest("salt", "What I wrote ")
    assert digest != salted_digest("other", "What I wrote")
    assert "What" not in digest


def test_one_text_for_one_value():
    assert canonical({"b": 1, "a": {"d": None, "c": "差"}}) == '{"a":{"c":"差","d":null},"b":1}'
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})
