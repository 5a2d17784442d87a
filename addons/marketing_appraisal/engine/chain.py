"""A chain of hashes over signed results, and where it breaks (R71).

Each link's hash covers the hash before it and its own text, so that a change anywhere shows from there on. A head
that is kept apart says how long the chain is: without it nobody would miss links that were cut off at the end.
Whoever can rewrite everything, the head included, and compute all hashes anew is out of its reach.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

BEGINNING = ""
MISSING, MOVED, CHANGED, CUT_OFF = "missing", "moved", "changed", "cut_off"


@dataclass(frozen=True)
class Link:
    """One link as it is stored."""

    number: int
    text: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Break:
    """The first place at which a chain is not whole: the number of the link, and what is wrong there."""

    number: int
    kind: str


def canonical(value):
    """Return the one text that stands for a value of dictionaries, lists, texts and numbers.

    >>> canonical({"b": [1, None], "a": "é"})
    '{"a":"é","b":[1,null]}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link_hash(previous, number, text):
    """Return the hash of a link.

    >>> len(link_hash(BEGINNING, 1, "{}")), link_hash("x", 1, "{}") == link_hash("x", 2, "{}")
    (64, False)
    """
    return sha256(f"{previous}\n{number}\n{text}".encode()).hexdigest()


def salted_digest(salt, text):
    """Return what stands for a personal text: of no use without the salt, which can be erased with the text.

    >>> salted_digest("a", "text") == salted_digest("b", "text")
    False
    """
    return sha256(f"{salt}\n{text}".encode()).hexdigest()


def append(number, previous, texts):
    """Return the new Links of texts after a chain that ends with a number and a hash.

    >>> [link.number for link in append(0, BEGINNING, ["{}", "{}"])]
    [1, 2]
    """
    links = []
    for text in texts:
        number += 1
        links.append(Link(number, text, previous, link_hash(previous, number, text)))
        previous = links[-1].hash
    return links


def find_break(links, number=0, previous=BEGINNING):
    """Return the first Break of consecutive links, or None.

    :param links: Links in the order of their numbers
    :param int number: of the link before the first one
    :param str previous: hash of that link

    >>> chain = append(0, BEGINNING, ["{}", "{}", "{}"])
    >>> find_break(chain), find_break(chain[:1] + chain[2:])
    (None, Break(number=2, kind='missing'))
    """
    for link in links:
        number += 1
        if link.number != number:
            return Break(number, MISSING)
        if link.previous != previous:
            return Break(number, MOVED)
        if link.hash != link_hash(previous, number, link.text):
            return Break(number, CHANGED)
        previous = link.hash
    return None


def find_cut(last_number, last_hash, head_number, head_hash):
    """Return the Break at the end of a chain, whose head is kept apart, or None.

    >>> find_cut(2, "b", 3, "c"), find_cut(3, "c", 3, "c")
    (Break(number=3, kind='cut_off'), None)
    """
    if last_number < head_number:
        return Break(last_number + 1, CUT_OFF)
    if (last_number, last_hash) != (head_number, head_hash):
        return Break(last_number, CHANGED)
    return None
