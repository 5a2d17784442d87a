"""The project restates the regulation in its own words, and names nobody whom the regulation names.

The regulation itself is not part of the project. `data/runs_of_the_regulation.bin` holds a hash of five bytes
for each run of twelve Chinese characters in it, punctuation left out, in ascending order; the names are hashed too.
"""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN, BYTES = 12, 5
# By pair of length and hash; what they say is nobody's business here.
NAMES = {
    (2, "b9998d9fc2aeb239"),
    (2, "3ad3ed53e942d0b9"),
    (4, "0d25f403d69ef592"),
    (2, "f3128140c4deb036"),
    (2, "2022e589bc5fdc8c"),
    (2, "93e701bd2a3f028c"),
    (3, "47b3879115ba358e"),
    (3, "d4765841fcffcbb3"),
    (2, "3db8c5834e1255f3"),
    (3, "e8a39cd5fac13589"),
    (2, "48afd8d3b9269706"),
    (3, "2359a4f97fa9b270"),
    (5, "c4aaa8f9ecc1ae40"),
    (4, "8f1f008915bc66eb"),
}
FILES = sorted(
    path
    for pattern in (
        "addons/**/*.csv",
        "addons/**/*.po",
        "addons/**/*.md",
        "addons/**/*.xml",
        "tools/company/sample/*.py",
    )
    for path in ROOT.glob(pattern)
)


def hashes(text, length, size):
    """Yield (hash, run) of every run of a length."""
    for start in range(len(text) - length + 1):
        run = text[start : start + length]
        yield hashlib.sha256(run.encode()).digest()[:size], run


def chinese_of(path):
    """Return the Chinese of a file cell by cell or line by line, punctuation left out."""
    parts = re.split(r"[,\n\"<>]", path.read_text(encoding="utf-8"))
    return [chinese for part in parts if (chinese := "".join(re.findall(r"[\u4e00-\u9fff]", part)))]


@pytest.fixture(scope="module")
def known():
    content = (Path(__file__).parent / "data" / "runs_of_the_regulation.bin").read_bytes()
    found = {content[start : start + BYTES] for start in range(0, len(content), BYTES)}
    assert len(found) > 15_000
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_r7_no_run_of_twelve_characters_is_the_regulations(path, known):
    copied = [run for text in chinese_of(path) for digest, run in hashes(text, RUN, BYTES) if digest in known]
    assert copied == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_r7_nobody_whom_the_regulation_names_is_named(path):
    named = [
        run
        for text in chinese_of(path)
        for length in {length for length, _digest in NAMES}
        for digest, run in hashes(text, length, 8)
        if (length, digest.hex()) in NAMES
    ]
    assert named == []
